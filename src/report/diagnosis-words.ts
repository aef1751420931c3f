import type { Diagnosis } from '../model/diagnosis.ts';
import type { Health } from '../model/outcome.ts';
import { durationText } from './duration.ts';
import type { Phrase } from './phrase.ts';
import { counted } from './sentence.ts';

/** Who it is and since when: container `server` of Pod `web-1`, waiting since 14:05:09 UTC, 12 s after it was applied. */
export function whatPhrase({ diagnosis, waitedMs, state }: Health, title: string): Phrase {
  if (!diagnosis) {
    // Of what is still waiting the message says how long: the last news of it may be old.
    const end = state === 'stuck' ? ` is stuck, ${durationText(waitedMs)} into the wait` : ' is not ready';
    return [{ code: title }, end];
  }
  return [...whoOf(diagnosis, title), ...whenOf(diagnosis)];
}

function whoOf({ pod, container, isInit, podsAlike }: Diagnosis, title: string): Phrase {
  if (pod === undefined) return [{ code: title }];
  const alike = podsAlike > 1 ? ` and ${counted(podsAlike - 1, 'more Pod')}` : '';
  const which: Phrase =
    container === undefined
      ? []
      : [isInit === true ? 'init container ' : 'container ', { code: container }, ' of '];
  const name = pod === title.split('/').at(-1) && title.startsWith('Pod ') ? '' : pod;
  return name === '' ? [...which, { code: title }] : [...which, 'Pod ', { code: name }, alike];
}

function whenOf({ cause, since, afterApplyMs, pod }: Diagnosis): Phrase {
  const time = since === undefined ? undefined : clockOf(since);
  if (time === undefined) return [pod === undefined ? ' is not ready' : ''];
  const after = afterApplyMs === undefined ? '' : `, ${durationText(afterApplyMs)} after it was applied`;
  const verb = verbs[cause] ?? (pod === undefined ? 'like this' : 'waiting');
  return [`, ${verb} since ${time}${after}`];
}

const verbs: Readonly<Partial<Record<Diagnosis['cause'], string>>> = {
  crash: 'down',
  'out-of-memory': 'down',
  'not-alive': 'down',
  'cannot-start': 'down',
  'not-answering': 'running',
  quota: 'without Pods',
  admission: 'without Pods',
  'service-account-missing': 'without Pods',
  'pods-refused': 'without Pods',
};

/** `14:05:09 UTC`. */
export function clockOf(time: string): string | undefined {
  const found = /T(\d\d:\d\d:\d\d)/.exec(time)?.[1];
  return found === undefined ? undefined : `${found} UTC`;
}

/** Why, in one sentence: the cluster's word for it, then what that means here. Backticks are not needed: names are marked. */
export function whyPhrase({ diagnosis, message }: Health): Phrase {
  if (!diagnosis) return [message];
  const { reason, detail } = diagnosis;
  const meaning = meaningOf(diagnosis);
  const word: Phrase = reason === '' ? [] : [{ code: reason }, meaning.length === 0 ? '' : ', '];
  const rest = isTold(diagnosis) || detail === '' ? [] : [meaning.length === 0 ? ': ' : ': ', detail];
  return meaning.length === 0 && word.length === 0 ? [detail] : [...word, ...meaning, ...rest];
}

/** True when the meaning says all that the cluster's own words say; these stand in the events below. */
function isTold({ cause, names }: Diagnosis): boolean {
  const whole: readonly Diagnosis['cause'][] = [
    'image-missing',
    'image-name',
    'image-never',
    'crash',
    'out-of-memory',
    'not-alive',
    'not-answering',
    'deleted',
  ];
  const named: readonly Diagnosis['cause'][] = ['config-missing', 'service-account-missing'];
  return whole.includes(cause) || (named.includes(cause) && names.length > 0);
}

function meaningOf(diagnosis: Diagnosis): Phrase {
  const { cause, names } = diagnosis;
  const [name = '', key] = names;
  const code = { code: name };
  switch (cause) {
    case 'image-missing':
      return ['there is no ', code];
    case 'image-denied':
      return ['the registry does not let the cluster pull ', code];
    case 'image-name':
      return [code, ' is no name of an image'];
    case 'image-unreachable':
      return ['the image ', code, ' does not arrive'];
    case 'image-never':
      return [code, ' is not on the node, and the policy is never to pull it'];
    case 'config-missing':
      return missingWords(name, key);
    case 'crash':
      return endWords(diagnosis, 'it ends');
    case 'out-of-memory':
      return endWords(diagnosis, 'it needs more memory than its limit and is killed');
    case 'not-alive':
      return endWords(diagnosis, 'its liveness probe fails, so it is killed and started again');
    case 'not-answering':
      return ['it runs, but its probe does not succeed'];
    case 'unschedulable':
      return ['no node takes the Pod'];
    case 'volume-unbound':
      return name === '' ? ['its volume claim is not bound'] : ['the volume claim ', code, ' is not bound'];
    case 'quota':
      return ['the quota ', code, ' has no room for the Pods'];
    case 'admission':
      return name === '' ? ['the Pods are refused'] : [code, ' refuses the Pods'];
    case 'service-account-missing':
      return ['there is no ServiceAccount ', code];
    case 'no-progress':
      return ['no new Pod came up within the progress deadline'];
    case 'config-refused':
    case 'volume-missing':
    case 'container-refused':
    case 'cannot-start':
    case 'pods-refused':
    case 'job-failed':
    case 'pod-failed':
    case 'deleted':
    case 'reported':
    case 'late':
      return [];
  }
}

/** `Secret/keys` and a key as words. */
function missingWords(name: string, key: string | undefined): Phrase {
  const [kind = '', object = ''] = name.split('/');
  if (object === '') return [];
  if (kind === 'volume') return ['the volume ', { code: object }, ' lacks the key ', { code: key ?? '' }];
  return key === undefined
    ? [`there is no ${kind} `, { code: object }]
    : [`the ${kind} `, { code: object }, ' has no key ', { code: key }];
}

function endWords({ lastEnd }: Diagnosis, words: string): Phrase {
  if (!lastEnd) return [words];
  const { exitCode, reason, restarts } = lastEnd;
  const named = reason === '' || reason === 'Error' ? '' : `${reason}, `;
  const often = restarts === 0 ? '' : `, ${counted(restarts, 'restart')} so far`;
  return [`${words} (${named}exit code ${exitCode}${often})`];
}
