import { describe, expect, test } from 'vitest';
import { parseConflictRules, parseIgnoreRules } from '../../src/input/field-rules.ts';

describe('rules about fields', () => {
  test('are read a line each, with comments between them', () => {
    const text = '# ours\ntake manager=argocd* kind=Deployment field=/spec/replicas\n\nleave name="a b"';
    expect(parseConflictRules(text)).toEqual({
      ok: true,
      value: [
        {
          action: 'take',
          text: 'take manager=argocd* kind=Deployment field=/spec/replicas',
          manager: 'argocd*',
          kind: 'Deployment',
          field: '/spec/replicas',
        },
        { action: 'leave', text: 'leave name="a b"', name: 'a b' },
      ],
    });
    expect(parseIgnoreRules('kind=Job.batch')).toEqual({
      ok: true,
      value: [{ text: 'kind=Job.batch', kind: 'Job.batch' }],
    });
  });

  test.each([
    ['keep field=/spec', 'take, leave or fail'],
    ['take', 'names nothing'],
    ['take manger=x', 'manager'],
    ['take manager=', 'has no value'],
    ['take field=spec.replicas', 'JSON pointer'],
    ['take field=/spec field=/data', 'twice'],
    ['take field=/a~2', 'JSON pointer'],
  ])('%j is a mistake that is told', (text, part) => {
    const parsed = parseConflictRules(text);
    expect(parsed.ok ? '' : `${parsed.problem} ${parsed.hint}`).toContain(part);
  });
});
