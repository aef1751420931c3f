import { operations, type OperationId } from '../operations.ts';
import { mayPush, roleOf, type RepositoryState } from '../state/repository.ts';
import type { KnownToken } from '../state/tokens.ts';
import { notFound, refuse, type Refusal } from './answers.ts';

/** One permission and how much of it, for example issues=write. */
interface Need {
  readonly name: string;
  readonly level: 'read' | 'write';
}

/** Sets of permissions, one of which is enough. */
type Needs = readonly (readonly Need[])[];

/** Reads `issues=write; pull_requests=write`, GitHub's header `x-accepted-github-permissions`. */
export function parseNeeds(text: string): Needs {
  return text
    .split(';')
    .filter(set => set.trim() !== '')
    .map(set =>
      set.split(',').map(item => {
        const [name = '', level = ''] = item.trim().split('=');
        return { name, level: level === 'write' ? 'write' : 'read' };
      }),
    );
}

/** Why a token may not do this in a repository; undefined when it may. */
export function refusalOf(
  operation: OperationId,
  token: KnownToken | undefined,
  repo: RepositoryState | undefined,
): Refusal | undefined {
  return judge(parseNeeds(operations[operation].needs), operations[operation].needs, token, repo);
}

/** The same for needs that are no operation's, for GraphQL. */
export function refusalFor(
  needs: string,
  token: KnownToken | undefined,
  repo: RepositoryState | undefined,
): Refusal | undefined {
  return judge(parseNeeds(needs), needs, token, repo);
}

/**
 * What must not be seen is not there (404); what is seen but may not be changed is refused (403). Public repositories may
 * be read by everyone, whatever their token says.
 */
function judge(
  needs: Needs,
  text: string,
  token: KnownToken | undefined,
  repo: RepositoryState | undefined,
): Refusal | undefined {
  if (needs.length === 0) return undefined;
  const isRead = needs.some(set => set.every(({ level }) => level === 'read'));
  if (!token) {
    if (isRead) return repo?.isPrivate === false ? undefined : notFound();
    return refuse(401, 'Requires authentication');
  }
  if (repo && !reaches(token, repo) && repo.isPrivate) return notFound();
  if (needs.some(set => set.every(need => has(token, repo, need)))) return undefined;
  if (isRead) return repo?.isPrivate === false ? undefined : notFound();
  const bearer = token.account.type === 'Bot' ? 'integration' : 'personal access token';
  return refuse(403, `Resource not accessible by ${bearer}`, {
    headers: { 'x-accepted-github-permissions': text },
  });
}

/** Whether the repository is among those that the token is for, or whose members its user belongs to. */
function reaches(token: KnownToken, repo: RepositoryState): boolean {
  if (token.repositories && !token.repositories.includes(repo.fullName.toLowerCase())) return false;
  return token.account.type === 'Bot' || roleOf(repo, token.login) !== 'none';
}

function has(token: KnownToken, repo: RepositoryState | undefined, { name, level }: Need): boolean {
  if (repo && !reaches(token, repo)) return false;
  if (name === 'metadata') return true;
  const granted = Object.entries(token.permissions).find(([key]) => key.replaceAll('-', '_') === name)?.[1];
  if (granted !== 'write' && !(level === 'read' && granted === 'read')) return false;
  if (level === 'read' || !repo || token.account.type === 'Bot') return true;
  // Who may only read a repository may still discuss in it.
  return mayPush(roleOf(repo, token.login)) || name === 'issues' || name === 'pull_requests';
}
