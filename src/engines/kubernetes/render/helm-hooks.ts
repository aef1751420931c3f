import type { Diagnostic } from '../../../model/diagnostic.ts';
import { textAt } from '../../../model/json.ts';
import { confirmAddressOf, type Manifest } from '../../../model/manifest.ts';
import { type Due, readMark, wordsOf } from '../hooks/mark.ts';
import { isJob } from '../hooks/split.ts';
import type { HelmObjects } from './helm-templates.ts';

const pointer = '/metadata/annotations/helm.sh~1hook';

/** Hooks that helm runs when it installs or upgrades: they belong to a deploy. Source: helm pkg/release/v1/hook.go. */
const ofDeploys: ReadonlySet<string> = new Set([
  'pre-install',
  'post-install',
  'pre-upgrade',
  'post-upgrade',
  'crd-install',
]);

/** Those of rollbacks, which only a Job can be: of anything else a rollback has what the deploys have. */
const ofRollbacks: ReadonlySet<string> = new Set(['pre-rollback', 'post-rollback']);

/**
 * The objects without the hooks that nothing here runs (tests, deletions), and a notice about each hook: what becomes
 * of it, and what of it does not count. Nothing of a chart goes silently.
 */
export function withoutIdleHooks({ manifests, diagnostics }: HelmObjects): HelmObjects {
  const hooks = manifests.flatMap(manifest => {
    const text = textAt(manifest.object, pointer);
    return text === undefined ? [] : [{ manifest, text, isKept: isKept(manifest, text) }];
  });
  const left = new Set(hooks.filter(each => !each.isKept).map(({ manifest }) => manifest));
  return {
    manifests: manifests.filter(manifest => !left.has(manifest)),
    diagnostics: [
      ...diagnostics,
      ...hooks.map(({ manifest, text, isKept: stays }) =>
        notice(manifest, text, stays ? 'kept' : 'left out'),
      ),
    ],
  };
}

function isKept({ id }: Manifest, text: string): boolean {
  return wordsOf(text).some(word => ofDeploys.has(word) || (isJob(id) && ofRollbacks.has(word)));
}

function notice(manifest: Manifest, hook: string, fate: 'kept' | 'left out'): Diagnostic {
  const { id, positions } = manifest;
  const due = isJob(id) ? (readMark(manifest.object)?.due ?? []) : [];
  const idle = wordsOf(hook).filter(word => !ofDeploys.has(word) && !(isJob(id) && ofRollbacks.has(word)));
  const rest = due.length > 0 && idle.length > 0 ? `; nothing runs it at ${idle.join(', ')}` : '';
  const what =
    fate === 'left out'
      ? 'no deploy runs it, so it is left out'
      : due.length > 0
        ? `it is run ${due.map(whenWords).join(' and ')}${rest}`
        : 'only a Job is run as a hook, so it is deployed like every other object; what a hook needs comes before it, and its delete policy does not count';
  return {
    code: 'helm-hook',
    severity: 'notice',
    message: `${confirmAddressOf(id)} is a hook of the chart (${hook}): ${what}`,
    location: positions.key(pointer),
  };
}

function whenWords({ moment, runs }: Due): string {
  const [when, what] = moment.split('-');
  const noun = what === 'rollback' ? 'rollback' : 'deploy';
  const which = { always: 'every', first: 'the first', later: 'every later' } as const;
  return `${when} ${which[runs]} ${noun}`;
}
