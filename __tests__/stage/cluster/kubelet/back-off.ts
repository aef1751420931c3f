import type { Patient } from './patient.ts';

/** The kubelet's back-off: its first and its longest pause. Source: k8s.io/kubernetes pkg/kubelet/kubelet.go. */
export const backOffMs = { first: 10_000, most: 300_000 };

/** 10 s, doubled up to 5 minutes, for ever. */
export function* backOffs(): Generator<number, undefined> {
  for (let pause = backOffMs.first; ; pause = Math.min(pause * 2, backOffMs.most)) yield pause;
}

/** Waits in CrashLoopBackOff. Texts: k8s.io/kubernetes pkg/kubelet/kuberuntime/kuberuntime_manager.go (doBackOff). */
export async function backOff(patient: Patient, pauseMs: number): Promise<void> {
  const { pod, container } = patient;
  const podText = `${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`;
  await patient.event(
    'Warning',
    'BackOff',
    `Back-off restarting failed container ${container.name} in pod ${podText}`,
  );
  const message = `back-off ${goDuration(pauseMs)} restarting failed container=${container.name} pod=${podText}`;
  await patient.set({ kind: 'waiting', reason: 'CrashLoopBackOff', message });
  await patient.wait(pauseMs);
}

/** As Go prints a time.Duration of whole seconds: 10s, 1m20s, 5m0s. */
function goDuration(ms: number): string {
  const seconds = ms / 1000;
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
