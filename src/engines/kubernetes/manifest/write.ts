import {
  DEFAULT_SCALAR_STYLE_RULES,
  DUMP_SCHEMA,
  NOT_RESOLVED,
  SCALAR_STYLE,
  defineScalarTag,
  dump,
  intCoreTag,
  intYaml11Tag,
} from 'js-yaml';
import type { ScalarLayout } from 'js-yaml';
import type { JsonObject } from '../../../model/json.ts';
import { stringifyJson } from '../../../model/json.ts';
import { resolvePlain } from './scalars.ts';

/**
 * YAML documents, one per object and each after a `---` line, that kubectl reads back unchanged: every text that
 * Go, YAML 1.1 or YAML 1.2 would take for something else is quoted, and nothing is shared by aliases.
 */
export function writeYaml(objects: readonly JsonObject[]): string {
  const schema = DUMP_SCHEMA.withTags(exactIntegers());
  const scalarStyleRules = [styleForGo, ...Object.values(DEFAULT_SCALAR_STYLE_RULES)];
  const options = { schema, scalarStyleRules, noRefs: true, lineWidth: -1, seqNoIndent: true };
  return objects.map(object => `---\n${dump(object, options)}`).join('');
}

/** One `v1` List as JSON text, one object a line, which kubectl reads back unchanged. */
export function writeJsonList(objects: readonly JsonObject[]): string {
  const items = objects.map(object => `\n${stringifyJson(object)}`).join(',');
  return `{"apiVersion":"v1","kind":"List","items":[${items}\n]}\n`;
}

/** Integers of any size; numbers from 1e21 on stay floats, as JSON writes them. */
function exactIntegers(): ReturnType<typeof defineScalarTag<string>> {
  return defineScalarTag('tag:yaml.org,2002:int', {
    implicit: true,
    resolve: text => (isInteger(text) ? text : NOT_RESOLVED),
    identify: data => typeof data === 'bigint' || (Number.isInteger(data) && Math.abs(Number(data)) < 1e21),
    represent: String,
  });
}

function isInteger(text: string): boolean {
  if (resolvePlain(text).tag === 'int') return true;
  return [intCoreTag, intYaml11Tag].some(tag => tag.resolve(text, false, tag.tagName) !== NOT_RESOLVED);
}

/** Runs before the library's own rules, which leave alone what is no longer plain. */
function styleForGo(layout: ScalarLayout): void {
  const { tag, value } = layout.node;
  if (tag !== 'tag:yaml.org,2002:str') return;
  if (value.includes('\n')) {
    if (isSafeBlock(layout, value)) layout.style = SCALAR_STYLE.LITERAL_BLOCK;
    return;
  }
  if (resolvePlain(value).tag !== 'str') layout.style = SCALAR_STYLE.SINGLE_QUOTED;
}

/** Tabs are fine in a block, but not where the indentation is measured: before the first text. */
function isSafeBlock(layout: ScalarLayout, value: string): boolean {
  const invisible = /[\r\u007F-\u00A0\u2028\u2029\uFEFF\uFFFE\uFFFF]/;
  return !layout.isKey && !invisible.test(value) && /^[^\s]/.test(value);
}
