import { joinPointer } from '../model/json.ts';
import type { ReadyRule, ReadyTerm } from '../model/ready-rule.ts';
import type { Parsed } from './scalars.ts';

const hint =
  'Write one kind a line: Kind.group: condition=Ready, status.phase=Running; failed: status.phase=Error';

/** Reads the input `ready`; the first line that is no rule is told, with what is wrong about it. */
export function parseReady(text: string): Parsed<readonly ReadyRule[]> {
  const rules: ReadyRule[] = [];
  for (const line of text.split('\n').map(each => each.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const rule = parseLine(line);
    if (typeof rule === 'string') return { ok: false, problem: `has the line "${line}", ${rule}`, hint };
    if (rules.some(each => each.kind === rule.kind && each.group === rule.group))
      return {
        ok: false,
        problem: `has two rules for ${line.split(':')[0] ?? ''}`,
        hint: 'Leave one of them.',
      };
    rules.push(rule);
  }
  return { ok: true, value: rules };
}

/** The rule of a line, or what is wrong with the line. */
function parseLine(line: string): ReadyRule | string {
  const [, name = '', rest = ''] = /^([^:\s]+)\s*:\s*(.*)$/.exec(line) ?? [];
  const [, kind = '', group = ''] = /^([A-Z][A-Za-z0-9]*)(?:\.([a-z0-9.-]+))?$/.exec(name) ?? [];
  if (kind === '') return 'which does not begin with a kind and a colon';
  const [readyText = '', failedText] = rest.split(/;\s*failed\s*:/);
  if (readyText.trim() === 'applied' && failedText === undefined)
    return { group, kind, ready: [], failed: [] };
  const ready = parseTerms(readyText);
  const failed = failedText === undefined ? [] : parseTerms(failedText);
  if (typeof ready === 'string') return ready;
  if (typeof failed === 'string') return failed;
  return ready.length === 0 ? 'which does not say when the kind is ready' : { group, kind, ready, failed };
}

function parseTerms(text: string): readonly ReadyTerm[] | string {
  const terms: ReadyTerm[] = [];
  for (const part of text.split(',').map(each => each.trim())) {
    if (part === '') continue;
    const term = parseTerm(part);
    if (!term) return `in which "${part}" is neither condition=TYPE nor path=value`;
    terms.push(term);
  }
  return terms;
}

function parseTerm(text: string): ReadyTerm | undefined {
  const [, condition, status] = /^condition=([\w./-]+?)(?:=(True|False|Unknown))?$/.exec(text) ?? [];
  if (condition !== undefined) return { condition, status: status ?? 'True' };
  const [, path = '', value] = /^\.?([A-Za-z][\w-]*(?:\.[\w-]+)+)=(.+)$/.exec(text) ?? [];
  return value === undefined ? undefined : { path: joinPointer(path.split('.')), value };
}
