/**
 * The pairs of a file such as GITHUB_OUTPUT: `name=value` lines, and `name<<DELIMITER` with lines up to the delimiter. A
 * generator, so that what stands before a mistake still counts. Only `\n` breaks lines; a `\r` stays in the value.
 * @throws Error when a line is neither, or a delimiter is missing
 */
export function* keyValuePairs(text: string): Generator<readonly [key: string, value: string]> {
  let at = 0;
  const readLine = (): string | undefined => {
    if (at >= text.length) return undefined;
    const end = text.indexOf('\n', at);
    const line = end === -1 ? text.slice(at) : text.slice(at, end);
    at = end === -1 ? text.length : end + 1;
    return line;
  };
  for (let line = readLine(); line !== undefined; line = readLine()) {
    if (line === '') continue;
    const [, key, operator, rest] = /^(.*?)(=|<<)(.*)$/s.exec(line) ?? [];
    if (key === undefined || rest === undefined) throw new Error(`The line "${line}" has neither = nor <<.`);
    if (key === '') throw new Error(`The line "${line}" lacks a name.`);
    if (operator === '=') {
      yield [key, rest];
      continue;
    }
    if (rest === '') throw new Error(`The line "${line}" lacks a delimiter.`);
    const start = at;
    let end = at;
    for (let next = readLine(); next !== rest; next = readLine()) {
      if (next === undefined) throw new Error(`The delimiter "${rest}" of ${key} is missing.`);
      end = at - 1;
    }
    yield [key, text.slice(start, end)];
  }
}
