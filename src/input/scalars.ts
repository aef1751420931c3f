/** What reading a text gave: the value, or what is wrong with it and what would be right. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string; readonly hint: string };

const longestMs = 24 * 3_600_000;

/** `true` or `false`, nothing else: a misspelt yes must not become a no. */
export function parseBoolean(text: string): Parsed<boolean> {
  if (text === 'true' || text === 'false') return good(text === 'true');
  return bad(`is ${quote(text)}`, 'Write true or false.');
}

/** Digits alone: 0 and up. */
export function parseCount(text: string): Parsed<number> {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return good(value);
  return bad(`is ${quote(text)}`, 'Write a whole number, 0 or more.');
}

/** Hours, minutes and seconds with their units, `1h30m`, in milliseconds; more than nothing, at most 24 hours. */
export function parseDuration(text: string): Parsed<number> {
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  const [hours, minutes, seconds] = [1, 2, 3].map(group => Number(match?.[group] ?? 0));
  const value = ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * 1000;
  if (match && value > 0 && value <= longestMs) return good(value);
  const asSeconds = /^\d+$/.test(text) ? ` ${text} seconds are ${text}s.` : '';
  return bad(
    `is ${quote(text)}`,
    `Write a duration with its units, such as 90s, 10m or 1h30m, at most 24h.${asSeconds}`,
  );
}

/** The entries between commas and line breaks, trimmed, without empty ones and repetitions. */
export function parseList(text: string): readonly string[] {
  const entries = text.split(/[,\r\n]/).map(entry => entry.trim());
  return [...new Set(entries.filter(entry => entry !== ''))];
}

/** One of the choices, spelt exactly so. */
export function parseChoice<T extends string>(text: string, choices: readonly T[]): Parsed<T> {
  const value = choices.find(choice => choice === text);
  if (value !== undefined) return good(value);
  return bad(`is ${quote(text)}`, `Write ${inWords(choices)}.`);
}

/** A value read without complaint. */
export function good<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

/** A complaint: `problem` continues "The input x ...", `hint` says what would be right. */
export function bad(problem: string, hint: string): Parsed<never> {
  return { ok: false, problem, hint };
}

/** A value as messages show it: on one line, in quotes, cut after 60 characters. */
export function quote(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 60 ? `"${line.slice(0, 60)}..."` : `"${line}"`;
}

/** `a`, `a or b`, `a, b or c`. */
export function inWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
