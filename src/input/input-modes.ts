import { type Mode, writingModes } from '../model/settings.ts';

/** Modes that make a plan. */
export const planning = [
  'preview',
  'deploy',
  'rollback',
  'resume',
  'drift',
  'heal',
  'destroy',
] as const satisfies readonly Mode[];

/** Modes that plan what is to be there, and not that all is to go. */
export const keeping = planning.filter(mode => mode !== 'destroy');

/** Modes that bring a target to what is in the files of some commit. */
export const applying = ['deploy', 'rollback', 'heal'] as const satisfies readonly Mode[];

/** Modes that reach a target. */
export const onTarget = [...planning, 'history'] as const satisfies readonly Mode[];

/** Modes that deploy what is checked out, or show what that would be. */
export const imaging = ['validate', 'preview', 'deploy', 'render'] as const satisfies readonly Mode[];

/** Modes that write to a target. */
export const writing = writingModes;

/** Modes that read the manifests. */
export const reading = [
  'validate',
  'preview',
  'deploy',
  'rollback',
  'resume',
  'drift',
  'heal',
  'render',
  'rbac',
] as const satisfies readonly Mode[];
