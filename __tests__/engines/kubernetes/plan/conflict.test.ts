import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { contestedFields } from '../../../../src/engines/kubernetes/plan/contested.ts';
import { conflictFinding } from '../../../../src/engines/kubernetes/plan/conflict.ts';
import type { FieldPath } from '../../../../src/engines/kubernetes/plan/field-set.ts';
import type { Intent } from '../../../../src/engines/kubernetes/plan/intent.ts';
import { managedFieldsOf } from '../../../../src/engines/kubernetes/plan/managed-fields.ts';
import type { Host } from '../../../../src/engines/kubernetes/plan/rule-line.ts';
import { meansField, meansManager, meansObject } from '../../../../src/engines/kubernetes/plan/rules.ts';
import { parseConflictRules } from '../../../../src/input/field-rules.ts';
import type { Diagnostic } from '../../../../src/model/diagnostic.ts';
import { type JsonObject, parseJson, textAt } from '../../../../src/model/json.ts';
import { collectSecrets } from '../../../../src/system/secrets.ts';

const container = 'k:{"name":"web: # \'1\'"}';
const stories = [
  { name: 'a plain field', manager: 'argocd-controller', fields: { 'f:spec': { 'f:replicas': {} } } },
  {
    name: 'a manager with a space, and a key with slashes, dots and a tilde',
    manager: 'our deploy tool',
    fields: { 'f:metadata': { 'f:annotations': { 'f:a.example/b~c': {} } } },
  },
  {
    name: 'an item of a list whose key looks like YAML',
    manager: "ci: [x] #1 - it's",
    fields: { 'f:spec': { 'f:containers': { [container]: { 'f:image': {} } } } },
  },
] as const;

const id = { group: 'example.com', version: 'v1', kind: 'Thing', namespace: 'shop', name: 'web' };

function thing(by: string, managedFields: readonly JsonObject[]): JsonObject {
  return {
    apiVersion: 'example.com/v1',
    kind: 'Thing',
    metadata: { name: 'web', annotations: { 'a.example/b~c': by }, managedFields },
    spec: { replicas: by.length, containers: [{ name: "web: # '1'", image: by }] },
  };
}

/** The field that `manager` holds and we want otherwise, and what the plan says of it. */
function conflictWith(
  manager: string,
  fieldsV1: JsonObject,
  host: Host,
): { readonly path: FieldPath; readonly finding: Diagnostic } {
  const live = thing('theirs', [
    { manager, operation: 'Apply', apiVersion: 'example.com/v1', fieldsType: 'FieldsV1', fieldsV1 },
  ]);
  const want = thing('ours', []);
  const [field] = contestedFields({ live, after: want, want, entries: managedFieldsOf(live) });
  if (!field) throw new Error('nothing is contested');
  const positions = { value: () => ({ file: 'web.yaml', line: 1, column: 1 }) };
  const intent = { id, address: 'Thing shop/web', body: want, manifest: { object: want, positions } };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that the finding reads of an intent
  const finding = conflictFinding(field, intent as unknown as Intent, live, {
    secrets: collectSecrets(),
    host,
  });
  return { path: field.path, finding };
}

/** The lines after the sentence that says why. */
function linesIn({ hint = '' }: Diagnostic): string {
  return hint.slice(hint.indexOf('\n') + 1);
}

/** What a shell makes of the words that a terminal shows. */
function unquoted(lines: string): string {
  return lines.replace(/^--conflicts '(.*)'$/s, '$1').replaceAll(String.raw`'\''`, "'");
}

describe('the lines that a conflict prints', () => {
  it.each(stories)('are an input of the step, as YAML, that means this field: $name', story => {
    const { path, finding } = conflictWith(story.manager, story.fields, 'github');
    expect(finding.hint).toContain('add to the step this');
    const step = parseJson(
      JSON.stringify(
        load(`uses: gitops-push\nwith:\n  path: deploy\n${linesIn(finding).replaceAll(/^/gm, '  ')}\n`),
      ),
    );
    expect(step).toEqual({
      uses: 'gitops-push',
      with: { path: 'deploy', conflicts: expect.stringMatching(/^take manager=.*\n$/) },
    });
    const text = textAt(step, '/with/conflicts') ?? '';
    const read = parseConflictRules(text);
    expect(read).toMatchObject({ ok: true, value: [{ action: 'take' }] });
    const [rule] = read.ok ? read.value : [];
    if (!rule) throw new Error('no rule');
    expect(meansObject(rule, id) && meansManager(rule, story.manager) && meansField(rule, path)).toBe(true);
    expect(meansObject(rule, { ...id, kind: 'Other' })).toBe(false);
    expect(meansManager(rule, 'somebody else')).toBe(false);
    expect(meansField(rule, ['f:spec', 'f:other'])).toBe(false);
    const terminal = conflictWith(story.manager, story.fields, 'terminal').finding;
    expect(unquoted(linesIn(terminal))).toBe(text.trimEnd());
  });
});
