import { backOff, backOffMs, backOffs } from './back-off.ts';
import { now, type Patient } from './patient.ts';
import { freshReports, podStatus } from './pod-status.ts';
import { announcePull } from './starting.ts';

/** images/image_manager.go (pullImage), kuberuntime/kuberuntime_container.go (startContainer). */
export async function failToPull(
  patient: Patient,
  manner: 'then back off' | 'again and again',
): Promise<void> {
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

/** images/image_manager.go (imageNotPresentOnNeverPolicyError). */
export async function refuseToPull(patient: Patient): Promise<void> {
  const message =
    patient.failure.message ??
    `Container image "${patient.container.image}" is not present with pull policy of Never`;
  const announce = () => patient.event('Warning', 'ErrImageNeverPull', message);
  await failToCreate(patient, { reason: 'ErrImageNeverPull', message, announce, error: 'ErrImageNeverPull' });
}

/** images/image_manager.go (EnsureImageExists). */
export async function refuseImageName(patient: Patient): Promise<void> {
  const { image } = patient.container;
  const message =
    patient.failure.message ??
    `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`;
  const announce = () => patient.event('Warning', 'InspectFailed', message);
  await failToCreate(patient, { reason: 'InvalidImageName', message, announce, error: 'InvalidImageName' });
}

/** kuberuntime/kuberuntime_container.go (startContainer): a reference that is not there, or a container that cannot be made. */
export async function refuseToCreate(patient: Patient, reason: string, usualMessage: string): Promise<void> {
  const message = patient.failure.message ?? usualMessage;
  await failToCreate(patient, { reason, message, announce: () => announcePull(patient), error: message });
}

/** A container that is created and cannot be started ends with 128 StartError (containerd's words). */
export async function failToRun(patient: Patient): Promise<void> {
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

/** volumemanager: volumes come before the Pod's sandbox, so its containers are never created. */
export async function failToMount(patient: Patient): Promise<void> {
  const text =
    patient.failure.message ?? 'MountVolume.SetUp failed for volume "config" : configmap "missing" not found';
  await patient.patch(podStatus(patient.pod, freshReports(patient.pod), now(), { hasSandbox: false }));
  for (const pause of backOffs()) {
    await patient.event('Warning', 'FailedMount', text, 'pod');
    await patient.wait(pause);
  }
}

/** eviction/eviction_manager.go and eviction/helpers.go. */
export async function evict(patient: Patient): Promise<void> {
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

interface Refusal {
  readonly reason: string;
  readonly message: string;
  readonly error: string;
  readonly announce: () => Promise<void>;
}

/** The kubelet tries again with every sync. */
async function failToCreate(patient: Patient, { reason, message, error, announce }: Refusal): Promise<void> {
  await patient.set({ kind: 'waiting', reason, message });
  for (;;) {
    await announce();
    await patient.event('Warning', 'Failed', `Error: ${error}`);
    await patient.wait(backOffMs.first);
  }
}
