import { parseRevision } from '../git/commits.ts';
import { isAncestor } from '../git/history.ts';
import { moveRef } from '../git/write.ts';
import { created, notFound, ok, refuse } from '../http/answers.ts';
import { actorOf, bodyOf, param, repositoryOf, type Call, type Handlers } from '../http/call.ts';
import { followBranch } from '../state/pulls.ts';
import type { RepositoryState } from '../state/repository.ts';
import { refuseWhenEmpty } from './commits.ts';
import { gitNodeId } from './render-commit.ts';

/** Handlers of refs. */
export const refHandlers: Handlers = {
  'git/get-ref': async call => {
    const repo = repositoryOf(call);
    await refuseWhenEmpty(repo);
    const ref = `refs/${param(call, 'ref')}`;
    const sha = await parseRevision(repo.git, ref);
    if (sha === undefined) throw notFound();
    return ok(await renderRef(call, repo, ref, sha));
  },

  'git/create-ref': async call => {
    const repo = repositoryOf(call);
    await refuseWhenEmpty(repo);
    const { ref, sha } = bodyOf<{ ref: string; sha: string }>(call);
    if (!/^refs\/[^/]+\/.+/.test(ref))
      throw refuse(422, "Reference name must start with 'refs/' and contain at least two slashes.");
    if ((await typeOf(repo, sha)) === undefined) throw refuse(422, 'Object does not exist');
    if ((await parseRevision(repo.git, ref)) !== undefined) throw refuse(422, 'Reference already exists');
    if (!(await moveRef(repo.git, ref, undefined, sha))) throw refuse(422, `${ref} is not a valid ref name.`);
    await follow(call, repo, ref);
    return created(
      await renderRef(call, repo, ref, sha),
      call.state.urls.api(`/repos/${repo.fullName}/git/${ref}`),
    );
  },

  'git/update-ref': async call => {
    const repo = repositoryOf(call);
    await refuseWhenEmpty(repo);
    const ref = `refs/${param(call, 'ref')}`;
    const { sha, force = false } = bodyOf<{ sha: string; force?: boolean }>(call);
    const current = await parseRevision(repo.git, ref);
    if (current === undefined) throw refuse(422, 'Reference does not exist');
    if ((await typeOf(repo, sha)) === undefined) throw refuse(422, 'Object does not exist');
    if (!force && !(await isAncestor(repo.git, current, sha)))
      throw refuse(422, 'Update is not a fast forward');
    if (!(await moveRef(repo.git, ref, current, sha))) throw refuse(409, 'Reference cannot be updated');
    await follow(call, repo, ref);
    return ok(await renderRef(call, repo, ref, sha));
  },
};

/** The type of an object; undefined when it is not there. */
export async function typeOf(repo: RepositoryState, sha: string): Promise<string | undefined> {
  if (!/^[0-9a-f]{40}$/.test(sha)) return undefined;
  return (await repo.git.read(sha))?.type;
}

async function follow(call: Call, repo: RepositoryState, ref: string): Promise<void> {
  const [, branch] = /^refs\/heads\/(.+)$/.exec(ref) ?? [];
  if (branch !== undefined) await followBranch(call.state, repo, branch, actorOf(call));
}

async function renderRef(call: Call, repo: RepositoryState, ref: string, sha: string): Promise<object> {
  const type = (await typeOf(repo, sha)) ?? 'commit';
  const api = (path: string) => call.state.urls.api(`/repos/${repo.fullName}/git/${path}`);
  return {
    ref,
    node_id: gitNodeId('REF', repo, ref),
    url: api(ref),
    object: { type, sha, url: api(`${type}s/${sha}`) },
  };
}
