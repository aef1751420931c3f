// oxlint-disable typescript/no-explicit-any -- the stories read the JSON report as a script would
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStory, type Played, type Story } from '../stage/story.ts';

describe('values of Secrets in a plan', () => {
  let story: Story;
  const values: string[] = [];

  /** A value that can be found again, whatever it is wrapped in. */
  const canary = (): string => {
    const value = `canary-${randomBytes(9).toString('hex')}`;
    values.push(value);
    return value;
  };

  beforeAll(async () => {
    story = await openStory('hidden', { clusterRoles: ['cluster-admin'] });
  });

  afterAll(async () => await story[Symbol.asyncDispose]());

  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const secret = (more: object, name = 'key'): any => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name },
    ...more,
  });

  /** Plays in every form of output and holds each against all values so far. */
  const expectNothing = async (mode: string, ...args: readonly string[]): Promise<Played> => {
    for (const output of ['text', 'markdown']) {
      const { run } = await story.playIn(
        output,
        'preview',
        '--debug',
        ...args.filter(arg => arg !== '--no-wait'),
      );
      expectNoValue(run.stdout + run.stderr);
    }
    const played = await story.play(mode, '--debug', ...args);
    expectNoValue(played.run.stdout + played.run.stderr);
    return played;
  };

  const expectNoValue = (text: string): void => {
    expect(text.length).toBeGreaterThan(20);
    const found = values.filter(
      value => text.includes(value) || text.includes(base64(value)) || text.includes(base64(`${value}\n`)),
    );
    expect(found, text).toEqual([]);
  };

  it('stay hidden when kubectl had applied them, next to a key that does not change', async () => {
    const [same, old, next] = [canary(), canary(), canary()];
    await story.kubectl(
      ['apply', '-f', '-'],
      JSON.stringify(secret({ stringData: { same, changing: old, leaving: canary() } })),
    );
    await story.write(
      'key',
      secret({ data: { same: base64(same) }, stringData: { changing: next, coming: canary() } }),
    );
    const { changes } = await expectNothing('preview');
    const fields = changes.get('Secret/key').fields.filter((field: any) => field.path.startsWith('/data'));
    expect(fields.map((field: any) => [field.label, field.masked]).toSorted()).toEqual([
      ['data.changing', true],
      ['data.coming', true],
      ['data.leaving', true],
    ]);
    expect(fields.every((field: any) => field.before !== field.after)).toBe(true);
    const { target } = await expectNothing('deploy', '--no-wait');
    expect(target.outcome.result).toBe('deployed');
    const live = await story.kubectl(['get', 'secret/key', '-o', 'json']);
    expect(live).not.toContain('last-applied');
    expect((await expectNothing('preview')).target.counts).toMatchObject({ unchanged: 1, update: 0 });
  });

  it('stay hidden when the Secret is invalid and the server quotes it', async () => {
    const value = canary();
    await story.write('key', secret({ type: 'kubernetes.io/tls', stringData: { 'tls.crt': value } }, 'tls'));
    expect((await expectNothing('preview')).report.reasonCode).toBe('validation');
    await story.write('key', secret({ data: { a: { b: canary() } } }, 'nested'));
    expect((await expectNothing('preview')).report.reasonCode).toBe('validation');
    await story.write('key', secret({ data: { a: `${canary()} is no base64` } }, 'plain'));
    expect((await expectNothing('preview')).report.reasonCode).toBe('validation');
    await story.write('key', secret({ stringData: { 'a b': canary() } }, 'names'));
    expect((await expectNothing('preview')).report.reasonCode).toBe('validation');
  });

  it('stay hidden when admission quotes them, in the conflict with another owner, and by rule', async () => {
    const { cluster, namespace } = story;
    const admission = '/apis/admissionregistration.k8s.io/v1';
    const apiVersion = 'admissionregistration.k8s.io/v1';
    await cluster.request('POST', `${admission}/validatingadmissionpolicies`, {
      apiVersion,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: namespace },
      spec: {
        matchConstraints: {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
          resourceRules: [
            { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['secrets'] },
          ],
        },
        matchConditions: [{ name: 'quoted', expression: "object.metadata.name == 'quoted'" }],
        validations: [
          {
            expression: 'false',
            messageExpression: "'refused: ' + object.data.a",
          },
        ],
      },
    });
    await cluster.request('POST', `${admission}/validatingadmissionpolicybindings`, {
      apiVersion,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: namespace },
      spec: { policyName: namespace, validationActions: ['Deny'] },
    });
    const quoted = secret({ stringData: { a: canary() } }, 'quoted');
    const probe = async (): Promise<string> =>
      (
        await cluster.kubectl(['create', '--dry-run=server', '-n', namespace, '-f', '-'], {
          input: JSON.stringify(quoted),
        })
      ).stderr;
    await expect.poll(probe, { timeout: 20_000 }).toContain('refused');
    await story.write('key', quoted);
    const refused = await expectNothing('preview');
    expect(refused.target.diagnostics.map((each: any) => each.code)).toContain('server-refused');
    await cluster.request('DELETE', `${admission}/validatingadmissionpolicybindings/${namespace}`);
    await cluster.request('DELETE', `${admission}/validatingadmissionpolicies/${namespace}`);

    const theirs = JSON.stringify(secret({ data: { a: base64(canary()) } }, 'shared'));
    await story.kubectl(['apply', '--server-side', '--field-manager=other', '-f', '-'], theirs);
    await story.write('key', secret({ stringData: { a: canary() } }, 'shared'));
    expect((await expectNothing('preview')).report.reasonCode).toBe('conflict');
    const left = await expectNothing('preview', '--conflicts', 'leave manager=other');
    expect(left.changes.get('Secret/shared').ignored).toMatchObject([{ label: 'data.a', masked: true }]);
  });
});
