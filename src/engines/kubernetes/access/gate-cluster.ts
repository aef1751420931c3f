import type { Diagnostic } from '../../../model/diagnostic.ts';
import { isObject, type Json, textAt } from '../../../model/json.ts';
import type { Secret } from '../../../model/secret.ts';
import type { Trust } from './access.ts';
import { readReference } from './file-references.ts';
import { type Fields, fieldsOf } from './finding.ts';
import type { GateContext } from './gate-context.ts';
import { gateProxy, gateServer } from './gate-urls.ts';
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

/** The extension that client-go hands to plugins (client-go tools/clientcmd/api/v1: client.authentication.k8s.io/exec). */
function execConfigOf(entry: Entry): { readonly execConfig?: Json } {
  const extensions = entry.value['extensions'];
  if (!Array.isArray(extensions)) return {};
  const found = extensions.find(item => textAt(item, '/name') === 'client.authentication.k8s.io/exec');
  return isObject(found) && found['extension'] !== undefined ? { execConfig: found['extension'] } : {};
}
