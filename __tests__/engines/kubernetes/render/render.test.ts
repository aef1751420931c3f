import { describe, expect, test } from 'vitest';
import { renderLimits } from '../../../../src/engines/kubernetes/render/context.ts';
import { renderSource } from '../../../../src/engines/kubernetes/render/index.ts';
import { fakeFiles } from '../../../fakes/files.ts';
import { fakeWorld } from '../../../fakes/world.ts';

const object = (name: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;
const render = async (files: Readonly<Record<string, string | Uint8Array>>, path = 'deploy') =>
  await renderSource(path, {
    ...fakeWorld({ files: fakeFiles(files) }),
    path,
    rendering: { values: [], release: 'shop', network: false },
    kubernetesVersion: '1.36',
    decrypting: 'may',
    limits: renderLimits,
  });

describe('renders', () => {
  test('yaml, yml and json files by path and then by place', async () => {
    const { manifests, diagnostics, files } = await render({
      'deploy/b.yml': `${object('b1')}---\n${object('b2')}`,
      'deploy/a/c.json': '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}',
      'deploy/a.yaml': object('a'),
      'deploy/README.md': '# no manifest',
    });
    expect(diagnostics).toEqual([]);
    expect(files).toEqual(['deploy/a.yaml', 'deploy/a/c.json', 'deploy/b.yml']);
    expect(manifests.map(({ id, location }) => `${location.file} ${id.name}`)).toEqual([
      'deploy/a.yaml a',
      'deploy/a/c.json c',
      'deploy/b.yml b1',
      'deploy/b.yml b2',
    ]);
  });

  test('the other files when one is broken or not UTF-8', async () => {
    const { manifests, diagnostics } = await render({
      'deploy/a.yaml': 'a: [',
      'deploy/b.yaml': new Uint8Array([0x61, 0x3a, 0x20, 0xff]),
      'deploy/c.yaml': object('c'),
    });
    expect(manifests.map(({ id }) => id.name)).toEqual(['c']);
    expect(diagnostics.map(({ code, location }) => `${code} ${location?.file}`)).toEqual([
      'yaml-syntax deploy/a.yaml',
      'yaml-encoding deploy/b.yaml',
    ]);
  });
});

describe('fails', () => {
  test.each([
    ['there is no manifest file', { 'deploy/README.md': 'x' }, '.yaml, .yml, .json'],
    ['no file holds an object', { 'deploy/a.yaml': '# nothing\n', 'deploy/b.yaml': '' }, '2 files'],
  ])('when %s, and says what was looked for', async (_, files, message) => {
    await expect(render(files)).rejects.toMatchObject({
      code: 'path-empty',
      message: expect.stringContaining(message),
    });
  });

  test('for a folder above overlays and charts, and says which one to name', async () => {
    const { manifests, diagnostics } = await render({
      'deploy/base/web.yaml': object('web'),
      'deploy/base/kustomization.yaml': 'resources: [web.yaml]\n',
      'deploy/prod/kustomization.yaml': 'resources: [../base]\n',
      'deploy/chart/Chart.yaml': 'name: a\n',
      'deploy/chart/templates/a.yaml': '{{ x }}\n',
      'deploy/plain.yaml': 'a: [',
    });
    expect(manifests).toEqual([]);
    expect(diagnostics.map(({ code, location, hint }) => `${code} ${location?.file} ${hint ?? ''}`)).toEqual([
      'manifest-not-rendered deploy/chart/Chart.yaml Write path: deploy/chart; each is a target of its own.',
      'manifest-not-rendered deploy/prod/kustomization.yaml Write path: deploy/prod; each is a target of its own.',
      'yaml-syntax deploy/plain.yaml ',
    ]);
  });

  test('when the path does not exist', async () => {
    await expect(render({}, 'nowhere')).rejects.toMatchObject({ code: 'path-missing' });
  });

  test('not when there is nothing but findings', async () => {
    expect((await render({ 'deploy/a.yaml': 'a: [' })).diagnostics).toHaveLength(1);
  });
});
