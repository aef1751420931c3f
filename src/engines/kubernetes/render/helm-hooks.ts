import type { Diagnostic } from '../../../model/diagnostic.ts';
import { textAt } from '../../../model/json.ts';
import { confirmAddressOf, type Manifest } from '../../../model/manifest.ts';
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

/**
 * The objects without the hooks that no deploy runs (tests, deletions, rollbacks), and a notice about each hook: those
 * that stay are deployed like every other object, those that go are named.
 */
export function withoutIdleHooks({ manifests, diagnostics }: HelmObjects): HelmObjects {
  const hooks = manifests.flatMap(manifest => {
    const text = textAt(manifest.object, pointer);
    return text === undefined ? [] : [{ manifest, text, isKept: isOfDeploys(text) }];
  });
  const left = new Set(hooks.filter(({ isKept }) => !isKept).map(({ manifest }) => manifest));
  return {
    manifests: manifests.filter(manifest => !left.has(manifest)),
    diagnostics: [
      ...diagnostics,
      ...hooks.map(({ manifest, text, isKept }) => notice(manifest, text, isKept ? 'kept' : 'left out')),
    ],
  };
}

function isOfDeploys(text: string): boolean {
  return text.split(',').some(each => ofDeploys.has(each.trim()));
}

function notice({ id, positions }: Manifest, hook: string, fate: 'kept' | 'left out'): Diagnostic {
  const what =
    fate === 'kept'
      ? 'it is deployed like every other object, when its kind has its turn'
      : 'no deploy runs it, so it is left out';
  return {
    code: 'helm-hook',
    severity: 'notice',
    message: `${confirmAddressOf(id)} is a hook of the chart (${hook}): ${what}`,
    location: positions.key(pointer),
  };
}
