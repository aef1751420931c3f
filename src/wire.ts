import type { RunContext } from './model/run-context.ts';
import type { Log, Processes, Secrets, World } from './model/world.ts';
import { systemClock } from './system/clock.ts';
import { systemDisk } from './system/disk.ts';
import { systemDownloads } from './system/download.ts';
import { systemFiles } from './system/files.ts';
import { jobIdentity } from './system/identity-token.ts';
import { compareCommits, findForkPoint, isTracked, listPushes } from './system/git.ts';
import { programEnvOf } from './system/program-env.ts';
import { systemRegistries } from './system/registries.ts';
import { systemShell } from './system/shell.ts';
import { gitWorktrees } from './system/worktree.ts';

/** What a door knows about the outside. */
export interface WireInput {
  readonly log: Log;
  readonly secrets: Secrets;
  readonly run: RunContext;
  /** Absolute path of the checkout. */
  readonly workspace: string;
  /** Where the files that ship with the program are. */
  readonly assets: URL;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Names of variables that the user's own program may see beside the usual ones. */
  readonly passEnv: readonly string[];
  readonly signal: AbortSignal;
  readonly version: string;
  readonly processes: Processes;
}

/** Builds the real world of a run. */
export function wireWorld(input: WireInput): World {
  const { log, secrets, run, workspace, signal } = input;
  const shell = systemShell();
  const env = engineEnv(input.env);
  const clock = systemClock();
  const files = systemFiles({
    workspace,
    assets: input.assets,
    isTracked: async path => await isTracked(shell, workspace, path, gitEnv(input.env)),
  });
  const identityToken = jobIdentity(input.env, { clock, secrets });
  return {
    log,
    secrets,
    run,
    signal,
    shell,
    clock,
    disk: systemDisk(),
    checkout: workspace,
    programEnv: programEnvOf(input.env, input.passEnv),
    files,
    registries: systemRegistries({ env, files, secrets }),
    env,
    ancestry: {
      compare: async (base, ours) =>
        await compareCommits(shell, workspace, gitEnv(input.env), { base, ours }),
      pushesSince: async (base, head) =>
        await listPushes(shell, workspace, gitEnv(input.env), { base, head }),
      forkPoint: async (ref, head) =>
        await findForkPoint(shell, workspace, gitEnv(input.env), {
          ref,
          ...(head !== undefined && { head }),
        }),
    },
    // A terminal has no one to ask; the action puts GitHub in its place.
    runs: { isFinished: async () => await Promise.resolve(undefined) },
    processes: input.processes,
    downloads: systemDownloads(input.env, signal),
    ...(identityToken && { identityToken }),
    worktrees: gitWorktrees({ shell, workspace, assets: input.assets, env: gitEnv(input.env) }),
    program: `gitops-push/${input.version}`,
  };
}

const engineVariables = [
  'PATH',
  'HOME',
  'KUBECONFIG',
  'TMPDIR',
  'RUNNER_TEMP',
  'DOCKER_CONFIG',
  'HELM_REGISTRY_CONFIG',
] as const;

/** Variables that engines may see: where to find a kubeconfig and logins to registries, proxies, and what an allowed cloud login plugin needs. */
function engineEnv(env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const wanted = (name: string): boolean =>
    engineVariables.some(variable => variable === name) ||
    /^(?:https?|no|all)_proxy$/i.test(name) ||
    /^(?:AWS|CLOUDSDK|GOOGLE|AZURE|AAD|SOPS|VAULT)_/.test(name) ||
    name === 'GNUPGHOME' ||
    name === 'NODE_EXTRA_CA_CERTS';
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && wanted(name) ? [[name, value]] : [],
    ),
  );
}

/** The environment git gets: enough to find itself and the user's settings, no secrets. */
export function gitEnv(env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const names = ['PATH', 'HOME', 'GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM'];
  return Object.fromEntries(names.flatMap(name => (env[name] === undefined ? [] : [[name, env[name]]])));
}
