import type { DeployRecord, RecordedRendering } from '../model/record.ts';
import type { Settings } from '../model/settings.ts';
import type { Target } from '../model/target.ts';

/** What an engine is opened with. */
export interface Opening {
  readonly target: Target;
  readonly settings: Settings;
}

/**
 * The target and the settings with which a record was deployed: what makes objects of files is the record's, all else
 * stays this run's. Images are never this run's. A record that names no settings is opened with those of this run.
 */
export function asRecorded({ target, settings }: Opening, record: DeployRecord | undefined): Opening {
  const { rendering, imageOverrides = [] } = record ?? {};
  const { source } = target;
  if (!rendering || !isPlain(rendering) || source.engine !== 'kubernetes')
    return { target, settings: { ...settings, imageOverrides } };
  const { path, namespace, contextNamespace, kubernetesVersion } = rendering;
  const { namespace: _, kubernetesVersion: __, ...rest } = settings;
  const recordNamespace = record?.target.namespace ?? settings.recordNamespace;
  return {
    target: {
      ...target,
      source: {
        engine: 'kubernetes',
        path,
        ...(namespace !== undefined && { namespace }),
        ...(contextNamespace !== undefined && { contextNamespace }),
      },
    },
    settings: {
      ...rest,
      path,
      imageOverrides,
      rendering: {
        values: rendering.values ?? [],
        release: rendering.release ?? settings.rendering.release,
        // A permission, which only the run itself gives.
        network: settings.rendering.network,
      },
      ...(namespace !== undefined && { namespace }),
      // The record was found there: it stays there.
      ...(recordNamespace !== undefined && { recordNamespace }),
      ...(kubernetesVersion !== undefined && { kubernetesVersion }),
    },
  };
}

/** Records can be edited at the target: what becomes an argument of a program must look like what an input may say. */
function isPlain({ path, values = [], kubernetesVersion, ...names }: RecordedRendering): boolean {
  const { namespace, contextNamespace, release } = names;
  return (
    [path, ...values].every(text => typeof text === 'string' && /^[^-]/.test(text)) &&
    [namespace, contextNamespace, release].every(
      text => text === undefined || /^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/.test(text),
    ) &&
    (kubernetesVersion === undefined || /^\d+\.\d+$/.test(kubernetesVersion))
  );
}
