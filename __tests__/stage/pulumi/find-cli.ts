import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** The folder of a real Pulumi CLI with its Node.js language host, or undefined: PATH, PULUMI_HOME, ~/.pulumi/versions. */
export function findRealCli(): string | undefined {
  const home = process.env['PULUMI_HOME'] ?? join(homedir(), '.pulumi');
  const versions = join(home, 'versions');
  const installed = existsSync(versions) ? readdirSync(versions).toSorted() : [];
  const folders = [
    ...(process.env['PATH'] ?? '').split(':'),
    join(home, 'bin'),
    ...installed.toReversed().map(version => join(versions, version, 'bin')),
  ];
  const found = folders
    .map(folder => join(folder, 'pulumi'))
    .find(
      path =>
        path.startsWith('/') && existsSync(path) && existsSync(join(dirname(path), 'pulumi-language-nodejs')),
    );
  return found === undefined ? undefined : dirname(found);
}
