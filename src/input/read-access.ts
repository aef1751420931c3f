import type { AccessSettings } from '../model/settings.ts';
import { parseKubeconfig, parsePem } from './encoded.ts';
import { accessChoices } from './input-row.ts';
import type { InputName } from './inputs.ts';
import type { Reader } from './reader.ts';
import { bad, good, inWords, type Parsed } from './scalars.ts';

const allowable = ['exec:NAME', 'skip-tls', 'http', 'proxy-url', 'files:DIR'] as const;

/** Reads the inputs that say how the cluster is reached, and complains about those that contradict each other. */
export function readAccess(reader: Reader): AccessSettings {
  const access = reader.choice('access', accessChoices, 'input');
  const kubeconfig = reader.secret('kubeconfig', parseKubeconfig);
  const context = reader.text('context');
  const server = reader.checked('server', parseServer);
  const certificateAuthority = reader.checked('certificate-authority', parsePem);
  const token = reader.secret('token');
  complainOfContradictions(reader, access);
  return {
    access,
    ...(kubeconfig && { kubeconfig }),
    ...(context !== undefined && { context }),
    ...(server !== undefined && { server }),
    ...(certificateAuthority !== undefined && { certificateAuthority }),
    ...(token && { token }),
    oidcAudience: reader.text('oidc-audience') ?? '',
    allowKubeconfig: readAllowed(reader),
  };
}

function complainOfContradictions(reader: Reader, access: AccessSettings['access']): void {
  const given = (...names: readonly InputName[]) => names.filter(name => reader.text(name) !== undefined);
  const credentials = given('kubeconfig', 'server', 'certificate-authority', 'token');
  if (access === 'ambient' && credentials.length > 0) {
    const all = credentials.join(', ');
    reader.complain(
      'access',
      `is ambient, but ${all} is given too`,
      `Take out ${all}, or write access: input.`,
    );
    return;
  }
  if (access === 'oidc')
    return complainOfOidc(reader, given('kubeconfig', 'context', 'token', 'allow-kubeconfig'));
  const beside = given('server', 'certificate-authority', 'token');
  if (given('kubeconfig').length > 0 && beside.length > 0) {
    reader.complain(
      'kubeconfig',
      `is given beside ${beside.join(', ')}`,
      'Give either a kubeconfig, or server with token and certificate-authority.',
    );
  } else if (beside.length > 0 && !beside.includes('server')) {
    reader.complain(
      'server',
      `is missing, but ${beside.join(', ')} is given`,
      'Write the URL of the API server.',
    );
  }
}

/** The token of the job goes to one server, which has to be named; nothing else is left to say. */
function complainOfOidc(reader: Reader, beside: readonly InputName[]): void {
  if (beside.length > 0) {
    const all = beside.join(', ');
    reader.complain('access', `is oidc, but ${all} is given too`, `Take out ${all}, or write access: input.`);
  }
  if (reader.text('server') === undefined) {
    reader.complain('server', 'is missing, but access is oidc', 'Write the URL of the API server.');
  }
}

function parseServer(text: string): Parsed<string> {
  const hint = 'Write a URL such as https://cluster.example:6443, without user, password or query.';
  const url = URL.parse(text);
  if (!url) return bad('is not a URL', hint);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return bad('is not an https URL', hint);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return bad('holds more than the address of a server', hint);
  }
  return good(text);
}

function readAllowed(reader: Reader): readonly string[] {
  const entries = reader.list('allow-kubeconfig');
  const wrong = entries.filter(entry => !/^(?:exec:.+|files:.+|skip-tls|http|proxy-url)$/.test(entry));
  if (wrong.length > 0) {
    reader.complain(
      'allow-kubeconfig',
      `names ${inWords(wrong)}, which cannot be allowed`,
      `What can be allowed: ${inWords(allowable)}.`,
    );
  }
  return entries;
}
