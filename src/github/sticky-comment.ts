import { numberAt } from './body.ts';
import type { Client } from './client.ts';
import { commentBody } from './comment-text.ts';
import { createOnce } from './once.ts';
import { identityOf, type Pull, readPull, type SharedComment } from './pull.ts';
import { statusOf } from './refusal.ts';
import { isNewer, type Section } from './sections.ts';

/** What became of a section: written, already there, left to a newer run, overtaken by a push, or not wanted. */
export type Written = 'created' | 'updated' | 'unchanged' | 'older' | 'moved-on' | 'skipped';

/** A section of the comment of a pull request. */
export interface SectionOrder {
  readonly number: number;
  readonly section: Section;
  /** `current`: only while the section's head is the newest commit of the branch. */
  readonly head: 'current' | 'any';
  readonly ifMissing: 'create' | 'skip';
  /** The pull request as it was read a moment ago, to save a request. */
  readonly pull?: Pull;
  /**
   * What other jobs have to say about the newest commit, from a place that each writes for itself before it writes here.
   * It is asked after each write.
   */
  readonly others?: (headSha: string) => Promise<readonly Section[]>;
  /** Waits until writes that were under way have arrived. */
  readonly pause: () => Promise<void>;
}

/** The comment and where it is. */
export interface WrittenComment {
  readonly written: Written;
  readonly url?: string;
}

/** A comment that others overwrite more often than this is left to them. */
const mostWrites = 3;

/**
 * Puts a section into the one comment of a pull request. The comment is found by its marker and its author on all pages
 * before one is created; doubles are deleted, the oldest stays. GitHub cannot compare and swap: after each write the
 * comment is read again, and written again when somebody who had read it before has overwritten what is newer. Because
 * the last to write looks once more, nothing that `others` tells is ever lost. @throws RequestFailure
 */
export async function putSection(client: Client, order: SectionOrder): Promise<WrittenComment> {
  const { number, section } = order;
  let pull = order.pull ?? (await readPull(client, number));
  let told: readonly Section[] = [];
  let written: Written | undefined;
  for (let writes = 0; ; writes += 1) {
    const own = mayWrite(pull, order) ? [section] : [];
    if (own.length === 0 && writes === 0) return { written: 'moved-on' };
    const [first] = pull.comments;
    if (!first && order.ifMissing === 'skip') return { written: 'skipped' };
    const found = pull.comments.flatMap(({ shared }) => shared.sections);
    const wanted = newestOf([...found, ...told, ...own]);
    if (first && holds(first, wanted)) {
      await removeDoubles(client, pull, double => isLeft(double, section));
      return { written: written ?? whyNot(wanted, section), url: first.url };
    }
    if (writes === mostWrites) return { written: written ?? 'older', ...(first && { url: first.url }) };
    written ??= first ? 'updated' : 'created';
    const created = await write(client, order, first, wanted);
    await order.pause();
    pull = await readPull(client, number);
    await removeDoubles(client, pull, double => double.id === created || isLeft(double, section));
    told = (await order.others?.(pull.headSha)) ?? [];
  }
}

function mayWrite(pull: Pull, { head, section }: SectionOrder): boolean {
  return head === 'any' || pull.headSha === section.head;
}

/** Each key once: of the newest run and attempt, the later one of the list when there are several. */
function newestOf(sections: readonly Section[]): readonly Section[] {
  const newest = new Map<string, Section>();
  for (const section of sections) {
    const before = newest.get(section.key);
    if (!before || !isNewer(before, section)) newest.set(section.key, section);
  }
  return [...newest.values()];
}

function holds({ shared }: SharedComment, wanted: readonly Section[]): boolean {
  return wanted.every(section =>
    shared.sections.some(({ key, digest }) => key === section.key && digest === section.digest),
  );
}

function whyNot(wanted: readonly Section[], section: Section): Written {
  const there = wanted.find(({ key }) => key === section.key);
  return there && isNewer(there, section) ? 'older' : 'unchanged';
}

async function write(
  client: Client,
  { number, section }: SectionOrder,
  first: SharedComment | undefined,
  wanted: readonly Section[],
): Promise<number | undefined> {
  const body = commentBody(identityOf(client, number), wanted, section.key);
  if (!first) return await create(client, number, body);
  await change(client, first.id, body);
  return undefined;
}

/** Creates the comment with a first section, before anything else is written below it. @throws RequestFailure */
export async function createComment(
  client: Client,
  { number, section }: Pick<SectionOrder, 'number' | 'section'>,
): Promise<void> {
  await create(client, number, commentBody(identityOf(client, number), [section], section.key));
}

async function create(client: Client, number: number, body: string): Promise<number | undefined> {
  return await createOnce(
    async () => {
      const path = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
      return numberAt(await client.send(path, { issue_number: number, body }), '/id') ?? 0;
    },
    async () => (await readPull(client, number)).comments[0]?.id,
  );
}

/** Whoever deleted the comment meanwhile has another one: it is found when it is read again. */
async function change(client: Client, id: number, body: string): Promise<void> {
  await unlessGone(async () => {
    await client.send('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: id, body });
  });
}

/** Left by runs before this one: whoever is at work removes its own. */
function isLeft({ shared }: SharedComment, { run }: Section): boolean {
  return shared.sections.every(section => section.run < run);
}

/** Forty jobs that each removed the doubles of all others would use up the hour's requests. */
async function removeDoubles(
  client: Client,
  { comments }: Pull,
  isMeant: (double: SharedComment) => boolean,
): Promise<void> {
  for (const { id } of comments.slice(1).filter(isMeant)) {
    await unlessGone(async () => {
      await client.send('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: id });
    });
  }
}

async function unlessGone(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
}
