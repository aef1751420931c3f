import { join } from 'node:path';
import { isObject, type Json, parseJson } from '../model/json.ts';
import { dockerHub } from '../model/image-reference.ts';
import type { Files, Secrets } from '../model/world.ts';

/** Where logins are looked for, and who keeps them out of what is printed. */
export interface LoginPlace {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly files: Pick<Files, 'readOutside' | 'isTracked'>;
  readonly secrets: Pick<Secrets, 'add'>;
}

/**
 * The logins that `docker login` left in its file, as `user:password` in base64 by host. Logins that a helper program
 * keeps are not asked for: that would start a program. Nor is a file read that git tracks.
 * Format: docker/cli cli/config/configfile/file.go.
 */
export async function readLogins({ env, files, secrets }: LoginPlace): Promise<ReadonlyMap<string, string>> {
  const path = configPath(env);
  const text = path === undefined ? undefined : await files.readOutside(path).catch(() => undefined);
  if (path === undefined || text === undefined || (await files.isTracked(path))) return new Map();
  const entries = Object.entries(authsIn(text)).flatMap(([place, login]) => {
    const basic = basicOf(login);
    if (basic === undefined) return [];
    secrets.add(basic);
    secrets.add(atob(basic).replace(/^[^:]*:/, ''));
    return [[hostOf(place), basic] as const];
  });
  return new Map(entries);
}

function configPath(env: LoginPlace['env']): string | undefined {
  const { DOCKER_CONFIG: folder = '', HOME: home = '' } = env;
  if (folder !== '') return join(folder, 'config.json');
  return home === '' ? undefined : join(home, '.docker', 'config.json');
}

function authsIn(text: string): Readonly<Record<string, Json>> {
  try {
    const config = parseJson(text);
    const auths = isObject(config) ? config['auths'] : undefined;
    return isObject(auths) ? auths : {};
  } catch {
    return {};
  }
}

function basicOf(login: Json): string | undefined {
  if (!isObject(login)) return undefined;
  const { auth, username, password } = login;
  if (typeof auth === 'string' && isBasic(auth)) return auth;
  return typeof username === 'string' && typeof password === 'string' && username !== ''
    ? Buffer.from(`${username}:${password}`).toString('base64')
    : undefined;
}

function isBasic(auth: string): boolean {
  return Buffer.from(auth, 'base64').toString('utf8').includes(':');
}

/** Logins stand under a host, or under an address such as `https://index.docker.io/v1/`. */
function hostOf(place: string): string {
  const host = place.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  return dockerHub.has(host) ? 'registry-1.docker.io' : host;
}
