import { isObject, type Json, type JsonObject, listAt, textAt, valueAt } from '../../../model/json.ts';
import type { ObjectId } from '../../../model/manifest.ts';
import { containersOf, podSpecOf } from '../manifest/pod-spec.ts';

/** Another object that one names; `namespace` absent for cluster-scoped kinds. */
export interface Reference {
  readonly group: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

const rbac = 'rbac.authorization.k8s.io';

/** What an object names and needs to be there first: configuration, accounts, classes, roles, the targets of scalers and routes. */
export function referencesOf(id: ObjectId, body: JsonObject): readonly Reference[] {
  const here = id.namespace === undefined ? {} : { namespace: id.namespace };
  const podSpec = podSpecOf(id, body);
  const byKind = finders[`${id.group}/${id.kind}`];
  return [...(podSpec ? ofPodSpec(podSpec, here) : []), ...(byKind ? byKind(body, here) : [])].filter(
    reference => reference.name !== '',
  );
}

type Here = { readonly namespace?: string };
type Finder = (body: JsonObject, here: Here) => readonly Reference[];

const finders: Readonly<Record<string, Finder>> = {
  [`${rbac}/RoleBinding`]: ofBinding,
  [`${rbac}/ClusterRoleBinding`]: ofBinding,
  '/ServiceAccount': (body, here) => [
    ...namesIn(body, '/secrets').map(name => core('Secret', name, here)),
    ...namesIn(body, '/imagePullSecrets').map(name => core('Secret', name, here)),
  ],
  '/PersistentVolumeClaim': (body, here) => [
    ...named('storage.k8s.io', 'StorageClass', textAt(body, '/spec/storageClassName')),
    ...named('', 'PersistentVolume', textAt(body, '/spec/volumeName')),
    ...named(
      textAt(body, '/spec/dataSource/apiGroup') ?? '',
      textAt(body, '/spec/dataSource/kind') ?? '',
      textAt(body, '/spec/dataSource/name'),
      here,
    ),
  ],
  '/PersistentVolume': body =>
    named('storage.k8s.io', 'StorageClass', textAt(body, '/spec/storageClassName')),
  'apps/StatefulSet': (body, here) => [
    ...named('', 'Service', textAt(body, '/spec/serviceName'), here),
    ...listAt(body, '/spec/volumeClaimTemplates').flatMap(claim =>
      named('storage.k8s.io', 'StorageClass', textAt(claim, '/spec/storageClassName')),
    ),
  ],
  'autoscaling/HorizontalPodAutoscaler': (body, here) => target(body, '/spec/scaleTargetRef', here),
  'keda.sh/ScaledObject': (body, here) => [
    ...target(body, '/spec/scaleTargetRef', here),
    ...listAt(body, '/spec/triggers').flatMap(trigger =>
      named(
        'keda.sh',
        textAt(trigger, '/authenticationRef/kind') ?? 'TriggerAuthentication',
        textAt(trigger, '/authenticationRef/name'),
        here,
      ),
    ),
  ],
  'networking.k8s.io/Ingress': (body, here) => [
    ...named('networking.k8s.io', 'IngressClass', textAt(body, '/spec/ingressClassName')),
    ...listAt(body, '/spec/tls').flatMap(tls => named('', 'Secret', textAt(tls, '/secretName'), here)),
    ...backendsOf(body).map(name => core('Service', name, here)),
  ],
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding':
    ofPolicyBinding('ValidatingAdmissionPolicy'),
  'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding': ofPolicyBinding('MutatingAdmissionPolicy'),
  'gateway.networking.k8s.io/Gateway': body =>
    named('gateway.networking.k8s.io', 'GatewayClass', textAt(body, '/spec/gatewayClassName')),
  'gateway.networking.k8s.io/HTTPRoute': ofRoute,
  'gateway.networking.k8s.io/GRPCRoute': ofRoute,
  'gateway.networking.k8s.io/TCPRoute': ofRoute,
};

function ofPodSpec(spec: JsonObject, here: Here): readonly Reference[] {
  const containers = containersOf(spec);
  const fromEnv = containers.flatMap(container => [
    ...listAt(container, '/envFrom').flatMap(source => [
      ...named('', 'ConfigMap', textAt(source, '/configMapRef/name'), here),
      ...named('', 'Secret', textAt(source, '/secretRef/name'), here),
    ]),
    ...listAt(container, '/env').flatMap(variable => [
      ...named('', 'ConfigMap', textAt(variable, '/valueFrom/configMapKeyRef/name'), here),
      ...named('', 'Secret', textAt(variable, '/valueFrom/secretKeyRef/name'), here),
    ]),
  ]);
  return [
    ...fromEnv,
    ...listAt(spec, '/volumes').flatMap(volume => ofVolume(volume, here)),
    ...namesIn(spec, '/imagePullSecrets').map(name => core('Secret', name, here)),
    ...named('', 'ServiceAccount', textAt(spec, '/serviceAccountName'), here),
    ...named('scheduling.k8s.io', 'PriorityClass', textAt(spec, '/priorityClassName')),
    ...named('node.k8s.io', 'RuntimeClass', textAt(spec, '/runtimeClassName')),
    ...listAt(spec, '/resourceClaims').flatMap(claim => [
      ...named('resource.k8s.io', 'ResourceClaim', textAt(claim, '/resourceClaimName'), here),
      ...named('resource.k8s.io', 'ResourceClaimTemplate', textAt(claim, '/resourceClaimTemplateName'), here),
    ]),
  ];
}

function ofVolume(volume: Json, here: Here): readonly Reference[] {
  const sources = [volume, ...listAt(volume, '/projected/sources')];
  return [
    ...named('', 'PersistentVolumeClaim', textAt(volume, '/persistentVolumeClaim/claimName'), here),
    ...sources.flatMap(source => [
      ...named('', 'ConfigMap', textAt(source, '/configMap/name'), here),
      ...named('', 'Secret', textAt(source, '/secret/secretName') ?? textAt(source, '/secret/name'), here),
    ]),
    ...named('', 'Secret', textAt(volume, '/csi/nodePublishSecretRef/name'), here),
  ];
}

function ofBinding(body: JsonObject, here: Here): readonly Reference[] {
  const kind = textAt(body, '/roleRef/kind') ?? '';
  return [
    ...named(rbac, kind, textAt(body, '/roleRef/name'), kind === 'Role' ? here : {}),
    ...accountsOf(body, here),
  ];
}

/** The ServiceAccounts that a binding gives rights to. */
export function accountsOf(binding: JsonObject, here: Here): readonly Reference[] {
  return listAt(binding, '/subjects')
    .filter(isObject)
    .filter(subject => subject['kind'] === 'ServiceAccount')
    .flatMap(subject => {
      const namespace = textAt(subject, '/namespace') ?? here.namespace;
      return named(
        '',
        'ServiceAccount',
        textAt(subject, '/name'),
        namespace === undefined ? {} : { namespace },
      );
    });
}

function ofPolicyBinding(kind: string): Finder {
  return (body, here) => [
    ...named('admissionregistration.k8s.io', kind, textAt(body, '/spec/policyName')),
    ...named('', 'ConfigMap', textAt(body, '/spec/paramRef/name'), placeOf(body, '/spec/paramRef', here)),
  ];
}

function ofRoute(body: JsonObject, here: Here): readonly Reference[] {
  const backends = listAt(body, '/spec/rules').flatMap(rule => listAt(rule, '/backendRefs'));
  return [
    ...listAt(body, '/spec/parentRefs').flatMap(parent =>
      named(
        textAt(parent, '/group') ?? 'gateway.networking.k8s.io',
        textAt(parent, '/kind') ?? 'Gateway',
        textAt(parent, '/name'),
        placeOf(parent, '', here),
      ),
    ),
    ...backends.flatMap(backend =>
      named(
        textAt(backend, '/group') ?? '',
        textAt(backend, '/kind') ?? 'Service',
        textAt(backend, '/name'),
        placeOf(backend, '', here),
      ),
    ),
  ];
}

function backendsOf(ingress: JsonObject): readonly string[] {
  const paths = listAt(ingress, '/spec/rules').flatMap(rule => listAt(rule, '/http/paths'));
  const all = [
    textAt(ingress, '/spec/defaultBackend/service/name'),
    ...paths.map(path => textAt(path, '/backend/service/name')),
  ];
  return all.filter(name => name !== undefined);
}

function target(body: JsonObject, pointer: string, here: Here): readonly Reference[] {
  const reference = valueAt(body, pointer);
  const apiVersion = textAt(reference, '/apiVersion') ?? 'apps/v1';
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  return named(group, textAt(reference, '/kind') ?? 'Deployment', textAt(reference, '/name'), here);
}

function placeOf(body: Json, pointer: string, here: Here): Here {
  const namespace = textAt(body, `${pointer}/namespace`) ?? here.namespace;
  return namespace === undefined ? {} : { namespace };
}

function namesIn(body: JsonObject, pointer: string): readonly string[] {
  return listAt(body, pointer).flatMap(each => textAt(each, '/name') ?? []);
}

function named(group: string, kind: string, name: string | undefined, here: Here = {}): readonly Reference[] {
  return name === undefined ? [] : [{ group, kind, name, ...here }];
}

function core(kind: string, name: string, here: Here): Reference {
  return { group: '', kind, name, ...here };
}
