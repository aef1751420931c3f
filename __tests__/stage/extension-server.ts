import { createServer } from 'node:https';
import { createAuthority, issueCertificate } from './cluster/certificates.ts';

/** A server behind an APIService: it says which kinds it has, once it is up. */
export interface ExtensionServer extends AsyncDisposable {
  /** Listens on `localhost`. */
  readonly port: number;
  /** From now on it answers; before, everything is 503. */
  readonly comeUp: () => void;
}

/** Starts one for a group in version v1, without any kinds. */
export async function startExtensionServer(group: string): Promise<ExtensionServer> {
  const authority = await createAuthority('stage extension');
  const own = await issueCertificate(authority, {
    user: 'extension',
    dnsNames: ['localhost'],
    addresses: ['127.0.0.1'],
  });
  let isUp = false;
  const answers: Readonly<Record<string, object>> = {
    '/apis': {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: [
        {
          name: group,
          versions: [{ groupVersion: `${group}/v1`, version: 'v1' }],
          preferredVersion: { groupVersion: `${group}/v1`, version: 'v1' },
        },
      ],
    },
    [`/apis/${group}/v1`]: {
      kind: 'APIResourceList',
      apiVersion: 'v1',
      groupVersion: `${group}/v1`,
      resources: [],
    },
  };
  const server = createServer({ cert: own.certificate, key: own.key }, ({ url = '/' }, outgoing) => {
    const body = answers[url.split('?')[0] ?? '/'];
    const status = isUp ? (body ? 200 : 404) : 503;
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}));
  });
  // `localhost` may mean either address.
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, () => resolve()));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    comeUp: () => {
      isUp = true;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>(resolve => server.close(() => resolve()));
    },
  };
}
