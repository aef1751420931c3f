import type { World } from '../../../model/world.ts';

/** So many lines are shown as they come; of those behind them the last ones, when all is over. */
const shownLines = 200;
const lastLines = 50;
const longestLine = 300;

/** A part of the log that grows while something runs, and never beyond a bound. */
export interface Page {
  /** Lines that arrived together, each behind a prefix; secrets are taken out before anything is cut, or half of one would stay. */
  add(lines: readonly string[], prefix: string): void;
  /** Shows what is left to show; true when anything was. */
  end(): boolean;
}

/** Begins with its first line. */
export function openPage(title: string, { log, secrets }: Pick<World, 'log' | 'secrets'>): Page {
  let group: ReturnType<typeof log.group> | undefined;
  let count = 0;
  const kept: string[] = [];
  const show = (lines: readonly string[]): void => {
    if (lines.length === 0) return;
    group ??= log.group(title);
    log.info(lines.join('\n'));
  };
  return {
    add: (given, prefix) => {
      const lines = plainOf(secrets.redact(given.join('\n'))).map(line => prefix + line);
      const room = Math.max(0, shownLines - count);
      count += lines.length;
      show(lines.slice(0, room));
      kept.push(...lines.slice(room));
      kept.splice(0, Math.max(0, kept.length - lastLines));
    },
    end: () => {
      const left = count - shownLines - kept.length;
      if (left > 0) show([`… ${left} lines are not shown …`]);
      show(kept);
      group?.end();
      return count > 0;
    },
  };
}

/** Without the escapes of colours, which nobody can read here, and no line longer than a screen is wide a few times over. */
function plainOf(text: string): readonly string[] {
  // oxlint-disable-next-line no-control-regex -- the escapes of colours are what is taken out
  const plain = text.replaceAll(/\u001B\[[\d;]*[A-Za-z]/g, '');
  return plain
    .split('\n')
    .map(line => (line.length <= longestLine ? line : `${line.slice(0, longestLine - 1).toWellFormed()}…`));
}
