import { describe, expect, test } from 'vitest';
import {
  hasOccasion,
  isDue,
  isFirstDeploy,
  momentsOf,
  type Occasion,
  ranBefore,
} from '../../../../src/engines/kubernetes/hooks/due.ts';
import { readMark } from '../../../../src/engines/kubernetes/hooks/mark.ts';
import { splitHooks } from '../../../../src/engines/kubernetes/hooks/split.ts';
import { readManifests } from '../../../../src/engines/kubernetes/manifest/read.ts';
import type { Mode } from '../../../../src/model/settings.ts';

const annotated = (annotations: Readonly<Record<string, string>>) => ({ metadata: { annotations } });

/** `before/first after/always order cleanups`. */
function markOf(annotations: Readonly<Record<string, string>>): string | undefined {
  const mark = readMark(annotated(annotations));
  if (!mark) return undefined;
  const due = mark.due.map(({ moment, runs }) => `${moment}/${runs}`).join(' ');
  return [due, String(mark.order), [...mark.cleanup].join('+')].join(' | ');
}

describe('marks', () => {
  const rows: readonly (readonly [string, Readonly<Record<string, string>>, string | undefined])[] = [
    ['nothing', {}, undefined],
    ['ours', { 'gitops-push.dev/hook': ' after , before ' }, 'before/always after/always | 0 | '],
    [
      'ours, with order and cleanup',
      {
        'gitops-push.dev/hook': 'on-failure',
        'gitops-push.dev/hook-order': '-5',
        'gitops-push.dev/hook-cleanup': 'on-success, on-failure',
      },
      'on-failure/always | -5 | on-success+on-failure',
    ],
    [
      'ours before those of Helm',
      { 'gitops-push.dev/hook': 'after', 'helm.sh/hook': 'pre-install', 'helm.sh/hook-weight': '3' },
      'after/always | 0 | ',
    ],
    ['Helm, first only', { 'helm.sh/hook': 'pre-install' }, 'before/first | 0 | '],
    ['Helm, later only', { 'helm.sh/hook': 'post-upgrade' }, 'after/later | 0 | '],
    [
      'Helm, both, with weight and policies',
      {
        'helm.sh/hook': 'pre-install,pre-upgrade,post-install',
        'helm.sh/hook-weight': '-3',
        'helm.sh/hook-delete-policy': 'before-hook-creation,hook-succeeded',
      },
      'before/always after/first | -3 | before-next+on-success',
    ],
    [
      'Helm, rollbacks',
      { 'helm.sh/hook': 'pre-rollback, post-rollback' },
      'before-rollback/always after-rollback/always | 0 | ',
    ],
    [
      'Helm, a weight that is no number counts as 0',
      { 'helm.sh/hook': 'pre-install', 'helm.sh/hook-weight': 'x' },
      'before/first | 0 | ',
    ],
    [
      'Helm, tests and names of Object.prototype',
      { 'helm.sh/hook': 'test, constructor', 'helm.sh/hook-delete-policy': 'toString' },
      ' | 0 | ',
    ],
  ];
  test.each(rows)('%s', (_, annotations, then) => expect(markOf(annotations)).toBe(then));

  test('make hooks of Jobs alone, and only when something runs them', () => {
    const text = (kind: string, name: string, hook: string): string =>
      `apiVersion: ${kind === 'Job' ? 'batch/v1' : 'v1'}\nkind: ${kind}\nmetadata: { name: ${name}, annotations: { helm.sh/hook: "${hook}" } }\n`;
    const { manifests } = readManifests(
      [text('Job', 'a', 'pre-install'), text('Job', 'b', 'test'), text('ConfigMap', 'c', 'pre-install')].join(
        '---\n',
      ),
      'f.yaml',
    );
    const { members, hooks } = splitHooks(manifests);
    expect(hooks.map(({ manifest }) => manifest.id.name)).toEqual(['a']);
    expect(members.map(({ id }) => id.name)).toEqual(['b', 'c']);
  });
});

describe('occasions', () => {
  type Kept = Occasion['records'][number];
  const record = (kind: Kept['kind'], result: Kept['result'], more: Partial<Kept> = {}): Kept => ({
    kind,
    ...(result && { result }),
    sequence: 1,
    ...more,
  });
  const hooks = [{ address: 'j', moment: 'before', digest: 'd', state: 'succeeded' }] as const;
  const update = { action: 'update' } as const;

  test.each<readonly [string, Occasion['records'], boolean]>([
    ['without records', [], true],
    ['after deploys that all failed', [record('deploy', 'failed'), record('deploy', undefined)], true],
    ['after one that went well', [record('deploy', 'success'), record('deploy', 'failed')], false],
    ['after everything was destroyed', [record('deploy', 'success'), record('destroy', 'success')], true],
    [
      'after a deploy that followed a destroy',
      [record('destroy', 'success', { sequence: 9 }), record('deploy', 'success', { sequence: 10 })],
      false,
    ],
    ['when the first records are forgotten', [record('deploy', 'failed', { sequence: 12 })], false],
  ])('the first deploy: %s', (_, records, then) => {
    expect(isFirstDeploy({ records })).toBe(then);
    expect(isDue({ moment: 'before', runs: 'first' }, { records })).toBe(then);
    expect(isDue({ moment: 'before', runs: 'later' }, { records })).toBe(!then);
    expect(isDue({ moment: 'before', runs: 'always' }, { records })).toBe(true);
  });

  test.each<readonly [string, Occasion['changes'], Occasion['records'], boolean, boolean]>([
    ['something changes', [update], [record('deploy', 'success')], false, true],
    ['nothing changes', [], [record('deploy', 'success')], false, false],
    ['a hook is new', [], [record('deploy', 'success')], true, true],
    ['the last deploy failed', [], [record('deploy', 'failed')], false, true],
    ['the last deploy was killed', [], [record('deploy', undefined)], false, true],
    ['nothing was deployed yet', [], [], false, true],
  ])('to run: %s', (_, changes, records, isOneNew, then) =>
    expect(hasOccasion({ changes, records }, isOneNew)).toBe(then),
  );

  test('what ran is told by the last deploy that went well, whatever was healed since', () => {
    const ran = ranBefore({
      records: [
        record('deploy', 'success', { hooks }),
        record('heal', 'success'),
        record('deploy', 'failed'),
      ],
    });
    expect([...ran]).toEqual([['before j', 'd']]);
    expect(ranBefore({ records: [record('deploy', 'success')] }).size).toBe(0);
  });

  test.each<readonly [Mode, number]>([
    ['deploy', 3],
    ['preview', 3],
    ['rollback', 2],
    ['heal', 0],
    ['drift', 0],
    ['destroy', 0],
  ])('of mode %s: %i moments', (mode, count) => expect(momentsOf(mode)).toHaveLength(count));
});
