import { Failure } from '../model/failure.ts';
import type { Json } from '../model/json.ts';
import { listAt, numberAt, textAt } from './body.ts';
import type { Client } from './client.ts';
import { commentBody } from './comment-text.ts';
import { createOnce } from './once.ts';
import { isNewer, type Section, type Shared, splitSections } from './sections.ts';
import { valueAt } from '../model/json.ts';

/** What became of a section: written, already there, left to a newer run, overtaken by a push, or not wanted. */
export type Written = 'created' | 'updated' | 'unchanged' | 'older' | 'moved-on' | 'skipped';

/** A section of the comment of a pull request. */
export interface SectionOrder {
  readonly number: number;
  readonly section: Section;
  /** `current`: only while the section's head is the newest commit of the branch. */
  readonly head: 'current' | 'any';
  readonly ifMissing: 'create' | 'skip';
}

interface Ours {
  readonly id: number;
  readonly shared: Shared;
}

interface Pull {
  readonly headSha: string;
  /** Our comments about this pull request, oldest first. There should be one at most. */
  readonly comments: readonly Ours[];
}

/**
 * Puts a section into the one comment of a pull request. The comment is found by its marker and its author on all pages
 * before one is created; doubles are deleted, the oldest stays. @throws RequestFailure
 */
export async function putSection(client: Client, order: SectionOrder): Promise<Written> {
  const { number, section } = order;
  const pull = await readPull(client, number);
  if (order.head === 'current' && pull.headSha !== section.head) return 'moved-on';
  const [first, ...doubles] = pull.comments;
  if (!first) return order.ifMissing === 'skip' ? 'skipped' : await create(client, order);
  for (const double of doubles) await remove(client, double.id);
  return await update(client, order, first);
}

async function update(client: Client, { number, section }: SectionOrder, found: Ours): Promise<Written> {
  const { sections } = found.shared;
  const before = sections.find(({ key }) => key === section.key);
  if (before && isNewer(before, section)) return 'older';
  if (before?.digest === section.digest) return 'unchanged';
  const all = [...sections.filter(({ key }) => key !== section.key), section];
  await client.send('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
    comment_id: found.id,
    body: commentBody(identityOf(client, number), all, section.key),
  });
  return 'updated';
}

/** Two runs may create at once, and the API cannot prevent it: whoever sees an older comment than its own gives way. */
async function create(client: Client, order: SectionOrder): Promise<Written> {
  const { number, section } = order;
  const ownId = await createOnce(
    async () => {
      const comment = await client.send('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
        issue_number: number,
        body: commentBody(identityOf(client, number), [section], section.key),
      });
      return numberAt(comment, '/id');
    },
    async () => (await readPull(client, number)).comments[0]?.id,
  );
  const [first, ...doubles] = (await readPull(client, number)).comments;
  if (first === undefined || first.id === ownId || ownId === undefined) {
    for (const double of doubles) await remove(client, double.id);
    return 'created';
  }
  await remove(client, ownId);
  return await update(client, order, first);
}

async function remove(client: Client, id: number): Promise<void> {
  await client.send('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: id });
}

function identityOf(client: Client, number: number): Readonly<Record<string, Json>> {
  return { repo: `${client.owner}/${client.repo}`, pr: number };
}

/** The head and the comments in one request per 100 comments; GraphQL, because it says which are the reader's own. */
const pullQuery = `query Comments($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      headRefOid
      comments(first: 100, after: $after) {
        nodes { fullDatabaseId body isMinimized viewerDidAuthor }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;

async function readPull(client: Client, number: number): Promise<Pull> {
  const comments: Ours[] = [];
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
    comments.push(...listAt(pull, '/comments/nodes').flatMap(node => oursIn(client, number, node)));
    if (valueAt(pull, '/comments/pageInfo/hasNextPage') !== true)
      return { headSha, comments: comments.toSorted((a, b) => a.id - b.id) };
    after = textAt(pull, '/comments/pageInfo/endCursor') ?? null;
  }
}

function oursIn(client: Client, number: number, node: Json): readonly Ours[] {
  if (valueAt(node, '/viewerDidAuthor') !== true || valueAt(node, '/isMinimized') === true) return [];
  const shared = splitSections(textAt(node, '/body') ?? '');
  const isAbout =
    textAt(shared?.identity, '/repo') === `${client.owner}/${client.repo}` &&
    numberAt(shared?.identity, '/pr') === number;
  return shared && isAbout ? [{ id: Number(textAt(node, '/fullDatabaseId')), shared }] : [];
}
