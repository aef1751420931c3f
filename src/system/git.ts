import type { Relation, Shell } from '../model/world.ts';

/** What git knows about the checkout; every field is absent when it cannot tell. */
export interface Checkout {
  readonly commit?: string;
  readonly ref?: string;
  readonly dirty?: boolean;
  /** `owner/name`, from the remote `origin`. */
  readonly repository?: string;
  /** The host of that remote: `github.com`. */
  readonly host?: string;
  /** The top folder, absolute. */
  readonly root?: string;
}

const limitMs = 10_000;

/** Asks git about the checkout that holds `folder`; an empty answer when it is none or git is missing. */
export async function readCheckout(
  shell: Shell,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<Checkout> {
  const git = async (...args: string[]): Promise<string | undefined> => await ask(shell, folder, env, args);
  const [root, commit, ref, status, remote] = await Promise.all([
    git('rev-parse', '--show-toplevel'),
    git('rev-parse', '--verify', 'HEAD'),
    git('symbolic-ref', '-q', 'HEAD'),
    git('status', '--porcelain', '--untracked-files=normal'),
    git('remote', 'get-url', 'origin'),
  ]);
  const repository = remote === undefined ? undefined : repositoryOf(remote);
  const host = remote === undefined ? undefined : hostOf(remote);
  return {
    ...(root !== undefined && { root }),
    ...(commit !== undefined && { commit }),
    ...(ref !== undefined && { ref }),
    ...(status !== undefined && { dirty: status !== '' }),
    ...(repository !== undefined && { repository }),
    ...(host !== undefined && { host }),
  };
}

/** True when git tracks the file. */
export async function isTracked(
  shell: Shell,
  folder: string,
  path: string,
  env: Readonly<Record<string, string>>,
): Promise<boolean> {
  return (await ask(shell, folder, env, ['ls-files', '--error-unmatch', '--', path])) !== undefined;
}

/** `owner/name` of a remote URL (https, ssh or scp form), undefined when it has another shape. */
export function repositoryOf(remote: string): string | undefined {
  // The folders of a path on this machine are no owner and name.
  if (/^(?:file:|[/.~])/.test(remote.trim())) return undefined;
  return /[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(remote.trim())?.[1];
}

/** The host of a remote URL in one of these shapes, without its user and its port. */
export function hostOf(remote: string): string | undefined {
  if (repositoryOf(remote) === undefined) return undefined;
  return /^(?:\w+:\/\/)?(?:[^@/]+@)?([\w.-]+)[:/]/.exec(remote.trim())?.[1];
}

/** How `ours` stands to `base` in the history of this checkout; `unknown` when it does not hold both commits, or is shallow. */
export async function compareCommits(
  shell: Shell,
  folder: string,
  env: Readonly<Record<string, string>>,
  { base, ours }: { readonly base: string; readonly ours: string },
): Promise<Relation> {
  if (base === ours) return 'identical';
  const isAncestor = async (older: string, newer: string): Promise<boolean | undefined> => {
    try {
      const args = ['-C', folder, 'merge-base', '--is-ancestor', older, newer];
      const { code } = await shell.run('git', args, { env, timeoutMs: limitMs });
      return code === 0 ? true : code === 1 ? false : undefined;
    } catch {
      // No git on this machine is one more way of not knowing.
      return undefined;
    }
  };
  const [isAhead, isBehind] = await Promise.all([isAncestor(base, ours), isAncestor(ours, base)]);
  if (isAhead === true) return 'ahead';
  if (isBehind === true) return 'behind';
  // In a shallow checkout "no ancestor" only means that the history ends before it.
  const isShallow = (await ask(shell, folder, env, ['rev-parse', '--is-shallow-repository'])) !== 'false';
  return isAhead === undefined || isBehind === undefined || isShallow ? 'unknown' : 'diverged';
}

/** What {@link Ancestry.forkPoint} says of this checkout. */
export async function findForkPoint(
  shell: Shell,
  folder: string,
  env: Readonly<Record<string, string>>,
  { ref, head }: { readonly ref: string; readonly head?: string },
): Promise<string | undefined> {
  const git = async (...args: string[]): Promise<string | undefined> => await ask(shell, folder, env, args);
  // GitHub's test merge: its first parent is newer than the base that the event names, and needs no history.
  const [first, second] = (await git('rev-list', '--parents', '-n1', 'HEAD'))?.split(' ').slice(1) ?? [];
  const isTestMerge = head !== undefined && second === head;
  const wanted = isTestMerge && first !== undefined ? first : ref;
  const commit = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${wanted}^{commit}`);
  if (commit === undefined || isTestMerge) return commit;
  return await git('merge-base', commit, 'HEAD');
}

/** What {@link Ancestry.pushesSince} says of this checkout. */
export async function listPushes(
  shell: Shell,
  folder: string,
  env: Readonly<Record<string, string>>,
  { base, head }: { readonly base: string; readonly head: string },
): Promise<readonly string[] | undefined> {
  const args = ['rev-list', '--first-parent', `--max-count=${mostPushes + 1}`, head, `^${base}`];
  const listed = await ask(shell, folder, env, args);
  if (listed === undefined) return undefined;
  const pushes = listed.split('\n').filter(line => line !== '');
  const isShallow = (await ask(shell, folder, env, ['rev-parse', '--is-shallow-repository'])) !== 'false';
  return isShallow || pushes.length > mostPushes ? undefined : pushes;
}

const mostPushes = 100;

async function ask(
  shell: Shell,
  folder: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<string | undefined> {
  try {
    const answer = await shell.run('git', ['-C', folder, ...args], { env, timeoutMs: limitMs });
    return answer.code === 0 ? answer.stdout.trim() : undefined;
  } catch {
    // No git on this machine: the run goes on without what git would have told.
    return undefined;
  }
}
