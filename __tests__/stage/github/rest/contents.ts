import { findCommit } from '../git/commits.ts';
import type { Git } from '../git/git.ts';
import { notFound, ok, refuse } from '../http/answers.ts';
import { param, repositoryOf, type Handlers } from '../http/call.ts';
import type { RepositoryState } from '../state/repository.ts';
import type { State } from '../state/state.ts';

/** Above this a file's contents are left out [docs.github.com, repository contents]. */
const shownBytes = 1_048_576;

/** An entry of a tree. */
export interface TreeEntry {
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  /** Bytes; undefined for what is no blob. */
  readonly size: number | undefined;
  readonly path: string;
}

/** Handlers of files. */
export const contentHandlers: Handlers = {
  'repos/get-content': async call => {
    const repo = repositoryOf(call);
    const ref = call.query.get('ref') ?? repo.defaultBranch;
    const sha = await findCommit(repo.git, ref);
    if (sha === undefined) throw refuse(404, `No commit found for the ref ${ref}`);
    const path = param(call, 'path').replaceAll(/^\/+|\/+$/g, '');
    const render = (entry: TreeEntry) => renderEntry(call.state, repo, ref, entry);
    if (path === '') return ok((await listTree(repo.git, `${sha}:`, '')).map(render));
    const [entry] = await listTree(repo.git, sha, '', [], path);
    if (!entry) throw notFound();
    if (entry.type === 'tree') return ok((await listTree(repo.git, entry.sha, `${path}/`)).map(render));
    const bytes = (await repo.git.read(entry.sha))?.bytes ?? Buffer.alloc(0);
    if (call.accept.includes('.raw'))
      return {
        status: 200,
        bytes,
        headers: { 'content-type': 'application/vnd.github.raw; charset=utf-8' },
      };
    const { type: _type, ...common } = { type: '', ...renderEntry(call.state, repo, ref, entry) };
    if (entry.mode === '120000') return ok({ ...common, type: 'symlink', target: bytes.toString('utf8') });
    const isShown = bytes.length <= shownBytes;
    const content = isShown ? inLines(bytes.toString('base64')) : '';
    return ok({ ...common, type: 'file', content, encoding: isShown ? 'base64' : 'none' });
  },
};

/** The entries of a tree, or the one of a path in it; paths get the prefix, `git ls-tree` gets the arguments. */
export async function listTree(
  git: Git,
  tree: string,
  prefix: string,
  args: readonly string[] = [],
  path?: string,
): Promise<readonly TreeEntry[]> {
  const text = await git.run([
    'ls-tree',
    '-z',
    '--long',
    '--full-tree',
    ...args,
    tree,
    ...(path === undefined ? [] : [path]),
  ]);
  return text
    .split('\0')
    .filter(line => line !== '')
    .map(line => {
      const [facts = '', name = ''] = line.split('\t');
      const [mode = '', type = '', sha = '', size = ''] = facts.split(/ +/);
      return { mode, type, sha, size: type === 'blob' ? Number(size) : undefined, path: `${prefix}${name}` };
    });
}

/** Base64 as GitHub sends it: lines of 60 characters, each with its end. */
export function inLines(base64: string): string {
  return base64.replaceAll(/.{1,60}/g, '$&\n');
}

function renderEntry(state: State, repo: RepositoryState, ref: string, entry: TreeEntry): object {
  const path = entry.path.split('/').map(encodeURIComponent).join('/');
  const isTree = entry.type === 'tree';
  const self = state.urls.api(`/repos/${repo.fullName}/contents/${path}?ref=${encodeURIComponent(ref)}`);
  const git = state.urls.api(`/repos/${repo.fullName}/git/${isTree ? 'trees' : 'blobs'}/${entry.sha}`);
  const html = state.urls.html(`/${repo.fullName}/${isTree ? 'tree' : 'blob'}/${ref}/${path}`);
  return {
    type: isTree
      ? 'dir'
      : entry.mode === '120000'
        ? 'symlink'
        : entry.type === 'commit'
          ? 'submodule'
          : 'file',
    size: entry.size ?? 0,
    name: entry.path.slice(entry.path.lastIndexOf('/') + 1),
    path: entry.path,
    sha: entry.sha,
    url: self,
    git_url: git,
    html_url: html,
    download_url: isTree ? null : state.urls.html(`/${repo.fullName}/raw/${ref}/${path}`),
    _links: { self, git, html },
  };
}
