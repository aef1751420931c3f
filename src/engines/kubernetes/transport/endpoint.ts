import type { OutgoingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { Access, Credentials } from '../access/access.ts';
import type { Outgoing } from './message.ts';

/** The parts of the server's URL that every request needs, taken apart once, and how it is trusted. */
export interface Endpoint {
  readonly isPlain: boolean;
  /** Scheme, host and port. */
  readonly origin: string;
  readonly host: string;
  readonly port: number;
  readonly prefix: string;
  readonly trust: Access['trust'];
}

/** Takes the URL of the server apart. */
export function endpointOf(server: URL, { trust }: Pick<Access, 'trust'>): Endpoint {
  const isPlain = server.protocol === 'http:';
  return {
    isPlain,
    origin: server.origin,
    host: server.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: server.port === '' ? (isPlain ? 80 : 443) : Number(server.port),
    prefix: server.pathname === '/' ? '' : server.pathname,
    trust,
  };
}

/** Connections that use other certificates must not be mixed: what tells them apart. */
export function connectionKey(credentials: Credentials): string {
  return credentials.clientCertificate?.certificate ?? '';
}

/** What TLS needs for this server and these credentials. @throws Error when OpenSSL cannot read a certificate */
export interface TlsOptions {
  readonly minVersion: 'TLSv1.2';
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** One for all connections: certificates are read once and not for each of them. */
  readonly secureContext: SecureContext;
  readonly rejectUnauthorized: boolean;
  readonly servername?: string;
}

/** How connections to this server are secured. @throws Error when OpenSSL cannot read a certificate */
export function tlsOptionsOf({ trust }: Endpoint, { clientCertificate: client }: Credentials): TlsOptions {
  const identity = {
    minVersion: 'TLSv1.2',
    ...(trust.certificateAuthority !== undefined && { ca: trust.certificateAuthority }),
    ...(client && { cert: client.certificate, key: client.key.reveal() }),
  } as const;
  return {
    ...identity,
    secureContext: createSecureContext(identity),
    rejectUnauthorized: trust.verification === 'full',
    ...(trust.serverName !== undefined && { servername: trust.serverName }),
  };
}

/** The name that is asked for and that the certificate must bear; none for an address (RFC 6066 section 3). */
export function serverNameOf({ trust, host }: Endpoint): string {
  return trust.serverName ?? (isIP(host) === 0 ? host : '');
}

/** The headers of a request, with what only its credentials know. */
export function headersOf({ headers, credentials, body }: Outgoing): OutgoingHttpHeaders {
  const { authorization, impersonation } = credentials;
  return {
    ...headers,
    ...impersonation,
    ...(authorization && { authorization: authorization.reveal() }),
    ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
  };
}
