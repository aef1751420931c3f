import { now, type Patient } from './patient.ts';
import { isSidecar } from './pod.ts';

/** Records that the image was found. Text: k8s.io/kubernetes pkg/kubelet/images/image_manager.go (EnsureImageExists). */
export async function announcePull(patient: Patient): Promise<void> {
  await patient.event(
    'Normal',
    'Pulled',
    `Container image "${patient.container.image}" already present on machine and can be accessed by the pod`,
  );
}

/** Records that the container was created and started. Text: kuberuntime/kuberuntime_container.go (startContainer). */
export async function announceStart(patient: Patient): Promise<void> {
  await announcePull(patient);
  await patient.event('Normal', 'Created', 'Container created');
  await patient.event('Normal', 'Started', 'Container started');
}

/** Starts the container for good: it is ready, or done if it is an init container, and kwok may go on with its Pod. */
export async function runWell(patient: Patient): Promise<void> {
  const { pod, container } = patient;
  await announceStart(patient);
  const isInit =
    (pod.spec.initContainers ?? []).some(({ name }) => name === container.name) && !isSidecar(container);
  const time = now();
  await patient.set(
    isInit
      ? { kind: 'terminated', exitCode: 0, reason: 'Completed', startedAt: time, finishedAt: time }
      : { kind: 'running', startedAt: time, isReady: true },
    'released',
  );
}
