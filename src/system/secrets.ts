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
  const lines = value.includes('\n')
    ? value
        .split('\n')
        .map(line => line.trim())
        .filter(line => line.length >= 16)
    : [];
  const whole = [value, value.trimEnd()].flatMap(text => [
    text,
    Buffer.from(text, 'utf8').toString('base64'),
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text.toWellFormed()),
  ]);
  return [...new Set([...whole, ...lines])].filter(form => form.length >= shortest && !commonWords.has(form));
}

/** Longest first, so that a secret that contains another is taken out whole. */
function patternOf(forms: ReadonlySet<string>): RegExp {
  const longestFirst = [...forms].toSorted((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map(form => RegExp.escape(form)).join('|'), 'g');
}
