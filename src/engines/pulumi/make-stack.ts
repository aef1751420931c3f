import { join } from 'node:path';
import type { World } from '../../model/world.ts';
import type { PulumiStack } from './stack.ts';

/**
 * Creates a stack. The CLI leaves a file of it in the checkout, which stays clean: gives the file's text, how the stack keeps
 * its secrets; that is in the state too, for later runs. Undefined when the checkout has such a file. @throws CliExit
 */
export async function makeStack(
  stack: PulumiStack,
  secretsProvider: string | undefined,
  { disk, log }: Pick<World, 'disk' | 'log'>,
): Promise<string | undefined> {
  const { folder, stackFile } = stack.project;
  const provider = secretsProvider === undefined ? [] : ['--secrets-provider', secretsProvider];
  const args = ['stack', 'init', stack.name, '--no-select', ...provider];
  await stack.command.run(args, { folder, cancel: 'ignore' });
  log.info(`stack ${stack.name} was created`);
  if (stackFile !== undefined) return undefined;
  const path = join(folder, `Pulumi.${stack.name.split('/').at(-1) ?? ''}.yaml`);
  const text = await disk.read(path);
  await disk.remove(path);
  return text;
}
