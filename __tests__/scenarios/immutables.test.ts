// oxlint-disable typescript/no-explicit-any -- the stories read the JSON report as a script would
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needsServed, whyNotServed } from '../stage/cluster/served.ts';
import { type Immutable, immutables } from '../stage/immutables.ts';
import { openStory, type Played, type Story } from '../stage/story.ts';

describe('what cannot change in place', () => {
  let story: Story;
  let planned: Played;
  let rows: readonly Immutable[] = [];

  const servedOf = async (all: readonly Immutable[]): Promise<readonly Immutable[]> => {
    const asked = all.map(async row =>
      (await whyNotServed(story.cluster, row.before)) === undefined ? [row] : [],
    );
    return (await Promise.all(asked)).flat();
  };

  beforeAll(async () => {
    story = await openStory('fixed', { clusterRoles: ['cluster-admin'] });
    rows = await servedOf(immutables(story.namespace));
    for (const [index, row] of rows.entries()) await story.write(`${index}`, row.before);
    await story.mustPlay('deploy');
    for (const [index, row] of rows.entries()) await story.write(`${index}`, row.want);
    planned = await story.play('preview');
  });

  afterAll(async () => {
    const cluster = rows.filter(row => row.before.metadata.name.startsWith(story.namespace));
    for (const { before } of cluster)
      await story.kubectl([
        'delete',
        before.kind,
        before.metadata.name,
        '--wait=false',
        '--ignore-not-found',
      ]);
    await story[Symbol.asyncDispose]();
  });

  // The names of the rows do not depend on the prefix.
  it.for(immutables('x').map((row, index) => [row.name, row.then, index] as const))(
    '%s: %s',
    async ([, then, index], context) => {
      const row = immutables(story.namespace)[index];
      await needsServed(context, story.cluster, row?.before);
      const change = planned.changes.get(`${row?.want.kind}/${row?.want.metadata.name}`);
      expect(change?.action, JSON.stringify(change)).toBe(then);
      if (then === 'recreate') {
        expect(change.risk).toContain(row?.lost);
        expect(change.note).toContain('cannot be changed in place');
        expect(change.fields.length).toBeGreaterThan(0);
      }
    },
  );

  it('knows by trying what a rule of a custom kind words in its own way', async () => {
    const group = `${story.namespace}.example`;
    const definition = (scope: string): object => ({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `widgets.${group}` },
      spec: {
        group,
        scope,
        names: { plural: 'widgets', singular: 'widget', kind: 'Widget' },
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: widget } }],
      },
    });
    const frozen = { rule: 'self == oldSelf', message: 'is frozen for ever' };
    const positive = { rule: 'self > 0', message: 'no less than one, please' };
    const properties = {
      size: { type: 'string', 'x-kubernetes-validations': [frozen] },
      count: { type: 'integer', 'x-kubernetes-validations': [positive] },
    };
    const widget = { type: 'object', properties: { spec: { type: 'object', properties } } };
    const object = (size: string, count: number): object => ({
      apiVersion: `${group}/v1`,
      kind: 'Widget',
      metadata: { name: 'w' },
      spec: { size, count },
    });
    const set = ['--name', 'widgets', '--path', 'widgets'];
    const write = async (scope: string, size: string, count: number): Promise<void> => {
      await story.checkout.write('widgets/definition.json', JSON.stringify(definition(scope)));
      await story.checkout.write('widgets/widget.json', JSON.stringify(object(size, count)));
    };
    await write('Namespaced', 'a', 1);
    await story.mustPlay('deploy', ...set);
    await write('Namespaced', 'b', 1);
    const { changes } = await story.mustPlay('preview', ...set);
    expect(changes.get('Widget.' + group + '/w')).toMatchObject({
      action: 'recreate',
      note: expect.any(String),
    });
    await write('Namespaced', 'a', 0);
    const mistake = await story.play('preview', ...set);
    expect(mistake.changes.get('Widget.' + group + '/w')).toMatchObject({ action: 'unknown' });
    expect(mistake.target.diagnostics[0].message).toContain('no less than one');
    await story.checkout.write('widgets/definition.json', JSON.stringify(definition('Cluster')));
    await story.checkout.remove('widgets/widget.json');
    const scope = await story.mustPlay('preview', ...set);
    expect(scope.changes.get(`CustomResourceDefinition/widgets.${group}`)).toMatchObject({
      action: 'recreate',
      risk: expect.stringContaining('every custom resource'),
    });
    await story.kubectl(['delete', 'crd', `widgets.${group}`, '--wait=false']);
  });

  it('points at what hands out rights, at definitions and at Pods that keep old values', async () => {
    const set = ['--name', 'eyes', '--path', 'eyes'];
    const group = `${story.namespace}.eyes.example`;
    const role = (verbs: string[]): object => ({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'eyes' },
      rules: [{ apiGroups: [''], resources: ['pods'], verbs }],
    });
    const definition = (type: string): object => ({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `eyes.${group}` },
      spec: {
        group,
        scope: 'Namespaced',
        names: { plural: 'eyes', singular: 'eye', kind: 'Eye' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type } } } },
          },
        ],
      },
    });
    const settings = (level: string): object => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings' },
      data: { level, other: 'x' },
    });
    const container = (more: object): object => ({ name: 'c', image: 'registry.example/eyes:1', ...more });
    const app = (name: string, pod: object): object => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name },
      spec: {
        selector: { matchLabels: { app: name } },
        template: { metadata: { labels: { app: name } }, spec: pod },
      },
    });
    const reader = (key: string): object => ({
      env: [{ name: 'L', valueFrom: { configMapKeyRef: { name: 'settings', key } } }],
    });
    const write = async (verbs: string[], type: string, level: string): Promise<void> => {
      const documents = [
        role(verbs),
        definition(type),
        settings(level),
        app('by-env', { containers: [container(reader('level'))] }),
        app('by-other-key', { containers: [container(reader('other'))] }),
        app('by-volume', {
          containers: [container({ volumeMounts: [{ name: 'v', mountPath: '/v' }] })],
          volumes: [{ name: 'v', configMap: { name: 'settings' } }],
        }),
      ];
      await story.checkout.write(
        'eyes/all.yaml',
        documents.map(each => JSON.stringify(each)).join('\n---\n'),
      );
    };
    await write(['get'], 'object', 'info');
    const first = await story.mustPlay('preview', ...set);
    expect(first.target.changes.filter((change: any) => change.caution !== undefined)).toEqual([]);
    await story.mustPlay('deploy', ...set);
    await write(['get', 'delete'], 'string', 'debug');
    const { changes, target } = await story.mustPlay('preview', ...set);
    expect(changes.get('Role/eyes').caution).toBe('it grants more: delete pods');
    expect(changes.get(`CustomResourceDefinition/eyes.${group}`).caution).toContain('every custom resource');
    const stale = target.diagnostics.filter(({ code }: any) => code === 'stale-pods');
    expect(stale).toMatchObject([
      { severity: 'notice', message: expect.stringContaining('Deployment by-env read') },
    ]);
    expect(stale[0].hint).toContain(`kubectl rollout restart deployment/by-env -n ${story.namespace}`);
    await story.kubectl(['delete', 'crd', `eyes.${group}`, '--wait=false']);
  });

  it('writes nothing to find that out, and stops a deploy before its first write', async () => {
    expect(story.proxy.log.writes).toEqual([]);
    expect(planned.report).toMatchObject({ result: 'failed', reasonCode: 'validation' });
  });
});
