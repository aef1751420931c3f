import type { Diagnostic } from '../../../model/diagnostic.ts';
import { isObject, type Json, textAt } from '../../../model/json.ts';
import { Secret } from '../../../model/secret.ts';
import type { World } from '../../../model/world.ts';
import { isLoopback } from '../transport/proxy.ts';
import type { Trust } from './access.ts';
import type { Allowances } from './allowances.ts';
import { readReference } from './file-references.ts';
import { type Fields, type Finding, fieldsOf } from './finding.ts';
import type { Entry } from './kubeconfig.ts';
import { decodeBase64 } from './mask.ts';
import { readCertificate } from './pem.ts';

/** A cluster that passed the gate. */
export interface GatedCluster {
  readonly server: string;
  readonly trust: Trust;
  readonly proxy?: Secret;
  /** What the kubeconfig has for exec plugins that want to know the cluster. */
  readonly execConfig?: Json;
  readonly diagnostics: readonly Diagnostic[];
}

/** What the gate of one part needs. */
export interface GateContext {
  readonly allowances: Allowances;
  readonly world: World;
  readonly findings: Finding[];
}

/** Checks the cluster of the chosen context; adds findings for all that is wrong or not allowed. */
export async function gateCluster(entry: Entry, context: GateContext): Promise<GatedCluster> {
  const { allowances, findings } = context;
  const fields = fieldsOf(entry.value, 'cluster', findings);
  const server = gateServer(fields.text('server'), context);
  const skipped = fields.flag('insecure-skip-tls-verify');
  if (skipped && !allowances.skipTls) {
    findings.push({
      verdict: 'refused',
      field: 'cluster.insecure-skip-tls-verify',
      problem: 'turns the check of the server off, so anybody on the way can take the credentials',
      fix: 'Give certificate-authority-data instead, or allow-kubeconfig: skip-tls',
    });
  }
  const authority = await gateAuthority(fields, entry, context);
  const serverName = fields.text('tls-server-name');
  const proxy = gateProxy(fields.text('proxy-url'), context);
  return {
    server,
    trust: {
      verification: skipped ? 'skipped' : 'full',
      ...(authority !== undefined && { certificateAuthority: authority }),
      ...(serverName !== undefined && { serverName }),
    },
    ...(proxy && { proxy }),
    ...execConfigOf(entry),
    diagnostics: skipped ? [skipWarning] : [],
  };
}

const skipWarning: Diagnostic = {
  code: 'access-unverified-server',
  severity: 'warning',
  message: 'the certificate of the server is not checked (allow-kubeconfig: skip-tls)',
  hint: 'Put certificate-authority-data into the kubeconfig and take skip-tls out.',
};

/** The server's URL without trailing slash; empty when there is a finding. */
function gateServer(text: string | undefined, { allowances, findings, world }: GateContext): string {
  const find = (verdict: Finding['verdict'], problem: string, fix: string): string => {
    findings.push({ verdict, field: 'cluster.server', problem, fix });
    return '';
  };
  const url = text === undefined ? null : URL.parse(text);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return find(
      'invalid',
      text === undefined ? 'is missing' : 'is not an https URL',
      'Write https://HOST:PORT.',
    );
  }
  if (url.password !== '') world.secrets.add(decodeURIComponent(url.password));
  if (url.username !== '' || url.password !== '') {
    return find('refused', 'holds a user or password', 'Take them out of the URL and give a token.');
  }
  if (url.search !== '' || url.hash !== '') {
    return find(
      'invalid',
      'has a query or fragment',
      'Write https://HOST:PORT, with a path only if the API has one.',
    );
  }
  if (url.protocol === 'http:' && !(allowances.http && isLoopback(url.hostname))) {
    return find(
      'refused',
      'is http, which sends the credentials in clear text',
      'Write https. Only a server on this machine can be reached by http, with allow-kubeconfig: http',
    );
  }
  return url.href.replace(/\/+$/, '');
}

/** PEM text of the certificate authority, from the data, else from an allowed file, as kubectl prefers them. */
async function gateAuthority(
  fields: Fields,
  entry: Entry,
  { allowances, findings, world }: GateContext,
): Promise<string | undefined> {
  const data = fields.text('certificate-authority-data');
  const path = fields.text('certificate-authority');
  const field = data === undefined ? 'cluster.certificate-authority' : 'cluster.certificate-authority-data';
  const folder = entry.folder === undefined ? {} : { folder: entry.folder };
  const read = async (): Promise<string | undefined> =>
    path === undefined
      ? undefined
      : (await readReference({ field, path, ...folder }, allowances, world, findings))?.text;
  const pem = data === undefined ? await read() : (decodeBase64(data) ?? '');
  if (pem === undefined || readCertificate(pem)) return pem;
  findings.push({
    verdict: 'invalid',
    field,
    problem: data === undefined ? 'is no PEM certificate' : 'is not base64 of a PEM certificate',
    fix: 'Copy it again from the cluster, whole and on one line.',
  });
  return undefined;
}

function gateProxy(
  text: string | undefined,
  { allowances, findings, world }: GateContext,
): Secret | undefined {
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  if (url && url.password !== '') world.secrets.add(decodeURIComponent(url.password));
  const field = 'cluster.proxy-url';
  if (!allowances.proxyUrl) {
    findings.push({
      verdict: 'refused',
      field,
      problem: 'sends all traffic through a proxy',
      fix: 'Remove it (HTTPS_PROXY of the environment is respected), or allow-kubeconfig: proxy-url',
    });
  } else if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    findings.push({
      verdict: 'invalid',
      field,
      problem: 'is not the URL of an http or https proxy',
      fix: 'Write http://HOST:PORT; SOCKS proxies are not supported.',
    });
  }
  return new Secret(text);
}

/** The extension that client-go hands to plugins (client-go tools/clientcmd/api/v1: client.authentication.k8s.io/exec). */
function execConfigOf(entry: Entry): { readonly execConfig?: Json } {
  const extensions = entry.value['extensions'];
  if (!Array.isArray(extensions)) return {};
  const found = extensions.find(item => textAt(item, '/name') === 'client.authentication.k8s.io/exec');
  return isObject(found) && found['extension'] !== undefined ? { execConfig: found['extension'] } : {};
}
