import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStory, type Story } from '../stage/story.ts';

const runs = Number(process.env['SOAK_DRIFT'] ?? 24);
const admission = '/apis/admissionregistration.k8s.io/v1';

const deployment = (name: string): object => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'server', image: 'registry.example/web:1' }] },
    },
  },
});

const hookOf = (name: string): object => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name },
  webhooks: [
    {
      name: 'a.example.com',
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
      failurePolicy: 'Ignore',
      objectSelector: { matchLabels: { nobody: 'ever' } },
      clientConfig: { url: 'https://127.0.0.1:1/x', caBundle: 'Cg==' },
    },
  ],
});

/** Admission that puts a sidecar into every Deployment of the namespace, as a service mesh does. */
const sidecar = (namespace: string): object => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingAdmissionPolicy',
  metadata: { name: namespace },
  spec: {
    reinvocationPolicy: 'Never',
    matchConstraints: {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
      resourceRules: [
        {
          apiGroups: ['apps'],
          apiVersions: ['v1'],
          operations: ['CREATE', 'UPDATE'],
          resources: ['deployments'],
        },
      ],
    },
    mutations: [
      {
        patchType: 'ApplyConfiguration',
        applyConfiguration: {
          expression:
            'Object{spec: Object.spec{template: Object.spec.template{spec: Object.spec.template.spec{containers: [Object.spec.template.spec.containers{name: "sidecar", image: "registry.example/side:1"}]}}}}',
        },
      },
    ],
  },
});

describe('what others do every hour', () => {
  let story: Story;

  beforeAll(async () => {
    story = await openStory('steady', { clusterRoles: ['cluster-admin'] });
    const { cluster, namespace } = story;
    await cluster.request('POST', `${admission}/mutatingadmissionpolicies`, sidecar(namespace));
    await cluster.request('POST', `${admission}/mutatingadmissionpolicybindings`, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingAdmissionPolicyBinding',
      metadata: { name: namespace },
      spec: { policyName: namespace },
    });
  });

  afterAll(async () => {
    const { cluster, namespace } = story;
    await cluster.request('DELETE', `${admission}/mutatingadmissionpolicybindings/${namespace}`);
    await cluster.request('DELETE', `${admission}/mutatingadmissionpolicies/${namespace}`);
    await cluster.request('DELETE', `${admission}/validatingwebhookconfigurations/${namespace}`);
    await story[Symbol.asyncDispose]();
  });

  it(`is no drift in ${runs} checks: replicas by scale, rotated certificates, a sidecar by admission`, async () => {
    const { cluster, namespace } = story;
    const probe = JSON.stringify(deployment('probe'));
    await expect
      .poll(async () => await story.kubectl(['create', '--dry-run=server', '-o', 'json', '-f', '-'], probe), {
        timeout: 20_000,
      })
      .toContain('sidecar');
    await story.write('set', deployment('web'), hookOf(namespace));
    await story.checkout.commit('Add the set');
    await story.mustPlay('deploy');
    const scale = `/apis/apps/v1/namespaces/${namespace}/deployments/web/scale?fieldManager=autoscaler`;
    const hook = `${admission}/validatingwebhookconfigurations/${namespace}?fieldManager=my-injector`;
    const asPatch = { contentType: 'application/merge-patch+json' };
    const bundle = (round: number): string =>
      Buffer.from(
        `-----BEGIN CERTIFICATE-----\n${String.fromCharCode(65 + (round % 26)).repeat(64)}\n-----END CERTIFICATE-----\n`,
      ).toString('base64');
    let ignored = 0;
    for (let round = 0; round < runs; round += 1) {
      const scaled = await cluster.request('PATCH', scale, { spec: { replicas: 3 + (round % 5) } }, asPatch);
      expect(scaled.status).toBe(200);
      const rotated = await cluster.request(
        'PATCH',
        hook,
        [{ op: 'replace', path: '/webhooks/0/clientConfig/caBundle', value: bundle(round) }],
        { contentType: 'application/json-patch+json' },
      );
      expect(rotated.status).toBe(200);
      const { report, target } = await story.mustPlay('drift');
      expect(report.result, `check ${round + 1}`).toBe('clean');
      ignored += target.changes.flatMap(
        (change: { ignored?: readonly unknown[] }) => change.ignored ?? [],
      ).length;
    }
    expect(ignored).toBe(2 * runs);
    await story.kubectl(['set', 'image', 'deployment/web', 'server=registry.example/web:9']);
    expect((await story.play('drift')).report.result, 'but this is').toBe('drifted');
    process.stdout.write(`${runs} checks for drift, ${ignored} fields left to others, none called drift\n`);
  });
});
