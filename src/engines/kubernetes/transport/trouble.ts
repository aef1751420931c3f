import { Failure } from '../../../model/failure.ts';
import type { Access } from '../access/access.ts';
import type { Stranger } from './answer.ts';
import type { Trouble } from './message.ts';

/** Codes of OpenSSL and Node.js that say: the certificate is there, but nothing vouches for it. */
const unknownAuthority: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'INVALID_CA',
  'INVALID_PURPOSE',
]);

/** Why a request got no answer, as the Failure that ends the run. Names host and port of the server, never more. */
export function failureOfTrouble(trouble: Trouble, access: Access): Failure {
  const place = placeOf(access);
  const { code, error } = trouble;
  if (unknownAuthority.has(code)) return untrustedAuthority(place, access, error);
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    const when = code === 'CERT_HAS_EXPIRED' ? 'has expired' : 'is not valid yet';
    return new Failure('server-untrusted', `the certificate of the server at ${place} ${when}`, {
      hint: 'Renew the serving certificate of the cluster, and check that the clock of this machine is right.',
      cause: error,
    });
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return wrongName(place, access, error);
  if (/ALERT_(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_\w+)$/.test(code)) {
    return new Failure(
      'credentials-rejected',
      `the server at ${place} refused the connection for its client certificate (${code})`,
      {
        hint: 'The client certificate is missing, expired or of another cluster: take a new one from the cluster.',
        cause: error,
      },
    );
  }
  if (code === 'EPROTO' || code.startsWith('HPE_') || code.startsWith('ERR_SSL_')) {
    return unusable(place, `the server at ${place} does not speak HTTPS`, error);
  }
  return unreachable(trouble, place, access);
}

/** Something answers at that address, but it is no Kubernetes API. */
export function failureOfStranger(stranger: Stranger, access: Access): Failure {
  const place = placeOf(access);
  return unusable(place, `the server at ${place} answers ${stranger.how}, which no Kubernetes API does`);
}

/** The server keeps answering 401, and there are no other credentials. */
export function credentialsRejected(access: Access): Failure {
  return new Failure(
    'credentials-rejected',
    `the server at ${placeOf(access)} does not accept the credentials (401 Unauthorized, ${access.identity})`,
    {
      hint:
        access.rejectedHint?.() ??
        'They are expired, revoked or of another cluster. Issue new ones and store them in the secret that this run reads; a token of a ServiceAccount ends with its Secret or its lifetime.',
    },
  );
}

/** `host:port` of the server, as messages name it. */
export function placeOf(access: Pick<Access, 'server'>): string {
  const { hostname, port, protocol } = new URL(access.server);
  return `${hostname}:${port === '' ? (protocol === 'http:' ? 80 : 443) : port}`;
}

function untrustedAuthority(place: string, access: Access, cause: Error): Failure {
  const given = access.trust.certificateAuthority !== undefined;
  return new Failure(
    'server-untrusted',
    given
      ? `the certificate of the server at ${place} was not issued by the given certificate authority`
      : `the certificate of the server at ${place} was issued by an authority that this machine does not know`,
    {
      hint: given
        ? 'The certificate authority is of another cluster, or the cluster has a new one: take it from the cluster again (certificate-authority-data of its kubeconfig).'
        : "Give the cluster's own authority: certificate-authority-data in the kubeconfig, or the input certificate-authority.",
      cause,
    },
  );
}

function wrongName(place: string, access: Access, cause: Error): Failure {
  const expected = access.trust.serverName ?? new URL(access.server).hostname;
  const names = 'cert' in cause ? namesOf(cause.cert) : '';
  return new Failure(
    'server-untrusted',
    `the certificate of the server at ${place} is not for ${expected}${names === '' ? '' : `, but for ${names}`}`,
    {
      hint: 'Reach the server by a name that stands in its certificate, or set tls-server-name in the kubeconfig to one that does.',
      cause,
    },
  );
}

function namesOf(certificate: unknown): string {
  if (typeof certificate !== 'object' || certificate === null || !('subjectaltname' in certificate))
    return '';
  return typeof certificate.subjectaltname === 'string' ? certificate.subjectaltname.slice(0, 300) : '';
}

function unusable(place: string, message: string, cause?: Error): Failure {
  return new Failure('server-unusable', message, {
    hint: `Check host, port and path of the server's URL (${place}): it must be the address of the API server itself, not of a dashboard, a login page or a proxy.`,
    ...(cause && { cause }),
  });
}

function unreachable(trouble: Trouble, place: string, access: Access): Failure {
  const through = access.proxy ? ' through the proxy of the kubeconfig' : '';
  return new Failure(
    'server-unreachable',
    `the server at ${place} cannot be reached${through}: ${whatOf(trouble)}`,
    {
      hint: 'Check the address, and that this machine may reach it: a private endpoint needs a runner in its network, and a firewall or an allow-list must know the runner.',
      cause: trouble.error,
    },
  );
}

function whatOf(trouble: Trouble): string {
  const { code, stage } = trouble;
  if (code === 'ECONNREFUSED') return 'the connection was refused';
  if (code === 'ENOTFOUND') return 'the name has no address (DNS)';
  if (code === 'EAI_AGAIN') return 'the name could not be looked up (DNS)';
  if (code === 'ERR_PROXY_TUNNEL') return 'the proxy did not open a tunnel';
  if (code === 'TIMEOUT') return trouble.error.message;
  if (code === 'ECONNRESET' && stage !== 'connecting')
    return 'the connection was lost before the answer was there';
  return code === '' ? 'the connection failed' : `the connection failed (${code})`;
}
