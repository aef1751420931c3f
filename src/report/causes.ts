import type { Cause } from '../model/diagnosis.ts';
import type { Health, Step } from '../model/outcome.ts';

/** What is wrong in the words of a person, for a heading; and what to do about it. */
interface Words {
  readonly words: string;
  readonly advice: string;
  /** What to do when this commit is held back, so that running it again does nothing. */
  readonly whileHeld?: string;
}

const known: Readonly<Record<Cause, Words>> = {
  'image-missing': {
    words: 'cannot pull its image',
    advice: 'Push the image and run this again, or correct its name.',
    whileHeld: 'Correct its name in a new commit; or push the image, lift the hold and run this again.',
  },
  'image-denied': {
    words: 'may not pull its image',
    advice:
      'Give the Pods a pull secret for this registry (`imagePullSecrets`), or correct the name: many registries say so of an image that is not there.',
  },
  'image-name': { words: 'has an image name that is none', advice: 'Correct the name of the image.' },
  'image-unreachable': {
    words: 'cannot pull its image',
    advice: 'Look at the registry, then run this again.',
    whileHeld: 'Look at the registry, lift the hold, then run this again.',
  },
  'image-never': {
    words: 'has an image that is not on the node',
    advice: 'Load the image onto the nodes, or take `imagePullPolicy: Never` out.',
  },
  'config-missing': {
    words: 'lacks a ConfigMap, Secret or key that it names',
    advice: 'Add what is missing, or correct the name.',
  },
  'config-refused': {
    words: 'cannot be made as it is configured',
    advice: 'Correct what the message names.',
  },
  'volume-missing': {
    words: 'cannot mount a volume',
    advice: 'Look at the volume that the message names.',
  },
  'container-refused': { words: 'cannot be created', advice: 'Correct what the message names.' },
  'cannot-start': {
    words: 'cannot be started',
    advice: 'Is the command in the image, and may it be executed? Correct `command`, `args` or the image.',
  },
  crash: {
    words: 'does not stay up',
    advice: 'The log below tells how it ended. Correct what it names.',
  },
  'out-of-memory': {
    words: 'runs out of memory',
    advice: 'Raise its memory limit, or let it use less.',
  },
  'not-alive': {
    words: 'is killed by its liveness probe',
    advice: 'Correct what the probe asks for, or give it more time (`initialDelaySeconds`, `startupProbe`).',
  },
  'not-answering': {
    words: 'runs but does not become ready',
    advice: 'Correct what the probe asks for. If it only needs longer, raise `stall-timeout`.',
  },
  unschedulable: {
    words: 'finds no node to run on',
    advice:
      'Give it less to ask for, or the cluster more nodes. If nodes were on their way, raise `timeout`.',
  },
  'volume-unbound': {
    words: 'gets no volume',
    advice: 'Correct the StorageClass or the claim, or make a volume that fits.',
  },
  quota: {
    words: 'has no room in its quota',
    advice: 'Ask for less, or have the quota raised.',
  },
  admission: {
    words: 'is refused by a policy of the cluster',
    advice: 'Change what the policy names, or have the policy changed.',
  },
  'service-account-missing': {
    words: 'names a ServiceAccount that is not there',
    advice: 'Add the ServiceAccount to the manifests, or correct `serviceAccountName`.',
  },
  'pods-refused': { words: 'gets no Pods', advice: 'Correct what the message names.' },
  'no-progress': {
    words: 'makes no progress',
    advice: 'Look at its Pods; if they only need longer, raise `progressDeadlineSeconds`.',
  },
  'job-failed': { words: 'failed', advice: 'Its Pods and their logs say more. Correct it.' },
  'pod-failed': { words: 'failed', advice: 'Correct what the message names.' },
  deleted: {
    words: 'was deleted by someone else',
    advice: 'Find out who deleted it, and deploy again.',
  },
  reported: { words: 'reports a failure', advice: 'Correct what the message names.' },
  late: {
    words: 'is not ready in time',
    advice:
      'Look at it in the cluster; if it only needs longer, raise `timeout`. Deploying again goes on waiting.',
  },
};

/** `cannot pull its image`: what is wrong, for a heading. */
export function causeOf({ diagnosis, address }: Pick<Health, 'diagnosis' | 'address'>): string {
  if (!diagnosis) return 'did not become ready';
  // What is to end is not expected to stay up.
  if (diagnosis.cause === 'crash' && address.startsWith('batch/')) return 'ended with an error';
  const { cause, isInit } = diagnosis;
  if (isInit === true && cause === 'crash') return 'has an init container that does not succeed';
  return known[cause].words;
}

/** What to do after a run that stopped with nothing wrong. */
export const goesOn = 'Deploy again: it goes on where this run stopped.';

/** What to do about it all, at most three sentences or pairs of them, each once. */
export function adviceOn(
  ill: readonly Health[],
  failed: readonly Step[],
  hold: 'held' | 'not held' = 'not held',
): string {
  const byCause = ill.map(({ diagnosis }) => {
    if (!diagnosis) return 'Correct what the message names, and deploy again.';
    const { advice, whileHeld = advice } = known[diagnosis.cause];
    return hold === 'held' ? whileHeld : advice;
  });
  const byStep = failed.length > 0 ? ['Correct what the message names, and deploy again.'] : [];
  const all = [...new Set([...byCause, ...byStep])];
  return all.length > 0 ? all.slice(0, 3).join(' ') : goesOn;
}
