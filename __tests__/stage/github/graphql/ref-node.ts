import { parseRevision } from '../git/commits.ts';
import type { RepositoryState } from '../state/repository.ts';
import { commitNode, demand, type GraphQLContext } from './context.ts';

/** A ref by its full name; null when it is not there. */
export async function refNode(
  context: GraphQLContext,
  repo: RepositoryState,
  fullName: string,
): Promise<object | null> {
  demand(context, repo, 'contents=read');
  const sha = await parseRevision(repo.git, fullName);
  if (sha === undefined) return null;
  const [, prefix = '', name = ''] = /^(refs\/[^/]+\/)(.+)$/.exec(fullName) ?? [];
  return {
    __typename: 'Ref',
    id: `REF_${Buffer.from(`${repo.id}:${fullName}`).toString('base64url')}`,
    name,
    prefix,
    target: () => commitNode(context, repo, sha),
    repository: () => context.repositoryNode(repo),
  };
}
