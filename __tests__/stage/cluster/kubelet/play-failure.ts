import { crash, failLiveness, failReadiness, runForEver, startSlowly } from './failing-later.ts';
import {
  evict,
  failToMount,
  failToPull,
  failToRun,
  refuseImageName,
  refuseToCreate,
  refuseToPull,
} from './failing-to-start.ts';
import type { FailureKind } from './failure.ts';
import type { Patient } from './patient.ts';
import { runWell } from './starting.ts';

const plays: Readonly<Record<FailureKind, (patient: Patient) => Promise<void>>> = {
  ImagePullBackOff: patient => failToPull(patient, 'then back off'),
  ErrImagePull: patient => failToPull(patient, 'again and again'),
  ErrImageNeverPull: refuseToPull,
  InvalidImageName: refuseImageName,
  CreateContainerConfigError: patient =>
    refuseToCreate(patient, 'CreateContainerConfigError', 'secret "missing" not found'),
  CreateContainerError: patient =>
    refuseToCreate(
      patient,
      'CreateContainerError',
      'failed to generate container spec: no command specified',
    ),
  RunContainerError: failToRun,
  CrashLoopBackOff: patient => crash(patient, 'Error', 1),
  InitCrashLoopBackOff: patient => crash(patient, 'Error', 1),
  OOMKilled: patient => crash(patient, 'OOMKilled', 137),
  ReadinessProbeFailing: failReadiness,
  LivenessProbeFailing: failLiveness,
  VolumeMountFailing: failToMount,
  Evicted: evict,
  SlowStart: startSlowly,
  NeverCompletes: runForEver,
};

/**
 * Plays a failure on a Pod until it recovers by itself, ends, or the wait of the patient is broken off.
 * Texts, reasons and waiting times follow k8s.io/kubernetes pkg/kubelet; the file is named at each function.
 */
export async function playFailure(patient: Patient): Promise<void> {
  await plays[patient.failure.as](patient);
}

/** Makes a failing container well again; one that ran before counts a restart. */
export async function heal(patient: Patient): Promise<void> {
  if (patient.history().last) patient.countRestart();
  await runWell(patient);
}
