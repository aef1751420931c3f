import type { FailureKind } from './failure.ts';
import { now, type Patient } from './patient.ts';
import { isSidecar } from './pod.ts';
import { freshReports, podStatus } from './pod-status.ts';

const backOffMs = { first: 10_000, most: 300_000 };

/**
 * Plays a failure on a Pod until it recovers by itself, ends, or the wait of the patient is broken off.
 * Texts, reasons and waiting times: k8s.io/kubernetes pkg/kubelet (the file is named at each function).
 */
export async function playFailure(patient: Patient): Promise<void> {
  await plays[patient.failure.as](patient);
}

/** Makes a failing container well: it is started again and ready, or done if it is an init container. */
export async function heal(patient: Patient): Promise<void> {
  if (patient.history().last) patient.countRestart();
  await runWell(patient);
}

async function runWell(patient: Patient): Promise<void> {
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

const plays: Readonly<Record<FailureKind, (patient: Patient) => Promise<void>>> = {
  ImagePullBackOff: patient => failToPull(patient, 'then back off'),
  ErrImagePull: patient => failToPull(patient, 'again and again'),
  ErrImageNeverPull: async patient => {
    const text =
      patient.failure.message ??
      `Container image "${patient.container.image}" is not present with pull policy of Never`;
    await failToCreate(
      patient,
      'ErrImageNeverPull',
      text,
      () => patient.event('Warning', 'ErrImageNeverPull', text),
      'ErrImageNeverPull',
    );
  },
  InvalidImageName: async patient => {
    const { image } = patient.container;
    const text =
      patient.failure.message ??
      `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`;
    await failToCreate(
      patient,
      'InvalidImageName',
      text,
      () => patient.event('Warning', 'InspectFailed', text),
      'InvalidImageName',
    );
  },
  CreateContainerConfigError: async patient => {
    const text = patient.failure.message ?? 'secret "missing" not found';
    await failToCreate(patient, 'CreateContainerConfigError', text, () => announcePull(patient), text);
  },
  CreateContainerError: async patient => {
    const text = patient.failure.message ?? 'failed to generate container spec: no command specified';
    await failToCreate(patient, 'CreateContainerError', text, () => announcePull(patient), text);
  },
  RunContainerError: failToRun,
  CrashLoopBackOff: patient => crash(patient, 'Error', 1),
  InitCrashLoopBackOff: patient => crash(patient, 'Error', 1),
  OOMKilled: patient => crash(patient, 'OOMKilled', 137),
  ReadinessProbeFailing: async patient => {
    await announceStart(patient);
    await patient.set({ kind: 'running', startedAt: now(), isReady: false });
    for (;;) await failProbe(patient, 'Readiness', patient.container.readinessProbe?.periodSeconds);
  },
  LivenessProbeFailing: failLiveness,
  VolumeMountFailing: failToMount,
  Evicted: evict,
  SlowStart: async patient => {
    await announceStart(patient);
    await patient.set({ kind: 'running', startedAt: now(), isReady: false });
    await patient.waitReally(patient.failure.forMs ?? 3000);
    await patient.set({ kind: 'running', startedAt: now(), isReady: true }, 'released');
  },
  NeverCompletes: async patient => {
    await announceStart(patient);
    await patient.set({ kind: 'running', startedAt: now(), isReady: true });
  },
};

/** images/image_manager.go (pullImage), kuberuntime/kuberuntime_container.go (startContainer). */
async function failToPull(patient: Patient, manner: 'then back off' | 'again and again'): Promise<void> {
  const { image } = patient.container;
  const error =
    patient.failure.message ??
    `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;
  for (const pause of backOffs()) {
    await patient.event('Normal', 'Pulling', `Pulling image "${image}"`);
    await patient.event('Warning', 'Failed', `Failed to pull image "${image}": ${error}`);
    await patient.event('Warning', 'Failed', 'Error: ErrImagePull');
    await patient.set({ kind: 'waiting', reason: 'ErrImagePull', message: error });
    if (manner === 'again and again') {
      await patient.wait(backOffMs.first);
      continue;
    }
    await patient.wait(3000);
    await patient.event('Normal', 'BackOff', `Back-off pulling image "${image}"`);
    await patient.event('Warning', 'Failed', 'Error: ImagePullBackOff');
    await patient.set({
      kind: 'waiting',
      reason: 'ImagePullBackOff',
      message: `Back-off pulling image "${image}": ErrImagePull: ${error}`,
    });
    await patient.wait(pause);
  }
}

/** kuberuntime/kuberuntime_container.go (startContainer): the kubelet tries again with every sync. */
async function failToCreate(
  patient: Patient,
  reason: string,
  message: string,
  announce: () => Promise<void>,
  error: string,
): Promise<void> {
  await patient.set({ kind: 'waiting', reason, message });
  for (;;) {
    await announce();
    await patient.event('Warning', 'Failed', `Error: ${error}`);
    await patient.wait(backOffMs.first);
  }
}

/** A container that is created and cannot be started ends with 128 StartError (containerd's words). */
async function failToRun(patient: Patient): Promise<void> {
  const message =
    patient.failure.message ??
    'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: "/app": stat /app: no such file or directory';
  for (const pause of backOffs()) {
    await announcePull(patient);
    await patient.event('Normal', 'Created', 'Container created');
    await patient.event('Warning', 'Failed', `Error: ${message}`);
    await patient.end({ exitCode: 128, reason: 'StartError', message });
    await patient.set({ kind: 'waiting', reason: 'RunContainerError', message });
    await patient.wait(3000);
    await backOff(patient, pause);
    patient.countRestart();
  }
}

/** kuberuntime/kuberuntime_manager.go (doBackOff): the first restart comes at once, the others after 10 s, 20 s, 40 s ... 5 min. */
async function crash(patient: Patient, reason: string, usualExitCode: number): Promise<void> {
  const { failure, pod } = patient;
  const exitCode = failure.exitCode ?? usualExitCode;
  const policy = pod.spec.restartPolicy ?? 'Always';
  const pauses = backOffs();
  for (let isFirst = true; ; isFirst = false) {
    if (patient.history().restarts >= (failure.recoverAfterRestarts ?? Number.POSITIVE_INFINITY))
      return await runWell(patient);
    await announceStart(patient);
    if (failure.runsForMs) {
      await patient.set({ kind: 'running', startedAt: now(), isReady: true });
      await patient.waitReally(failure.runsForMs);
    }
    await patient.end({
      exitCode,
      reason: exitCode === 0 ? 'Completed' : reason,
      ...(failure.message ? { message: failure.message } : {}),
    });
    if (policy === 'Never' || (policy === 'OnFailure' && exitCode === 0)) return;
    await patient.wait(1000);
    if (!isFirst) await backOff(patient, pauses.next().value ?? backOffMs.most);
    patient.countRestart();
  }
}

async function backOff(patient: Patient, pauseMs: number): Promise<void> {
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

/** prober/prober.go (probe); the default period of a probe is 10 s. */
async function failProbe(
  patient: Patient,
  probe: 'Readiness' | 'Liveness',
  periodSeconds = 10,
): Promise<void> {
  await patient.wait(periodSeconds * 1000);
  await patient.event(
    'Warning',
    'Unhealthy',
    `${probe} probe failed: ${patient.failure.message ?? 'HTTP probe failed with statuscode: 503'}`,
  );
}

/** kuberuntime/kuberuntime_manager.go (computePodActions): killed and started again. */
async function failLiveness(patient: Patient): Promise<void> {
  const { livenessProbe: probe, name } = patient.container;
  const pauses = backOffs();
  for (let round = 0; ; round += 1) {
    await announceStart(patient);
    await patient.set({ kind: 'running', startedAt: now(), isReady: true });
    for (let failed = 0; failed < (probe?.failureThreshold ?? 3); failed += 1)
      await failProbe(patient, 'Liveness', probe?.periodSeconds);
    await patient.event('Normal', 'Killing', `Container ${name} failed liveness probe, will be restarted`);
    await patient.end({ exitCode: 137, reason: 'Error' });
    if (round > 1) await backOff(patient, pauses.next().value ?? backOffMs.most);
    patient.countRestart();
  }
}

/** volumemanager: volumes come before the Pod's sandbox, so its containers are never created. */
async function failToMount(patient: Patient): Promise<void> {
  const text =
    patient.failure.message ?? 'MountVolume.SetUp failed for volume "config" : configmap "missing" not found';
  await patient.patch(podStatus(patient.pod, freshReports(patient.pod), now(), { hasSandbox: false }));
  for (const pause of backOffs()) {
    await patient.event('Warning', 'FailedMount', text, 'pod');
    await patient.wait(pause);
  }
}

/** eviction/eviction_manager.go and eviction/helpers.go. */
async function evict(patient: Patient): Promise<void> {
  const message =
    patient.failure.message ??
    'The node was low on resource: memory. Threshold quantity: 100Mi, available: 52Mi. ';
  await patient.event('Warning', 'Evicted', message, 'pod');
  await patient.patch({
    phase: 'Failed',
    reason: 'Evicted',
    message,
    startTime: patient.pod.status?.startTime ?? now(),
  });
}

async function announcePull(patient: Patient): Promise<void> {
  await patient.event(
    'Normal',
    'Pulled',
    `Container image "${patient.container.image}" already present on machine and can be accessed by the pod`,
  );
}

async function announceStart(patient: Patient): Promise<void> {
  await announcePull(patient);
  await patient.event('Normal', 'Created', 'Container created');
  await patient.event('Normal', 'Started', 'Container started');
}

/** 10 s, doubled up to 5 minutes, for ever. */
function* backOffs(): Generator<number, undefined> {
  for (let pause = backOffMs.first; ; pause = Math.min(pause * 2, backOffMs.most)) yield pause;
}

/** As Go prints a time.Duration of whole seconds: 10s, 1m20s, 5m0s. */
function goDuration(ms: number): string {
  const seconds = ms / 1000;
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
