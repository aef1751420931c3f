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
  for (const [path, text] of Object.entries(await filesOfProject(items))) await checkout.write(path, text);
  await linkPackages(join(checkout.folder, 'infra'));
  await checkout.commit('Add the infrastructure');
  return checkout;
}

/** The files of that project, by path. */
export async function filesOfProject(items: readonly Item[]): Promise<Readonly<Record<string, string>>> {
  const compilerOptions = {
    strict: true,
    target: 'es2023',
    module: 'node16',
    moduleResolution: 'node16',
    types: ['node'],
    skipLibCheck: true,
    outDir: 'bin',
  };
  return {
    'infra/index.ts': await readFile(new URL('./program/index.ts.txt', import.meta.url), 'utf8'),
    'infra/Pulumi.yaml': 'name: shop\nruntime: nodejs\n',
    'infra/package.json': '{ "name": "shop", "private": true, "main": "index.ts" }\n',
    'infra/tsconfig.json': JSON.stringify({ compilerOptions, files: ['index.ts'] }),
    '.gitignore': 'node_modules\n',
    ...fileOfItems(items),
  };
}

/** The file that says which resources there are; `print`: the program also prints the names of its environment. */
export function fileOfItems(
  items: readonly Item[],
  more: { readonly print?: boolean } = {},
): Readonly<Record<string, string>> {
  const full = items.map(item => ({ size: 1, region: 'eu', ...item }));
  return { 'infra/shop.json': `${JSON.stringify({ items: full, ...more }, undefined, 2)}\n` };
}

/** Writes that file. */
export async function writeItems(
  checkout: Checkout,
  items: readonly Item[],
  more: { readonly print?: boolean } = {},
): Promise<void> {
  for (const [path, text] of Object.entries(fileOfItems(items, more))) await checkout.write(path, text);
}

/** A node_modules of its own with a link to each of our packages: nothing is installed. */
export async function linkPackages(folder: string): Promise<void> {
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
