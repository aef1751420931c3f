import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { keepLine, type KeeperMessage, type KeeperOrder } from './keeper-protocol.ts';
import { openKeptCluster } from './kept-cluster.ts';
import { parseOwnJson } from './own-json.ts';

// The process that holds one cluster. It lives in a session of its own and ends the cluster when its input ends,
// which happens however its owner dies.

const { promise: ending, resolve: end } = Promise.withResolvers<void>();
const { promise: firstLine, resolve: gotFirstLine } = Promise.withResolvers<string>();
let outlivesOwner = false;

const input = createInterface({ input: process.stdin });
input.on('line', line => {
  if (line === keepLine) outlivesOwner = true;
  else gotFirstLine(line);
});
input.on('close', () => {
  if (!outlivesOwner) end();
});
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => end());

const first = await Promise.race([firstLine, ending]);
if (first) await keep(parseOwnJson<KeeperOrder>(first));
process.exit(0);

async function keep(order: KeeperOrder): Promise<void> {
  try {
    await using cluster = await openKeptCluster(order, {
      say: line => tell({ tag: 'said', line }),
      stop: end,
      pidsChanged: pids => tell({ tag: 'pids', pids }),
    });
    tell({ tag: 'ready', handle: cluster.handle });
    await ending;
  } catch (error) {
    tell({ tag: 'failed', message: error instanceof Error ? error.message : String(error) });
  } finally {
    await rm(order.folder, { recursive: true, force: true });
  }
}

function tell(message: KeeperMessage): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
