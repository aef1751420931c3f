import { groupKindOf } from '../../../model/manifest.ts';
import { objectVerbs, type Purpose, secretVerbs } from './purpose.ts';
import type { Rights } from './rights.ts';
import type { Served } from './served.ts';

/**
 * Kinds that are changed by name alone: one right to change them all would reach far beyond the set, and no dry run
 * under a stand-in name is ever made of them.
 */
const byName: ReadonlySet<string> = new Set([
  'Namespace',
  'APIService.apiregistration.k8s.io',
  'CustomResourceDefinition.apiextensions.k8s.io',
  'MutatingWebhookConfiguration.admissionregistration.k8s.io',
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io',
  'MutatingAdmissionPolicy.admissionregistration.k8s.io',
  'MutatingAdmissionPolicyBinding.admissionregistration.k8s.io',
  'ValidatingAdmissionPolicy.admissionregistration.k8s.io',
  'ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io',
  'PriorityLevelConfiguration.flowcontrol.apiserver.k8s.io',
]);

/**
 * Kinds that no admission policy guards, so that a right to dry-run them is a right to write them
 * (apiserver pkg/admission/plugin/policy/generic/plugin.go: policies do not judge policies).
 */
const unguarded = /^(?:Mutating|Validating)AdmissionPolicy(?:Binding)?\.admissionregistration\.k8s\.io$/;

/** True for kinds whose objects are allowed one by one. */
export function isAllowedByName(id: { readonly group: string; readonly kind: string }): boolean {
  const groupKind = groupKindOf(id);
  return groupKind === 'Secret' || byName.has(groupKind);
}

/** The rights on the objects of the set: by kind and namespace, Secrets and what reaches far by name. */
export function allowObjects(
  rights: Rights,
  objects: readonly Served[],
  { purpose, recordNamespace }: { readonly purpose: Purpose; readonly recordNamespace: string },
): void {
  const namespaces = new Set([recordNamespace, ...objects.flatMap(({ id }) => id.namespace ?? [])]);
  for (const object of objects) {
    const { id, plural } = object;
    const resource = { apiGroups: [id.group], resources: [plural] };
    const groupKind = groupKindOf(id);
    if (object.isGuessed) noteGuess(rights, object);
    if (groupKind === 'Secret') {
      const verbs = secretVerbs[purpose];
      if (verbs.length > 0) rights.allow(id.namespace, { ...resource, resourceNames: [id.name], verbs });
      continue;
    }
    const verbs = objectVerbs[purpose];
    const reading = verbs.filter(isReading);
    const writing = verbs.filter(verb => !isReading(verb));
    rights.allow(id.namespace, { ...resource, verbs: reading });
    // The record of a set names its kinds and its namespaces, so each kind is looked for in each of them.
    if (id.namespace !== undefined)
      for (const each of namespaces) rights.allow(each, { ...resource, verbs: ['list'] });
    if (purpose !== 'deploy' && unguarded.test(groupKind)) noteUnguarded(rights, groupKind);
    else if (byName.has(groupKind))
      rights.allow(id.namespace, { ...resource, resourceNames: [id.name], verbs: writing });
    else rights.allow(id.namespace, { ...resource, verbs: writing });
  }
}

function isReading(verb: string): boolean {
  return verb === 'get' || verb === 'list' || verb === 'watch';
}

function noteGuess(rights: Rights, { id, plural }: Served): void {
  rights.note(
    `Nothing here defines the kind ${groupKindOf(id)}: its plural "${plural}" is a guess, and so is that it lives in namespaces. Compare with kubectl api-resources.`,
  );
}

function noteUnguarded(rights: Rights, groupKind: string): void {
  rights.note(
    `${groupKind} may only be read: no admission policy guards such objects, so a right to dry-run them would be a right to write them. Previews judge them locally.`,
  );
}
