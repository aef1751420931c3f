import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';

/** An object of a repository. */
export interface GitObject {
  readonly sha: string;
  readonly type: 'commit' | 'tree' | 'blob' | 'tag';
  readonly bytes: Buffer;
}

/** Reads objects through one git process that stays: a hundred times as fast as one process each. */
export interface ObjectReader {
  /** What a revision of git's own syntax names; undefined when there is nothing. */
  readonly read: (revision: string) => Promise<GitObject | undefined>;
  readonly close: () => void;
}

interface Waiting {
  readonly resolve: (object: GitObject | undefined) => void;
  readonly reject: (error: Error) => void;
}

/** A reader whose process starts with the first question. */
export function createObjectReader(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): ObjectReader {
  let child: ChildProcessWithoutNullStreams | undefined;
  const waiting: Waiting[] = [];
  const start = () => {
    const started = spawn('git', [...args, 'cat-file', '--batch'], { cwd: folder, env: environment });
    let unread = Buffer.alloc(0);
    started.stdout.on('data', (chunk: Buffer) => {
      unread = Buffer.concat([unread, chunk]);
      for (let found = parseObject(unread); found; found = parseObject(unread)) {
        unread = unread.subarray(found.length);
        waiting.shift()?.resolve(found.object);
      }
    });
    const fail = () => {
      child = undefined;
      for (const { reject } of waiting.splice(0)) reject(new Error(`git cat-file ended in ${folder}`));
    };
    started.on('error', fail).on('close', fail);
    started.stdin.on('error', fail);
    started.stderr.resume();
    return started;
  };
  return {
    read: async revision => {
      if (revision === '' || /[\n\0]/.test(revision)) return undefined;
      child ??= start();
      const { stdin } = child;
      return await new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        stdin.write(`${revision}\n`);
      });
    },
    close: () => {
      child?.kill();
      child = undefined;
    },
  };
}

/** The first answer in the bytes, when it is whole: `SHA TYPE SIZE`, the contents and a line end, or `NAME missing`. */
function parseObject(
  bytes: Buffer,
): { readonly object: GitObject | undefined; readonly length: number } | undefined {
  const end = bytes.indexOf('\n');
  if (end < 0) return undefined;
  const header = bytes.subarray(0, end).toString('utf8');
  const [, sha = '', type, size = ''] = /^([0-9a-f]{40}) (commit|tree|blob|tag) (\d+)$/.exec(header) ?? [];
  if (type !== 'commit' && type !== 'tree' && type !== 'blob' && type !== 'tag')
    return { object: undefined, length: end + 1 };
  const length = end + 1 + Number(size) + 1;
  if (bytes.length < length) return undefined;
  return { object: { sha, type, bytes: Buffer.from(bytes.subarray(end + 1, length - 1)) }, length };
}
