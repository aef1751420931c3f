import { Failure } from '../../../model/failure.ts';
import type { ShellResult } from '../../../model/world.ts';
import type { RenderContext } from './context.ts';

/** So many characters of what a tool complains of are passed on. */
const shownCharacters = 1_500;

/** One call of a user's tool. */
export interface ToolCall {
  readonly command: string;
  readonly args: readonly string[];
  /** The variables it gets beside PATH. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly input?: string;
  /** It may ask for a passphrase, so it stays with us at the terminal, where a Ctrl-C reaches it by itself. */
  readonly mayAsk?: true;
}

/**
 * Runs a user's tool within limits and with the environment it is given; undefined when it is not installed.
 * @throws Failure render-failed when it takes too long or prints too much, cancelled when the run is
 */
export async function runTool(
  call: ToolCall,
  { shell, env, limits, signal, path }: Pick<RenderContext, 'shell' | 'env' | 'limits' | 'signal' | 'path'>,
): Promise<ShellResult | undefined> {
  const { command, args, cwd, input, mayAsk } = call;
  if (signal.aborted) throw cancelled();
  try {
    return await shell.run(command, args, {
      env: { PATH: env['PATH'] ?? '', LC_ALL: 'C', ...call.env },
      timeoutMs: limits.timeoutMs,
      limitBytes: limits.bytes,
      ...(mayAsk !== true && { signal }),
      ...(cwd !== undefined && { folder: cwd }),
      ...(input !== undefined && { input }),
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES'))
      return undefined;
    if (signal.aborted) throw cancelled();
    const why = error instanceof Error ? error.message : `${command} could not be run`;
    throw new Failure('render-failed', `rendering ${path} failed: ${why}`, {
      hint: `${command} may take ${limits.timeoutMs / 1000} s and print ${limits.bytes / 1024 / 1024} MB. Is something in the sources endless?`,
      cause: error,
    });
  }
}

function cancelled(): Failure {
  return new Failure('cancelled', 'the run was cancelled while its files were rendered');
}

/**
 * The environment of a renderer: a home of its own inside the scratch folder, so that no setting, plugin or repository of
 * this machine takes part. Without network every proxy is a closed door, and git may speak no protocol.
 */
export function rendererEnv(
  folder: string,
  { env, rendering }: Pick<RenderContext, 'env' | 'rendering'>,
): Readonly<Record<string, string>> {
  const home = `${folder}/.gitops-push/home`;
  const proxies = Object.entries(env).flatMap(([name, value]) =>
    /^(?:https?|no|all)_proxy$/i.test(name) && value !== undefined ? [[name, value] as const] : [],
  );
  const closed = 'http://127.0.0.1:9';
  return {
    HOME: home,
    TMPDIR: folder,
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: home,
    XDG_DATA_HOME: home,
    KUBECONFIG: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    ...(rendering.network
      ? Object.fromEntries(proxies)
      : { HTTP_PROXY: closed, HTTPS_PROXY: closed, ALL_PROXY: closed, GIT_ALLOW_PROTOCOL: 'none' }),
  };
}

/** What a tool complained of, without secrets, scratch paths and its tail. */
export function complaintOf(result: ShellResult, folder: string, context: RenderContext): string {
  const text = (result.stderr.trim() === '' ? result.stdout : result.stderr)
    .replaceAll(`${folder}/`, '')
    .trim();
  const clean = context.secrets.redact(text).replace(/^Error: /, '');
  return clean.length <= shownCharacters ? clean : `${clean.slice(0, shownCharacters)} …`;
}
