import { CliExit } from './cli/command.ts';
import type { StackTags } from './ledger/context.ts';
import type { PulumiStack } from './stack.ts';

/** The tags of a stack, by the CLI; each question is a start of it. */
export function stackTags(opened: () => Promise<PulumiStack>): StackTags {
  return {
    get: async name => {
      try {
        const stack = await opened();
        return (await stack.ask(['stack', 'tag', 'get', name])).stdout.trim();
      } catch (error) {
        if (error instanceof CliExit && /tag '[^']*' not found/.test(error.stderr)) return undefined;
        throw error;
      }
    },
    set: async (name, value) => {
      const stack = await opened();
      await stack.ask(['stack', 'tag', 'set', name, value]);
    },
  };
}
