import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StageError } from '../cluster/stage-error.ts';
import { createContract, type Contract } from './contract/contract.ts';
import { violationLine, type Violation } from './contract/violations.ts';
import type { Hook } from './http/exchange.ts';
import { createBox, type Fault, type FaultTarget, type Injected } from './http/faults.ts';
import { listen } from './http/listen.ts';
import { createRateLimits, type RateLimitOptions } from './http/rate-limits.ts';
import { createRequestLog, type LoggedRequest, type RequestLog } from './http/request-log.ts';
import { createBlobs } from './services/blobs.ts';
import type { OidcIssuer } from './services/oidc-issuer.ts';
import { createRuntimeTokens } from './services/runtime-tokens.ts';
import { createAccounts } from './state/accounts.ts';
import { createClock, type Clock } from './state/clock.ts';
import { createIds } from './state/ids.ts';
import type { DeploymentRecord, State } from './state/state.ts';
import { createTokens, type Token, type TokenOrder } from './state/tokens.ts';
import { createUrls, type Flavour } from './state/urls.ts';
import { createRepositoryMaker, type RepositoryOrder } from './story/make-repository.ts';
import type { Repository } from './story/repository.ts';
import { tellRepository } from './story/tell-repository.ts';

export { createContract, type Contract } from './contract/contract.ts';
export type { Violation } from './contract/violations.ts';
export type { FileContent, Files } from './git/write.ts';
export type { Fault, FaultTarget, Injected } from './http/faults.ts';
export type { RateLimitOptions } from './http/rate-limits.ts';
export { isWrite, type LoggedRequest, type RequestLog, type Service } from './http/request-log.ts';
export type { OperationId } from './operations.ts';
export type { Clock } from './state/clock.ts';
export type { DeploymentStateName } from './state/deployments.ts';
export type { MergeMethod } from './state/merging.ts';
export type { Attestation, Dispatch, Role } from './state/repository.ts';
export type { DeploymentRecord } from './state/state.ts';
export type { Permission, Permissions, Token, TokenOrder } from './state/tokens.ts';
export type { Flavour } from './state/urls.ts';
export type { CloneOptions } from './story/clone.ts';
export type { RepositoryOrder } from './story/make-repository.ts';
export type {
  DeploymentOrder,
  PullName,
  PullOrder,
  PushOptions,
  QueueEntry,
  Repository,
} from './story/repository.ts';
export type { Job, JobOrder } from './story/jobs.ts';
export type { Run, RunOrder, UploadOptions } from './story/runs.ts';
export type {
  ArtifactView,
  CheckRunView,
  CommentView,
  DeploymentView,
  IssueView,
  PullRequestView,
  StatusView,
} from './story/views.ts';

/** How to start the stand-in; every field has a default. */
export interface GitHubOptions {
  /** Where its URLs lead: as on github.com, or as on Enterprise Server; default `github.com`. */
  readonly flavour?: Flavour;
  readonly rateLimits?: RateLimitOptions;
  /** GitHub's description, read and compiled as far as it was used (`createContract`): for many starts in one process. */
  readonly contract?: Contract;
}

/** GitHub on one machine: what a client finds behind the URLs, and what a test does with it. */
export interface GitHub extends AsyncDisposable {
  /** GITHUB_API_URL. */
  readonly apiUrl: string;
  /** GITHUB_GRAPHQL_URL. */
  readonly graphqlUrl: string;
  /** GITHUB_SERVER_URL: links begin with it, nothing is served there. */
  readonly serverUrl: string;
  /** ACTIONS_RESULTS_URL; a job's variables have it with its token. */
  readonly resultsUrl: string;
  readonly clock: Clock;
  readonly log: RequestLog;
  /** What did not agree with what GitHub publishes. Disposal throws when there are any. */
  readonly violations: readonly Violation[];
  /** Gives the violations and forgets them, for tests that mean them. */
  readonly takeViolations: () => readonly Violation[];
  readonly createRepository: (order: RepositoryOrder) => Promise<Repository>;
  readonly token: (order?: TokenOrder) => Token;
  /** Puts a fault in place: once by default, for every request unless `target` says which. */
  readonly inject: (fault: Fault, target?: FaultTarget) => Injected;
  /** Does something when a request arrives, before it is handled: once by default. */
  readonly before: (target: FaultTarget, act: (request: LoggedRequest) => unknown) => Injected;
  /** Does something when a request was handled, before its answer goes out: once by default. */
  readonly after: (target: FaultTarget, act: (request: LoggedRequest) => unknown) => Injected;
  /** The issuer of identity tokens, started on the first call. Its `ca` is PEM text. */
  readonly oidc: () => Promise<Pick<OidcIssuer, 'issuer' | 'ca'>>;
  /** The linked-artifact records of an organisation. */
  readonly deploymentRecords: (organization: string) => readonly DeploymentRecord[];
}

/**
 * Starts a GitHub of its own on free loopback ports. It ends with `await using`.
 * @throws StageError at its end when a request or an answer did not agree with what GitHub publishes
 */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const flavour = options.flavour ?? 'github.com';
  const folder = await mkdtemp(join(tmpdir(), 'gitops-push-github-'));
  const server = await listen();
  const violations: Violation[] = [];
  const { log, record } = createRequestLog();
  const faults = createBox<Fault>();
  const hooks = createBox<Hook>();
  const state = createState(createUrls(flavour, server.port), options);
  const runtimeTokens = createRuntimeTokens(state.clock);
  const repositories = createRepositoryMaker(state, folder);
  let issuer: Promise<OidcIssuer> | undefined;
  const openIssuer = async () =>
    await (issuer ??= import('./services/oidc-issuer.ts').then(async lazy => await lazy.startOidcIssuer()));
  const takeViolations = () => violations.splice(0);

  server.serve({
    state,
    flavour,
    record,
    faults,
    hooks,
    runtimeTokens,
    openIssuer,
    contract: options.contract ?? createContract(),
    report: violation => void violations.push(violation),
    remembered: new Map(),
  });
  return {
    apiUrl: state.urls.api(''),
    graphqlUrl: state.urls.graphql,
    serverUrl: state.urls.html(''),
    resultsUrl: `${state.urls.services}/`,
    clock: state.clock,
    log,
    violations,
    takeViolations,
    createRepository: async order => {
      const parts = { state, tokens: runtimeTokens, addFork: repositories.fork };
      const story = tellRepository(parts, await repositories.make(order));
      if (order.isEmpty !== true)
        await story.push(story.defaultBranch, order.files ?? { 'README.md': `# ${order.name}\n` }, 'Start');
      return story;
    },
    token: state.tokens.issue,
    inject: faults.place,
    before: (target, act) => hooks.place({ when: 'before', act }, target),
    after: (target, act) => hooks.place({ when: 'after', act }, target),
    oidc: openIssuer,
    deploymentRecords: organization => state.deploymentRecords.get(organization) ?? [],
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await (await issuer)?.[Symbol.asyncDispose]();
      for (const { git } of state.repositories.values()) git.close();
      await rm(folder, { recursive: true, force: true });
      const left = takeViolations().map(violationLine);
      if (left.length > 0)
        throw new StageError(`GitHub's description was violated ${left.length} times.`, {
          hint: left.join('\n'),
        });
    },
  };
}

function createState(urls: State['urls'], options: GitHubOptions): State {
  const ids = createIds();
  const clock = createClock();
  const accounts = createAccounts(ids);
  const repositories: State['repositories'] = new Map();
  return {
    clock,
    ids,
    accounts,
    tokens: createTokens(accounts, clock),
    urls,
    rateLimits: createRateLimits(clock, options.rateLimits),
    blobs: createBlobs(clock, urls, repositories),
    repositories,
    deploymentRecords: new Map(),
  };
}
