import type { ApplyOrder } from '../order/index.ts';
import type { PlannedStep } from '../plan/index.ts';

/**
 * What must be up before these are written. What an annotation names must be, whoever wrote it and when; what follows
 * from kind, namespace or webhook only when this very run wrote it: before that it was up, or somebody else's care.
 */
export function neededReady(
  due: readonly Pick<PlannedStep, 'intent'>[],
  steps: readonly PlannedStep[],
  { edges }: Pick<ApplyOrder, 'edges'>,
): readonly PlannedStep[] {
  const byKey = new Map(steps.map(step => [step.intent.key, step]));
  const keys = new Set(due.map(step => step.intent.key));
  const needed = edges.filter(edge => edge.needs === 'ready' && keys.has(edge.from));
  const found = needed.flatMap(({ to, origin }) => {
    const step = byKey.get(to);
    return step && (origin === 'asked' || step.change.action !== 'unchanged') ? [step] : [];
  });
  return [...new Set(found)];
}
