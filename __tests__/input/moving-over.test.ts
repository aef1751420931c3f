import { describe, expect, it } from 'vitest';
import { inputsFromEnv } from '../../src/input/from-env.ts';
import { readSettings } from '../../src/input/read.ts';
import type { Settings } from '../../src/model/settings.ts';
import { textAt, valueAt } from '../../src/model/json.ts';
import { rangeOf } from '../../src/engines/pulumi/cli/version.ts';
import { readYaml } from '../../src/engines/pulumi/project/yaml.ts';

/** What a step may do to a stack and to GitHub. */
type Effect = 'previews' | 'updates' | 'creates' | 'deletes' | 'removes' | 'refreshes' | 'comments';

/** A step as it stands in workflows of pulumi/actions; `before`: what that action did with it, `now` what is done here. */
interface Moved {
  readonly name: string;
  readonly on: string;
  readonly with: string;
  readonly before: readonly Effect[];
  readonly now: readonly Effect[] | string;
  readonly more?: Partial<Settings['pulumi']>;
}

const cases: readonly Moved[] = [
  {
    name: 'a preview of every push to main',
    on: 'push',
    with: '{ command: preview, stack-name: acme/web }',
    before: ['previews'],
    now: ['previews'],
  },
  {
    name: 'an update of every push to main',
    on: 'push',
    with: '{ command: up, stack-name: dev }',
    before: ['previews', 'updates'],
    now: ['previews', 'updates'],
  },
  {
    name: 'an update by its other name, on a bucket',
    on: 'push',
    with: '{ command: update, stack-name: dev, cloud-url: "s3://bucket", work-dir: ./infra/ }',
    before: ['previews', 'updates'],
    now: ['previews', 'updates'],
    more: { cloudUrl: 's3://bucket', workDir: './infra/' },
  },
  {
    name: 'a preview of a pull request, with a comment',
    on: 'pull_request',
    with: '{ command: preview, stack-name: dev, comment-on-pr: true, github-token: t, edit-pr-comment: false }',
    before: ['previews', 'comments'],
    now: ['previews', 'comments'],
  },
  {
    name: 'a preview of a pull request, without one',
    on: 'pull_request',
    with: '{ command: preview, stack-name: dev, comment-on-pr: false, comment-on-summary: true }',
    before: ['previews'],
    now: ['previews'],
  },
  {
    name: 'a preview that would have made the stack',
    on: 'pull_request',
    with: '{ command: preview, stack-name: dev, upsert: true, comment-on-pr: False }',
    before: ['creates', 'previews'],
    now: ['previews'],
  },
  {
    name: 'an update that makes the stack, with its configuration',
    on: 'push',
    with: '{ command: up, stack-name: dev, upsert: True, secrets-provider: passphrase, config-map: "{ a: { value: b, secret: false } }" }',
    before: ['creates', 'previews', 'updates'],
    now: ['creates', 'previews', 'updates'],
    more: { secretsProvider: 'passphrase', configMap: '{ a: { value: b, secret: false } }' },
  },
  {
    name: 'a preview of a pull request that says nothing of comments',
    on: 'pull_request',
    with: '{ command: preview, stack-name: dev }',
    before: ['previews'],
    now: ['previews', 'comments'],
  },
  {
    name: 'a preview by the clock',
    on: 'schedule',
    with: '{ command: preview, stack-name: dev, refresh: true, expect-no-changes: true }',
    before: ['previews'],
    now: ['previews'],
    more: { refresh: true, expectNoChanges: true },
  },
  {
    name: 'an update that looks at what is there',
    on: 'push',
    with: '{ command: up, stack-name: dev, refresh: true }',
    before: ['previews', 'refreshes', 'updates'],
    now: ['previews', 'refreshes', 'updates'],
    more: { refresh: true },
  },
  {
    name: 'a refresh',
    on: 'push',
    with: '{ command: refresh, stack-name: dev }',
    before: ['refreshes'],
    now: 'mode: drift',
  },
  {
    name: 'the outputs alone',
    on: 'push',
    with: '{ command: output, stack-name: dev }',
    before: [],
    now: '`outputs`',
  },
  {
    name: 'a destroy, and the stack with it',
    on: 'push',
    with: '{ command: destroy, stack-name: dev, remove: true, exclude-protected: true, continue-on-error: true }',
    before: ['previews', 'deletes', 'removes'],
    now: ['previews', 'deletes', 'removes'],
    more: { remove: true, excludeProtected: true, continueOnError: true },
  },
  {
    name: 'remove beside an update, where it said nothing',
    on: 'push',
    with: '{ command: up, stack-name: dev, remove: true, exclude-protected: true }',
    before: ['previews', 'updates'],
    now: ['previews', 'updates'],
  },
  {
    name: 'the update of some resources',
    on: 'push',
    with: '{ command: up, stack-name: dev, target: "urn:a, urn:b", target-dependents: true, exclude: "urn:c", exclude-dependents: true, replace: "urn:d\\nurn:e" }',
    before: ['previews', 'updates'],
    now: ['previews', 'updates'],
    more: {
      target: ['urn:a', 'urn:b'],
      targetDependents: true,
      exclude: ['urn:c'],
      excludeDependents: true,
      replace: ['urn:d', 'urn:e'],
    },
  },
  {
    name: 'an update under policies',
    on: 'push',
    with: '{ command: up, stack-name: dev, policyPacks: "a, b", policyPackConfigs: "a.json", parallel: 4, message: hello }',
    before: ['previews', 'updates'],
    now: ['previews', 'updates'],
    more: { policyPacks: ['a', 'b'], policyPackConfigs: ['a.json'], parallel: 4, message: 'hello' },
  },
  {
    name: 'a preview that keeps its plan',
    on: 'pull_request',
    with: '{ command: preview, stack-name: dev, plan: plan.json, comment-on-pr: false }',
    before: ['previews'],
    now: ['previews'],
  },
  {
    name: 'an update under a kept plan',
    on: 'push',
    with: '{ command: up, stack-name: dev, plan: plan.json, diff: true, color: always, always-include-summary: true }',
    before: ['previews', 'updates'],
    now: ['previews', 'updates'],
  },
  {
    name: 'an update that says little',
    on: 'push',
    with: '{ command: up, stack-name: dev, suppress-outputs: true, suppress-progress: true, log-verbosity: 6, log-flow: true, debug: true }',
    before: ['previews', 'updates'],
    now: ['previews', 'updates'],
    more: { suppressOutputs: true, suppressProgress: true, logVerbosity: 6, logFlow: true, debug: true },
  },
  {
    name: 'a comment on a pull request by its number',
    on: 'push',
    with: '{ command: preview, stack-name: dev, comment-on-pr-number: 7 }',
    before: ['previews', 'comments'],
    now: ['previews'],
  },
  {
    name: 'a preview of a manual run, with a version from a file',
    on: 'workflow_dispatch',
    with: '{ command: preview, stack-name: dev, pulumi-version-file: .pulumi.version }',
    before: ['previews'],
    now: ['previews'],
    more: { versionFile: '.pulumi.version' },
  },
];

/** What is done with these settings, without a person who confirms. */
function effectsOf({ mode, pulumi, github }: Settings, on: string): readonly Effect[] {
  const may = (is: boolean, effect: Effect): readonly Effect[] => (is ? [effect] : []);
  const writes = mode === 'deploy';
  return [
    ...may(writes && pulumi.upsert, 'creates'),
    'previews',
    ...may(writes && pulumi.refresh, 'refreshes'),
    ...may(writes, 'updates'),
    ...may(mode === 'destroy', 'deletes'),
    ...may(mode === 'destroy' && pulumi.remove, 'removes'),
    ...may(github?.comment === 'on' && on === 'pull_request', 'comments'),
  ];
}

/** The settings of a step of a workflow in which nothing but `uses:` was changed, or its mistakes. */
function settingsOf({ on, ...step }: Moved) {
  const read = readYaml(`on: ${on}\nsteps:\n  - uses: acme/gitops-push@v1\n    with: ${step.with}\n`);
  if (!('object' in read)) throw new Error(read.problem);
  const inputs = Object.entries(valueAt(read.object, '/steps/0/with') ?? {});
  const env = inputs.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, String(value)] as const);
  const event = textAt(read.object, '/on') ?? '';
  return readSettings(inputsFromEnv(Object.fromEntries(env)), {
    host: 'action',
    event,
    repositoryName: 'shop',
  });
}

describe('a workflow of pulumi/actions in which only `uses:` was changed', () => {
  it.each(cases)('$name', moved => {
    const read = settingsOf(moved);
    if (typeof moved.now === 'string') {
      expect('mistakes' in read && read.mistakes.map(each => each.hint).join()).toContain(moved.now);
      return;
    }
    if ('mistakes' in read) throw new Error(JSON.stringify(read.mistakes));
    const effects = effectsOf(read.settings, moved.on);
    expect(effects).toEqual(moved.now);
    // The comment is on unless a workflow says that it wants none; docs/pulumi.md says so.
    const isSilent = !/comment-on-pr/.test(moved.with);
    const more = effects.filter(effect => !moved.before.includes(effect));
    expect(more).toEqual(isSilent && effects.includes('comments') ? ['comments'] : []);
    expect(read.settings.pulumi).toMatchObject({ isAskedFor: true, ...moved.more });
  });

  it('deploys nothing but what a preview showed where it was bound to a plan', () => {
    const bound = (inputs: string) => {
      const read = settingsOf({ name: '', on: 'push', with: inputs, before: [], now: [] });
      return 'settings' in read ? read.settings.github?.previewMatch : undefined;
    };
    expect(bound('{ command: up, stack-name: dev, plan: p }')).toBe('strict');
    expect(bound('{ command: up, stack-name: dev, plan: p, preview-match: warn }')).toBe('warn');
    expect(bound('{ command: up, stack-name: dev }')).toBe('warn');
  });

  it.each(['dev', 'pr#123', '3.x.y'])('refuses the version %s, which names no release', version => {
    // It is read when the CLI is looked for.
    const read = settingsOf({
      name: '',
      on: 'push',
      with: `{ command: up, stack-name: dev, pulumi-version: "${version}" }`,
      before: [],
      now: [],
    });
    expect('settings' in read && read.settings.pulumi.version).toBe(version);
    expect(rangeOf(version)).toBeUndefined();
  });
});
