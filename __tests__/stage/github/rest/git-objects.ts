import { parseRevision, readCommit, type Signature } from '../git/commits.ts';
import { commitTree, writeBlob, writeTree, type TreeEdit } from '../git/write.ts';
import { created, notFound, ok, refuse } from '../http/answers.ts';
import { actorOf, bodyOf, param, repositoryOf, type Call, type Handlers } from '../http/call.ts';
import type { RepositoryState } from '../state/repository.ts';
import { signatureOf } from '../state/signatures.ts';
import { refuseWhenEmpty } from './commits.ts';
import { inLines, listTree } from './contents.ts';
import { typeOf } from './git-refs.ts';
import { gitNodeId, renderGitCommit } from './render-commit.ts';

interface TreeItem {
  readonly path?: string;
  readonly mode?: string;
  readonly type?: string;
  readonly sha?: string | null;
  readonly content?: string;
}

interface CommitBody {
  readonly message: string;
  readonly tree: string;
  readonly parents?: readonly string[];
  readonly author?: Partial<Signature>;
  readonly committer?: Partial<Signature>;
}

/** Handlers of blobs, trees and commits of the Git Data API. */
export const objectHandlers: Handlers = {
  'git/create-blob': async call => {
    const repo = repositoryOf(call);
    await refuseWhenEmpty(repo);
    const { content, encoding = 'utf-8' } = bodyOf<{ content: string; encoding?: string }>(call);
    const sha = await writeBlob(repo.git, Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8'));
    const url = urlOf(call, repo, `blobs/${sha}`);
    return created({ sha, url }, url);
  },

  'git/get-blob': async call => {
    const repo = repositoryOf(call);
    await refuseWhenEmpty(repo);
    const sha = param(call, 'file_sha');
    const object = await repo.git.read(sha);
    if (object?.type !== 'blob') throw notFound();
    const { bytes } = object;
    return ok({
      sha,
      node_id: gitNodeId('B', repo, sha),
      size: bytes.length,
      url: urlOf(call, repo, `blobs/${sha}`),
      content: inLines(bytes.toString('base64')),
      encoding: 'base64',
    });
  },

  'git/create-tree': async call => {
    const repo = repositoryOf(call);
    await refuseWhenEmpty(repo);
    const { tree, base_tree: baseName } = bodyOf<{ tree: readonly TreeItem[]; base_tree?: string }>(call);
    const base = baseName === undefined ? undefined : await treeOf(repo, baseName);
    if (baseName !== undefined && base === undefined)
      throw refuse(422, `base_tree ${baseName} is not a valid tree`);
    const edits: TreeEdit[] = [];
    for (const item of tree) edits.push(await editOf(repo, item));
    const sha = await writeTree(repo.git, base, edits);
    return created(await renderTree(call, repo, sha, []), urlOf(call, repo, `trees/${sha}`));
  },

  'git/get-tree': async call => {
    const repo = repositoryOf(call);
    await refuseWhenEmpty(repo);
    const sha = await treeOf(repo, param(call, 'tree_sha'));
    if (sha === undefined) throw notFound();
    const isDeep = call.query.get('recursive') !== null;
    return ok(await renderTree(call, repo, sha, isDeep ? ['-r', '-t'] : []));
  },

  'git/create-commit': async call => {
    const repo = repositoryOf(call);
    await refuseWhenEmpty(repo);
    const { message, tree, parents = [], author, committer } = bodyOf<CommitBody>(call);
    if ((await typeOf(repo, tree)) !== 'tree') throw refuse(422, 'Tree SHA does not exist');
    for (const parent of parents)
      if ((await typeOf(repo, parent)) !== 'commit')
        throw refuse(422, 'Parent SHA does not exist or is not a commit object');
    const own = signatureOf(actorOf(call), call.state.clock.nowMs());
    const writer = { ...own, ...author };
    const sha = await commitTree(repo.git, {
      tree,
      parents,
      message,
      author: writer,
      committer: { ...writer, ...committer },
    });
    const body = renderGitCommit(call.state, repo, await readCommit(repo.git, sha));
    return created(body, urlOf(call, repo, `commits/${sha}`));
  },

  'git/get-commit': async call => {
    const repo = repositoryOf(call);
    await refuseWhenEmpty(repo);
    const sha = param(call, 'commit_sha');
    if ((await typeOf(repo, sha)) !== 'commit') throw notFound();
    return ok(renderGitCommit(call.state, repo, await readCommit(repo.git, sha)));
  },
};

function urlOf(call: Call, repo: RepositoryState, path: string): string {
  return call.state.urls.api(`/repos/${repo.fullName}/git/${path}`);
}

async function treeOf(repo: RepositoryState, name: string): Promise<string | undefined> {
  return name.startsWith('-') ? undefined : await parseRevision(repo.git, `${name}^{tree}`);
}

async function editOf(repo: RepositoryState, item: TreeItem): Promise<TreeEdit> {
  const { path = '', mode = '100644', sha, content } = item;
  if (path === '' || path.startsWith('/') || path.split('/').includes('..'))
    throw refuse(422, `tree.path ${path} is not a valid path`);
  if (content !== undefined) {
    if (sha !== undefined && sha !== null) throw refuse(422, 'tree.sha and tree.content are both given');
    return { path, mode, sha: await writeBlob(repo.git, Buffer.from(content)) };
  }
  if (sha === undefined) throw refuse(422, 'Must supply either tree.sha or tree.content');
  const expected = mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob';
  if (sha !== null && expected !== 'commit' && (await typeOf(repo, sha)) !== expected)
    throw refuse(422, `tree.sha ${sha} is not a valid ${expected}`);
  return { path, mode, sha };
}

async function renderTree(
  call: Call,
  repo: RepositoryState,
  sha: string,
  args: readonly string[],
): Promise<object> {
  const entries = await listTree(repo.git, sha, '', args);
  const tree = entries.map(({ path, mode, type, sha: own, size }) => ({
    path,
    mode,
    type,
    sha: own,
    ...(size === undefined ? {} : { size }),
    url: urlOf(call, repo, `${type}s/${own}`),
  }));
  return { sha, url: urlOf(call, repo, `trees/${sha}`), tree, truncated: false };
}
