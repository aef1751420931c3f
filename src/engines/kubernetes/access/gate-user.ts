import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Secret } from '../../../model/secret.ts';
import { readReference } from './file-references.ts';
import { type Fields, fieldsOf } from './finding.ts';
import type { GateContext } from './gate-context.ts';
import { type GatedExec, gateExec } from './gate-exec.ts';
import { gateImpersonation, type Impersonation } from './impersonation.ts';
import type { Entry } from './kubeconfig.ts';
import { bearSecret, decodeBase64, isHeaderText } from './mask.ts';
import { isPair, isPrivateKey, readCertificate } from './pem.ts';

/** A client certificate and its key, PEM texts. */
export interface ClientCertificate {
  readonly certificate: string;
  readonly key: Secret;
}

/** A user that passed the gate; at most one of token, tokenFile, exec is used, in this order of preference: tokenFile, token, exec. */
export interface GatedUser {
  readonly token?: Secret;
  readonly tokenFile?: string;
  readonly basic?: { readonly username: string; readonly password: Secret };
  readonly client?: ClientCertificate;
  readonly exec?: GatedExec;
  readonly impersonation: Impersonation;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks the user of the chosen context; adds findings for all that is wrong or not allowed. */
export async function gateUser(entry: Entry, context: GateContext): Promise<GatedUser> {
  const { findings, world } = context;
  const fields = fieldsOf(entry.value, 'user', findings);
  const provider = fields.object('auth-provider');
  if (provider) {
    findings.push({
      verdict: 'refused',
      field: 'user.auth-provider',
      problem: 'is a way to log in that Kubernetes has removed, and it can run programs',
      fix: 'Use a token, a client certificate or an exec plugin; it cannot be allowed.',
    });
  }
  const token = gateToken(fields.text('token'), context);
  const tokenFile = await gateTokenFile(fields, entry, context);
  const password = fields.text('password');
  const username = fields.text('username');
  const client = await gateClient(fields, entry, context);
  const section = fields.object('exec');
  const exec = section && gateExec(section, entry.folder, context);
  return {
    ...(token && { token }),
    ...(tokenFile !== undefined && { tokenFile }),
    ...(username !== undefined && {
      basic: { username, password: bearSecret(password ?? '', world.secrets) },
    }),
    ...(client && { client }),
    ...(exec && { exec }),
    ...gateImpersonation(fields, findings),
  };
}

function gateToken(text: string | undefined, { findings, world }: GateContext): Secret | undefined {
  if (text === undefined) return undefined;
  if (!isHeaderText(text)) {
    const problem = 'holds a space, a line break or another character that no token has';
    findings.push({
      verdict: 'invalid',
      field: 'user.token',
      problem,
      fix: 'Copy the token again, alone on its line.',
    });
  }
  return bearSecret(text, world.secrets);
}

async function gateTokenFile(
  fields: Fields,
  entry: Entry,
  context: GateContext,
): Promise<string | undefined> {
  const path = fields.text('tokenFile');
  return path === undefined ? undefined : (await reference('tokenFile', path, entry, context))?.path;
}

/** Certificate and key, from data or allowed files; data wins, as with kubectl. */
async function gateClient(
  fields: Fields,
  entry: Entry,
  context: GateContext,
): Promise<ClientCertificate | undefined> {
  const { findings, world } = context;
  const certificate = await textOf('client-certificate', fields, entry, context);
  const key = await textOf('client-key', fields, entry, context);
  if (certificate === undefined && key === undefined) return undefined;
  const secretKey = key === undefined ? undefined : bearSecret(key, world.secrets);
  const find = (field: string, problem: string, fix: string): undefined => {
    findings.push({ verdict: 'invalid', field: `user.${field}`, problem, fix });
    return undefined;
  };
  if (certificate === undefined || secretKey === undefined || key === undefined) {
    const [there, absent] = key === undefined ? ['certificate', 'key'] : ['key', 'certificate'];
    return find(`client-${absent}`, `is missing or unreadable, but there is a client-${there}`, 'Give both.');
  }
  const again = 'Copy it again, whole and on one line (kubectl config view --minify --flatten --raw).';
  if (!readCertificate(certificate)) return find('client-certificate-data', 'is no PEM certificate', again);
  if (!isPrivateKey(key)) return find('client-key-data', 'is no PEM private key without passphrase', again);
  if (!isPair(certificate, key))
    return find('client-key-data', 'is not the key of the client certificate', again);
  return { certificate, key: secretKey };
}

async function textOf(
  field: 'client-certificate' | 'client-key',
  fields: Fields,
  entry: Entry,
  context: GateContext,
): Promise<string | undefined> {
  const data = fields.text(`${field}-data`);
  if (data !== undefined) return decodeBase64(data) ?? '';
  const path = fields.text(field);
  return path === undefined ? undefined : (await reference(field, path, entry, context))?.text;
}

async function reference(
  field: string,
  path: string,
  entry: Entry,
  { allowances, world, findings }: GateContext,
): ReturnType<typeof readReference> {
  const folder = entry.folder === undefined ? {} : { folder: entry.folder };
  return await readReference({ field: `user.${field}`, path, ...folder }, allowances, world, findings);
}
