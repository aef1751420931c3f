import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

/** Compares a text with its golden file below `__tests__/golden/`; `UPDATE_GOLDEN=1` writes the file instead. */
export async function expectGolden(name: string, text: string): Promise<void> {
  const path = fileURLToPath(new URL(`../golden/${name}`, import.meta.url));
  if (process.env['UPDATE_GOLDEN'] === '1') {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    return;
  }
  expect(existsSync(path), `golden file ${name} exists; UPDATE_GOLDEN=1 writes it`).toBe(true);
  expect(text).toBe(await readFile(path, 'utf8'));
}
