import type { World } from '../../../model/world.ts';
import { renderLimits } from './context.ts';
import { recognise } from './recognise.ts';
import { runTool } from './tool.ts';

/** So long a tool may take to say its version. */
const timeoutMs = 10_000;

/** How each renderer is asked for its version. Kustomize inside kubectl has a version of its own, printed on a line of its own. */
const questions = {
  helm: [['helm', 'version', '--template', '{{.Version}}']],
  kustomize: [
    ['kustomize', 'version'],
    ['kubectl', 'version', '--client'],
  ],
} as const;

/** The program that makes objects of a path, with its version: `helm 4.0.1`; undefined for plain files, and when it does not say. */
export async function rendererOf(
  path: string,
  world: Pick<World, 'shell' | 'env' | 'signal' | 'files'>,
): Promise<string | undefined> {
  const { renderer } = await recognise(path, world.files);
  if (renderer === 'plain') return undefined;
  for (const [command, ...args] of questions[renderer]) {
    const limits = { ...renderLimits, timeoutMs };
    const result = await runTool({ command, args, env: {} }, { ...world, path, limits });
    if (!result) continue;
    const [, version] =
      /^(?:Kustomize Version: )?v?(\d+\.\d+(?:\.[\w.+-]+)?)$/m.exec(result.stdout.trim()) ?? [];
    return result.code === 0 && version !== undefined ? `${renderer} ${version}` : undefined;
  }
  return undefined;
}
