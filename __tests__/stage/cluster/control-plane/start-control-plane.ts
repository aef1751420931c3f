import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openApiClient, type ApiClient } from '../api-client.ts';
import type { Binaries } from '../binaries.ts';
import type { ApiAccess } from '../kubeconfig.ts';
import { StageError } from '../stage-error.ts';
import { writeCredentials, type Credentials } from './credentials.ts';
import { kwokStages } from './kwok-stages.ts';
import { freePort, type Program } from './program.ts';
import {
  startApiServer,
  startControllerManager,
  startEtcd,
  startKwok,
  startScheduler,
  type PlaneSettings,
} from './programs.ts';

/** A running control plane: how to reach it, its programs, and how to end it. */
export interface ControlPlane {
  readonly server: string;
  readonly credentials: Credentials;
  readonly admin: ApiAccess;
  /** Those that run at this moment. */
  readonly programs: readonly Program[];
  /** Kills the API server as a crash would; everything else stays up, etcd with all that it holds. */
  readonly killApiServer: () => Promise<void>;
  /** Starts it again on the same port and the same etcd; gives it when it is ready. @throws StageError when it is up already */
  readonly startApiServer: () => Promise<Program>;
  readonly stop: () => Promise<void>;
}

/** What a control plane is made from. */
export interface ControlPlaneOrder {
  readonly folder: string;
  readonly binaries: Binaries;
  readonly apiServerFlags: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Starts etcd, the API server, the controllers, the scheduler and kwok in the folder and waits until the API server is
 * ready. Another port is tried when somebody was quicker to take the free one.
 * @throws StageError with the last lines of the log of the program that ended
 */
export async function startControlPlane(order: ControlPlaneOrder): Promise<ControlPlane> {
  await mkdir(join(order.folder, 'logs'), { recursive: true });
  await mkdir(join(order.folder, 'home'), { recursive: true });
  await writeFile(join(order.folder, 'kwok.yaml'), kwokStages());
  for (const [name, text] of Object.entries(order.files))
    await writeFile(join(order.folder, name), text, { mode: 0o600 });
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnPort(order, await freePort());
    } catch (error) {
      if (attempt === 3 || !String(error).includes('address already in use')) throw error;
    }
  }
}

async function startOnPort(order: ControlPlaneOrder, port: number): Promise<ControlPlane> {
  const server = `https://127.0.0.1:${port}`;
  const settings: PlaneSettings = { ...order, port };
  const credentials = await writeCredentials(order.folder, server);
  const admin: ApiAccess = { server, ca: credentials.authority.certificate, token: credentials.adminToken };
  const programs: Program[] = [startEtcd(settings), startApiServer(settings)];
  const stop = () => stopPrograms(programs);
  const client = openApiClient(admin, 'stage-keeper');
  try {
    await waitUntilReady(client, programs);
    programs.push(startControllerManager(settings), startScheduler(settings), startKwok(settings));
  } catch (error) {
    await stop();
    throw error;
  } finally {
    client.close();
  }
  return { server, credentials, admin, programs, stop, ...apiServerOf(settings, admin, programs) };
}

function apiServerOf(
  settings: PlaneSettings,
  admin: ApiAccess,
  programs: Program[],
): Pick<ControlPlane, 'killApiServer' | 'startApiServer'> {
  const place = (): number => programs.findIndex(({ name }) => name === 'kube-apiserver');
  return {
    killApiServer: async () => {
      // Taken from the list first: a death that was asked for is no news.
      const [server] = place() < 0 ? [] : programs.splice(place(), 1);
      await server?.kill();
    },
    startApiServer: async () => {
      if (place() >= 0) throw new StageError('The API server is up already: kill it first.');
      // Behind etcd, which ends last.
      const started = startApiServer(settings);
      programs.splice(1, 0, started);
      const client = openApiClient(admin, 'stage-keeper');
      await waitUntilReady(client, programs).finally(() => client.close());
      return started;
    },
  };
}

async function waitUntilReady(client: ApiClient, programs: readonly Program[]): Promise<void> {
  const deadline = performance.now() + 120_000;
  for (;;) {
    const dead = programs.find(program => program.hasEnded());
    if (dead)
      throw new StageError(`${dead.name} ended while the stage was starting (${await dead.ended}).`, {
        hint: await dead.lastLines(),
      });
    const answer = await client.request('GET', '/readyz').catch(() => undefined);
    if (answer?.status === 200) return;
    if (performance.now() > deadline) {
      const server = programs.find(program => program.name === 'kube-apiserver');
      throw new StageError('The API server was not ready after 120 s.', {
        hint: (await server?.lastLines()) ?? '',
      });
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** The API server goes first and etcd last: without etcd the API server hangs on a polite request to end. */
async function stopPrograms(programs: readonly Program[]): Promise<void> {
  const [etcd, ...others] = programs;
  await Promise.all(others.map(program => program.stop(program.name === 'kube-apiserver' ? 2500 : 1000)));
  await etcd?.stop(1000);
}
