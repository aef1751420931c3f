import { unlink } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Does the work while holding the lock of this name on this machine. Another holder is waited for; `onWait` hears its
 * process id. The lock is a listening socket, so it ends with its holder, even a killed one.
 */
export async function withBuildLock<T>(
  name: string,
  onWait: (holder: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  const address = lockAddress(name);
  for (;;) {
    const release = await tryToHold(address);
    if (release) {
      try {
        return await work();
      } finally {
        await release();
      }
    }
    await waitForHolder(address, onWait);
  }
}

/** Linux: a name without a file. Windows: a pipe. Elsewhere: a socket file, whose leftovers are removed. */
function lockAddress(name: string): string {
  const user = process.getuid?.() ?? 0;
  if (process.platform === 'linux') return `\0gitops-push-stage-${user}-${name}`;
  if (process.platform === 'win32') return `\\\\?\\pipe\\gitops-push-stage-${name}`;
  return join(tmpdir(), `gps-${user}-${name.slice(0, 12)}.sock`);
}

async function tryToHold(address: string): Promise<(() => Promise<void>) | undefined> {
  const waiting = new Set<Socket>();
  const server = createServer(socket => {
    waiting.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => waiting.delete(socket));
    socket.write(`${process.pid}\n`);
  });
  const isHeld = await new Promise<boolean>((resolve, reject) => {
    server.once('error', error =>
      'code' in error && error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen(address, () => resolve(true));
  });
  if (!isHeld) return undefined;
  return () =>
    new Promise<void>(resolve => {
      server.close(() => resolve());
      for (const socket of waiting) socket.destroy();
    });
}

/** Ends when the holder lets go or dies. A socket file that nobody listens on is removed. */
async function waitForHolder(address: string, onWait: (holder: string) => void): Promise<void> {
  const socket = connect(address);
  socket.once('data', data => onWait(data.toString().trim()));
  const refusal = await new Promise<unknown>(resolve => {
    socket.once('error', resolve);
    socket.once('close', () => resolve(undefined));
  });
  const isLeftover = refusal instanceof Error && 'code' in refusal && refusal.code === 'ECONNREFUSED';
  if (isLeftover && !address.startsWith('\0')) await unlink(address).catch(() => undefined);
}
