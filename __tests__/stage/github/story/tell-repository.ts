import { isAbsolute } from 'node:path';
import { findCommit, parseRevision } from '../git/commits.ts';
import { commitFiles, type Files } from '../git/write.ts';
import type { RuntimeTokens } from '../services/runtime-tokens.ts';
import { changeArtifact, finishedArtifacts, type Artifact } from '../state/artifacts.ts';
import { actionsBot } from '../state/accounts.ts';
import { addCommitStatus } from '../state/commit-statuses.ts';
import { addDeployment, addDeploymentStatus, type Deployment } from '../state/deployments.ts';
import { addComment, addIssue, changeIssue, commentsOf } from '../state/issues.ts';
import { landMerge, mergePull, queueMerge } from '../state/merging.ts';
import { addPull, followBranch, type PullRequest } from '../state/pulls.ts';
import type { RepositoryState } from '../state/repository.ts';
import { signatureOf } from '../state/signatures.ts';
import type { State } from '../state/state.ts';
import { cloneRepository } from './clone.ts';
import type { DeploymentOrder, PullName, PullOrder, Repository } from './repository.ts';
import { startRun } from './runs.ts';
import {
  viewArtifact,
  viewCheckRuns,
  viewComment,
  viewDeployment,
  viewIssue,
  viewPull,
  viewStatuses,
} from './views.ts';

/** Who does something when a test does not say. */
const somebody = 'octocat';

/** What stands behind the repositories of a test. */
export interface StoryParts {
  readonly state: State;
  readonly tokens: RuntimeTokens;
  readonly addFork: (of: RepositoryState, login: string) => Promise<RepositoryState>;
}

/** A repository for tests. */
export function tellRepository(parts: StoryParts, repo: RepositoryState): Repository {
  const { state, tokens } = parts;
  const { git } = repo;
  const account = (login = somebody) => state.accounts.of(login);
  const pullOf = (name: PullName): PullRequest => {
    const pull = repo.pulls.get(numberOf(name));
    if (!pull) throw new Error(`${repo.fullName} has no pull request ${numberOf(name)}`);
    return pull;
  };
  const change = (name: PullName, to: 'open' | 'closed', login?: string) => {
    const issue = repo.issues.get(numberOf(name));
    if (!issue) throw new Error(`${repo.fullName} has no issue ${numberOf(name)}`);
    changeIssue(state, repo, issue, { state: to }, account(login));
  };
  return {
    owner: repo.owner.login,
    name: repo.name,
    fullName: repo.fullName,
    id: repo.id,
    url: state.urls.html(`/${repo.fullName}`),
    defaultBranch: repo.defaultBranch,
    folder: git.folder,

    push: async (branch, files, message, options = {}) =>
      await repo.alone(async () => await pushFiles(state, repo, { branch, files, message, ...options })),
    resetBranch: async (branch, sha) =>
      await repo.alone(async () => {
        await git.run(['update-ref', `refs/heads/${branch}`, sha]);
        await followBranch(state, repo, branch, account());
      }),
    deleteBranch: async branch =>
      await repo.alone(async () => {
        await git.run(['update-ref', '-d', `refs/heads/${branch}`]);
        await followBranch(state, repo, branch, account());
      }),
    sha: async ref => {
      const sha = await findCommit(git, ref);
      if (sha === undefined) throw new Error(`${repo.fullName} has no ${ref}`);
      return sha;
    },
    read: async (ref, path) => (await git.read(`${ref}:${path}`))?.bytes.toString('utf8'),
    clone: async (folder, options = {}) => {
      if (!isAbsolute(folder)) throw new Error(`${folder} is not an absolute path`);
      await cloneRepository(repo, folder, options);
    },
    fork: async login => tellRepository(parts, await parts.addFork(repo, login)),

    openPullRequest: async order =>
      await repo.alone(async () => viewPull(state, repo, await openPull(state, repo, order))),
    pullRequest: name => viewPull(state, repo, pullOf(name)),
    merge: async (name, method = 'merge', login) =>
      await repo.alone(async () => {
        const merged = await mergePull(state, repo, pullOf(name), { method, by: account(login) });
        if (merged?.mergeSha === undefined) throw new Error(`pull request ${numberOf(name)} conflicts`);
        return merged.mergeSha;
      }),
    enqueue: async (name, login) =>
      await repo.alone(async () => {
        const queued = await queueMerge(state, repo, pullOf(name), account(login));
        if (!queued) throw new Error(`pull request ${numberOf(name)} conflicts`);
        const { branch, mergeSha: sha } = queued;
        const land = async () =>
          void (await landMerge(state, repo, pullOf(name), { ...queued, by: account(login) }));
        return { branch, sha, land: async () => await repo.alone(land) };
      }),
    close: (name, login) => change(name, 'closed', login),
    reopen: (name, login) => change(name, 'open', login),
    comment: (name, { login, body }) =>
      viewComment(addComment(state, repo, { issueNumber: numberOf(name), body, user: account(login) })),
    openIssue: ({ login, ...issue }) =>
      viewIssue(addIssue(state, repo, { ...issue, user: account(login) }), []),
    deploy: async (order = {}) => viewDeployment(await recordDeployment(state, repo, order)),
    setStatus: (sha, { login = actionsBot, ...status }) =>
      void addCommitStatus(state, repo, {
        ...status,
        sha,
        description: null,
        targetUrl: null,
        creator: account(login),
      }),
    startRun: async (order = {}) => await startRun(state, repo, tokens, order),
    allow: (login, role) => void repo.collaborators.set(account(login).login.toLowerCase(), role),
    disableIssues: () => {
      repo.settings.hasIssues = false;
    },
    tamper: (id, bytes) => void changeArtifact(repo, artifactOf(repo, id), { bytes }),

    comments: name => commentsOf(repo, numberOf(name)).map(viewComment),
    issues: () =>
      [...repo.issues.values()]
        .filter(({ isPull }) => !isPull)
        .map(issue => viewIssue(issue, commentsOf(repo, issue.number))),
    deployments: environment =>
      [...repo.deployments.values()]
        .filter(deployment => environment === undefined || deployment.environment === environment)
        .map(viewDeployment),
    statuses: sha => viewStatuses(repo, sha),
    checkRuns: sha => viewCheckRuns(repo, sha),
    artifacts: () => finishedArtifacts(repo).map(artifact => viewArtifact(state, artifact)),
    attestations: () => repo.attestations,
    dispatches: () => repo.dispatches,
  };
}

function numberOf(name: PullName): number {
  return typeof name === 'number' ? name : name.number;
}

function artifactOf(repo: RepositoryState, id: number): Artifact {
  const artifact = repo.artifacts.get(id);
  if (!artifact) throw new Error(`${repo.fullName} has no artifact ${id}`);
  return artifact;
}

async function recordDeployment(
  state: State,
  repo: RepositoryState,
  order: DeploymentOrder,
): Promise<Deployment> {
  const { ref = repo.defaultBranch, states = [], logUrl, login = actionsBot, ...facts } = order;
  const sha = await findCommit(repo.git, ref);
  if (sha === undefined) throw new Error(`${repo.fullName} has no ${ref}`);
  const creator = state.accounts.of(login);
  const { id } = addDeployment(state, repo, { sha, ref, creator, ...facts });
  const current = () => {
    const known = repo.deployments.get(id);
    if (!known) throw new Error(`${repo.fullName} has lost its deployment ${id}`);
    return known;
  };
  for (const one of states)
    addDeploymentStatus(state, repo, current(), {
      state: one,
      creator,
      autoInactive: false,
      ...(logUrl === undefined ? {} : { logUrl }),
    });
  return current();
}

interface Push {
  readonly branch: string;
  readonly files: Files;
  readonly message: string;
  readonly login?: string;
  readonly onto?: string;
}

async function pushFiles(state: State, repo: RepositoryState, push: Push): Promise<string> {
  const ref = `refs/heads/${push.branch}`;
  const parent =
    push.onto ??
    (await parseRevision(repo.git, ref)) ??
    (await parseRevision(repo.git, `refs/heads/${repo.defaultBranch}`));
  const by = state.accounts.of(push.login ?? somebody);
  const { files, message } = push;
  const author = signatureOf(by, state.clock.nowMs());
  const sha = await commitFiles(repo.git, { ref, parent, files, message, author });
  await followBranch(state, repo, push.branch, by);
  return sha;
}

async function openPull(state: State, repo: RepositoryState, order: PullOrder): Promise<PullRequest> {
  const fork = order.fromFork && state.repositories.get(order.fromFork.fullName.toLowerCase());
  const pull = await addPull(state, repo, {
    title: order.title,
    user: state.accounts.of(order.login ?? order.fromFork?.owner ?? somebody),
    headRepository: fork ?? repo,
    headRef: order.branch,
    baseRef: order.base ?? repo.defaultBranch,
    ...(order.body === undefined ? {} : { body: order.body }),
    ...(order.isDraft === undefined ? {} : { isDraft: order.isDraft }),
  });
  return pull;
}
