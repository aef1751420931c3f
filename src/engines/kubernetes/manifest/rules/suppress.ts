import { nearestName } from '../../../../input/nearest.ts';
import type { Diagnostic } from '../../../../model/diagnostic.ts';
import { textAt } from '../../../../model/json.ts';
import type { Manifest } from '../../../../model/manifest.ts';
import { confirmAddressOf } from '../../../../model/manifest.ts';

/** The annotation that takes a finding back: `<rule>: <reason>`, one a line. */
export const ignoreAnnotation = 'gitops-push.dev/ignore';

const pointer = `/metadata/annotations/${ignoreAnnotation.replace('/', '~1')}`;

/** What an object says about the rules that it may break. */
export interface Suppressions {
  /** True when a finding of this rule in this object is taken back; asked for, it counts. */
  covers(manifest: Manifest, rule: string): boolean;
  /** What is wrong with the annotations themselves, and how many findings they took back. */
  findings(): readonly Diagnostic[];
}

/** Reads the annotations of all objects. A rule without a reason suppresses nothing. */
export function readSuppressions(manifests: readonly Manifest[], ids: readonly string[]): Suppressions {
  const given = new Map<Manifest, Map<string, number>>();
  const wrong: Diagnostic[] = [];
  for (const manifest of manifests) {
    const text = textAt(manifest.object, pointer);
    if (text === undefined) continue;
    const counts = new Map<string, number>();
    given.set(manifest, counts);
    for (const line of text
      .split('\n')
      .map(each => each.trim())
      .filter(each => each !== '')) {
      const [, rule = '', reason = ''] = /^([\w-]+)\s*:\s*(.*)$/.exec(line) ?? [];
      if (ids.includes(rule) && reason !== '') counts.set(rule, 0);
      else wrong.push(mistake(manifest, line, rule, ids));
    }
  }
  return {
    covers: (manifest, rule) => {
      const counts = given.get(manifest);
      const count = counts?.get(rule);
      if (count === undefined) return false;
      counts?.set(rule, count + 1);
      return true;
    },
    findings: () => [...wrong, ...idle(given), ...summary(given)],
  };
}

function mistake(manifest: Manifest, line: string, rule: string, ids: readonly string[]): Diagnostic {
  const isKnown = ids.includes(rule);
  const near = isKnown ? undefined : nearestName(rule, ids);
  return {
    code: 'ignore-invalid',
    severity: 'warning',
    message: isKnown
      ? `${ignoreAnnotation} suppresses ${rule} without a reason, which does not count`
      : `${ignoreAnnotation} says ${JSON.stringify(line.slice(0, 100))}, which names no rule`,
    hint: near === undefined ? 'write <rule>: <reason>, one a line' : `did you mean ${near}?`,
    location: manifest.positions.value(pointer),
  };
}

/** A suppression that has nothing to do any more hides the next mistake. */
function idle(given: ReadonlyMap<Manifest, ReadonlyMap<string, number>>): readonly Diagnostic[] {
  return [...given].flatMap(([manifest, counts]) =>
    [...counts]
      .filter(([, count]) => count === 0)
      .map(([rule]) => ({
        code: 'ignore-unused',
        severity: 'notice' as const,
        message: `${confirmAddressOf(manifest.id)} suppresses ${rule}, which finds nothing in it`,
        hint: `take it out of ${ignoreAnnotation}`,
        location: manifest.positions.value(pointer),
      })),
  );
}

function summary(given: ReadonlyMap<Manifest, ReadonlyMap<string, number>>): readonly Diagnostic[] {
  const totals = new Map<string, number>();
  for (const counts of given.values())
    for (const [rule, count] of counts) if (count > 0) totals.set(rule, (totals.get(rule) ?? 0) + count);
  const sum = [...totals.values()].reduce((all, count) => all + count, 0);
  if (sum === 0) return [];
  const parts = [...totals]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, count]) => `${rule} ${count}`);
  const message = `${sum === 1 ? '1 finding is' : `${sum} findings are`} suppressed by ${ignoreAnnotation}: ${parts.join(', ')}`;
  return [{ code: 'suppressed', severity: 'notice', message }];
}
