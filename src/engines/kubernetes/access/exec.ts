import { Failure } from '../../../model/failure.ts';
import { isObject, type Json, parseJson, stringifyJson, textAt } from '../../../model/json.ts';
import type { Secrets, ShellResult, World } from '../../../model/world.ts';
import type { Obtained } from './client-node.ts';
import { pluginEnvironment } from './exec-environment.ts';
import type { Gated } from './gate.ts';
import type { GatedExec } from './gate-exec.ts';
import { bearSecret, isHeaderText } from './mask.ts';
import { isPair, isPrivateKey } from './pem.ts';

const limitMs = 60_000;

/** What a plugin gave, and when it ends (milliseconds since the epoch), if it said so. */
export interface PluginResult {
  readonly obtained: Obtained;
  readonly expiresAtMs?: number;
}

/**
 * Runs the plugin once (KUBERNETES_EXEC_INFO as client-go sets it, plugin/pkg/client/auth/exec) and reads its
 * ExecCredential. Its output is never shown; of its errors only what cannot be a secret.
 * @throws Failure credentials-missing
 */
export async function runPlugin(plugin: GatedExec, gated: Gated, world: World): Promise<PluginResult> {
  const env = pluginEnvironment(plugin.command, world.env, plugin.env);
  const result = await start(plugin, { ...env, KUBERNETES_EXEC_INFO: execInfo(plugin, gated) }, world);
  if (result.code !== 0) {
    const said = filterText(result.stderr, world.secrets);
    throw failed(plugin, `ended with exit code ${result.code}${said === '' ? '' : `:\n${said}`}`);
  }
  const answer = parseOrNothing(result.stdout);
  const status = isObject(answer) ? answer['status'] : undefined;
  if (!isObject(answer) || answer['kind'] !== 'ExecCredential' || !isObject(status)) {
    throw failed(plugin, 'did not print an ExecCredential');
  }
  if (answer['apiVersion'] !== plugin.apiVersion) {
    throw failed(plugin, `printed another apiVersion than the kubeconfig names (${plugin.apiVersion})`);
  }
  const token = textAt(status, '/token') ?? '';
  const certificate = textAt(status, '/clientCertificateData') ?? '';
  const key = textAt(status, '/clientKeyData') ?? '';
  const expiresAtMs = Date.parse(textAt(status, '/expirationTimestamp') ?? '');
  if (token !== '' && !isHeaderText(token))
    throw failed(plugin, 'printed a token with characters that no token has');
  if (token === '' && (certificate === '' || key === '')) throw failed(plugin, 'printed no credentials');
  if (certificate !== '' && !(isPrivateKey(key) && isPair(certificate, key))) {
    throw failed(plugin, 'printed a client certificate without the key that belongs to it');
  }
  return {
    obtained: {
      ...(token !== '' && { token: bearSecret(token, world.secrets) }),
      ...(certificate !== '' &&
        key !== '' && { client: { certificate, key: bearSecret(key, world.secrets) } }),
    },
    ...(Number.isFinite(expiresAtMs) && { expiresAtMs }),
  };
}

async function start(
  plugin: GatedExec,
  env: Readonly<Record<string, string>>,
  world: World,
): Promise<ShellResult> {
  try {
    return await world.shell.run(plugin.command, plugin.args, { env, timeoutMs: limitMs });
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw failed(
      plugin,
      isAbsent ? 'is not installed on this machine' : 'could not be run to its end',
      error,
    );
  }
}

function execInfo(plugin: GatedExec, { cluster }: Gated): string {
  const { certificateAuthority, serverName, verification } = cluster.trust;
  const described: Json = {
    server: cluster.server,
    ...(serverName !== undefined && { 'tls-server-name': serverName }),
    ...(verification === 'skipped' && { 'insecure-skip-tls-verify': true }),
    ...(certificateAuthority !== undefined && {
      'certificate-authority-data': Buffer.from(certificateAuthority, 'utf8').toString('base64'),
    }),
    ...(cluster.proxy && { 'proxy-url': cluster.proxy.reveal() }),
    ...(cluster.execConfig !== undefined && { config: cluster.execConfig }),
  };
  return stringifyJson({
    kind: 'ExecCredential',
    apiVersion: plugin.apiVersion,
    spec: { interactive: false, ...(plugin.wantsCluster && { cluster: described }) },
  });
}

/** The first lines of an error text, without what is registered as secret and without anything that looks like one. */
function filterText(text: string, secrets: Pick<Secrets, 'redact'>): string {
  return secrets
    .redact(text)
    .replaceAll(/[A-Za-z0-9+/_=.~-]{32,}/g, '***')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .slice(0, 10)
    .join('\n')
    .slice(0, 1_000);
}

function parseOrNothing(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function failed(plugin: GatedExec, what: string, cause?: unknown): Failure {
  const install = plugin.installHint === undefined ? '' : ` ${plugin.installHint.trim().slice(0, 500)}`;
  return new Failure('credentials-missing', `the exec plugin ${plugin.name} ${what}`, {
    hint: `Run it by hand with the arguments of the kubeconfig. Here it gets a small environment (PATH, HOME, proxies and its own variables); whatever else it needs belongs into exec.env.${install}`,
    ...(cause !== undefined && { cause }),
  });
}
