import { backOff, backOffMs, backOffs } from './back-off.ts';
import { now, type Patient } from './patient.ts';
import { announceStart, runWell } from './starting.ts';

/** kuberuntime/kuberuntime_manager.go (doBackOff): the first restart comes at once, the others after 10 s, 20 s, 40 s ... 5 min. */
export async function crash(patient: Patient, reason: string, usualExitCode: number): Promise<void> {
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

/** The container runs and its readiness probe never succeeds. */
export async function failReadiness(patient: Patient): Promise<void> {
  await announceStart(patient);
  await patient.set({ kind: 'running', startedAt: now(), isReady: false });
  for (;;) await failProbe(patient, 'Readiness', patient.container.readinessProbe?.periodSeconds);
}

/** The container runs, and is ready after a while. */
export async function startSlowly(patient: Patient): Promise<void> {
  const startedAt = now();
  await announceStart(patient);
  await patient.set({ kind: 'running', startedAt, isReady: false });
  await patient.waitReally(patient.failure.forMs ?? 3000);
  await patient.set({ kind: 'running', startedAt, isReady: true }, 'released');
}

/** The container runs and is ready, and the Pod stays in the stage's hands, so a Job does not complete. */
export async function runForEver(patient: Patient): Promise<void> {
  await announceStart(patient);
  await patient.set({ kind: 'running', startedAt: now(), isReady: true });
}

/** kuberuntime/kuberuntime_manager.go (computePodActions): killed and started again. */
export async function failLiveness(patient: Patient): Promise<void> {
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
