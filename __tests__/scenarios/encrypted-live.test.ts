// oxlint-disable typescript/no-explicit-any -- stories read the JSON report as a script would
import { createHash } from 'node:crypto';
import { brotliDecompressSync } from 'node:zlib';
import { readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProgramRun } from '../stage/program.ts';
import { openStory, type Played, type Story } from '../stage/story.ts';
import { ageKey, encryptFile, type ToolPath, toolPath } from '../stage/tools/tool-path.ts';

const older = { password: 'an-older-canary-of-the-database', word: 'an older sesame canary' };
const newer = { password: 'the-newer-canary-of-the-database', word: 'the newer sesame canary' };
/** What somebody writes by hand is as secret as what it replaces. */
const byHand = { password: 'a-canary-typed-by-hand', word: 'a sesame typed by hand' };
const everyValue = [older, newer, byHand].flatMap(({ password, word }) => [password, word]);

const secret = (value: string): string => `apiVersion: v1
kind: Secret
metadata: { name: db }
stringData: { password: ${value} }
`;
const words = (value: string): string => `apiVersion: v1
kind: ConfigMap
metadata: { name: words }
data: { word: ${value}, plain: in the open }
`;

/** A value as it is, in base64, and the beginnings of its plain hashes: whoever guesses the value could check the guess. */
function traces(value: string): readonly string[] {
  const encoded = Buffer.from(value).toString('base64');
  const forms = [value, encoded, JSON.stringify(value), `${value}\n`];
  const hashes = ['md5', 'sha1', 'sha256', 'sha512'].flatMap(name =>
    forms.flatMap(form => {
      const hash = createHash(name).update(form);
      return [hash.copy().digest('hex').slice(0, 10), hash.digest('base64').slice(0, 10)];
    }),
  );
  return [value, encoded.replace(/.?=*$/, ''), ...hashes];
}

const everyTrace = everyValue.flatMap(traces);

/** What is packed in a text: base64 of what brotli pressed. */
function packedIn(text: string): readonly string[] {
  return (text.match(/[\w+/-]{24,}=*/g) ?? []).flatMap(part => {
    try {
      return [brotliDecompressSync(Buffer.from(part, 'base64')).toString()];
    } catch {
      return [];
    }
  });
}

function tracesIn(text: string): readonly string[] {
  const parts = [text, ...packedIn(text)];
  return everyTrace.filter(trace => parts.some(part => part.includes(trace)));
}

describe('objects that SOPS encrypted, on a cluster', () => {
  let story: Story;
  let tools: ToolPath;

  beforeAll(async () => {
    tools = await toolPath('sops', 'helm');
    story = await openStory('encrypted', {}, { PATH: tools.path, SOPS_AGE_KEY: ageKey.secret });
  });

  afterAll(async () => {
    await story[Symbol.asyncDispose]();
    await tools[Symbol.asyncDispose]();
  });

  const commit = async ({ password, word }: typeof older): Promise<string> => {
    await story.write('db', secret(password));
    await story.write('words', words(word));
    await encryptFile(tools, story.checkout.folder, 'deploy/db.yaml', 'stringData');
    await encryptFile(tools, story.checkout.folder, 'deploy/words.yaml', 'word');
    return await story.checkout.commit('Change the secrets');
  };

  const live = async (): Promise<typeof older & { readonly plain: string }> => {
    const [db, map] = await Promise.all(
      ['secret/db', 'configmap/words'].map(async name =>
        JSON.parse(await story.kubectl(['get', name, '-o', 'json'])),
      ),
    );
    return { password: atob(db.data.password), word: map.data.word, plain: map.data.plain };
  };

  const quiet = ({ stdout, stderr }: ProgramRun): void => {
    expect(stdout.length).toBeGreaterThan(20);
    expect(tracesIn(stdout + stderr)).toEqual([]);
  };

  /** All that is kept beside the two objects (the record, the hold, the parent, the lease, the events), and what is noted on them. */
  const nothingKept = async (): Promise<string> => {
    const kinds = 'secrets,configmaps,leases,events';
    const { items } = JSON.parse(
      await story.kubectl(['get', kinds, '-o', 'json', '--show-managed-fields=true']),
    );
    const kept = items.map((item: any) =>
      ['db', 'words'].includes(item.metadata.name) ? item.metadata : item,
    );
    const text = JSON.stringify(kept);
    expect(packedIn(text).join()).not.toBe('');
    expect(tracesIn(text)).toEqual([]);
    return text;
  };

  const inAllForms = async (mode: string, ...args: readonly string[]): Promise<Played> => {
    for (const form of ['text', 'markdown']) quiet((await story.playIn(form, mode, ...args)).run);
    const played = await story.play(mode, ...args);
    quiet(played.run);
    return played;
  };

  const actions = ({ changes }: Played): unknown =>
    Object.fromEntries([...changes].map(([name, { action }]) => [name, action]));

  const both = (action: string): unknown => ({ 'Secret/db': action, 'ConfigMap/words': action });

  it('are deployed, changed, drift, go back, and leave no trace of a value anywhere else', async () => {
    const first = await commit(older);
    expect(actions(await inAllForms('preview'))).toEqual(both('create'));
    quiet((await story.mustPlay('deploy', '--debug')).run);
    expect(await live()).toEqual({ ...older, plain: 'in the open' });
    await nothingKept();

    await commit(newer);
    const changed = await inAllForms('preview');
    expect(actions(changed)).toEqual(both('update'));
    quiet((await story.playIn('markdown', 'deploy', '--no-wait')).run);
    expect(await live()).toEqual({ ...newer, plain: 'in the open' });
    await nothingKept();

    await story.kubectl([
      'patch',
      'secret/db',
      '-p',
      JSON.stringify({ stringData: { password: byHand.password } }),
    ]);
    await story.kubectl(['patch', 'configmap/words', '-p', JSON.stringify({ data: { word: byHand.word } })]);
    expect(actions(await inAllForms('drift'))).toEqual(both('update'));

    const back = await story.play('rollback', '--no-wait', '--debug');
    expect(back.run.code, back.run.stderr + back.run.stdout).toBe(0);
    quiet(back.run);
    expect(await live()).toEqual({ ...older, plain: 'in the open' });
    expect(await nothingKept()).toContain(first);

    quiet((await story.playIn('text', 'preview')).run);
    const told = await inAllForms('history');
    expect(told.run.stdout).toContain(first);
  });

  it('stay hidden where a chart gives other objects when its values are encrypted', async () => {
    const chart = 'charts/words';
    const write = async (word: string): Promise<void> => {
      await story.checkout.write('values.yaml', `mode: both-of-them\nword: ${word}\n`);
      await encryptFile(tools, story.checkout.folder, 'values.yaml', 'mode|word');
      await story.checkout.commit('Change the values');
    };
    await story.checkout.write(`${chart}/Chart.yaml`, 'apiVersion: v2\nname: words\nversion: 0.1.0\n');
    const extra =
      '{{ if eq .Values.mode "both-of-them" }}\n---\n' +
      words('{{ .Values.word }}').replace('name: words', 'name: extra') +
      '{{ end }}\n';
    const main = words('{{ .Values.word }}').replace('name: words', 'name: told');
    await story.checkout.write(`${chart}/templates/all.yaml`, `${main}${extra}`);
    const args = [
      '--path',
      chart,
      '--values',
      'values.yaml',
      '--namespace',
      story.namespace,
      '--name',
      'chart',
    ];
    await write(older.word);
    quiet((await story.mustPlay('deploy', ...args)).run);
    await write(newer.word);
    const { changes, run } = await story.mustPlay('preview', ...args);
    quiet(run);
    for (const name of ['told', 'extra'])
      expect(changes.get(`ConfigMap/${name}`).fields).toMatchObject([{ path: '/data/word', masked: true }]);
  });

  it('have no part in the digest of a hook that such a chart makes of them', async () => {
    const chart = 'charts/hooked';
    const hook =
      'apiVersion: batch/v1\nkind: Job\nmetadata: { name: {{ .Values.name }}, annotations: { helm.sh/hook: post-install } }\n' +
      'spec: { template: { spec: { restartPolicy: Never, containers: [{ name: a, image: a, args: [{{ .Values.word }}] }] } } }\n';
    await story.checkout.write(`${chart}/Chart.yaml`, 'apiVersion: v2\nname: hooked\nversion: 0.1.0\n');
    const opened = `{{ if eq .Values.mode "both-of-them" }}\n${hook}{{ end }}\n`;
    await story.checkout.write(`${chart}/templates/hook.yaml`, opened);
    await story.checkout.write(`${chart}/templates/plain.yaml`, words('any').replace('words', 'beside'));
    const digestOf = async (name: string, word: string): Promise<string> => {
      await story.checkout.write('hooked.yaml', `mode: both-of-them\nname: ${name}\nword: ${word}\n`);
      await encryptFile(tools, story.checkout.folder, 'hooked.yaml', 'mode|word');
      const set = ['--path', chart, '--values', 'hooked.yaml', '--namespace', story.namespace];
      const { target, run } = await story.mustPlay('preview', ...set, '--name', 'hooked');
      quiet(run);
      expect(target.hooks).toHaveLength(1);
      return target.hooks[0].digest;
    };
    const digest = await digestOf('first', older.word);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await digestOf('first', newer.word)).toBe(digest);
    expect(await digestOf('second', older.word)).not.toBe(digest);
  });

  it('are rendered by the helm that the record names, and one of another minor is told of by name', async () => {
    const set = ['--path', 'charts/plain', '--namespace', story.namespace, '--name', 'plain'];
    await story.checkout.write('charts/plain/Chart.yaml', 'apiVersion: v2\nname: plain\nversion: 0.1.0\n');
    const template = '{{ .Capabilities.HelmVersion.Version }}';
    await story.checkout.write('charts/plain/templates/a.yaml', words(template).replace('words', 'by-helm'));
    await story.checkout.commit('Add a chart');
    await story.mustPlay('deploy', ...set);
    await story.checkout.write('charts/plain/templates/b.yaml', words('more').replace('words', 'more'));
    await story.checkout.commit('Add to the chart');
    const second = await story.mustPlay('deploy', ...set);
    expect(second.target.record.rendering.renderer).toMatch(/^helm 4\.\d+/);

    const helm = join(tools.folder, 'helm');
    const genuine = await readlink(helm);
    await rm(helm);
    const otherVersion = `#!/bin/sh\n"${genuine}" "$@" | sed 's/v4\\.[0-9.]*/v5.1.0/'\n`;
    await writeFile(helm, otherVersion, { mode: 0o755 });
    try {
      const { report, run } = await story.play('rollback', ...set, '--no-wait');
      expect([run.code, report.reasonCode]).toEqual([1, 'not-reproducible']);
      expect(JSON.stringify(report)).toMatch(/rendered by helm 4\.[\d.]+ then and by helm 5\.1\.0 now/);
    } finally {
      await rm(helm);
      await symlink(genuine, helm);
    }
  });

  it('are found by this test where they are', async () => {
    const text = await story.kubectl(['get', 'secret/db', 'configmap/words', '-o', 'json']);
    expect(tracesIn(text)).toEqual(
      expect.arrayContaining([older.word, btoa(older.password).replace(/.?=*$/, '')]),
    );
    expect(tracesIn(createHash('sha256').update(newer.word).digest('hex'))).toHaveLength(1);
  });
});
