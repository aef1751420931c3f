import type { Diagnostic } from '../../../model/diagnostic.ts';
import { type HookMoment, hookMoments } from '../../../model/hook.ts';
import { addressOf } from '../../../model/manifest.ts';
import type { PlanEntry } from '../../../model/receipt.ts';
import { renderedDigestOf } from '../manifest/digest.ts';
import { hookOf, memberOf } from '../names.ts';
import type { Intent } from '../plan/intent.ts';
import { planObject } from '../plan/object.ts';
import { standInFor } from '../plan/stand-in.ts';
import { hasOccasion, isDue, ranBefore, runKey } from './due.ts';
import type { HookContext, HookPlan, HookStep, PlacedHook } from './hook-plan.ts';
import { leftoversOf } from './leftovers.ts';

/** The hooks that this deploy runs; the server is asked about each as about an object of the set. Writes nothing. */
export async function planHooks(hooks: readonly PlacedHook[], context: HookContext): Promise<HookPlan> {
  const steps = stepsOf(hooks, context);
  const found = await Promise.all(
    [...new Set(steps.map(({ intent }) => intent))].map(async intent => await check(intent, context)),
  );
  const leftovers = context.prune ? await leftoversOf(hooks, context) : [];
  return {
    steps,
    leftovers,
    diagnostics: found.flat(),
    limits: leftovers.map(
      ({ id }) => `${addressOf(id)} was left by a hook that the repository has no more: a deploy deletes it`,
    ),
  };
}

/** What the digest of a plan covers of its hooks. */
export function hookEntriesOf({ steps }: HookPlan): readonly PlanEntry[] {
  return steps.map(({ planned }) => ({
    address: `hook ${runKey(planned)}`,
    action: 'run',
    fields: [],
    value: planned.digest,
  }));
}

function stepsOf(hooks: readonly PlacedHook[], context: HookContext): readonly HookStep[] {
  const ran = ranBefore(context);
  const steps = hooks.flatMap(({ intent, mark }) => {
    const digest = renderedDigestOf([intent.manifest], context.namespace);
    return mark.due
      .filter(due => context.moments.includes(due.moment) && isDue(due, context))
      .map(({ moment }): HookStep => {
        const { address, confirmAddress, manifest } = intent;
        const isNew = ran.get(runKey({ moment, address })) !== digest;
        const planned = { address, confirmAddress, moment, location: manifest.location, digest, isNew };
        return { planned, intent, order: mark.order, cleanup: mark.cleanup };
      });
  });
  const isOneNew = steps.some(({ planned }) => planned.isNew && isAround(planned.moment));
  if (!hasOccasion(context, isOneNew)) return [];
  const rank = ({ planned, order }: HookStep): readonly [number, number] => [
    hookMoments.indexOf(planned.moment),
    order,
  ];
  return steps.toSorted((a, b) => {
    const [[moment, order], [otherMoment, otherOrder]] = [rank(a), rank(b)];
    return moment - otherMoment || order - otherOrder || (a.intent.address < b.intent.address ? -1 : 1);
  });
}

/** A changed hook of failures is no reason to deploy. */
function isAround(moment: HookMoment): boolean {
  return moment === 'before' || moment === 'after';
}

/** Asks the server whether it would take the Job, under another name where one of this name lies there, and whose that is. */
async function check(intent: Intent, context: HookContext): Promise<readonly Diagnostic[]> {
  if (intent.manifest.undecrypted !== undefined || !intent.resource) return [];
  const isNewPlace = context.createdNamespaces.has(intent.id.namespace ?? '');
  const live = isNewPlace ? undefined : await context.cluster.get(intent.resource, intent.id, 'plan');
  if (live && hookOf(live) !== context.setId && memberOf(live) !== context.setId) return [taken(intent)];
  const asked = live ? { ...intent, ...standInFor(intent.id, intent.body) } : intent;
  const { diagnostics, warnings } = await planObject(asked, undefined, context);
  const { address, manifest } = intent;
  return [
    ...diagnostics,
    ...warnings.map(
      (message): Diagnostic => ({
        code: 'server-warning',
        severity: 'warning',
        message: `${address}: ${message}`,
        location: manifest.location,
        address,
      }),
    ),
  ];
}

function taken({ address, manifest }: Intent): Diagnostic {
  return {
    code: 'hook-taken',
    severity: 'error',
    message: `${address} is a hook, and a Job of this name is there that no deploy of this target has made`,
    hint: 'A hook is deleted before it runs again. Give it another name, or delete that Job yourself.',
    location: manifest.location,
    address,
  };
}
