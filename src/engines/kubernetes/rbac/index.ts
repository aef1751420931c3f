import type { JsonObject } from '../../../model/json.ts';
import { groupKindOf } from '../../../model/manifest.ts';
import type { RbacSettings, RbacSubject } from '../../../model/settings.ts';
import { parentNameOf } from '../names.ts';
import { type Naming, roleDocuments } from './documents.ts';
import { allowGranted } from './granted.ts';
import { allowObjects } from './objects.ts';
import { readOnlyPolicy } from './policy.ts';
import type { Purpose } from './purpose.ts';
import { collectRights } from './rights.ts';
import { type KindSource, type Served, servedObjects } from './served.ts';
import { subjectName } from './subject.ts';
import { allowWorkings } from './workings.ts';

/** What the least rights are worked out from. */
export interface RbacInput extends KindSource {
  /** The name of the target. */
  readonly name: string;
  readonly recordNamespace: string;
  readonly settings: RbacSettings;
}

/** Objects to be applied by an administrator of the cluster, and what whoever reads them must know. */
export interface RbacDocuments {
  readonly objects: readonly JsonObject[];
  /** Lines for people, one thought each. */
  readonly notes: readonly string[];
}

/** The least rights to deploy or to preview the set, for one subject; nothing is asked of a cluster. */
export function rbacOf(input: RbacInput): RbacDocuments {
  const { name, recordNamespace, settings } = input;
  const { purpose } = settings;
  const objects = servedObjects(input);
  const rights = collectRights();
  allowWorkings(rights, objects, { purpose, name, recordNamespace });
  allowObjects(rights, objects, { purpose, recordNamespace });
  if (purpose === 'deploy') allowGranted(rights, objects);
  const naming = namingOf(input);
  const policy = purpose === 'deploy' ? [] : readOnlyPolicy(naming.global, naming.subject);
  const documents = [
    // First the policy: there is no moment in which the identity has rights and nothing holds it back.
    ...policy,
    ...namespaceDocuments(objects, recordNamespace),
    ...(settings.subject ? [] : [accountDocument(naming.subject)]),
    ...roleDocuments(rights, naming),
  ];
  return { objects: documents, notes: [...generalNotes(purpose, naming.subject), ...rights.notes] };
}

const suffixes: Readonly<Record<Purpose, string>> = { deploy: '', preview: '-preview', drift: '-drift' };

function namingOf({ name, recordNamespace, settings }: RbacInput): Naming {
  const local = `${parentNameOf(name)}${suffixes[settings.purpose]}`;
  const own: RbacSubject = { kind: 'ServiceAccount', namespace: recordNamespace, name: local };
  return { local, global: `${local}-in-${recordNamespace}`, subject: settings.subject ?? own };
}

/** Namespaces that the set brings must be there before a Role can be put into them. */
function namespaceDocuments(objects: readonly Served[], recordNamespace: string): readonly JsonObject[] {
  const inUse = new Set([recordNamespace, ...objects.flatMap(({ id }) => id.namespace ?? [])]);
  return objects
    .filter(({ id }) => groupKindOf(id) === 'Namespace' && inUse.has(id.name))
    .map(({ id }) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: id.name } }));
}

function accountDocument(subject: RbacSubject): JsonObject {
  const { name } = subject;
  const place = subject.kind === 'ServiceAccount' ? { namespace: subject.namespace } : {};
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { ...place, name } };
}

function generalNotes(purpose: Purpose, subject: RbacSubject): readonly string[] {
  const who = subjectName(subject);
  if (purpose === 'deploy') {
    return [
      `The least rights to deploy these manifests, for ${who}. Apply them as an administrator of the cluster: kubectl apply -f -`,
      'Print and apply them anew when the repository gets a kind, a namespace, a Secret or a Role; when it loses one, after the deploy that deletes the last of it.',
      'Secrets are allowed by name, and so are kinds that reach beyond the set: what a dry run under a stand-in name would tell is predicted locally.',
    ];
  }
  const secrets =
    purpose === 'drift'
      ? 'Secrets can be read by name: keep these credentials where pull requests cannot get at them.'
      : 'There is no right on Secrets: a preview shows them as not read.';
  return [
    `The least rights to preview these manifests, for ${who}, and the admission policy that refuses whatever else than a dry run it sends. Apply all of it as an administrator of the cluster: kubectl apply -f -`,
    secrets,
    'Admission does not see requests to an aggregated API (kubectl get apiservices): do not let a preview dry-run kinds that such a server serves.',
  ];
}
