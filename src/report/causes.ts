import type { Health, Step } from '../model/outcome.ts';

/** What is wrong with a workload, in the words of a person, by what its Pods say; the first that fits counts. */
const causes: readonly (readonly [pattern: RegExp, words: string, advice: string])[] = [
  [
    /ImagePullBackOff|ErrImagePull|InvalidImageName|ErrImageNeverPull/,
    'cannot pull its image',
    'Push the image, or correct its name, and deploy again.',
  ],
  [
    /CreateContainerConfigError/,
    'lacks a ConfigMap, Secret or key that it names',
    'Add what is missing, or correct the name, and deploy again.',
  ],
  [/OOMKilled/, 'runs out of memory', 'Raise its memory limit, or let it use less, and deploy again.'],
  [
    /CrashLoopBackOff|RunContainerError|StartError|CreateContainerError/,
    'does not stay up',
    'Its log says more: `kubectl logs --previous` shows the last words of a container that ended.',
  ],
  [
    /Unschedulable|FailedScheduling/,
    'finds no node to run on',
    'Give it less to ask for, or the cluster more nodes, and deploy again.',
  ],
  [/deleted by someone else/, 'was deleted by someone else', 'Find out who deleted it, and deploy again.'],
  [
    /not ready after/,
    'is not ready in time',
    'Look at its Pods; if it only needs longer, raise `timeout`. Deploying again goes on waiting.',
  ],
];

/** `cannot pull its image`: what is wrong, for a heading. */
export function causeOf(message: string): string {
  return causes.find(([pattern]) => pattern.test(message))?.[1] ?? 'did not become ready';
}

/** What to do about it all, at most three sentences or pairs of them, each once. */
export function adviceOn(ill: readonly Health[], failed: readonly Step[]): string {
  const byCause = ill.map(
    ({ message }) =>
      causes.find(([pattern]) => pattern.test(message))?.[2] ??
      'Correct what the message names, and deploy again.',
  );
  const byStep = failed.length > 0 ? ['Correct what the message names, and deploy again.'] : [];
  const all = [...new Set([...byCause, ...byStep])];
  return all.length > 0 ? all.slice(0, 3).join(' ') : 'Deploy again: it goes on where this run stopped.';
}
