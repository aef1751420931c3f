import { execFile } from 'node:child_process';
import { cp, mkdtemp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A git repository of its own with manifests in `deploy/`, as a user's checkout. */
export interface Checkout extends AsyncDisposable {
  readonly folder: string;
  /** Writes a file below the checkout. */
  write(path: string, text: string): Promise<void>;
  /** Replaces text in a file. @throws Error when the text is not there */
  replace(path: string, from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Commits everything; gives the SHA. */
  commit(message: string): Promise<string>;
  /** Runs git in the checkout; gives what it printed. */
  git(...args: string[]): Promise<string>;
}

/** Makes a checkout with one empty commit and this remote. */
export async function makeCheckout(remote = 'https://github.com/acme/shop.git'): Promise<Checkout> {
  const folder = await mkdtemp(join(tmpdir(), 'gitops-push-checkout-'));
  const git = async (...args: string[]): Promise<string> => {
    const identity = [
      '-c',
      'user.name=Test',
      '-c',
      'user.email=test@example.com',
      '-c',
      'commit.gpgsign=false',
    ];
    const { stdout } = await run('git', ['-C', folder, ...identity, ...args], { env: gitEnvironment() });
    return stdout.trim();
  };
  await git('init', '--quiet', '--initial-branch=main');
  await git('remote', 'add', 'origin', remote);
  await git('commit', '--quiet', '--allow-empty', '-m', 'Start');
  return {
    folder,
    git,
    write: async (path, text) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    },
    replace: async (path, from, to) => {
      const text = await readFile(join(folder, path), 'utf8');
      if (!text.includes(from)) throw new Error(`${path} does not contain ${from}`);
      await writeFile(join(folder, path), text.replace(from, to));
    },
    remove: async path => await rm(join(folder, path)),
    commit: async message => {
      await git('add', '--all');
      await git('commit', '--quiet', '-m', message);
      return await git('rev-parse', 'HEAD');
    },
    [Symbol.asyncDispose]: async () => await rm(folder, { recursive: true, force: true }),
  };
}

/** A checkout that holds the example shop, its objects moved into this namespace, committed. */
export async function checkoutOfShop(namespace: string): Promise<Checkout> {
  const checkout = await makeCheckout();
  const source = new URL('../../examples/shop/deploy/', import.meta.url);
  await cp(source, join(checkout.folder, 'deploy'), { recursive: true });
  for (const name of await readdir(source)) {
    const file = join(checkout.folder, 'deploy', name);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll(/^(\s*)namespace: shop$/gm, `$1namespace: ${namespace}`));
  }
  await checkout.commit('Add the shop');
  return checkout;
}

/** Git's own settings and nothing of this machine's. */
function gitEnvironment(): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: tmpdir(),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
  };
}
