import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

/** How a page is looked at. */
export interface Look {
  readonly path: string;
  readonly widthPx: number;
  readonly scheme: 'light' | 'dark';
  /** A selector of the part that is shot; default: the whole page. */
  readonly part?: string;
}

/** What was seen. */
export interface Seen {
  readonly png: Uint8Array;
  /** How far the page reaches beyond its window to the right; 0 when it fits. */
  readonly overflowPx: number;
}

/** A browser without a window. */
export interface Browser extends AsyncDisposable {
  see(look: Look): Promise<Seen>;
}

/** Programs that speak the DevTools protocol, by the names under which systems install them. */
const programs = [process.env['CHROMIUM'] ?? 'chromium', 'chromium-browser', 'google-chrome'];

/** Starts the first of the browsers that is there. @throws Error when there is none */
export async function openBrowser(): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'gitops-push-browser-'));
  for (const program of programs) {
    const started = await start(program, profile);
    if (started === undefined) continue;
    const { child, url } = started;
    const session = await openSession(url);
    return {
      see: async look => await see(session, look),
      [Symbol.asyncDispose]: async () => {
        session.close();
        const ended = new Promise(resolve => child.once('close', resolve));
        child.kill();
        await ended;
        await rm(profile, { recursive: true, force: true, maxRetries: 5 });
      },
    };
  }
  throw new Error(`None of ${programs.join(', ')} is installed; CHROMIUM names another.`);
}

/** The address for DevTools is the first thing that a browser says on stderr. */
async function start(
  program: string,
  profile: string,
): Promise<{ readonly child: ChildProcess; readonly url: string } | undefined> {
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    '--disable-dev-shm-usage',
  ];
  const child = spawn(
    program,
    [...flags, '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  return await new Promise(resolve => {
    child.once('error', () => resolve(undefined));
    child.once('close', () => resolve(undefined));
    createInterface({ input: child.stderr }).on('line', line => {
      const [, url] = /^DevTools listening on (ws:\S+)$/.exec(line) ?? [];
      if (url !== undefined) resolve({ child, url });
    });
  });
}

/** A page under control. */
interface Session {
  send(method: string, params?: object): Promise<Answer>;
  close(): void;
}

/** The parts of answers that are used here. */
interface Answer {
  readonly targetId?: string;
  readonly sessionId?: string;
  readonly data?: string;
  readonly result?: { readonly value?: unknown };
}

async function openSession(url: string): Promise<Session> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  socket.addEventListener('message', ({ data }) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the parser of the protocol
    const message = JSON.parse(String(data)) as {
      readonly id?: number;
      readonly result?: Answer;
      readonly error?: { readonly message: string };
    };
    const call = waiting.get(message.id ?? 0);
    waiting.delete(message.id ?? 0);
    if (message.error) call?.reject(new Error(message.error.message));
    else call?.resolve(message.result ?? {});
  });
  let last = 0;
  const call = async (method: string, params: object, sessionId?: string): Promise<Answer> => {
    const id = (last += 1);
    const answer = new Promise<Answer>((resolve, reject) => waiting.set(id, { resolve, reject }));
    socket.send(JSON.stringify({ id, method, params, ...(sessionId !== undefined && { sessionId }) }));
    return await answer;
  };
  const { targetId } = await call('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true });
  return {
    send: async (method, params = {}) => await call(method, params, sessionId),
    close: () => socket.close(),
  };
}

async function see(session: Session, look: Look): Promise<Seen> {
  const { widthPx: width, scheme } = look;
  const features = [{ name: 'prefers-color-scheme', value: scheme }];
  await session.send('Emulation.setEmulatedMedia', { features });
  await session.send('Emulation.setDeviceMetricsOverride', {
    width,
    height: 800,
    deviceScaleFactor: 1,
    mobile: false,
  });
  await session.send('Page.navigate', { url: pathToFileURL(look.path).href });
  const read = async (expression: string): Promise<string> =>
    String((await session.send('Runtime.evaluate', { expression })).result?.value);
  while ((await read('document.readyState')) !== 'complete') continue;
  const overflow = Number(await read('document.documentElement.scrollWidth')) - width;
  const box = `JSON.stringify(document.querySelector(${JSON.stringify(look.part ?? 'body')}).getBoundingClientRect())`;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the parser of the protocol
  const clip = JSON.parse(await read(box)) as object;
  const { data = '' } = await session.send('Page.captureScreenshot', {
    captureBeyondViewport: true,
    clip: { ...clip, scale: 1 },
  });
  return { png: Buffer.from(data, 'base64'), overflowPx: Math.max(0, overflow) };
}
