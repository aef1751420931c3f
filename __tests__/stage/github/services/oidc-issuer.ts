import { createHash, createPublicKey, generateKeyPair, sign, type KeyObject } from 'node:crypto';
import { createServer } from 'node:https';
import { promisify } from 'node:util';
import { createAuthority, issueCertificate } from '../../cluster/certificates.ts';

/** GitHub's issuer of identity tokens, over https as others demand it. */
export interface OidcIssuer extends AsyncDisposable {
  /** The `iss` of its tokens; discovery is below it. */
  readonly issuer: string;
  /** PEM text of the authority that signed its certificate. */
  readonly ca: string;
  /** Signs claims (RS256); `iss` is added. */
  readonly sign: (claims: Readonly<Record<string, unknown>>) => string;
}

/** Starts an issuer on a free loopback port with a key of its own. */
export async function startOidcIssuer(): Promise<OidcIssuer> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const authority = await createAuthority('stage token issuer authority');
  const own = await issueCertificate(authority, {
    user: 'stage-token-issuer',
    dnsNames: ['localhost'],
    addresses: ['127.0.0.1'],
  });
  const keyId = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  let issuer = '';
  const documents: Readonly<Record<string, () => object>> = {
    '/.well-known/openid-configuration': () => discovery(issuer),
    '/.well-known/jwks': () => ({ keys: [publicJwk(publicKey, keyId)] }),
  };
  const server = createServer({ cert: own.certificate, key: own.key }, (request, response) => {
    const document = documents[new URL(request.url ?? '/', issuer).pathname];
    response.writeHead(document ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document?.() ?? { message: 'Not Found' }));
  });
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(0, '127.0.0.1', () => resolve()),
  );
  const address = server.address();
  issuer = `https://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return {
    issuer,
    ca: authority.certificate,
    sign: claims => signToken({ ...claims, iss: issuer }, privateKey, keyId),
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise(resolve => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function signToken(claims: object, key: KeyObject, keyId: string): string {
  const text = [{ typ: 'JWT', alg: 'RS256', kid: keyId }, claims]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`;
}

function publicJwk(key: KeyObject, keyId: string): object {
  return {
    ...createPublicKey(key.export({ type: 'spki', format: 'pem' })).export({ format: 'jwk' }),
    kid: keyId,
    alg: 'RS256',
    use: 'sig',
  };
}

function discovery(issuer: string): object {
  return {
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks`,
    subject_types_supported: ['public', 'pairwise'],
    response_types_supported: ['id_token'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid'],
  };
}
