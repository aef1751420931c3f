import type { Client } from './client.ts';
import { numberAt, textAt } from './body.ts';
import { type Continuation, continuationBody } from './continuation-marker.ts';
import { createOnce } from './once.ts';
import { identityOf, type Pull, readPull } from './pull.ts';
import { digestOf, isNewer, type Section } from './sections.ts';

/** A section of at most so many continuations; more would bury the discussion below them. */
export const mostContinuations = 5;

/** What the continuations are of. */
export interface ContinuationOrder {
  readonly number: number;
  readonly section: Omit<Section, 'digest' | 'text'>;
  readonly texts: readonly string[];
  readonly pull: Pull;
}

/**
 * Writes the continuations of a section, each in a comment of its own that is used again by later runs; gives their URLs.
 * Those that are not needed any more say so in one line. @throws RequestFailure
 */
export async function putContinuations(client: Client, order: ContinuationOrder): Promise<readonly string[]> {
  const { section, texts, pull } = order;
  const ours = pull.continuations.filter(({ key }) => key === section.key);
  if (ours.some(found => isNewer(found, section))) return [];
  const urls: string[] = [];
  for (const [index, text] of texts.entries()) {
    const part = index + 2;
    urls.push(await putOne(client, order, { part, text: `${headOf(order, part)}\n\n${text.trimEnd()}` }));
  }
  for (const { part } of ours.filter(found => found.part > texts.length + 1))
    await putOne(client, order, { part, text: emptyWords });
  return urls;
}

const emptyWords = 'This comment continued a longer preview; it is not needed now.';

function headOf({ section, texts }: ContinuationOrder, part: number): string {
  const what = section.key.replaceAll(/[^\w ./-]/g, '');
  return `Part ${part} of ${texts.length + 1} of the ${what}, commit \`${section.head.slice(0, 7)}\`; the first part is the comment with the table.`;
}

async function putOne(
  client: Client,
  order: ContinuationOrder,
  { part, text }: { readonly part: number; readonly text: string },
): Promise<string> {
  const { number, section, pull } = order;
  const { key, head, run, attempt } = section;
  const isIt = (found: Continuation): boolean => found.key === key && found.part === part;
  const found = pull.continuations.find(isIt);
  if (found?.digest === digestOf(text)) return found.url;
  const body = continuationBody(identityOf(client, number), { key, part, head, run, attempt }, text);
  if (found) {
    await client.send('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
      comment_id: found.id,
      body,
    });
    return found.url;
  }
  return await createOnce(
    async () => {
      const path = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
      const made = await client.send(path, { issue_number: number, body });
      return numberAt(made, '/id') === undefined ? '' : (textAt(made, '/html_url') ?? '');
    },
    async () => (await readPull(client, number)).continuations.find(isIt)?.url,
  );
}
