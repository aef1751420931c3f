import { describe, expect, it } from 'vitest';
import { chooseSource } from '../../src/flows/choose-source.ts';
import { readSettings } from '../../src/input/read.ts';
import type { Settings } from '../../src/model/settings.ts';
import { fakeFiles } from '../fakes/files.ts';

function settings(raw: Record<string, string>): Settings {
  const read = readSettings(raw, { host: 'action', event: 'push', repositoryName: 'shop' });
  if ('mistakes' in read) throw new Error(JSON.stringify(read.mistakes));
  return read.settings;
}

describe('the engine is chosen by what is there', () => {
  const files = fakeFiles({ 'infra/Pulumi.yaml': 'name: x', 'deploy/web.yaml': 'kind: x' });

  it.each([
    { name: 'manifests', raw: {}, then: { engine: 'kubernetes', path: 'deploy' } },
    {
      name: 'a project at the path',
      raw: { path: 'infra', 'stack-name': 'dev' },
      then: { engine: 'pulumi', path: 'infra', stack: 'dev' },
    },
    {
      name: 'work-dir',
      raw: { 'work-dir': 'infra', 'stack-name': 'a/b/dev' },
      then: { engine: 'pulumi', path: 'infra', stack: 'a/b/dev' },
    },
    {
      name: 'a stack, and no project where it is looked for',
      raw: { 'stack-name': 'dev' },
      then: { engine: 'pulumi', path: '.', stack: 'dev' },
    },
    {
      name: 'the input engine',
      raw: { engine: 'kubernetes', 'stack-name': 'dev' },
      then: { engine: 'kubernetes', path: 'deploy' },
    },
  ])('$name', async ({ raw, then }) => {
    expect(await chooseSource(settings(raw), files)).toEqual(then);
  });

  it('takes no images for a program: it would run with its own', async () => {
    const given = settings({ path: 'infra', 'stack-name': 'dev', images: 'web=web:2' });
    await expect(chooseSource(given, files)).rejects.toMatchObject({
      code: 'inputs-invalid',
      message: 'images is given, but a Pulumi program has no manifests',
    });
  });

  it.each([{ path: 'infra' }, { engine: 'pulumi' }, { 'pulumi-version': '^3' }])(
    'runs nothing when no stack is named: %o',
    async raw => {
      await expect(chooseSource(settings(raw), files)).rejects.toMatchObject({ code: 'inputs-invalid' });
    },
  );
});
