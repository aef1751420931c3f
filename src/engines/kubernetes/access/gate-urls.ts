import { Secret } from '../../../model/secret.ts';
import { isLoopback } from '../transport/proxy.ts';
import type { Finding } from './finding.ts';
import type { GateContext } from './gate-context.ts';

/** The server's URL without trailing slash; empty when there is a finding. */
export function gateServer(text: string | undefined, { allowances, findings, world }: GateContext): string {
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

/** The URL of the proxy that the kubeconfig names, with findings when it is not allowed or none. */
export function gateProxy(
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
