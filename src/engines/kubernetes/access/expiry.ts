import { Failure } from '../../../model/failure.ts';
import { type Json, numberAt, parseJson } from '../../../model/json.ts';
import type { Credentials } from './access.ts';
import { readCertificate } from './pem.ts';

/**
 * Says before the first request that the credentials have expired, as far as they tell it themselves: `exp` of a
 * JWT, the end of a client certificate. Nothing is verified.
 * @throws Failure credentials-rejected
 */
export function refuseExpired(credentials: Credentials, identity: string, nowMs: number): void {
  const { authorization, clientCertificate } = credentials;
  const token = authorization?.reveal().replace(/^Bearer /, '') ?? '';
  const tokenEndMs = expiryOfToken(token);
  if (tokenEndMs !== undefined && tokenEndMs <= nowMs)
    throw expired(identity, 'the token', tokenEndMs, nowMs);
  if (!clientCertificate || authorization) return;
  const end = readCertificate(clientCertificate.certificate)?.validToDate.getTime();
  if (end !== undefined && end <= nowMs) throw expired(identity, 'the client certificate', end, nowMs);
}

/** When a JWT ends, in milliseconds since the epoch; undefined for what is no JWT or has no end. */
export function expiryOfToken(token: string): number | undefined {
  const seconds = numberAt(claimsOfToken(token), '/exp');
  return seconds === undefined ? undefined : seconds * 1000;
}

/** What a JWT says about its bearer, unverified; undefined for what is no JWT. */
export function claimsOfToken(token: string): Json | undefined {
  const [, payload, signature, ...more] = token.split('.');
  if (payload === undefined || signature === undefined || more.length > 0) return undefined;
  try {
    return parseJson(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function expired(identity: string, what: string, endMs: number, nowMs: number): Failure {
  const minutes = Math.floor((nowMs - endMs) / 60_000);
  const ago =
    minutes < 120
      ? `${minutes} min`
      : minutes < 2 * 24 * 60
        ? `${Math.floor(minutes / 60)} h`
        : `${Math.floor(minutes / 60 / 24)} days`;
  return new Failure(
    'credentials-rejected',
    `${what} expired at ${new Date(endMs).toISOString()}, ${ago} ago (${identity})`,
    { hint: 'Issue new credentials and store them in the secret that this run reads; no request was sent.' },
  );
}
