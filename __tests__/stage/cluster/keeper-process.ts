import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cleanEnvironment } from './environment.ts';
import { keepLine, type ClusterHandle, type KeeperMessage, type KeeperOrder } from './keeper-protocol.ts';
import { parseOwnJson } from './own-json.ts';
import { StageError, type Say } from './stage-error.ts';

/** A cluster whose keeper is a child of this process. */
export interface OwnedKeeper {
  readonly handle: ClusterHandle;
  /** From now on the cluster stays when this process ends. */
  readonly letGo: () => void;
  /** Ends the cluster; resolves when all its processes are gone and its folder is removed. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a keeper in a folder of its own and waits until its cluster is usable.
 * @throws StageError with what the keeper says when the cluster does not start
 */
export async function startKeeper(order: Omit<KeeperOrder, 'folder'>, say: Say): Promise<OwnedKeeper> {
  const folder = await mkdtemp(join(tmpdir(), 'gitops-push-stage-'));
  const keeper = spawn(process.execPath, [join(import.meta.dirname, 'keeper.ts')], {
    cwd: folder,
    detached: true,
    env: cleanEnvironment(folder),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = new Promise<void>(resolve => keeper.once('close', () => resolve()));
  keeper.stdin.on('error', () => undefined);
  keeper.stdin.write(`${JSON.stringify({ ...order, folder })}\n`);
  let pids: readonly number[] = [];
  const stop = async () => {
    keeper.stdin.end();
    const patience = setTimeout(() => killAll(pids), 20_000);
    await exited;
    clearTimeout(patience);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const handle = await firstNews(keeper, say, changed => (pids = changed));
    pids = handle.pids;
    const letGo = () => {
      keeper.stdin.end(`${keepLine}\n`);
      keeper.unref();
      for (const stream of [keeper.stdout, keeper.stderr]) stream.destroy();
    };
    return { handle, letGo, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The last resort against a keeper that hangs: its programs, then itself. */
function killAll(pids: readonly number[]): void {
  for (const pid of pids.toReversed()) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // it is gone already
    }
  }
}

async function firstNews(
  keeper: ChildProcess,
  say: Say,
  pidsChanged: (pids: readonly number[]) => void,
): Promise<ClusterHandle> {
  const news = Promise.withResolvers<ClusterHandle>();
  const complaints: string[] = [];
  if (keeper.stderr) createInterface({ input: keeper.stderr }).on('line', line => complaints.push(line));
  if (keeper.stdout) {
    createInterface({ input: keeper.stdout }).on('line', line => {
      const message = parseOwnJson<KeeperMessage>(line);
      switch (message.tag) {
        case 'ready':
          return news.resolve(message.handle);
        case 'pids':
          return pidsChanged(message.pids);
        case 'failed':
          return news.reject(new StageError(message.message));
        case 'said':
          return say(message.line);
      }
    });
  }
  keeper.once('error', news.reject);
  keeper.once('close', code => {
    news.reject(
      new StageError(`The stage's keeper ended with ${code} before the cluster was ready.`, {
        hint: complaints.slice(-12).join('\n'),
      }),
    );
  });
  return await news.promise;
}
