import type { Mode } from '../model/settings.ts';

/** Modes that reach a target. */
export const onTarget = [
  'preview',
  'deploy',
  'rollback',
  'drift',
  'history',
] as const satisfies readonly Mode[];

/** Modes that make a plan. */
export const planning = ['preview', 'deploy', 'rollback', 'drift'] as const satisfies readonly Mode[];

/** Modes that write to a target. */
export const writing = ['deploy', 'rollback'] as const satisfies readonly Mode[];

/** Modes that read the manifests. */
export const reading = [
  'validate',
  'preview',
  'deploy',
  'rollback',
  'drift',
  'render',
  'rbac',
] as const satisfies readonly Mode[];
