import type { Secret } from '../../../model/secret.ts';

/** What an agent of Node.js takes as `proxyEnv`. */
export type ProxyEnv = Readonly<Record<string, string>>;

/**
 * The proxy variables that hold for this server. A server on this machine is never asked through a proxy of the
 * environment (as Go does: net/http ProxyFromEnvironment); a proxy that the kubeconfig names holds always.
 */
export function proxyFor(
  server: URL,
  named: Secret | undefined,
  env: Readonly<Record<string, string | undefined>>,
): ProxyEnv {
  if (named) return { HTTPS_PROXY: named.reveal(), HTTP_PROXY: named.reveal() };
  if (isLoopback(server.hostname)) return {};
  const proxyEnv: Record<string, string> = {};
  for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy']) {
    const value = env[name];
    if (value !== undefined && value !== '') proxyEnv[name] = value;
  }
  return proxyEnv;
}

/** True for hosts that are this machine: `localhost`, 127.0.0.0/8, ::1. */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?)$/i.test(hostname);
}
