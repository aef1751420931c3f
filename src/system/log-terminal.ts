import type { Log } from '../model/world.ts';
import { visible } from '../report/escape.ts';

/** How a terminal log is written. */
export interface TerminalLogOptions {
  readonly write: (text: string) => void;
  readonly redact: (text: string) => string;
  readonly debug: boolean;
}

/** Plain lines on stderr, so that stdout stays the result alone. What containers and servers wrote cannot steer the terminal. */
export function terminalLog(options: TerminalLogOptions): Log {
  const line = (text: string): void => options.write(`${visible(options.redact(text))}\n`);
  return {
    info: line,
    warn: text => line(`warning: ${text}`),
    error: text => line(`error: ${text}`),
    debug: text => {
      if (options.debug) line(`debug: ${text}`);
    },
    group: title => {
      line(title);
      return { end: () => undefined };
    },
  };
}
