import { joinPointer, type JsonObject, textAt } from '../../../model/json.ts';
import { addressOf } from '../../../model/manifest.ts';
import type { Intent } from './intent.ts';
import type { LiveObject } from './live-object.ts';

/** Annotations by which an object asks to be left alone, ours and the one that Helm charts carry. */
const keepMarks = [
  ['gitops-push.dev/keep', 'true'],
  ['helm.sh/resource-policy', 'keep'],
] as const;

/** Labels and annotations by which other tools know what they deploy; each is set by the tool, not by its input. */
const foreignMarks: readonly (readonly [place: 'labels' | 'annotations', name: string, tool: string])[] = [
  ['labels', 'kustomize.toolkit.fluxcd.io/name', 'Flux'],
  ['labels', 'helm.toolkit.fluxcd.io/name', 'Flux'],
  ['annotations', 'argocd.argoproj.io/tracking-id', 'Argo CD'],
  ['annotations', 'meta.helm.sh/release-name', 'Helm'],
  ['labels', 'kapp.k14s.io/app', 'kapp'],
];

/** Why this surplus object stays although the repository lost it; undefined when it may go. */
export function reasonToStay(
  { id, object }: LiveObject,
  intents: readonly Intent[],
  recordNamespace: string,
): string | undefined {
  const asked = keepMarks.find(([name, value]) => mark(object, 'annotations', name) === value);
  if (asked) return `its annotation ${asked[0]} says so`;
  const owner = foreignMarks.find(([place, name]) => mark(object, place, name) !== undefined);
  if (owner) return `${owner[2]} deploys it too (${owner[1]})`;
  if (id.group !== '' || id.kind !== 'Namespace') return undefined;
  const tenant = intents.find(intent => intent.id.namespace === id.name);
  if (tenant) return `${addressOf(tenant.id)} of this set lives in it`;
  return id.name === recordNamespace ? 'the record of the deploys is kept in it' : undefined;
}

function mark(object: JsonObject, place: 'labels' | 'annotations', name: string): string | undefined {
  return textAt(object, joinPointer(['metadata', place, name]));
}
