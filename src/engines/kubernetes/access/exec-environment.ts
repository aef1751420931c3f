import type { World } from '../../../model/world.ts';

/** What every plugin gets of our environment: where programs and settings lie, and the way out. */
const shared: ReadonlySet<string> = new Set([
  'PATH',
  'HOME',
  'USERPROFILE',
  'APPDATA',
  'SystemRoot',
  'TMPDIR',
  'TEMP',
  'LANG',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'NO_PROXY',
  'no_proxy',
]);

/** The variables of the known plugins, by the name of the program. */
const own: readonly { readonly programs: readonly string[]; readonly prefixes: readonly string[] }[] = [
  { programs: ['aws', 'aws-iam-authenticator'], prefixes: ['AWS_'] },
  { programs: ['gke-gcloud-auth-plugin', 'gcloud'], prefixes: ['CLOUDSDK_', 'GOOGLE_'] },
  { programs: ['kubelogin'], prefixes: ['AZURE_', 'AAD_'] },
];

/** The whole environment of a plugin: the shared variables, its own, what the kubeconfig sets; nothing of the run's. */
export function pluginEnvironment(
  command: string,
  env: World['env'],
  set: Readonly<Record<string, string>>,
): Record<string, string> {
  const program = (/[^/\\]+$/.exec(command)?.[0] ?? command).replace(/\.exe$/i, '');
  const prefixes = own
    .filter(({ programs }) => programs.includes(program))
    .flatMap(plugin => plugin.prefixes);
  const picked: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined) continue;
    if (shared.has(name) || prefixes.some(prefix => name.startsWith(prefix))) picked[name] = value;
  }
  return { ...picked, ...set };
}
