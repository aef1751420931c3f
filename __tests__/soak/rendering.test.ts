import { chmod, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isAlive } from '../is-alive.ts';
import { makeCheckout } from '../stage/checkout.ts';
import { runProgram } from '../stage/program.ts';

it.each([
  ['helm', 'Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 0.1.0\n'],
  ['kustomize', 'kustomization.yaml', 'resources: []\n'],
])(
  'a %s that hangs is ended after a minute, and says so, and nothing of it is left',
  async (tool, file, text) => {
    await using checkout = await makeCheckout();
    const { folder } = checkout;
    await checkout.write(`deploy/${file}`, text);
    await checkout.write(
      `bin/${tool}`,
      `#!/bin/sh\ntrap "" TERM INT\nsleep 4321 & echo $! >${folder}/pid; wait\n`,
    );
    await chmod(join(folder, 'bin', tool), 0o755);
    await mkdir(join(folder, 'temp'));
    const told = await runProgram(['validate', '--path', 'deploy'], {
      folder,
      environment: {
        PATH: `${folder}/bin:${process.env['PATH']}`,
        HOME: folder,
        TMPDIR: join(folder, 'temp'),
      },
    });
    expect(told.code).toBe(1);
    expect(told.stdout).toContain(`Rendering deploy failed: ${tool} took longer than 60 s`);
    expect(told.stdout).toContain('Is something in the sources endless?');
    process.stdout.write(`${tool}: ended after ${(told.durationMs / 1000).toFixed(1)} s\n`);
    expect(told.durationMs).toBeGreaterThan(59_000);
    expect(told.durationMs).toBeLessThan(75_000);
    expect(await isAlive(Number(await readFile(join(folder, 'pid'), 'utf8')))).toBe(false);
    expect(await readdir(join(folder, 'temp'))).toEqual([]);
  },
);
