type Env = Readonly<Record<string, string | undefined>>;

/** Where to find programs, files, certificates and proxies, and in which language to speak. */
const plain: ReadonlySet<string> = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'TMPDIR',
  'TZ',
  'LANG',
  'CI',
  'KUBECONFIG',
  'RUNNER_TEMP',
  'RUNNER_TOOL_CACHE',
  'RUNNER_OS',
  'RUNNER_ARCH',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_EXTRA_CA_CERTS',
  'XDG_CONFIG_HOME',
  'XDG_CACHE_HOME',
]);

/** Families: locale, proxies, Pulumi, and what the logins of the big clouds leave behind. */
const families = [
  /^LC_/,
  /^(?:https?|no|all)_proxy$/i,
  /^PULUMI_/,
  /^(?:AWS|CLOUDSDK|GOOGLE|GCLOUD|AZURE|ARM|AAD)_/,
];

/** What GitHub tells a step about its run. Tokens, and the files through which a step talks to the runner, are none of it. */
const aboutTheRun = /^GITHUB_(?!TOKEN$|ENV$|OUTPUT$|PATH$|STATE$|STEP_SUMMARY$)/;

/**
 * The environment of a program that runs the user's own code: what it needs to find its way and its cloud, and what the
 * user names (`NAME` or `PREFIX_*`). Inputs, tokens of the run and every other secret of the job stay out.
 */
export function programEnvOf(env: Env, named: readonly string[]): Readonly<Record<string, string>> {
  const isNamed = (name: string): boolean =>
    named.some(each => (each.endsWith('*') ? name.startsWith(each.slice(0, -1)) : name === each));
  const isAllowed = (name: string): boolean =>
    plain.has(name) || aboutTheRun.test(name) || families.some(family => family.test(name)) || isNamed(name);
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && isAllowed(name) ? [[name, value]] : [],
    ),
  );
}
