import { isObject, type JsonObject, numberAt, valueAt } from '../../../model/json.ts';

interface Probe {
  readonly delay: number;
  readonly period: number;
  readonly timeout: number;
  readonly failures: number;
  readonly successes: number;
}

/**
 * For how long after its start a container may fail its readiness probe before that means something, in
 * milliseconds: by its own probes, and with time for its startup probe. Source of the formula: werf/kubedog
 * pkg/tracker/pod/probes.go.
 */
export function probeWindowMs(container: JsonObject): number {
  const readiness = probeOf(container, 'readinessProbe');
  if (!readiness) return 0;
  const startup = probeOf(container, 'startupProbe');
  const delay = startup ? delayBehind(startup, readiness) : readiness.period + readiness.delay;
  const tries = readiness.failures + readiness.successes - 3;
  const ownSeconds =
    readiness.failures === 1
      ? 0
      : delay +
        readiness.timeout +
        tries * readiness.period +
        Math.floor(readiness.period / 2) +
        readiness.timeout;
  return Math.max(0, ownSeconds) * 1000 + (startup ? startupWindowMs(container) : 0);
}

/** For how long a container may be starting by its startup probe, in milliseconds; 0 when it has none. */
export function startupWindowMs(container: JsonObject): number {
  const startup = probeOf(container, 'startupProbe');
  if (!startup) return 0;
  return (startup.delay + startup.period * startup.failures + startup.timeout) * 1000;
}

function delayBehind(startup: Probe, readiness: Probe): number {
  const own = readiness.period + readiness.delay;
  const before =
    startup.period +
    startup.delay +
    (startup.failures + startup.successes - 1) * startup.period +
    startup.timeout +
    readiness.period;
  return before > own ? readiness.period : own - before;
}

/** A probe with the defaults of the API (core/v1 Probe). */
function probeOf(container: JsonObject, name: 'readinessProbe' | 'startupProbe'): Probe | undefined {
  const probe = valueAt(container, `/${name}`);
  if (!isObject(probe)) return undefined;
  return {
    delay: numberAt(probe, '/initialDelaySeconds') ?? 0,
    period: numberAt(probe, '/periodSeconds') ?? 10,
    timeout: numberAt(probe, '/timeoutSeconds') ?? 1,
    failures: numberAt(probe, '/failureThreshold') ?? 3,
    successes: numberAt(probe, '/successThreshold') ?? 1,
  };
}
