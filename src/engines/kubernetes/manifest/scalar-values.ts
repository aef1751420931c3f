import type { ScalarEvent } from './events.ts';
import { scalarStyle, scalarText } from './events.ts';
import type { Resolved } from './scalars.ts';
import { resolvePlain } from './scalars.ts';
import { textOfBytes } from './utf8.ts';
import type { Walk } from './walk.ts';
import { fail } from './walk.ts';

const tagPrefix = 'tag:yaml.org,2002:';

/**
 * What a scalar means to kubectl: plain ones are resolved, quoted and block ones are text, tags are obeyed as
 * go-yaml v2 does (unknown ones are ignored). Notes a problem and gives text when tag and value do not fit.
 */
export function resolveScalar(walk: Walk, event: ScalarEvent): Resolved {
  if (walk.language === 'json') return resolveJson(walk, event);
  const text = scalarText(walk.text, event);
  checkEscapes(walk, event);
  if (event.tagStart >= 0) return resolveTagged(walk, tagOf(walk, event), text);
  return event.style === scalarStyle.PLAIN ? resolvePlain(text) : { tag: 'str', value: text };
}

/** True for a plain `<<`, or one that carries the merge tag. */
export function isMergeKey(walk: Walk, event: ScalarEvent): boolean {
  if (walk.language === 'json' || event.valueEnd - event.valueStart !== 2) return false;
  if (!walk.text.startsWith('<<', event.valueStart)) return false;
  if (event.tagStart >= 0) return ['!', `${tagPrefix}merge`].includes(tagOf(walk, event));
  return event.style === scalarStyle.PLAIN;
}

function resolveJson(walk: Walk, event: ScalarEvent): Resolved {
  const raw = walk.text.slice(event.valueStart, event.valueEnd);
  if (event.style === scalarStyle.DOUBLE_QUOTED) {
    const text = raw.includes('\\') ? String(JSON.parse(`"${raw}"`)).toWellFormed() : raw;
    return { tag: 'str', value: text };
  }
  if (raw === 'true' || raw === 'false' || raw === 'null') return resolvePlain(raw);
  if (/^-?\d+$/.test(raw)) return resolvePlain(raw);
  return { tag: 'float', value: Number(raw) };
}

function tagOf(walk: Walk, event: ScalarEvent): string {
  const tag = walk.text.slice(event.tagStart, event.tagEnd);
  if (tag.startsWith('!<')) return tag.slice(2, -1);
  return tag.startsWith('!!') ? `${tagPrefix}${tag.slice(2)}` : tag;
}

function resolveTagged(walk: Walk, tag: string, text: string): Resolved {
  const name = tag.startsWith(tagPrefix) ? tag.slice(tagPrefix.length) : '';
  switch (name) {
    case 'binary':
      return { tag: 'str', value: decodeBinary(walk, text) };
    case 'bool':
    case 'int':
    case 'float':
    case 'null':
    case 'timestamp':
      return obeyTag(walk, name, text);
    default:
      return { tag: 'str', value: text };
  }
}

function obeyTag(walk: Walk, name: Resolved['tag'], text: string): Resolved {
  const resolved = resolvePlain(text);
  if (resolved.tag === name) return resolved;
  if (name === 'float' && resolved.tag === 'int' && !resolved.unsigned)
    return { tag: 'float', value: Number(resolved.value) };
  fail(walk, 'yaml-tag', {
    // The value may be a secret.
    message: `the tag !!${name} stands before a value that is none`,
  });
  return { tag: 'str', value: text };
}

/** Go's strict base64, then the bytes as text; every byte that is not UTF-8 becomes U+FFFD. */
function decodeBinary(walk: Walk, text: string): string {
  const packed = text.replaceAll(/[\r\n]/g, '');
  const bytes = Buffer.from(packed, 'base64');
  if (bytes.toString('base64').replace(/=+$/, '') !== packed.replace(/=+$/, '') || packed.length % 4 !== 0) {
    fail(walk, 'yaml-tag', { message: 'the tag !!binary stands before text that is not padded base64' });
    return '';
  }
  return textOfBytes(bytes);
}

const surrogate = /^[dD][89a-fA-F][0-9a-fA-F]{2}/;

function checkEscapes(walk: Walk, event: ScalarEvent): void {
  if (event.fast || event.style !== scalarStyle.DOUBLE_QUOTED) return;
  const raw = walk.text.slice(event.valueStart, event.valueEnd);
  for (const match of raw.matchAll(/\\(?:u(....)|U(........)|([\s\S]))/g)) {
    const [, short = '', long = '', other = ''] = match;
    const half = surrogate.test(short) || (surrogate.test(long.slice(4)) && long.startsWith('0000'));
    if (other !== '/' && !half && Number.parseInt(long || '0', 16) <= 0x10ffff) continue;
    fail(walk, 'yaml-escape', {
      message: `kubectl does not know the escape ${match[0]} in double quotes`,
      hint: other === '/' ? 'write / without the backslash' : 'write the character itself',
      offset: event.valueStart + match.index,
    });
  }
}
