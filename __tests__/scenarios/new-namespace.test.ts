// oxlint-disable typescript/no-explicit-any -- the stories read the JSON report as a script would
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deployment } from '../stage/histories.ts';
import { openStory, type Story } from '../stage/story.ts';

describe('a change that brings its own namespace and its own kind', () => {
  let story: Story;
  let place: string;
  let group: string;

  beforeAll(async () => {
    story = await openStory('fresh', { clusterRoles: ['cluster-admin'] });
    place = `${story.namespace}-new`;
    group = `${story.namespace}.example`;
    await write();
  });

  afterAll(async () => {
    await story.kubectl(['delete', 'crd', `widgets.${group}`, '--wait=false', '--ignore-not-found']);
    await story.kubectl(['delete', 'namespace', place, '--wait=false', '--ignore-not-found']);
    await story[Symbol.asyncDispose]();
  });

  const within = (object: any): any => ({ ...object, metadata: { ...object.metadata, namespace: place } });
  const plain = (kind: string, name: string, more: object = {}): any =>
    within({ apiVersion: 'v1', kind, metadata: { name }, ...more });

  const widget = (size: unknown): any =>
    within({ apiVersion: `${group}/v1`, kind: 'Widget', metadata: { name: 'w' }, spec: { size } });

  const pod = { containers: [{ name: 'c', image: 'registry.example/tool:1' }], serviceAccountName: 'robot' };

  const write = async (containerName = 'server', size: unknown = 3): Promise<void> => {
    const schema = {
      type: 'object',
      properties: {
        spec: {
          type: 'object',
          properties: { size: { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self > 0' }] } },
        },
      },
    };
    const names = { plural: 'widgets', singular: 'widget', kind: 'Widget' };
    const versions = [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }];
    await story.write(
      'all',
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: place } },
      {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: `widgets.${group}` },
        spec: { group, scope: 'Namespaced', names, versions },
      },
      widget(size),
      plain('ServiceAccount', 'robot'),
      plain('ConfigMap', 'settings', { data: { a: '1' } }),
      plain('Secret', 'key', { stringData: { token: 'a-long-token-value' } }),
      plain('Service', 'web', { spec: { ports: [{ port: 80 }] } }),
      plain('Pod', 'tool', { spec: pod }),
      within(
        deployment('web', parts => {
          parts.container.name = containerName;
          parts.pod.serviceAccountName = 'robot';
        }),
      ),
    );
  };

  it('has a full plan, and says of each object who validated it', async () => {
    const { changes, target } = await story.mustPlay('preview');
    expect(target.counts).toMatchObject({ create: 9, unknown: 0 });
    const evidence = [...changes].map(([name, change]) => [name, change.evidence, change.note ?? '']);
    const stoodIn = `its namespace comes with this change: validated by the server in namespace ${story.namespace}`;
    expect(evidence).toEqual([
      [`Namespace/${place}`, 'server', ''],
      [`CustomResourceDefinition/widgets.${group}`, 'server', ''],
      [
        `Widget.${group}/w`,
        'local',
        'its kind comes with this change: validated locally only, and its CEL rule is not checked',
      ],
      ['ServiceAccount/robot', 'server', stoodIn],
      ['ConfigMap/settings', 'server', stoodIn],
      ['Secret/key', 'server', stoodIn],
      ['Service/web', 'server', stoodIn],
      ['Pod/tool', 'local', expect.stringContaining('validated locally only')],
      ['Deployment/web', 'server', stoodIn],
    ]);
  });

  it('finds what only the server knows, although the namespace is not there', async () => {
    await write('Not A Name');
    const { report, target } = await story.play('preview');
    expect(report).toMatchObject({ result: 'failed', reasonCode: 'validation' });
    expect(story.proxy.log.writes).toEqual([]);
    const found = target.diagnostics.find((each: any) => each.code === 'server-refused');
    expect(found).toMatchObject({ address: `apps/v1/Deployment/${place}/web`, line: 17 });
    expect(found.message).toContain('spec.template.spec.containers[0].name');
  });

  it('finds a mistake in an object of the new kind by the schema that comes with it', async () => {
    await write('server', 'large');
    const { report, target } = await story.play('preview');
    expect(report.reasonCode).toBe('validation');
    expect(target.diagnostics[0]).toMatchObject({ address: `${group}/v1/Widget/${place}/w` });
  });

  it('is deployed as previewed, and unchanged afterwards', async () => {
    await write();
    const preview = await story.mustPlay('preview');
    const deployed = await story.mustPlay('deploy');
    expect(deployed.target.planDigest).toBe(preview.target.planDigest);
    const again = await story.mustPlay('preview');
    expect(again.target.counts).toMatchObject({ unchanged: 9, create: 0, update: 0 });
  });

  it('is validated locally where the credentials may not ask in another namespace', async () => {
    await story.actAs({
      name: 'stranger',
      clusterRules: [{ apiGroups: [''], resources: ['namespaces', 'configmaps'], verbs: ['get', 'list'] }],
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get'] }],
    });
    await story.checkout.write(
      'small/home.json',
      JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: `${place}-2` } }),
    );
    const settings = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 's', namespace: `${place}-2` },
    };
    await story.checkout.write('small/settings.json', JSON.stringify(settings));
    const { changes } = await story.play('preview', '--name', 'small', '--path', 'small');
    expect(changes.get('ConfigMap/s')).toMatchObject({ action: 'create', evidence: 'local' });
  });
});
