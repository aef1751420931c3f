import { isObject } from '../../model/json.ts';
import { objectIn } from './cli/printed.ts';
import type { StackTags } from './ledger/context.ts';
import type { PulumiStack } from './stack.ts';

/** The tags of a stack, by the CLI: reading them all is one start of it, and so is each that is written. `explain` says why it failed. */
export function stackTags(
  opened: () => Promise<PulumiStack>,
  explain: (error: unknown) => unknown,
): StackTags {
  let known: Promise<ReadonlyMap<string, string>> | undefined;
  const ask = async (args: readonly string[]): Promise<string> => {
    const stack = await opened();
    try {
      return (await stack.ask(['stack', 'tag', ...args])).stdout;
    } catch (error) {
      throw explain(error);
    }
  };
  const read = async (): Promise<ReadonlyMap<string, string>> => {
    const stdout = await ask(['ls', '--json']);
    // Without any the CLI prints nothing, or null.
    const tags = /^\s*\{/.test(stdout) ? objectIn(stdout) : {};
    return new Map(
      Object.entries(isObject(tags) ? tags : {}).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value] as const] : [],
      ),
    );
  };
  return {
    all: async () => {
      known ??= read();
      return await known;
    },
    set: async (name, value) => {
      await ask(['set', name, value]);
      known = undefined;
    },
    remove: async name => {
      await ask(['rm', name]);
      known = undefined;
    },
    forget: () => {
      known = undefined;
    },
  };
}
