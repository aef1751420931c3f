import type { Json } from '../model/json.ts';
import type { Letter } from '../model/letter.ts';
import { type DeployRecord, recordName } from '../model/record.ts';
import type { Report } from '../model/report.ts';
import type { RunContext } from '../model/run-context.ts';
import { listAt, textAt } from './body.ts';
import type { Client } from './client.ts';
import { contentOf } from './letter-content.ts';
import type { Mirror } from './mirror.ts';
import { statusOf } from './refusal.ts';

interface Content {
  /** The commit that bears the note. */
  readonly commit: string;
  /** `notes/gitops-push/production`. */
  readonly ref: string;
  readonly id: string;
  /** The record as one line of JSON. */
  readonly line: string;
  readonly message: string;
}

/** Somebody may write notes at the same moment: so often the ref is read again. */
const mostTries = 5;

const path = '/repos/{owner}/{repo}/git';

/**
 * A git note on the deployed commit, one line of JSON a record, in `refs/notes/gitops-push/ENVIRONMENT`: the records of a
 * repository without GitHub. The ref is never forced, so that no note of another run is lost.
 */
export function noteMirror({ client, run }: { readonly client: Client; readonly run: RunContext }): Mirror {
  return {
    name: 'note',
    lettersOf: (report, at) => lettersOf(report, run, at),
    deliver: async ({ content }) => {
      const note: Content = JSON.parse(JSON.stringify(content));
      for (let tries = 1; ; tries += 1) {
        try {
          return await write(client, note);
        } catch (error) {
          const isMoved = statusOf(error) === 422 || statusOf(error) === 409;
          if (!isMoved || tries === mostTries) throw error;
        }
      }
    },
  };
}

function lettersOf({ targets }: Report, { runId }: RunContext, at: string): readonly Letter[] {
  const [record] = targets.flatMap(target => target.record ?? []);
  // An unchanged deploy shows the record of the run that made it, which has told it.
  if (record?.commit === undefined || record.run?.id !== runId) return [];
  const { commit, id, environment } = record;
  const content: Content = {
    commit,
    id,
    ref: `notes/gitops-push/${environment.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-')}`,
    line: JSON.stringify(slim(record)),
    message: `Record ${recordName(record)}`,
  };
  return [{ to: 'note', key: id, at, content: contentOf(content) }];
}

function slim({ written: _w, unanswered: _u, ...record }: DeployRecord): DeployRecord {
  return { ...record, images: record.images.slice(0, 20) };
}

/** Blob, tree and commit, then the ref, which moves only when it stands where it was read. */
async function write(client: Client, { commit, ref, id, line, message }: Content): Promise<void> {
  const parent = await headOf(client, ref);
  const there = parent === undefined ? nothing(commit) : await noteAt(client, parent, commit);
  if (there.text.includes(`"${id}"`)) return;
  const blob = await make(client, 'blobs', { content: `${there.text}${line}\n`, encoding: 'utf-8' });
  const tree = await make(client, 'trees', {
    ...(there.tree !== undefined && { base_tree: there.tree }),
    tree: [{ path: there.path, mode: '100644', type: 'blob', sha: blob }],
  });
  const made = await make(client, 'commits', {
    message,
    tree,
    parents: parent === undefined ? [] : [parent],
  });
  if (parent === undefined) await client.send(`POST ${path}/refs`, { ref: `refs/${ref}`, sha: made });
  else await client.send(`PATCH ${path}/refs/{ref}`, { ref, sha: made, force: false });
}

async function headOf(client: Client, ref: string): Promise<string | undefined> {
  try {
    return textAt(await client.send(`GET ${path}/ref/{ref}`, { ref }), '/object/sha');
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

/** The note of a commit in a tree of notes, or where it is to stand. */
interface Note {
  readonly tree: string | undefined;
  /** The commit's SHA, parted by slashes where git has parted the tree. */
  readonly path: string;
  readonly text: string;
}

function nothing(commit: string): Note {
  return { tree: undefined, path: commit, text: '' };
}

/** git parts a large tree of notes by two letters of the SHA, as often as it needs to (git/git notes.c, get_notes_fanout). */
const fanOut = /^[0-9a-f]{2}$/;

async function noteAt(client: Client, head: string, commit: string): Promise<Note> {
  const tree = textAt(
    await client.send(`GET ${path}/commits/{commit_sha}`, { commit_sha: head }),
    '/tree/sha',
  );
  const folders: string[] = [];
  let below: string | undefined = tree;
  for (;;) {
    const listed = await client.send(`GET ${path}/trees/{tree_sha}`, { tree_sha: below ?? '' });
    const entries = listAt(listed, '/tree');
    const rest = commit.slice(folders.join('').length);
    const at = (name: string): string | undefined =>
      textAt(
        entries.find(entry => textAt(entry, '/path') === name),
        '/sha',
      );
    const blob = at(rest);
    const place = [...folders, rest].join('/');
    if (blob !== undefined) {
      const stored = await client.send(`GET ${path}/blobs/{file_sha}`, { file_sha: blob });
      const text = Buffer.from(textAt(stored, '/content') ?? '', 'base64').toString('utf8');
      return { tree, path: place, text };
    }
    const isParted = entries.some(entry => fanOut.test(textAt(entry, '/path') ?? ''));
    if (!isParted) return { tree, path: place, text: '' };
    folders.push(rest.slice(0, 2));
    below = at(rest.slice(0, 2));
    if (below === undefined) return { tree, path: [...folders, rest.slice(2)].join('/'), text: '' };
  }
}

async function make(
  client: Client,
  what: 'blobs' | 'trees' | 'commits',
  body: Readonly<Record<string, Json>>,
): Promise<string> {
  return textAt(await client.send(`POST ${path}/${what}`, body), '/sha') ?? '';
}
