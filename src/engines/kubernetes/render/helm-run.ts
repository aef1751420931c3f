import { Failure } from '../../../model/failure.ts';
import type { Scratch, ShellResult } from '../../../model/world.ts';
import type { RenderContext } from './context.ts';
import { rendererEnv, runTool } from './tool.ts';

/** Runs the user's helm in the scratch folder. @throws Failure tool-missing, render-failed */
export async function runHelm(
  args: readonly string[],
  scratch: Scratch,
  context: RenderContext,
): Promise<ShellResult> {
  const home = `${scratch.folder}/.gitops-push/home`;
  const env = {
    ...rendererEnv(scratch.folder, context),
    HELM_CONFIG_HOME: `${home}/helm`,
    HELM_CACHE_HOME: `${home}/helm-cache`,
    HELM_DATA_HOME: `${home}/helm-data`,
    HELM_PLUGINS: `${home}/no-plugins`,
    // A login to a registry, of helm or of docker, is the one setting of this machine that a fetch needs.
    ...(context.rendering.network && loginsOf(context)),
  };
  const result = await runTool({ command: 'helm', args, env, cwd: scratch.folder }, context);
  if (result) return result;
  throw new Failure('tool-missing', 'the program `helm` is not installed, and the chart needs it', {
    hint: 'Runners of GitHub have it. Elsewhere install Helm 3.14 or newer in a step before this one.',
  });
}

function loginsOf({ env }: RenderContext): Readonly<Record<string, string>> {
  const home = env['HOME'] ?? '';
  return {
    HELM_REGISTRY_CONFIG: env['HELM_REGISTRY_CONFIG'] ?? `${home}/.config/helm/registry/config.json`,
    DOCKER_CONFIG: env['DOCKER_CONFIG'] ?? `${home}/.docker`,
  };
}
