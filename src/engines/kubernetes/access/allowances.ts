import { isAbsolute, join, normalize, relative, sep } from 'node:path';
import type { World } from '../../../model/world.ts';

/** What the user allowed by name in `allow-kubeconfig`, and the folders whose files may be read. */
export interface Allowances {
  readonly commands: ReadonlySet<string>;
  readonly skipTls: boolean;
  readonly http: boolean;
  readonly proxyUrl: boolean;
  readonly folders: readonly string[];
}

/** Reads entries `exec:NAME`, `skip-tls`, `http`, `proxy-url`, `files:DIR`; the runner's temp folder is always allowed. */
export function readAllowances(entries: readonly string[], env: World['env']): Allowances {
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '';
  const after = (prefix: string): readonly string[] =>
    entries.filter(entry => entry.startsWith(prefix)).map(entry => entry.slice(prefix.length).trim());
  const temp = env['RUNNER_TEMP'] ?? '';
  const named = after('files:').map(folder =>
    home !== '' && /^~[/\\]?/.test(folder) ? join(home, folder.slice(1)) : folder,
  );
  return {
    commands: new Set(after('exec:')),
    skipTls: entries.includes('skip-tls'),
    http: entries.includes('http'),
    proxyUrl: entries.includes('proxy-url'),
    folders: [...(temp === '' ? [] : [temp]), ...named].map(folder => normalize(folder)),
  };
}

/** True when the file lies in one of the folders; `..` does not lead out of them. */
export function isInFolders(path: string, folders: readonly string[]): boolean {
  return folders.some(folder => {
    if (isAbsolute(folder) !== isAbsolute(path)) return false;
    const inside = relative(folder, normalize(path));
    return inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
  });
}
