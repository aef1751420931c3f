import type { Diagnostic } from '../../model/diagnostic.ts';
import { newestKubernetes } from '../../model/kubernetes-version.ts';
import type { Settings } from '../../model/settings.ts';
import { reachesCluster } from './connection.ts';
import { validateByServer } from './manifest/rules/by-server.ts';
import { validateManifests } from './manifest/rules/index.ts';
import type { LoadedSource } from './source.ts';

/** All that is wrong with what stands in the repository; the server is asked for its version alone, and only where it counts. */
export async function validateSource(
  { manifests, diagnostics, schemas, crds, noDigest }: LoadedSource,
  { kubernetesVersion, validation, mode }: Settings,
  askVersion: () => Promise<string>,
): Promise<readonly Diagnostic[]> {
  const options = {
    schemas,
    kubernetesVersion: kubernetesVersion ?? newestKubernetes,
    crds,
    severities: validation.rules,
  };
  const found =
    kubernetesVersion === undefined && reachesCluster.has(mode)
      ? await validateByServer(manifests, options, askVersion)
      : validateManifests(manifests, options);
  return [...diagnostics, ...digestFinding(noDigest), ...found];
}

/** Told of objects that have no digest, and why. */
function digestFinding(noDigest: string | undefined): readonly Diagnostic[] {
  if (noDigest === undefined) return [];
  const message = `there is no digest of the objects: ${noDigest}`;
  return [{ code: 'digest-unknown', severity: 'notice', message }];
}
