import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAuthority, issueCertificate, type KeyPair } from '../certificates.ts';
import { writeKubeconfig } from '../kubeconfig.ts';

/** Names of the files in a stage's folder that hold its keys; all are readable by their owner only. */
export const credentialFiles = {
  authorityCertificate: 'ca.crt',
  authorityKey: 'ca.key',
  serviceAccountKey: 'service-account.key',
  serviceAccountPublicKey: 'service-account.pub',
  tokens: 'tokens.csv',
  admin: 'admin.kubeconfig',
} as const;

/** What the keeper itself needs of the credentials it wrote. */
export interface Credentials {
  readonly authority: KeyPair;
  readonly adminToken: string;
  readonly kubeletToken: string;
  readonly kubelet: KeyPair;
}

/** Makes the authority, the certificates, the tokens and the kubeconfigs of a new stage and writes them to its folder. */
export async function writeCredentials(folder: string, server: string): Promise<Credentials> {
  const authority = await createAuthority('gitops-push stage');
  const adminToken = randomBytes(24).toString('hex');
  const kubeletToken = randomBytes(24).toString('hex');
  const serviceAccounts = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const write = (name: string, text: string) => writeFile(join(folder, name), text, { mode: 0o600 });
  const writePair = async (name: string, pair: KeyPair) => {
    await write(`${name}.crt`, pair.certificate);
    await write(`${name}.key`, pair.key);
  };
  const serverNames = {
    dnsNames: ['localhost', 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc'],
    addresses: ['127.0.0.1', '10.0.0.1'],
  };
  await write(credentialFiles.authorityCertificate, authority.certificate);
  await write(credentialFiles.authorityKey, authority.key);
  await write(
    credentialFiles.serviceAccountKey,
    serviceAccounts.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  await write(
    credentialFiles.serviceAccountPublicKey,
    serviceAccounts.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  );
  await write(
    credentialFiles.tokens,
    `${adminToken},stage-admin,stage-admin,system:masters\n${kubeletToken},stage-kubelet,stage-kubelet,system:masters\n`,
  );
  await writePair(
    'kube-apiserver',
    await issueCertificate(authority, { user: 'kube-apiserver', ...serverNames }),
  );
  await writePair(
    'kubelet-client',
    await issueCertificate(authority, { user: 'kube-apiserver-kubelet-client' }),
  );
  for (const program of ['kube-controller-manager', 'kube-scheduler']) {
    const pair = await issueCertificate(authority, { user: `system:${program}` });
    const access = {
      server,
      ca: authority.certificate,
      clientCertificate: pair.certificate,
      clientKey: pair.key,
    };
    await write(`${program}.kubeconfig`, writeKubeconfig(access));
  }
  const tokenConfig = (token: string) => writeKubeconfig({ server, ca: authority.certificate, token });
  await write(credentialFiles.admin, tokenConfig(adminToken));
  await write('kwok.kubeconfig', tokenConfig(kubeletToken));
  return {
    authority,
    adminToken,
    kubeletToken,
    kubelet: await issueCertificate(authority, { user: 'kubelet', addresses: ['127.0.0.1'] }),
  };
}
