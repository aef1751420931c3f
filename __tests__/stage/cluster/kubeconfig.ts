import { readFile } from 'node:fs/promises';
import { load } from 'js-yaml';
import { StageError } from './stage-error.ts';

/** How to reach an API server and as whom: a bearer token, or a client certificate with its key (PEM). */
export interface ApiAccess {
  readonly server: string;
  /** The PEM text of the authority that signed the server's certificate; empty for the system's own. */
  readonly ca: string;
  readonly token?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
}

/** The text of a kubeconfig with one context called `stage`, everything embedded. */
export function writeKubeconfig(access: ApiAccess, namespace?: string): string {
  const lines = [
    'apiVersion: v1',
    'kind: Config',
    'clusters:',
    '- name: stage',
    '  cluster:',
    `    server: ${access.server}`,
    ...(access.ca ? [`    certificate-authority-data: ${base64(access.ca)}`] : []),
    'users:',
    '- name: stage',
    '  user:',
    ...(access.token ? [`    token: ${access.token}`] : []),
    ...(access.clientCertificate ? [`    client-certificate-data: ${base64(access.clientCertificate)}`] : []),
    ...(access.clientKey ? [`    client-key-data: ${base64(access.clientKey)}`] : []),
    'contexts:',
    '- name: stage',
    '  context:',
    '    cluster: stage',
    '    user: stage',
    ...(namespace ? [`    namespace: ${namespace}`] : []),
    'current-context: stage',
    '',
  ];
  return lines.join('\n');
}

/**
 * Reads the current context of a kubeconfig file.
 * @throws StageError when it needs something other than a token or a client certificate
 */
export async function readKubeconfig(path: string): Promise<ApiAccess> {
  const config = entries(load(await readFile(path, 'utf8')));
  const context = entries(named(config['contexts'], config['current-context'], 'context'));
  const cluster = entries(named(config['clusters'], context['cluster'], 'cluster'));
  const user = entries(named(config['users'], context['user'], 'user'));
  const clientCertificate = await dataOrFile(user, 'client-certificate');
  const clientKey = await dataOrFile(user, 'client-key');
  const access: ApiAccess = {
    server: text(cluster['server']),
    ca: await dataOrFile(cluster, 'certificate-authority'),
    ...(user['token'] === undefined ? {} : { token: text(user['token']) }),
    ...(clientCertificate ? { clientCertificate, clientKey } : {}),
  };
  if (!access.token && !access.clientCertificate) {
    throw new StageError(`${path} holds neither a token nor a client certificate for its current context.`, {
      hint: 'The stage does not run credential plugins; give it a kubeconfig with a token.',
    });
  }
  return access;
}

function named(list: unknown, name: unknown, key: string): unknown {
  const found = (Array.isArray(list) ? list : []).map(entries).find(entry => entry['name'] === name);
  return found?.[key];
}

function entries(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

async function dataOrFile(section: Readonly<Record<string, unknown>>, key: string): Promise<string> {
  const data = text(section[`${key}-data`]);
  if (data) return Buffer.from(data, 'base64').toString('utf8');
  const path = text(section[key]);
  return path ? await readFile(path, 'utf8') : '';
}

function base64(value: string): string {
  return Buffer.from(value, 'utf8').toString('base64');
}
