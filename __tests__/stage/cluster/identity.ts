import { createPrivateKey, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiClient, KubeObject } from './api-client.ts';
import { issueCertificate } from './certificates.ts';
import { credentialFiles } from './control-plane/credentials.ts';
import type { ClusterHandle } from './keeper-protocol.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { StageError } from './stage-error.ts';

/** A rule of RBAC, as in a Role. */
export interface PolicyRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}

/** Who is to be made. Without any rules and roles it may do nothing. */
export interface IdentityOrder {
  readonly name: string;
  /** Where the service account lives and its `rules` hold; default `default`. */
  readonly namespace?: string;
  /** What it may do in its namespace: a Role. */
  readonly rules?: readonly PolicyRule[];
  /** What it may do everywhere: a ClusterRole. */
  readonly clusterRules?: readonly PolicyRule[];
  /** Existing ClusterRoles that it has in its namespace only, as `edit`. */
  readonly namespaceRoles?: readonly string[];
  /** Existing ClusterRoles that it has everywhere, as `cluster-admin`. */
  readonly clusterRoles?: readonly string[];
  /** A user is known by a client certificate, which cannot go through the proxy; default `service-account`. */
  readonly kind?: 'service-account' | 'user';
  /** An expired token is well signed and refused with 401; default `valid`. */
  readonly token?: 'valid' | 'expired';
}

/** Somebody who may reach the cluster. */
export interface Identity {
  /** As the server knows it: `system:serviceaccount:NAMESPACE:NAME`, or the user's name. */
  readonly username: string;
  /** The text of a kubeconfig with everything embedded; its context has the identity's namespace. */
  readonly kubeconfig: string;
  /** The bearer token; empty for a user. */
  readonly token: string;
}

/** Makes a service account or a user with exactly these rights. @throws StageError when the server refuses a part of it */
export async function createIdentity(
  client: ApiClient,
  handle: ClusterHandle,
  order: IdentityOrder,
): Promise<Identity> {
  const { name, namespace = 'default', kind = 'service-account' } = order;
  const isUser = kind === 'user';
  const username = isUser ? name : `system:serviceaccount:${namespace}:${name}`;
  const create = async <T = KubeObject>(path: string, body: object): Promise<T> => {
    const answer = await client.request<T>('POST', path, body);
    if (answer.status !== 201)
      throw new StageError(
        `The stage could not make the identity ${name}: POST ${path} was answered ${answer.status}.`,
        { hint: answer.text },
      );
    return answer.body;
  };
  const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`;
  const account = isUser ? undefined : await create(accounts, { metadata: { name } });
  const subject = isUser
    ? { kind: 'User', name, apiGroup: 'rbac.authorization.k8s.io' }
    : { kind: 'ServiceAccount', name, namespace };
  await grant(create, order, subject);

  if (!account) {
    const pair = await issueCertificate(await readAuthority(handle), { user: name });
    const access = {
      server: handle.server,
      ca: handle.ca,
      clientCertificate: pair.certificate,
      clientKey: pair.key,
    };
    return { username, token: '', kubeconfig: writeKubeconfig(access, namespace) };
  }
  const issue = async () => {
    const request = {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: 3600 },
    };
    const issued = await create<{ status: { token: string } }>(`${accounts}/${name}/token`, request);
    return issued.status.token;
  };
  const token = order.token === 'expired' ? await expiredToken(handle, namespace, account) : await issue();
  return {
    username,
    token,
    kubeconfig: writeKubeconfig({ server: handle.server, ca: handle.ca, token }, namespace),
  };
}

/** The authority of a cluster of the stage. @throws StageError for a named cluster, whose authority is not ours */
export async function readAuthority(handle: ClusterHandle): Promise<{ certificate: string; key: string }> {
  if (handle.origin === 'named')
    throw new StageError('The authority of a named cluster is not at hand.', {
      hint: 'Users and expired tokens need a cluster that the stage started.',
    });
  return {
    certificate: handle.ca,
    key: await readFile(join(handle.folder, credentialFiles.authorityKey), 'utf8'),
  };
}

async function grant(
  create: (path: string, body: object) => Promise<unknown>,
  order: IdentityOrder,
  subject: object,
): Promise<void> {
  const { name, namespace = 'default' } = order;
  const rbac = '/apis/rbac.authorization.k8s.io/v1';
  const local = `${rbac}/namespaces/${namespace}`;
  const bind = (path: string, bindingName: string, kind: string, role: string) => {
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind, name: role };
    return create(path, { metadata: { name: bindingName }, roleRef, subjects: [subject] });
  };
  const unique = `${namespace}-${name}`;
  if (order.rules) {
    await create(`${local}/roles`, { metadata: { name }, rules: order.rules });
    await bind(`${local}/rolebindings`, name, 'Role', name);
  }
  if (order.clusterRules) {
    await create(`${rbac}/clusterroles`, { metadata: { name: unique }, rules: order.clusterRules });
    await bind(`${rbac}/clusterrolebindings`, unique, 'ClusterRole', unique);
  }
  for (const role of order.namespaceRoles ?? [])
    await bind(`${local}/rolebindings`, `${name}-${role}`, 'ClusterRole', role);
  for (const role of order.clusterRoles ?? [])
    await bind(`${rbac}/clusterrolebindings`, `${unique}-${role}`, 'ClusterRole', role);
}

/** A token as the server itself would have issued it an hour and a half ago; the server issues none that short. */
async function expiredToken(handle: ClusterHandle, namespace: string, account: KubeObject): Promise<string> {
  await readAuthority(handle);
  const key = createPrivateKey(
    await readFile(join(handle.folder, credentialFiles.serviceAccountKey), 'utf8'),
  );
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    aud: ['https://kubernetes.default.svc'],
    iss: 'https://kubernetes.default.svc',
    sub: `system:serviceaccount:${namespace}:${account.metadata.name}`,
    iat: now - 5400,
    nbf: now - 5400,
    exp: now - 1800,
    'kubernetes.io': {
      namespace,
      serviceaccount: { name: account.metadata.name, uid: account.metadata.uid },
    },
  };
  const content = `${jwtPart({ alg: 'ES256', typ: 'JWT' })}.${jwtPart(claims)}`;
  const signature = sign('sha256', Buffer.from(content), { key, dsaEncoding: 'ieee-p1363' });
  return `${content}.${signature.toString('base64url')}`;
}

function jwtPart(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
