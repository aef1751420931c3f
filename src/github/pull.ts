import { Failure } from '../model/failure.ts';
import { type Json, valueAt } from '../model/json.ts';
import { listAt, numberAt, textAt } from './body.ts';
import type { Client } from './client.ts';
import { type Continuation, readContinuation } from './continuation-marker.ts';
import { type Shared, splitSections } from './sections.ts';

/** A comment of ours about a pull request that holds its sections. */
export interface SharedComment {
  readonly id: number;
  readonly url: string;
  readonly shared: Shared;
}

/** A pull request as it stands: its newest commit, and our comments. */
export interface Pull {
  readonly headSha: string;
  /** Oldest first. There should be one at most. */
  readonly comments: readonly SharedComment[];
  readonly continuations: readonly Continuation[];
}

/** The head and the comments in one request per 100 comments; GraphQL, because it says which are the reader's own. */
const pullQuery = `query Comments($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      headRefOid
      comments(first: 100, after: $after) {
        nodes { fullDatabaseId body isMinimized viewerDidAuthor url }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;

/**
 * Reads a pull request with all pages of its comments. Ours are those that the token's own account wrote and whose first
 * line is our marker for this very pull request; hidden ones do not count. @throws RequestFailure
 */
export async function readPull(client: Client, number: number): Promise<Pull> {
  const nodes: Json[] = [];
  let after: string | null = null;
  for (;;) {
    const page: Json = await client.query(pullQuery, {
      owner: client.owner,
      name: client.repo,
      number,
      after,
    });
    const pull = valueAt(page, '/repository/pullRequest');
    const headSha = textAt(pull, '/headRefOid');
    if (headSha === undefined) throw new Failure('github-refused', `pull request ${number} is not there`);
    nodes.push(...listAt(pull, '/comments/nodes').filter(isOurs));
    if (valueAt(pull, '/comments/pageInfo/hasNextPage') !== true)
      return { headSha, ...commentsIn(client, number, nodes) };
    after = textAt(pull, '/comments/pageInfo/endCursor') ?? null;
  }
}

function isOurs(node: Json): boolean {
  return valueAt(node, '/viewerDidAuthor') === true && valueAt(node, '/isMinimized') !== true;
}

function commentsIn(client: Client, number: number, nodes: readonly Json[]): Omit<Pull, 'headSha'> {
  const found = nodes
    .map(node => ({
      id: Number(textAt(node, '/fullDatabaseId')),
      url: textAt(node, '/url') ?? '',
      body: textAt(node, '/body') ?? '',
    }))
    .toSorted((a, b) => a.id - b.id);
  const isAbout = (identity: Json | undefined): boolean =>
    textAt(identity, '/repo') === `${client.owner}/${client.repo}` && numberAt(identity, '/pr') === number;
  return {
    comments: found.flatMap(({ id, url, body }) => {
      const shared = splitSections(body);
      return shared && isAbout(shared.identity) ? [{ id, url, shared }] : [];
    }),
    continuations: found.flatMap(({ id, url, body }) => {
      const marked = readContinuation(body);
      return marked && isAbout(marked.identity) ? [{ ...marked, id, url }] : [];
    }),
  };
}

/** What a comment of ours about a pull request says of itself in its marker. */
export function identityOf(client: Client, number: number): Readonly<Record<string, Json>> {
  return { repo: `${client.owner}/${client.repo}`, pr: number };
}
