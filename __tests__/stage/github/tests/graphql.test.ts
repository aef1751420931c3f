import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGitHub, type GitHub, type Repository } from '../github.ts';
import { asker, askGraphQL } from './ask.ts';

let github: GitHub;
let repo: Repository;
let secret: Repository;

beforeAll(async () => {
  github = await startGitHub();
  repo = await github.createRepository({ owner: 'acme', name: 'shop' });
  secret = await github.createRepository({ owner: 'acme', name: 'secret', private: true });
});

afterAll(async () => await github[Symbol.asyncDispose]());

const commentsQuery = `query Comments($number: Int!) {
  viewer { login }
  repository(owner: "acme", name: "shop") {
    issueOrPullRequest(number: $number) {
      ... on PullRequest { headRefOid earliest: comments(first: 2) { ...page } latest: comments(last: 2) { ...page } }
      ... on Issue { earliest: comments(first: 2) { ...page } latest: comments(last: 2) { ...page } }
    }
  }
}
fragment page on IssueCommentConnection {
  totalCount
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  nodes { id databaseId fullDatabaseId body isMinimized minimizedReason viewerDidAuthor author { __typename login } }
}`;

interface Page {
  readonly totalCount: number;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly endCursor: string;
  };
  readonly nodes: readonly {
    readonly id: string;
    readonly body: string;
    readonly author: { readonly login: string };
  }[];
}

interface Comments {
  readonly viewer: { readonly login: string };
  readonly repository: { readonly issueOrPullRequest: { readonly earliest: Page; readonly latest: Page } };
}

describe('comments', () => {
  test('are read from both ends; logins of bots lack [bot], but not the viewer', async () => {
    await repo.push('feature', { a: '1' }, 'Change');
    const pull = await repo.openPullRequest({ branch: 'feature', title: 'Change it' });
    for (const body of ['1', '2', '3', '4', '5'])
      repo.comment(pull, { body, login: body === '5' ? 'github-actions[bot]' : 'jane' });
    const { data } = await askGraphQL<Comments>(github, commentsQuery, { number: pull.number });
    expect(data.viewer.login).toBe('github-actions[bot]');
    const { earliest, latest } = data.repository.issueOrPullRequest;
    expect(earliest.nodes.map(({ body }) => body)).toEqual(['1', '2']);
    expect(earliest.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(latest.nodes.map(({ body }) => body)).toEqual(['4', '5']);
    expect(latest).toMatchObject({
      totalCount: 5,
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
      nodes: [
        { author: { __typename: 'User', login: 'jane' }, viewerDidAuthor: false },
        { author: { __typename: 'Bot', login: 'github-actions' }, viewerDidAuthor: true, databaseId: null },
      ],
    });
  });

  test('are walked by cursors', async () => {
    const issue = repo.openIssue({ title: 'One' });
    for (const body of ['1', '2', '3']) repo.comment(issue, { body });
    const query = `query($number: Int!, $after: String) { repository(owner: "acme", name: "shop") {
      issue(number: $number) { comments(first: 1, after: $after) { edges { cursor node { body } } pageInfo { endCursor hasNextPage } } } } }`;
    interface Walked {
      readonly repository: {
        readonly issue: { readonly comments: Pick<Page, 'pageInfo'> & { readonly edges: unknown[] } };
      };
    }
    const seen: unknown[] = [];
    let after: string | undefined;
    for (let more = true; more; ) {
      const answer = await askGraphQL<Walked>(github, query, { number: issue.number, after });
      const { edges, pageInfo }: Walked['repository']['issue']['comments'] =
        answer.data.repository.issue.comments;
      seen.push(...edges);
      more = pageInfo.hasNextPage;
      after = pageInfo.endCursor;
    }
    expect(seen).toMatchObject([{ node: { body: '1' } }, { node: { body: '2' } }, { node: { body: '3' } }]);
  });

  test('are hidden and shown by who may', async () => {
    const issue = repo.openIssue({ title: 'Two' });
    const { nodeId } = repo.comment(issue, { body: 'Twice' });
    const mutation = `mutation Hide($id: ID!) { minimizeComment(input: { subjectId: $id, classifier: DUPLICATE }) {
      minimizedComment { isMinimized minimizedReason } } }`;
    const reader = github.token({ permissions: { issues: 'read' } });
    const refused = await askGraphQL(github, mutation, { id: nodeId }, reader);
    expect(refused.errors).toMatchObject([
      { type: 'FORBIDDEN', message: 'Resource not accessible by integration', path: ['minimizeComment'] },
    ]);
    github.log.clear();
    const { data } = await askGraphQL(github, mutation, { id: nodeId });
    expect(data).toEqual({
      minimizeComment: { minimizedComment: { isMinimized: true, minimizedReason: 'duplicate' } },
    });
    expect(github.log.writes).toMatchObject([{ operationId: 'mutation Hide', service: 'graphql' }]);
    const [comment] = repo.comments(issue);
    expect(comment?.minimized).toBe('duplicate');
    const rest = await asker(github)('GET', `/repos/acme/shop/issues/comments/${comment?.id}`);
    expect(rest.body['minimized']).toEqual({ reason: 'duplicate' });
    const show = 'mutation($id: ID!) { unminimizeComment(input: { subjectId: $id }) { clientMutationId } }';
    await askGraphQL(github, show, { id: nodeId });
    expect(repo.comments(issue)[0]?.minimized).toBeUndefined();
  });
});

describe('deployments', () => {
  const query = `query Deployments($environments: [String!], $direction: OrderDirection!) {
    repository(owner: "acme", name: "shop") {
      ref(qualifiedName: "refs/heads/main") { target { oid } }
      deployments(environments: $environments, first: 100, orderBy: { field: CREATED_AT, direction: $direction }) {
        nodes {
          id databaseId state commitOid task environment payload createdAt ref { name } creator { login }
          latestStatus { state description logUrl }
          statuses(first: 10) { nodes { state } }
        }
      }
    }
  }`;

  interface Answer {
    readonly repository: {
      readonly ref: { readonly target: { readonly oid: string } };
      readonly deployments: {
        readonly nodes: readonly { readonly payload: string; readonly state: string }[];
      };
    };
  }

  test('come with their states, oldest first unless asked otherwise', async () => {
    const environment = 'staging';
    await repo.deploy({ environment, payload: { schema: 1 }, states: ['in_progress', 'success'] });
    await repo.deploy({ environment, ref: await repo.sha('main'), states: ['failure'] });
    const { body } = await asker(github)<{ id: number }>('POST', '/repos/acme/shop/deployments', {
      ref: 'main',
      auto_merge: false,
      required_contexts: [],
      environment,
      transient_environment: true,
    });
    const statuses = `/repos/acme/shop/deployments/${body.id}/statuses`;
    await asker(github)('POST', statuses, { state: 'inactive' });
    await repo.deploy({ environment });
    await repo.deploy({ environment: 'other' });
    const { data } = await askGraphQL<Answer>(github, query, { environments: ['staging'], direction: 'ASC' });
    expect(data.repository.ref.target.oid).toBe(await repo.sha('main'));
    const { nodes } = data.repository.deployments;
    expect(nodes.map(({ state }) => state)).toEqual(['ACTIVE', 'FAILURE', 'DESTROYED', 'PENDING']);
    expect(nodes[0]).toMatchObject({
      commitOid: await repo.sha('main'),
      ref: { name: 'main' },
      creator: { login: 'github-actions' },
      latestStatus: { state: 'SUCCESS' },
      statuses: { nodes: [{ state: 'SUCCESS' }, { state: 'IN_PROGRESS' }] },
    });
    expect(nodes[1]).toMatchObject({ ref: null });
    const payload: unknown = JSON.parse(String(JSON.parse(nodes[0]?.payload ?? '')));
    expect(payload).toEqual({ schema: 1 });
    const newest = await askGraphQL<Answer>(github, query, { environments: null, direction: 'DESC' });
    expect(newest.data.repository.deployments.nodes[0]).toMatchObject({ environment: 'other' });
  });

  test('are abandoned after 30 minutes without a word', async () => {
    github.clock.advance({ minutes: 31 });
    const { data } = await askGraphQL<Answer>(github, query, { environments: ['other'], direction: 'ASC' });
    expect(data.repository.deployments.nodes).toMatchObject([{ state: 'ABANDONED' }]);
  });
});

describe('a query', () => {
  test('finds nothing that the token must not see', async () => {
    const query = '{ repository(owner: "acme", name: "secret") { id } }';
    const token = github.token({ repositories: ['acme/shop'] });
    const { data, errors } = await askGraphQL(github, query, {}, token);
    expect(data).toEqual({ repository: null });
    expect(errors).toMatchObject([
      { type: 'NOT_FOUND', message: "Could not resolve to a Repository with the name 'acme/secret'." },
    ]);
    expect((await askGraphQL(github, query)).data).toMatchObject({ repository: { id: expect.any(String) } });
    expect(secret.comments(1)).toEqual([]);
  });

  test('must say how much of a list it wants', async () => {
    const query = (args: string) =>
      `{ repository(owner: "acme", name: "shop") { deployments${args} { totalCount } } }`;
    const typeOf = async (args: string) => (await askGraphQL(github, query(args))).errors[0]?.['type'];
    expect(await typeOf('')).toBe('MISSING_PAGINATION_BOUNDARIES');
    expect(await typeOf('(first: 101)')).toBe('EXCESSIVE_PAGINATION');
    expect(await typeOf('(first: 1, last: 1)')).toBe('UNSUPPORTED_PAGINATION');
    expect(await typeOf('(first: 100)')).toBeUndefined();
  });

  test('needs a token, and counts apart from REST', async () => {
    const ask = asker(github);
    const anonymous = await ask(
      'POST',
      github.graphqlUrl,
      { query: '{ viewer { login } }' },
      { token: undefined },
    );
    expect(anonymous.status).toBe(401);
    const token = github.token({ repositories: ['acme/shop'] });
    const { data } = await askGraphQL(github, '{ rateLimit { limit remaining used } }', {}, token);
    expect(data).toMatchObject({ rateLimit: { limit: 1000, used: expect.any(Number) } });
  });

  test('finds things by their node id', async () => {
    const issue = repo.openIssue({ title: 'Three' });
    const { nodeId } = repo.comment(issue, { body: 'Here' });
    const query = 'query($id: ID!) { node(id: $id) { id ... on IssueComment { body } } }';
    expect((await askGraphQL(github, query, { id: nodeId })).data).toEqual({
      node: { id: nodeId, body: 'Here' },
    });
    expect((await askGraphQL(github, query, { id: 'IC_none' })).errors).toMatchObject([
      { type: 'NOT_FOUND' },
    ]);
  });
});
