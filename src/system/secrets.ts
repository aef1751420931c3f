import { createHmac, randomBytes } from 'node:crypto';
import type { Secrets } from '../model/world.ts';

/** Shorter values would blank out half of every text and protect nothing. */
const shortest = 4;

/** Words that stand in almost every manifest: masking them hides the text, not a secret. */
const commonWords: ReadonlySet<string> = new Set([
  'true',
  'false',
  'null',
  'none',
  'kind',
  'name',
  'type',
  'data',
  'default',
  'admin',
  'root',
  'user',
  'test',
  'production',
  'staging',
  'development',
  'localhost',
  'Config',
  'Opaque',
  'disabled',
  'enabled',
]);

/**
 * Collects secrets and takes them out of texts. `announce` is told each printable form once, so that the
 * host's own log can mask it too (workflow command `add-mask`).
 */
export function collectSecrets(announce: (form: string) => void = () => undefined): Secrets {
  const forms = new Set<string>();
  const key = randomBytes(32);
  let pattern: RegExp | undefined;
  return {
    add(value) {
      for (const form of formsOf(value)) {
        if (forms.has(form)) continue;
        forms.add(form);
        announce(form);
        pattern = undefined;
      }
    },
    redact(text) {
      if (forms.size === 0) return text;
      pattern ??= patternOf(forms);
      return text.replace(pattern, '***');
    },
    markOf: value => createHmac('sha256', key).update(value).digest('hex').slice(0, 6),
  };
}

/** The forms in which a value may turn up: whole, line by line, base64, inside a JSON string, URL-encoded. */
function formsOf(value: string): readonly string[] {
  const whole = [value, value.trimEnd()].flatMap(text => [
    text,
    Buffer.from(text, 'utf8').toString('base64'),
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text.toWellFormed()),
  ]);
  return [...new Set([...whole, ...linesOf(value)])].filter(
    form => form.length >= shortest && !commonWords.has(form),
  );
}

/**
 * What is telling in the lines of a longer secret: a key file's lines, and the values of a settings file. Its other lines
 * (`"name": "prometheus",`) stand in many a text that is no secret, and taken out of JSON they would leave none.
 */
function linesOf(value: string): readonly string[] {
  if (!value.includes('\n')) return [];
  return value.split('\n').flatMap(text => {
    const line = text.trim();
    const setting = /^[\s"'-]*[\w.-]+["']?\s*[:=]\s*["']?(.*?)["']?[,;]?$/.exec(line)?.[1];
    const telling = setting ?? line;
    const isPlain = /^[a-z]+$/i.test(telling) || telling.includes('"');
    return isPlain || telling.length < (setting === undefined ? 16 : 12) ? [] : [telling];
  });
}

/** Longest first, so that a secret that contains another is taken out whole. */
function patternOf(forms: ReadonlySet<string>): RegExp {
  const longestFirst = [...forms].toSorted((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map(form => RegExp.escape(form)).join('|'), 'g');
}
