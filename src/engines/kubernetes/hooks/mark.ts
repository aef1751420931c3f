import { type HookMoment, hookMoments } from '../../../model/hook.ts';
import type { JsonObject } from '../../../model/json.ts';
import { annotationOf } from '../names.ts';

/** Our annotations, by what they say; `hook` makes a Job a hook. */
export const hookAnnotations = {
  hook: 'gitops-push.dev/hook',
  order: 'gitops-push.dev/hook-order',
  cleanup: 'gitops-push.dev/hook-cleanup',
} as const;

/** When the Job of a hook is deleted; before it runs again it always is. */
export const cleanups = ['before-next', 'on-success', 'on-failure'] as const;

/** One of the moments at which the Job of a hook is deleted. */
export type Cleanup = (typeof cleanups)[number];

/** A moment, and whether it is one of the first deploy or of all later ones alone. */
export interface Due {
  readonly moment: HookMoment;
  readonly runs: 'always' | 'first' | 'later';
}

/** What an object says about being a hook. */
export interface HookMark {
  readonly due: readonly Due[];
  /** Lower numbers run first; beside one another never. */
  readonly order: number;
  readonly cleanup: ReadonlySet<Cleanup>;
}

/** What the annotations of an object say, ours before Helm's; undefined when it is no hook. Words that are none are left out. */
export function readMark(object: JsonObject): HookMark | undefined {
  return readOwn(object) ?? readHelm(object);
}

/** The words of a list with commas. */
export function wordsOf(text: string): readonly string[] {
  return text
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '');
}

function readOwn(object: JsonObject): HookMark | undefined {
  const text = annotationOf(object, hookAnnotations.hook);
  if (text === undefined) return undefined;
  const words = wordsOf(text);
  const asked = wordsOf(annotationOf(object, hookAnnotations.cleanup) ?? '');
  return {
    due: hookMoments
      .filter(moment => words.includes(moment))
      .map((moment): Due => ({ moment, runs: 'always' })),
    order: orderIn(annotationOf(object, hookAnnotations.order)),
    cleanup: new Set(cleanups.filter(each => asked.includes(each))),
  };
}

/** The moment of each of Helm's hooks that a deploy or a rollback runs (helm pkg/release/v1/hook.go). */
const helmMoments: Readonly<Record<string, readonly [HookMoment, Due['runs']]>> = {
  'pre-install': ['before', 'first'],
  'pre-upgrade': ['before', 'later'],
  'post-install': ['after', 'first'],
  'post-upgrade': ['after', 'later'],
  'pre-rollback': ['before-rollback', 'always'],
  'post-rollback': ['after-rollback', 'always'],
};

/** Helm's delete policies; the one it takes without any is what we always do (helm pkg/action/hooks.go). */
const helmCleanups: Readonly<Record<string, Cleanup>> = {
  'before-hook-creation': 'before-next',
  'hook-succeeded': 'on-success',
  'hook-failed': 'on-failure',
};

function readHelm(object: JsonObject): HookMark | undefined {
  const text = annotationOf(object, 'helm.sh/hook');
  if (text === undefined) return undefined;
  const found = wordsOf(text).flatMap(word => (Object.hasOwn(helmMoments, word) ? [helmMoments[word]] : []));
  const byMoment = Map.groupBy(
    found.flatMap(each => (each ? [each] : [])),
    ([moment]) => moment,
  );
  const policies = wordsOf(annotationOf(object, 'helm.sh/hook-delete-policy') ?? '');
  return {
    due: [...byMoment].map(([moment, runs]): Due => {
      const [first] = runs;
      return { moment, runs: runs.length > 1 ? 'always' : (first?.[1] ?? 'always') };
    }),
    order: orderIn(annotationOf(object, 'helm.sh/hook-weight')),
    cleanup: new Set(
      policies.flatMap(each => (Object.hasOwn(helmCleanups, each) ? (helmCleanups[each] ?? []) : [])),
    ),
  };
}

/** As Helm reads a weight: what is no whole number counts as 0. */
function orderIn(text: string | undefined): number {
  return text !== undefined && /^[+-]?\d{1,9}$/.test(text.trim()) ? Number(text) : 0;
}
