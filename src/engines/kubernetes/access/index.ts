import type { Diagnostic } from '../../../model/diagnostic.ts';
import { Failure } from '../../../model/failure.ts';
import type { AccessSettings } from '../../../model/settings.ts';
import type { World } from '../../../model/world.ts';
import type { Access } from './access.ts';
import { readAllowances } from './allowances.ts';
import { type Chosen, chooseContext } from './choose.ts';
import { credentialsOf } from './client-node.ts';
import { runPlugin } from './exec.ts';
import { audienceOf, obtainFromJob, rejectedHintOf } from './oidc.ts';
import { refuseExpired } from './expiry.ts';
import { type Gated, passGate } from './gate.ts';
import { type Fresh, keepCredentials, renewalTimeMs } from './keep-credentials.ts';
import { parseKubeconfigs } from './kubeconfig.ts';
import { bearSecret, isHeaderText, maskUser } from './mask.ts';
import { type AccessSource, readSource } from './source.ts';

export type { Access } from './access.ts';

/** A projected token file is replaced long before its token ends; client-go reads it again as often. */
const tokenFileMs = 60_000;

/**
 * Opens the access that the settings name: reads it, gates the chosen context, obtains the credentials. A plugin is
 * run here once; nothing is sent to the server yet.
 * @throws Failure credentials-missing, credentials-rejected, context-unknown, kubeconfig-invalid, kubeconfig-refused
 */
export async function openAccess(settings: AccessSettings, world: World): Promise<Access> {
  const source = await readSource(settings, world);
  const chosen = chosenOf(source, settings.context, world);
  const gated = await passGate(chosen, readAllowances(settings.allowKubeconfig, world.env), world);
  const audience = audienceOf(source);
  const identity = audience === undefined ? identityOf(gated) : `the token of this job for ${audience}`;
  const obtain = async (): Promise<Fresh> => {
    const fresh = await (audience === undefined
      ? obtainOnce(gated, world)
      : obtainFromJob(gated, audience, world));
    refuseExpired(fresh.credentials, identity, world.clock.nowMs());
    return fresh;
  };
  const first = await obtain();
  if (!first.credentials.authorization && !first.credentials.clientCertificate) throw nobody(gated);
  const isRenewable = audience !== undefined || gated.user.tokenFile !== undefined || usesPlugin(gated);
  const kept = keepCredentials(first, isRenewable ? obtain : undefined, world.clock);
  return {
    server: gated.cluster.server,
    contextNamespace: gated.namespace,
    trust: gated.cluster.trust,
    ...(gated.cluster.proxy && { proxy: gated.cluster.proxy }),
    identity,
    diagnostics: [...gated.cluster.diagnostics, ...gated.user.diagnostics, ...pluginNotice(gated, world)],
    ...(audience !== undefined && { rejectedHint: rejectedHintOf(first, audience) }),
    ...kept,
  };
}

function chosenOf(source: AccessSource, context: string | undefined, world: World): Chosen {
  if (source.from === 'kubeconfig') {
    const kubeconfig = parseKubeconfigs(source.texts);
    for (const user of kubeconfig.users.values()) maskUser(user.value, world.secrets);
    return chooseContext(kubeconfig, context);
  }
  const { server, certificateAuthority } = source;
  const token = source.from === 'inputs' ? source.token.reveal().trim() : undefined;
  if (token !== undefined) bearSecret(token, world.secrets);
  return {
    where: `the access of the inputs server and ${token === undefined ? 'oidc-audience' : 'token'}`,
    namespace: 'default',
    cluster: {
      value: {
        server,
        ...(certificateAuthority !== undefined && {
          'certificate-authority-data': Buffer.from(certificateAuthority, 'utf8').toString('base64'),
        }),
      },
    },
    user: { value: token === undefined ? {} : { token } },
  };
}

async function obtainOnce(gated: Gated, world: World): Promise<Fresh> {
  const { exec, tokenFile } = gated.user;
  if (tokenFile !== undefined) {
    const text = (await world.files.readOutside(tokenFile))?.trim() ?? '';
    if (!isHeaderText(text)) throw uselessTokenFile(tokenFile);
    const token = bearSecret(text, world.secrets);
    return {
      credentials: await credentialsOf(gated, { token }, world.secrets),
      renewAtMs: world.clock.nowMs() + tokenFileMs,
    };
  }
  if (!exec || !usesPlugin(gated)) return { credentials: await credentialsOf(gated, {}, world.secrets) };
  const { obtained, expiresAtMs } = await runPlugin(exec, gated, world);
  const credentials = await credentialsOf(gated, obtained, world.secrets);
  if (expiresAtMs === undefined) return { credentials };
  return { credentials, renewAtMs: renewalTimeMs(expiresAtMs, world.clock.nowMs()) };
}

/** A token or password that stands beside the plugin wins, as with client-go. */
function usesPlugin({ user }: Gated): boolean {
  return user.exec !== undefined && !user.token && !user.basic && user.tokenFile === undefined;
}

function identityOf(gated: Gated): string {
  const { basic, client, exec, token, tokenFile } = gated.user;
  if (tokenFile !== undefined) return 'the token of a file';
  if (token) return 'a token';
  if (basic) return 'user name and password';
  if (exec) return `the exec plugin ${exec.name}`;
  return client ? 'a client certificate' : 'nobody';
}

function pluginNotice(gated: Gated, world: World): readonly Diagnostic[] {
  const { exec } = gated.user;
  if (!exec || !usesPlugin(gated)) return [];
  const line = world.secrets.redact([exec.name, ...exec.args].join(' '));
  return [{ code: 'access-plugin', severity: 'notice', message: `credentials come from a program: ${line}` }];
}

function nobody({ where }: Gated): Failure {
  return new Failure('credentials-missing', `the user of ${where} has no credentials`, {
    hint: 'Give the user a token, a client certificate or an exec plugin. kubectl config view --minify --flatten --raw shows what a kubeconfig really holds.',
  });
}

function uselessTokenFile(path: string): Failure {
  return new Failure(
    'credentials-missing',
    `the token file ${path} is gone, empty or holds more than a token`,
    {
      hint: 'The step that writes it must run before this one and leave it in place.',
    },
  );
}
