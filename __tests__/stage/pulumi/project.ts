import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Checkout, makeCheckout } from '../checkout.ts';

/** One resource of the program. */
export interface Item {
  readonly name: string;
  readonly size?: number;
  /** A change of it is a replacement. */
  readonly region?: string;
  readonly delayMs?: number;
  readonly fails?: string;
  readonly password?: string;
  readonly protect?: boolean;
}

const top = fileURLToPath(new URL('../../../', import.meta.url));

/** A checkout with a Pulumi project in TypeScript in `infra/`, its packages being ours, and these resources; committed. */
export async function checkoutOfProject(items: readonly Item[]): Promise<Checkout> {
  const checkout = await makeCheckout();
  const program = await readFile(new URL('./program/index.ts.txt', import.meta.url), 'utf8');
  await checkout.write('infra/index.ts', program);
  await checkout.write('infra/Pulumi.yaml', 'name: shop\nruntime: nodejs\n');
  await checkout.write('infra/package.json', '{ "name": "shop", "private": true, "main": "index.ts" }\n');
  const options = {
    strict: true,
    target: 'es2023',
    module: 'node16',
    moduleResolution: 'node16',
    types: ['node'],
    skipLibCheck: true,
    outDir: 'bin',
  };
  await checkout.write(
    'infra/tsconfig.json',
    JSON.stringify({ compilerOptions: options, files: ['index.ts'] }),
  );
  await checkout.write('.gitignore', 'node_modules\n');
  await writeItems(checkout, items);
  await linkPackages(join(checkout.folder, 'infra'));
  await checkout.commit('Add the infrastructure');
  return checkout;
}

/** Writes which resources there are; `print`: the program also prints the names of its environment. */
export async function writeItems(
  checkout: Checkout,
  items: readonly Item[],
  more: { readonly print?: boolean } = {},
): Promise<void> {
  const full = items.map(item => ({ size: 1, region: 'eu', ...item }));
  await checkout.write('infra/shop.json', `${JSON.stringify({ items: full, ...more }, undefined, 2)}\n`);
}

/** A node_modules of its own with a link to each of our packages: nothing is installed. */
async function linkPackages(folder: string): Promise<void> {
  await mkdir(join(folder, 'node_modules'));
  for (const name of await readdir(join(top, 'node_modules'))) {
    if (name.startsWith('.')) continue;
    await symlink(join(top, 'node_modules', name), join(folder, 'node_modules', name));
  }
}

/** Changes a resource behind Pulumi's back; undefined deletes it. */
export async function changeByHand(
  cloud: string,
  name: string,
  change: Readonly<Record<string, unknown>>,
): Promise<void> {
  const path = join(cloud, `${name}.json`);
  const present: Record<string, unknown> = JSON.parse(await readFile(path, 'utf8'));
  await writeFile(path, JSON.stringify({ ...present, ...change }));
}
