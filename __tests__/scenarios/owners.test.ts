// oxlint-disable typescript/no-explicit-any -- the stories read the JSON report as a script would
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isWrite } from '../stage/cluster/cluster.ts';
import { needsServed } from '../stage/cluster/served.ts';
import { deployment } from '../stage/histories.ts';
import { openStory, type Story } from '../stage/story.ts';

const settings = (name: string, data: object): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});

describe('fields that somebody else owns', () => {
  let story: Story;

  beforeAll(async () => {
    story = await openStory('owners', { clusterRoles: ['cluster-admin'] });
  });

  afterAll(async () => await story[Symbol.asyncDispose]());

  /** Another tool applies its idea of an object. */
  const applyAs = async (manager: string, object: object): Promise<void> => {
    const args = ['apply', '--server-side', '--force-conflicts', `--field-manager=${manager}`, '-f', '-'];
    await story.kubectl(args, JSON.stringify(object));
  };

  /** What an autoscaler does. */
  const scaleAs = async (manager: string, name: string, replicas: number): Promise<void> => {
    const path = `/apis/apps/v1/namespaces/${story.namespace}/deployments/${name}/scale?fieldManager=${manager}`;
    const options = { contentType: 'application/merge-patch+json' };
    expect((await story.cluster.request('PATCH', path, { spec: { replicas } }, options)).status).toBe(200);
  };

  const data = async (name: string): Promise<any> =>
    JSON.parse(await story.kubectl(['get', `configmap/${name}`, '-o', 'jsonpath={.data}']));

  it('stops before the first write at an owner that nobody knows, and takes the line that it prints', async () => {
    await story.write('one', settings('one', { a: 'ours', 'b.c': 'ours' }), settings('two', { x: '1' }));
    await story.mustPlay('deploy');
    await applyAs('argocd-controller', settings('one', { a: 'theirs', 'b.c': 'theirs' }));
    await story.write('one', settings('one', { a: 'ours', 'b.c': 'ours' }), settings('two', { x: '2' }));
    const { run, report, target } = await story.play('deploy', '--no-wait');
    expect(run.code).toBe(1);
    expect(report).toMatchObject({ result: 'failed', reasonCode: 'conflict' });
    expect(story.proxy.log.entries.filter(isWrite)).toEqual([]);
    const found = target.diagnostics.filter((each: any) => each.code === 'field-conflict');
    expect(found).toHaveLength(2);
    for (const part of ['argocd-controller', '"theirs"', '"ours"']) expect(found[0].message).toContain(part);
    expect((await story.play('preview')).report.reasonCode).toBe('conflict');

    const lines = found.map((each: any) => /--conflicts '(take .*)'$/.exec(each.hint)?.[1]);
    const taken = await story.mustPlay('deploy', '--conflicts', lines.join('\n'));
    expect(taken.changes.get('ConfigMap/one').fields).toContainEqual(
      expect.objectContaining({
        path: '/data/a',
        before: 'theirs',
        after: 'ours',
        owner: 'argocd-controller',
      }),
    );
    expect(await data('one')).toEqual({ a: 'ours', 'b.c': 'ours' });
    expect((await story.mustPlay('preview')).target.counts).toMatchObject({ update: 0, unchanged: 2 });
  });

  it('leaves the field to its owner where a rule says so, and says so each time', async () => {
    await applyAs('argocd-controller', settings('one', { a: 'theirs' }));
    const rule = ['--conflicts', 'leave manager=argocd* kind=ConfigMap field=/data/a'];
    await story.write('one', settings('one', { a: 'ours', 'b.c': 'new' }), settings('two', { x: '2' }));
    await story.mustPlay('deploy', ...rule);
    expect(await data('one')).toEqual({ a: 'theirs', 'b.c': 'new' });
    const again = await story.mustPlay('preview', ...rule);
    expect(again.target.counts).toMatchObject({ update: 0, unchanged: 2 });
    expect(again.changes.get('ConfigMap/one').ignored).toEqual([
      expect.objectContaining({
        label: 'data.a',
        before: 'theirs',
        after: 'ours',
        owner: 'argocd-controller',
        why: expect.stringContaining('leave manager=argocd*'),
      }),
    ]);
    expect(again.target.limits.join()).toContain('data.a of argocd-controller is left as it is');
    await story.mustPlay('deploy', '--conflicts', 'take manager=argocd*');
  });

  it('stops at a rule that says fail, even for what people left', async () => {
    await story.kubectl(['patch', 'configmap/two', '--type=merge', '-p', '{"data":{"x":"hand"}}']);
    const rule = 'fail manager=kubectl-patch';
    expect((await story.play('preview', '--conflicts', rule)).report.reasonCode).toBe('conflict');
  });

  it('says whose field it is when the server misses one that a person set and the manifest lost', async () => {
    const app = (image: object): any =>
      deployment('set-image', ({ container }) => {
        delete container.image;
        Object.assign(container, image);
      });
    const set = ['--name', 'set-image', '--path', 'set-image'];
    const write = async (image: object): Promise<void> =>
      await story.checkout.write('set-image/app.json', JSON.stringify(app(image)));
    await write({ image: 'registry.example/web:1' });
    await story.mustPlay('deploy', ...set);
    await story.kubectl(['set', 'image', 'deployment/set-image', 'server=registry.example/web:2']);
    await write({});
    const { target } = await story.play('preview', ...set);
    const found = target.diagnostics.find(({ severity }: any) => severity === 'error');
    expect(found.message).toContain('containers[0].image: Required value');
    expect(found.hint).toContain('kubectl-set set it in the cluster');
    const rule = /--conflicts '(leave .*)'$/.exec(found.hint)?.[1] ?? '';
    const { target: left } = await story.mustPlay('deploy', ...set, '--conflicts', rule);
    expect(left.counts).toMatchObject({ unchanged: 1, update: 0 });
    const image = 'jsonpath={.spec.template.spec.containers[0].image}';
    expect(await story.kubectl(['get', 'deployment/set-image', '-o', image])).toBe('registry.example/web:2');
  });

  it('obeys the annotations of an object, and says so', async () => {
    const set = ['--name', 'annotated', '--path', 'annotated'];
    const marked = (name: string, annotations: object, values: object, more: object = {}): any => ({
      ...settings(name, values),
      metadata: { name, annotations },
      ...more,
    });
    const write = async (value: string, ignore = '/data/a'): Promise<void> => {
      const documents = [
        marked('by-field', { 'gitops-push.dev/ignore-fields': ignore }, { a: value, b: value }),
        marked('created-only', { 'gitops-push.dev/apply': 'create-only' }, { a: value }),
        marked('anew', { 'gitops-push.dev/recreate': 'allowed' }, { a: value }, { immutable: true }),
      ];
      await story.checkout.write(
        'annotated/all.yaml',
        documents.map(each => JSON.stringify(each)).join('\n---\n'),
      );
    };
    await write('1');
    await story.mustPlay('deploy', ...set);
    await story.kubectl(['patch', 'configmap/by-field', '--type=merge', '-p', '{"data":{"a":"hand"}}']);
    await write('2');
    const { changes, target } = await story.mustPlay('deploy', ...set);
    expect(await data('by-field')).toEqual({ a: 'hand', b: '2' });
    expect(await data('created-only')).toEqual({ a: '1' });
    expect(await data('anew')).toEqual({ a: '2' });
    expect(changes.get('ConfigMap/anew')).toMatchObject({ action: 'recreate', caution: expect.any(String) });
    expect(target.limits.join()).toMatch(/created-only: it exists and stays as it is.*create-only/);
    expect(target.limits.join()).toMatch(/data\.a of kubectl-patch is left as it is.*ignore-fields/);
    expect((await story.mustPlay('preview', ...set)).target.counts).toMatchObject({ unchanged: 3 });
    await write('2', 'data.a');
    const mistake = await story.play('preview', ...set);
    expect(mistake.target.diagnostics).toContainEqual(
      expect.objectContaining({ code: 'annotation-invalid', message: expect.stringContaining('"data.a"') }),
    );
  });

  it('takes over what people changed by hand, and shows whose it was', async () => {
    await story.kubectl(['patch', 'configmap/two', '--type=merge', '-p', '{"data":{"x":"hand","y":"hand"}}']);
    const { changes } = await story.mustPlay('deploy');
    const fields = changes.get('ConfigMap/two').fields;
    expect(fields).toHaveLength(2);
    expect(fields).toContainEqual(
      expect.objectContaining({ path: '/data/x', before: 'hand', after: '2', owner: 'kubectl-patch' }),
    );
    expect(await data('two')).toEqual({ x: '2' });
  });

  it('leaves replicas to an autoscaler, counted, and at rest afterwards', async () => {
    await story.write(
      'app',
      deployment('app', ({ spec }) => (spec.replicas = 2)),
    );
    await story.mustPlay('deploy');
    await scaleAs('kube-controller-manager', 'app', 5);
    const { changes, target } = await story.mustPlay('preview');
    expect(changes.get('Deployment/app')).toMatchObject({
      action: 'unchanged',
      ignored: [{ path: '/spec/replicas', before: 5, after: 2, owner: 'kube-controller-manager' }],
    });
    expect(target.limits).toHaveLength(1);
    await story.write(
      'app',
      deployment('app', ({ spec, container }) => {
        spec.replicas = 2;
        container.image = 'registry.example/web:2';
      }),
    );
    await story.mustPlay('deploy');
    expect(await story.kubectl(['get', 'deployment/app', '-o', 'jsonpath={.spec.replicas}'])).toBe('5');
    await scaleAs('kube-controller-manager', 'app', 6);
    await story.mustPlay('preview');
    const asked = story.proxy.log.entries.filter(entry => entry.query['dryRun'] === 'All');
    expect(asked.map(entry => entry.path)).toEqual([]);
    await story.checkout.commit('Deploy');
    await story.mustPlay('deploy');
    expect((await story.mustPlay('drift')).report.result).toBe('clean');
  });

  it('leaves a bundle of certificates to whoever fills it in', async () => {
    const name = story.namespace;
    const hook = (caBundle?: string): any => ({
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
          clientConfig: { url: 'https://127.0.0.1:1/x', ...(caBundle !== undefined && { caBundle }) },
        },
      ],
    });
    const bundle = (letter: string): string =>
      Buffer.from(`-----BEGIN CERTIFICATE-----\n${letter.repeat(64)}\n-----END CERTIFICATE-----\n`).toString(
        'base64',
      );
    await story.write('hook', hook('Cg=='));
    await story.mustPlay('deploy');
    const path = `/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/${name}?fieldManager=my-injector`;
    const patch = [{ op: 'replace', path: '/webhooks/0/clientConfig/caBundle', value: bundle('A') }];
    const options = { contentType: 'application/json-patch+json' };
    await story.cluster.request('PATCH', path, patch, options);
    const { changes } = await story.mustPlay('preview');
    expect(changes.get(`ValidatingWebhookConfiguration/${name}`)).toMatchObject({
      action: 'unchanged',
      ignored: [{ path: '/webhooks/0/clientConfig/caBundle', owner: 'my-injector' }],
    });
    await story.checkout.remove('deploy/hook.yaml');
    await story.mustPlay('deploy');
  });

  it('sees no change in a sidecar that admission puts in', async context => {
    const { cluster, namespace } = story;
    const policy = { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'MutatingAdmissionPolicy' };
    await needsServed(context, cluster, policy);
    const admission = '/apis/admissionregistration.k8s.io/v1';
    await cluster.request('POST', `${admission}/mutatingadmissionpolicies`, {
      ...policy,
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
        matchConditions: [{ name: 'side', expression: "object.metadata.name == 'side'" }],
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
    await cluster.request('POST', `${admission}/mutatingadmissionpolicybindings`, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingAdmissionPolicyBinding',
      metadata: { name: namespace },
      spec: { policyName: namespace },
    });
    const probe = JSON.stringify(deployment('side'));
    await expect
      .poll(async () => await story.kubectl(['create', '--dry-run=server', '-o', 'json', '-f', '-'], probe), {
        timeout: 20_000,
      })
      .toContain('sidecar');
    await story.write('side', deployment('side'));
    await story.mustPlay('deploy');
    const plain = await story.mustPlay('preview', '--live-plan', 'all');
    expect(plain.changes.get('Deployment/side')).toMatchObject({ action: 'unchanged' });
    await story.write(
      'side',
      deployment('side', ({ container }) => (container.image = 'registry.example/web:3')),
    );
    const { changes } = await story.mustPlay('deploy');
    expect(changes.get('Deployment/side').fields.map((field: any) => field.label)).toEqual([
      'spec.template.spec.containers[server].image',
    ]);
    await cluster.request('DELETE', `${admission}/mutatingadmissionpolicybindings/${namespace}`);
    await cluster.request('DELETE', `${admission}/mutatingadmissionpolicies/${namespace}`);
  });

  it('ignores by field, by manager and by kind, and strips or adopts so that nothing moves', async () => {
    await story.write('three', settings('three', { a: '1', b: '1', c: '1' }), settings('four', { a: '1' }));
    await story.mustPlay('deploy');
    await applyAs('elsewhere', settings('three', { a: 'theirs' }));
    await story.kubectl([
      'patch',
      'configmap/three',
      '--type=merge',
      '-p',
      '{"data":{"b":"hand","d":"hand"}}',
    ]);
    await story.write('three', settings('three', { a: '1', b: '1', c: '2' }), settings('four', { a: '2' }));
    const rules =
      'manager=elsewhere\nmanager=kubectl-patch kind=ConfigMap name=three\nkind=ConfigMap name=four';
    const shown = await story.mustPlay('preview', '--ignore', rules);
    expect(shown.changes.get('ConfigMap/three').fields.map((field: any) => field.label)).toEqual(['data.c']);
    expect(shown.changes.get('ConfigMap/three').ignored.map((field: any) => field.label)).toEqual([
      'data.a',
      'data.b',
    ]);
    expect(shown.changes.get('ConfigMap/four')).toMatchObject({
      action: 'unchanged',
      ignored: [{ label: 'data.a', why: 'rule "kind=ConfigMap name=four"' }],
    });
    await story.mustPlay('deploy', '--ignore', rules);
    expect(await data('three')).toEqual({ a: 'theirs', b: 'hand', c: '2', d: 'hand' });
    expect(await data('four')).toEqual({ a: '1' });
    // Field rules: what only we hold is adopted as it is.
    const field = 'kind=ConfigMap name=three field=/data/c';
    await story.write('three', settings('three', { a: '1', b: '1', c: '3' }), settings('four', { a: '1' }));
    const all = `${rules}\n${field}`;
    const { changes } = await story.mustPlay('deploy', '--ignore', all);
    expect(changes.get('ConfigMap/three')).toMatchObject({ action: 'unchanged', fields: [] });
    expect(changes.get('ConfigMap/three').ignored).toHaveLength(3);
    expect(await data('three')).toMatchObject({ c: '2' });
  });
});
