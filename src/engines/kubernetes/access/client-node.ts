import type { RequestOptions } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { Secret } from '../../../model/secret.ts';
import type { Secrets } from '../../../model/world.ts';
import type { Credentials } from './access.ts';
import type { Gated } from './gate.ts';
import type { ClientCertificate } from './gate-user.ts';
import { bearSecret } from './mask.ts';

/** Credentials that are not in the kubeconfig itself: from a plugin or a token file. */
export interface Obtained {
  readonly token?: Secret;
  readonly client?: ClientCertificate;
}

/**
 * Lets the official client work out the credentials, from an object made of what passed the gate and nothing else.
 * It never sees a file, a plugin, a proxy or the original text.
 */
export async function credentialsOf(
  gated: Gated,
  obtained: Obtained,
  secrets: Secrets,
): Promise<Credentials> {
  const { cluster, user } = gated;
  const token = obtained.token ?? user.token;
  const client = obtained.client ?? user.client;
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [
      {
        name: 'gated',
        server: cluster.server,
        // The library refuses plain http without this; the gate has let only loopback through.
        skipTLSVerify: cluster.trust.verification === 'skipped' || cluster.server.startsWith('http:'),
      },
    ],
    users: [
      {
        name: 'gated',
        ...(token && { token: token.reveal() }),
        ...(client && { certData: toBase64(client.certificate), keyData: toBase64(client.key.reveal()) }),
        ...(user.basic && { username: user.basic.username, password: user.basic.password.reveal() }),
      },
    ],
    contexts: [{ name: 'gated', cluster: 'gated', user: 'gated' }],
    currentContext: 'gated',
  });
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  return toCredentials(options, gated, secrets);
}

function toCredentials(options: RequestOptions, gated: Gated, secrets: Secrets): Credentials {
  const { auth, cert, headers, key } = options;
  const bearer = headers && 'Authorization' in headers ? headers['Authorization'] : undefined;
  const basic =
    typeof auth === 'string' ? `Basic ${bearSecret(toBase64(auth), secrets).reveal()}` : undefined;
  const authorization = typeof bearer === 'string' ? bearer : basic;
  return {
    ...(authorization !== undefined && { authorization: new Secret(authorization) }),
    ...(Buffer.isBuffer(cert) &&
      Buffer.isBuffer(key) && {
        clientCertificate: { certificate: cert.toString('utf8'), key: new Secret(key.toString('utf8')) },
      }),
    impersonation: gated.user.impersonation,
  };
}

function toBase64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
