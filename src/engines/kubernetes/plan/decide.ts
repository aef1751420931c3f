import type { ConflictAction, ConflictRule, FieldRule } from '../../../model/field-rule.ts';
import type { ObjectId } from '../../../model/manifest.ts';
import { manager } from '../names.ts';
import type { FieldPath } from './field-set.ts';
import type { ManagedFields } from './managed-fields.ts';
import { meansField, meansManager, meansObject } from './rules.ts';

/** The rules of one run about fields that the manifest wants and somebody else owns or changes. */
export interface FieldRules {
  readonly conflicts: readonly ConflictRule[];
  readonly ignore: readonly FieldRule[];
}

/** What is done about a field of another manager, and whose decision that is. */
export interface Decision {
  readonly action: ConflictAction;
  readonly why: 'rule' | 'trace' | 'controller' | 'unknown';
  readonly rule?: string;
}

/**
 * Controllers that are known to write into objects which people deploy, whatever the field. They keep what they wrote:
 * taking it would only start a tug-of-war.
 */
const knownControllers: readonly RegExp[] = [
  // Service addresses, claims' volumes, Node and token fields, and the replicas that an autoscaler sets.
  /^(?:kube-controller-manager|kube-scheduler|kube-apiserver|cloud-controller-manager|kubelet)$/,
  /^(?:horizontal-pod-autoscaler|vpa-(?:updater|recommender|admission-controller)|keda(?:-operator)?|cluster-autoscaler)$/,
  // CA bundles: cert-manager's injector, OpenShift's service CA, Istio's and Linkerd's own webhooks.
  /^(?:cert-manager-)?cainjector$/,
  /^(?:service-ca-operator|pilot-discovery|istiod|linkerd-.*injector|olm|lifecycle-manager)$/,
  // Fields that load balancers and DNS write onto Services and Ingresses.
  /^(?:aws-load-balancer-controller|gce-ingress-controller|glbc|nginx-ingress-controller|external-dns)$/,
];

/** Fields that whoever issues certificates fills in, by kind: their owner keeps them, known by name or not. */
const injectedFields: readonly FieldRule[] = [
  { text: '', kind: 'MutatingWebhookConfiguration', field: '/webhooks/*/clientConfig/caBundle' },
  { text: '', kind: 'ValidatingWebhookConfiguration', field: '/webhooks/*/clientConfig/caBundle' },
  { text: '', kind: 'APIService', field: '/spec/caBundle' },
  {
    text: '',
    kind: 'CustomResourceDefinition',
    field: '/spec/conversion/webhook/clientConfig/caBundle',
  },
];

/** What is done about a field that the manifest wants otherwise than its owner, by rule, else by who the owner is. */
export function decideOn(owner: Owner, path: FieldPath, id: ObjectId, rules: FieldRules): Decision {
  const isMeant = (rule: FieldRule): boolean =>
    meansObject(rule, id) && meansManager(rule, owner.manager) && meansField(rule, path);
  const rule = rules.conflicts.find(isMeant);
  if (rule) return { action: rule.action, why: 'rule', rule: rule.text };
  const ignored = rules.ignore.find(each => each.manager !== undefined && isMeant(each));
  if (ignored) return { action: 'leave', why: 'rule', rule: ignored.text };
  if (isPerson(owner.manager)) return { action: 'take', why: 'trace' };
  const isController =
    owner.subresource === 'scale' ||
    knownControllers.some(pattern => pattern.test(owner.manager)) ||
    injectedFields.some(field => meansObject(field, id) && meansField(field, path));
  return isController ? { action: 'leave', why: 'controller' } : { action: 'fail', why: 'unknown' };
}

/** People at their keyboards, and tools that were used before: what they left is taken over, and shown. */
function isPerson(name: string): boolean {
  return /^(?:before-first-apply|helm|k9s|rancher|Mozilla|kubectl.*)$/.test(name) || name === manager;
}

/** Who owns a field. */
export type Owner = Pick<ManagedFields, 'manager' | 'subresource'>;
