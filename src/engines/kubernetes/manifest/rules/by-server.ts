import type { Diagnostic } from '../../../../model/diagnostic.ts';
import { kubernetesVersions } from '../../../../model/kubernetes-version.ts';
import { addressOf, type Manifest } from '../../../../model/manifest.ts';
import type { ValidationOptions } from './context.ts';
import { validateManifests } from './index.ts';

/** Tells the minor version of the server; undefined when it cannot be asked. */
export type AskVersion = () => Promise<string | undefined>;

/** So many objects are tried under other versions; beyond them the server is asked without a trial. */
const manyObjects = 100;

/**
 * Checks manifests as the server's version of Kubernetes takes them. It is asked only when its answer can change a finding:
 * what every known version takes, and what none does, needs no request. @throws Failure inputs-invalid
 */
export async function validateByServer(
  manifests: readonly Manifest[],
  options: ValidationOptions,
  askVersion: AskVersion,
): Promise<readonly Diagnostic[]> {
  const found = validateManifests(manifests, options);
  if (!mayDiffer(found, manifests, options)) return found;
  // Where there is no way to the cluster is told when the plan goes there.
  const kubernetesVersion = await askVersion().catch(() => undefined);
  return kubernetesVersion === undefined || kubernetesVersion === options.kubernetesVersion
    ? found
    : validateManifests(manifests, { ...options, kubernetesVersion });
}

/** Rules whose verdict is that of one version. */
const versioned: ReadonlySet<string> = new Set([
  'removed-api',
  'deprecated-api',
  'unknown-kind',
  'unknown-field',
  'wrong-type',
  'missing-field',
]);

function mayDiffer(
  found: readonly Diagnostic[],
  manifests: readonly Manifest[],
  options: ValidationOptions,
): boolean {
  const named = new Set(found.flatMap(({ code, address }) => (versioned.has(code) ? [address] : [])));
  const suspects = manifests.filter(({ id }) => named.has(addressOf(id)));
  if (suspects.length === 0 || suspects.length > manyObjects) return suspects.length > 0;
  const verdict = (kubernetesVersion: string): string => {
    const crds = [...(options.crds ?? []), ...manifests];
    const findings = validateManifests(suspects, { ...options, crds, kubernetesVersion });
    return findings
      .filter(({ code }) => versioned.has(code))
      .map(({ code, address = '', location }) => `${code} ${address} ${location?.line ?? 0}`)
      .join('\n');
  };
  const here = verdict(options.kubernetesVersion);
  return kubernetesVersions.some(version => verdict(version) !== here);
}
