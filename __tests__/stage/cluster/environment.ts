import { join } from 'node:path';

/** Environment variables of a process: name to value. */
export type Environment = Readonly<Record<string, string | undefined>>;

const passedOn = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'SystemRoot', 'ComSpec', 'PATHEXT', 'WINDIR'];

/**
 * The environment of every process that the stage or a test starts: the search path, a home folder of its own and
 * what is given in `extra`. No KUBECONFIG, no GITHUB_*, INPUT_*, ACTIONS_* or proxy variable of this machine gets in.
 */
export function cleanEnvironment(
  home: string,
  extra: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const clean: Record<string, string> = {};
  for (const name of passedOn) {
    const value = process.env[name];
    if (value !== undefined) clean[name] = value;
  }
  return { ...clean, ...compiledCode(), HOME: home, USERPROFILE: home, ...extra };
}

/** Where Node keeps what it compiled, when the global setup made such a folder: the many runs of one program share it. */
export function compiledCode(): Readonly<Record<string, string>> {
  const folder = process.env['NODE_COMPILE_CACHE'];
  return folder ? { NODE_COMPILE_CACHE: folder } : {};
}

/**
 * The environment of the Go toolchain: this machine's own, because its caches, proxies and certificates are set there,
 * less what could lead to a cluster or to GitHub.
 */
export function toolchainEnvironment(environment: Environment = process.env): Record<string, string> {
  const kept = Object.entries(environment).filter(
    ([name]) => !/^(KUBECONFIG$|GITHUB_|INPUT_|ACTIONS_|RUNNER_)/.test(name),
  );
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** The per-user folder that holds the built programs; GITOPS_PUSH_STAGE_CACHE names another one. */
export function cacheFolder(environment: Environment = process.env): string {
  const chosen = environment['GITOPS_PUSH_STAGE_CACHE'];
  if (chosen) return chosen;
  const home = environment['HOME'] ?? environment['USERPROFILE'] ?? '.';
  return join(environment['XDG_CACHE_HOME'] || join(home, '.cache'), 'gitops-push-stage');
}

/** The minor version of Kubernetes that GITOPS_PUSH_STAGE_KUBERNETES asks for, as `1.31`; by itself the newest. */
export function chosenMinor(environment: Environment = process.env): string | undefined {
  return environment['GITOPS_PUSH_STAGE_KUBERNETES'] || undefined;
}
