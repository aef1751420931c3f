import { describe, expect, it } from 'vitest';
import { readManifests } from '../../../../src/engines/kubernetes/manifest/read.ts';
import { rbacOf, type RbacDocuments } from '../../../../src/engines/kubernetes/rbac/index.ts';
import { printRbac } from '../../../../src/engines/kubernetes/rbac/print.ts';
import { guessPlural } from '../../../../src/engines/kubernetes/rbac/served.ts';
import { isObject, type JsonObject, listAt, textAt } from '../../../../src/model/json.ts';
import type { RbacSettings } from '../../../../src/model/settings.ts';
import { parseYaml } from '../../../../src/engines/kubernetes/manifest/yaml.ts';
import { readSchemas } from '../schema/read-schemas.ts';

const schemas = readSchemas();

const object = (apiVersion: string, kind: string, name: string, rest = ''): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name} }\n${rest}---\n`;

const rbac = 'rbac.authorization.k8s.io';

function inputOf(text: string, settings: Partial<RbacSettings> = {}) {
  const { manifests, diagnostics } = readManifests(text, 'f.yaml');
  expect(diagnostics).toEqual([]);
  const place = { name: 'web', namespace: 'shop', recordNamespace: 'shop' };
  const full: RbacSettings = { purpose: 'deploy', ...settings };
  return { manifests, schemas, kubernetesVersion: '1.36', settings: full, ...place };
}

function documentsOf(text: string, settings: Partial<RbacSettings> = {}): RbacDocuments {
  return rbacOf(inputOf(text, settings));
}

/** `NAMESPACE: group/resource[names] verbs` for every rule of the printed roles; `*` for the whole cluster. */
function rulesOf({ objects }: RbacDocuments): readonly string[] {
  const roles = objects.filter(each => each['kind'] === 'Role' || each['kind'] === 'ClusterRole');
  return roles.flatMap(role => {
    const place = textAt(role, '/metadata/namespace') ?? '*';
    return listAt(role, '/rules')
      .filter(isObject)
      .flatMap(rule => {
        const texts = (name: string): readonly string[] => listAt(rule, `/${name}`).map(String);
        const names = texts('resourceNames').length === 0 ? '' : `[${texts('resourceNames').join(',')}]`;
        return texts('resources').map(
          each => `${place}: ${texts('apiGroups').join(',')}/${each}${names} ${texts('verbs').join(',')}`,
        );
      });
  });
}

const all = 'get,list,watch,create,update,patch,delete';
const dry = 'get,list,create,update,patch';

const table: readonly {
  readonly name: string;
  readonly given: string;
  readonly settings?: Partial<RbacSettings>;
  readonly has: readonly string[];
  readonly hasNot?: RegExp;
  readonly notes?: readonly string[];
}[] = [
  {
    name: 'a kind in the namespace of its objects, and the record by its name',
    given: object('v1', 'Service', 'web'),
    has: [
      `shop: /services ${all}`,
      'shop: /configmaps[gitops-push-web] get,create,update,patch,delete',
      'shop: coordination.k8s.io/leases[gitops-push-web] get,update,patch,delete',
      'shop: coordination.k8s.io/leases create',
      '*: authorization.k8s.io/selfsubjectaccessreviews create',
    ],
    hasNot: /pods|secrets|escalate|bind|\*$/,
  },
  {
    name: 'what a wait for Pods reads, and nothing of it without Pods',
    given: object('apps/v1', 'Deployment', 'web'),
    has: [
      'shop: /pods get,list,watch',
      'shop: /events get,list,watch',
      'shop: /pods/log get',
      'shop: apps/replicasets get,list,watch',
    ],
  },
  {
    name: 'the one Pod that holds a StatefulSet up',
    given: object('apps/v1', 'StatefulSet', 'db'),
    has: ['shop: /pods get,list,watch,delete'],
  },
  {
    name: 'Secrets by name, never in a list',
    given: object('v1', 'Secret', 'b') + object('v1', 'Secret', 'a'),
    has: [
      'shop: /secrets[a] get,create,update,patch,delete',
      'shop: /secrets[b] get,create,update,patch,delete',
    ],
    hasNot: /secrets (?!get,create)|secrets.*list/,
  },
  {
    name: 'a kind of the cluster in the whole cluster',
    given: object('storage.k8s.io/v1', 'StorageClass', 'fast', 'provisioner: x\n'),
    has: [`*: storage.k8s.io/storageclasses ${all}`],
  },
  {
    name: 'Namespaces and CRDs by name: to delete others would delete all that is in them',
    given: object('v1', 'Namespace', 'shop') + object('v1', 'Service', 'web'),
    has: ['*: /namespaces get,list,watch', '*: /namespaces[shop] create,update,patch,delete'],
  },
  {
    name: 'every kind in every namespace of the set to look for, but to write where it is',
    given: `${object('v1', 'Service', 'web')}apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: c, namespace: jobs }\n`,
    has: [
      `shop: /services ${all}`,
      'jobs: /services list',
      'shop: batch/cronjobs list',
      `jobs: batch/cronjobs ${all}`,
    ],
  },
  {
    name: 'a custom kind as its CRD names it',
    given:
      object(
        'apiextensions.k8s.io/v1',
        'CustomResourceDefinition',
        'oxen.example.org',
        'spec: { group: example.org, scope: Cluster, names: { plural: oxen, kind: Ox }, versions: [{ name: v1, schema: { openAPIV3Schema: { type: object } } }] }\n',
      ) + object('example.org/v1', 'Ox', 'a'),
    has: [`*: example.org/oxen ${all}`],
  },
  {
    name: 'a custom kind that nothing defines, as a guess that says so',
    given: object('example.org/v1', 'Gateway', 'a'),
    has: [`shop: example.org/gateways ${all}`],
    notes: ['Gateway.example.org: its plural "gateways" is a guess'],
  },
  {
    name: 'what a rendered Role hands out, where it hands it out',
    given:
      object(`${rbac}/v1`, 'Role', 'r', 'rules: [{ apiGroups: [x], resources: [a, b], verbs: [get] }]\n') +
      object(
        `${rbac}/v1`,
        'ClusterRole',
        'c',
        'rules: [{ apiGroups: [z], resources: [d], verbs: [list] }]\n',
      ),
    has: ['shop: x/a get', 'shop: x/b get', '*: z/d list'],
    hasNot: /escalate|bind/,
  },
  {
    name: 'the rules of a rendered ClusterRole where a RoleBinding hands them out',
    given:
      object(
        `${rbac}/v1`,
        'ClusterRole',
        'c',
        'rules: [{ apiGroups: [z], resources: [d], verbs: [list] }]\n',
      ) +
      object(
        `${rbac}/v1`,
        'RoleBinding',
        'b',
        `roleRef: { apiGroup: ${rbac}, kind: ClusterRole, name: c }\n`,
      ),
    has: ['shop: z/d list'],
  },
  {
    name: 'nothing for a Role that hands out escalate, and says why',
    given: object(
      `${rbac}/v1`,
      'ClusterRole',
      'c',
      `rules: [{ apiGroups: [${rbac}], resources: [roles], verbs: [escalate, get] }]\n`,
    ),
    has: [`*: ${rbac}/clusterroles ${all}`],
    hasNot: /escalate|\/roles /,
    notes: ['ClusterRole/c hands out escalate or bind'],
  },
  {
    name: 'nothing for a Role that hands out everything, and says why',
    given: object(
      `${rbac}/v1`,
      'ClusterRole',
      'c',
      "rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]\n",
    ),
    has: [],
    hasNot: /\*\/\*|\*$/,
    notes: ['Only an administrator of the cluster may write that'],
  },
  {
    name: 'nothing for a role that collects others, and says why',
    given: object(
      `${rbac}/v1`,
      'ClusterRole',
      'c',
      'aggregationRule: { clusterRoleSelectors: [] }\nrules: []\n',
    ),
    has: [],
    notes: ['aggregationRule'],
  },
  {
    name: 'for a preview the same kinds without delete, nothing of Secrets and nothing of what is handed out',
    given:
      object('v1', 'Secret', 'a') +
      object('v1', 'Service', 'web') +
      object(`${rbac}/v1`, 'Role', 'r', 'rules: [{ apiGroups: [""], resources: [secrets], verbs: [get] }]\n'),
    settings: { purpose: 'preview' },
    has: [`shop: /services ${dry}`, 'shop: /configmaps[gitops-push-web] get', `shop: ${rbac}/roles ${dry}`],
    hasNot: /secrets|delete|leases|pods/,
  },
  {
    name: 'for drift the Secrets too, to read',
    given: object('v1', 'Secret', 'a'),
    settings: { purpose: 'drift' },
    has: ['shop: /secrets[a] get'],
  },
  {
    name: 'for a preview only a look at admission policies, which nothing would guard',
    given: object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'p', 'spec: {}\n'),
    settings: { purpose: 'preview' },
    has: ['*: admissionregistration.k8s.io/validatingadmissionpolicies get,list'],
    hasNot: /validatingadmissionpolicies(?:\[\w+\])? (?!get,list$)/,
    notes: ['no admission policy guards such objects'],
  },
];

describe('the least rights are', () => {
  it.each(table)('$name', ({ given, settings, has, hasNot, notes }) => {
    const documents = documentsOf(given, settings);
    const rules = rulesOf(documents);
    const split = rules.flatMap(rule => {
      const [, names] = /\[([^\]]+)\]/.exec(rule) ?? [];
      return [rule, ...(names ?? '').split(',').map(name => rule.replace(/\[[^\]]+\]/, `[${name}]`))];
    });
    for (const rule of has) expect(split).toContain(rule);
    if (hasNot) expect(rules.filter(rule => hasNot.test(rule))).toEqual([]);
    for (const note of notes ?? []) expect(documents.notes.join('\n')).toContain(note);
  });
});

const kindsAndNames = ({ objects }: RbacDocuments): readonly string[] =>
  objects.map(each => `${textAt(each, '/kind')} ${textAt(each, '/metadata/name')}`);

const bindingsOf = ({ objects }: RbacDocuments): readonly JsonObject[] =>
  objects.filter(each => textAt(each, '/kind')?.endsWith('RoleBinding'));

describe('the printed documents', () => {
  it('bring their own ServiceAccount, and the Namespace that the set itself brings', () => {
    const text = object('v1', 'Namespace', 'shop') + object('v1', 'Service', 'web');
    expect(kindsAndNames(documentsOf(text))).toEqual([
      'Namespace shop',
      'ServiceAccount gitops-push-web',
      'ClusterRole gitops-push-web-in-shop',
      'ClusterRoleBinding gitops-push-web-in-shop',
      'Role gitops-push-web',
      'RoleBinding gitops-push-web',
    ]);
  });

  it('give the rights to the subject that is named, and then print no ServiceAccount', () => {
    const subject = { kind: 'User', name: 'github:repo:acme/shop:environment:prod' } as const;
    const documents = documentsOf(object('v1', 'Service', 'web'), { subject });
    expect(kindsAndNames(documents)).not.toContain('ServiceAccount gitops-push-web');
    for (const binding of bindingsOf(documents))
      expect(binding['subjects']).toEqual([{ apiGroup: rbac, kind: 'User', name: subject.name }]);
  });

  it('bind the identity to a role that the set hands out and does not hold', () => {
    const view = `roleRef: { apiGroup: ${rbac}, kind: ClusterRole, name: view }\n`;
    const documents = documentsOf(
      object(`${rbac}/v1`, 'RoleBinding', 'b', view) + object(`${rbac}/v1`, 'RoleBinding', 'again', view),
    );
    const held = bindingsOf(documents).filter(each => textAt(each, '/roleRef/name') === 'view');
    expect(held).toHaveLength(1);
    expect(held[0]).toMatchObject({ kind: 'RoleBinding', metadata: { namespace: 'shop' } });
    expect(documents.notes.join()).toContain('hands out ClusterRole view, which is not in the repository');
  });

  it('never bind it to cluster-admin', () => {
    const documents = documentsOf(
      object(
        `${rbac}/v1`,
        'ClusterRoleBinding',
        'b',
        `roleRef: { apiGroup: ${rbac}, kind: ClusterRole, name: cluster-admin }\n`,
      ),
    );
    expect(JSON.stringify(bindingsOf(documents))).not.toContain('cluster-admin');
    expect(documents.notes.join()).toContain('hands out cluster-admin');
  });

  it.each([
    [
      { kind: 'ServiceAccount', namespace: 'ci', name: 'p' },
      'request.userInfo.username == "system:serviceaccount:ci:p"',
    ],
    [{ kind: 'User', name: 'a"b\\' }, String.raw`request.userInfo.username == "a\"b\\"`],
    [{ kind: 'Group', name: 'ci' }, '"ci" in request.userInfo.groups'],
  ] as const)('hold a preview back by an admission policy: %o', (subject, expression) => {
    const [policy, binding] = documentsOf(object('v1', 'Service', 'web'), {
      purpose: 'preview',
      subject,
    }).objects;
    expect(policy).toMatchObject({
      kind: 'ValidatingAdmissionPolicy',
      spec: { failurePolicy: 'Fail', matchConditions: [{ expression }] },
    });
    expect(binding).toMatchObject({
      spec: { policyName: textAt(policy, '/metadata/name'), validationActions: ['Deny'] },
    });
  });

  it('are YAML whose comments hold whatever a name holds', () => {
    const subject = { kind: 'User', name: 'a\u2028kind: x' } as const;
    const text = printRbac(inputOf(object('v1', 'Service', 'web'), { subject }), 'yaml');
    const { documents, diagnostics } = parseYaml(text, 'f.yaml');
    expect(diagnostics).toEqual([]);
    expect(documents).toHaveLength(4);
    expect(
      text
        .slice(0, text.indexOf('---'))
        .split('\n')
        .filter(line => !/^#|^$/.test(line)),
    ).toEqual([]);
  });
});

describe('the plural of an unknown kind', () => {
  it.each([
    ['Policy', 'policies'],
    ['Gateway', 'gateways'],
    ['Ingress', 'ingresses'],
    ['Mesh', 'meshes'],
    ['Widget', 'widgets'],
  ])('%s: %s', (kind, plural) => expect(guessPlural(kind)).toBe(plural));
});
