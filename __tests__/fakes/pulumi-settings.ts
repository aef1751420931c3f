import type { PulumiSettings } from '../../src/model/settings.ts';

/** The Pulumi settings of a run that was told nothing, with these parts. */
export function pulumiSettings(parts: Partial<PulumiSettings> = {}): PulumiSettings {
  return {
    isAskedFor: false,
    upsert: false,
    refresh: false,
    expectNoChanges: false,
    target: [],
    targetDependents: false,
    exclude: [],
    excludeDependents: false,
    replace: [],
    policyPacks: [],
    policyPackConfigs: [],
    parallel: 0,
    continueOnError: false,
    excludeProtected: false,
    remove: false,
    suppressOutputs: false,
    suppressProgress: false,
    logVerbosity: 0,
    logFlow: false,
    debug: false,
    passEnv: [],
    ...parts,
  };
}
