import { isEqual, isList, isObject, type Json, type JsonObject } from '../../../model/json.ts';
import { parseImage } from '../../../model/image-reference.ts';
import { groupKindOf, type ObjectId } from '../../../model/manifest.ts';
import { podSpecPointerOf } from '../manifest/pod-spec.ts';
import { type FieldPath, holderOf, leavesOf, valueAtField } from './field-set.ts';
import type { Ownership } from './ownership.ts';
import { fieldsAt, meansField, meansObject } from './rules.ts';
import type { PayloadInput } from './set-aside.ts';

/**
 * A field that the server fills in from another one as long as nobody gives it. It then stands in the object and belongs to
 * nobody, so that it stays as it is when what it was made from changes or goes: an object that was updated would differ from
 * one made anew from the same manifest.
 */
interface Derived {
  readonly at: string;
  readonly field: string;
  /** What it was made from, beside it. */
  readonly from: string;
  /** True when the server would fill in something else for the wanted state. `isGoing`: an apply takes `from` away. */
  readonly isOutdated: (wanted: JsonObject, found: JsonObject, isGoing: () => boolean) => boolean;
}

/**
 * The fields to claim before an apply, so that it takes them away and the server makes them anew. Fields that somebody
 * keeps, that the manifest gives, or that are ours already (an apply takes those by itself) are none of them.
 */
export function outdatedFields({
  id,
  want,
  live,
  ownership,
  keysAt,
  rules,
}: PayloadInput): readonly FieldPath[] {
  const rows = derivedIn(id);
  if (rows.length === 0) return [];
  return rows.flatMap(({ at, field, from, isOutdated }) =>
    fieldsAt(at, live, keysAt).flatMap(parent => {
      const [wanted, found] = [valueAtField(want, parent), valueAtField(live, parent)];
      if (!isObject(wanted) || !isObject(found) || field in wanted || !(field in found)) return [];
      const isGoing = (): boolean =>
        !(from in wanted) && from in found && isLeaving([...parent, `f:${from}`], ownership);
      const path = [...parent, `f:${field}`];
      const isFree = !isHeld(path, ownership) && !isIgnored(path, id, rules);
      return isOutdated(wanted, found, isGoing) && isFree ? [path] : [];
    }),
  );
}

/** Found in Kubernetes 1.36: pkg/apis/NAME/v1/defaults.go and conversion.go, what is made from a sibling and can change in place. */
function derivedIn(id: Pick<ObjectId, 'group' | 'kind'>): readonly Derived[] {
  const podSpec = podSpecPointerOf(id);
  const inPods = podSpec === undefined || id.kind === 'Pod' ? [] : ofPods(podSpec);
  return [...inPods, ...(ofKinds[groupKindOf(id)] ?? [])];
}

/** Two names of one field, of which `serviceAccountName` wins; and the pull policy, which follows the image's tag. */
function ofPods(podSpec: string): readonly Derived[] {
  return [
    {
      at: podSpec,
      field: 'serviceAccount',
      from: 'serviceAccountName',
      isOutdated: (_wanted, _found, isGoing) => isGoing(),
    },
    {
      at: podSpec,
      field: 'serviceAccountName',
      from: 'serviceAccount',
      isOutdated: (wanted, found, isGoing) =>
        isGoing() ||
        ('serviceAccount' in wanted && !isEqual(wanted['serviceAccount'], found['serviceAccountName'])),
    },
    ...['initContainers', 'containers'].map(list => ({
      at: `${podSpec}/${list}/*`,
      field: 'imagePullPolicy',
      from: 'image',
      isOutdated: (wanted: JsonObject, found: JsonObject) =>
        isLatest(wanted['image']) !== isLatest(found['image']),
    })),
  ];
}

const ofKinds: Readonly<Record<string, readonly Derived[]>> = {
  'NetworkPolicy.networking.k8s.io': [
    {
      at: '/spec',
      field: 'policyTypes',
      from: 'egress',
      isOutdated: (wanted, found) => !isEqual(found['policyTypes'], policyTypesOf(wanted)),
    },
  ],
  ReplicationController: [
    {
      at: '/spec',
      field: 'selector',
      from: 'template',
      isOutdated: (wanted, found) => !isEqual(found['selector'], labelsOf(wanted['template'])),
    },
  ],
};

function policyTypesOf(spec: JsonObject): Json {
  const { egress } = spec;
  return isList(egress) && egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

function labelsOf(template: Json | undefined): Json | undefined {
  const metadata = isObject(template) ? template['metadata'] : undefined;
  return isObject(metadata) ? metadata['labels'] : undefined;
}

function isLatest(image: Json | undefined): boolean {
  const parsed = typeof image === 'string' ? parseImage(image) : undefined;
  return parsed !== undefined && (parsed.tag ?? (parsed.digest === undefined ? 'latest' : '')) === 'latest';
}

/**
 * The field of a Service that keeps it headless although the manifest does not say so any more: the server gives an address
 * back that was there before, "None" too, so only a Service made anew gets one. Undefined when nothing keeps it.
 */
export function keptAddress({ id, want, live, ownership }: ServiceInput): string | undefined {
  const specs = serviceSpecs(id, want, live);
  if (!specs || specs.found['clusterIP'] !== 'None') return undefined;
  if ('clusterIP' in specs.wanted || 'clusterIPs' in specs.wanted) return undefined;
  return isLeaving(['f:spec', 'f:clusterIP'], ownership) ? 'spec.clusterIP' : undefined;
}

/**
 * A Service whose manifest does not give its `ipFamilyPolicy` any more keeps the former one (registry/core/service/storage,
 * initIPFamilyFields), so the default has to be written out for once.
 */
export function withFamilyPolicy({ id, want, live, ownership }: ServiceInput): JsonObject {
  const specs = serviceSpecs(id, want, live);
  // Without a selector the default of a headless Service is another one.
  if (!specs || 'ipFamilyPolicy' in specs.wanted || !('selector' in specs.wanted)) return want;
  if ((specs.found['ipFamilyPolicy'] ?? 'SingleStack') === 'SingleStack') return want;
  if (!isLeaving(['f:spec', 'f:ipFamilyPolicy'], ownership)) return want;
  return { ...want, spec: { ...specs.wanted, ipFamilyPolicy: 'SingleStack' } };
}

type ServiceInput = Pick<PayloadInput, 'id' | 'want' | 'live' | 'ownership'>;

/** The specs of a Service that has an address; undefined for anything else. */
function serviceSpecs(
  id: Pick<ObjectId, 'group' | 'kind'>,
  want: JsonObject,
  live: JsonObject,
): { readonly wanted: JsonObject; readonly found: JsonObject } | undefined {
  const [wanted, found] = [want['spec'], live['spec']];
  if (id.group !== '' || id.kind !== 'Service' || !isObject(wanted) || !isObject(found)) return undefined;
  return wanted['type'] === 'ExternalName' ? undefined : { wanted, found };
}

/** True when an apply takes away a field that the intent does not have. */
function isLeaving(path: FieldPath, { ours, traces, others }: Ownership): boolean {
  return holderOf(ours, traces)(path) && !holderOf(...others.map(entry => leavesOf(entry.fields)))(path);
}

function isHeld(path: FieldPath, { ours, traces, others }: Ownership): boolean {
  return holderOf(ours, traces, ...others.map(entry => leavesOf(entry.fields)))(path);
}

/** What a rule leaves as it is stays, made from something else or not. */
function isIgnored(path: FieldPath, id: ObjectId, { ignore }: PayloadInput['rules']): boolean {
  return ignore.some(rule => rule.field !== undefined && meansObject(rule, id) && meansField(rule, path));
}
