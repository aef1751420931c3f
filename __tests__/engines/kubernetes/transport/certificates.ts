import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** A certificate and its key, PEM texts. */
export interface Pair {
  readonly certificate: string;
  readonly key: string;
}

/** An authority that issues certificates for tests. */
export interface Authority extends Pair {
  issue(options?: IssueOptions): Promise<Pair>;
}

/** What a certificate is for and how long it is valid; default: 127.0.0.1, from yesterday to tomorrow. */
export interface IssueOptions {
  readonly commonName?: string;
  readonly address?: string;
  readonly validFrom?: Date;
  readonly validTo?: Date;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const dayMs = 24 * 60 * 60 * 1000;

/** Makes a new authority. */
export async function makeAuthority(name = 'test authority'): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const own = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + 365 * dayMs),
    signingAlgorithm: algorithm,
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  });
  return {
    certificate: own.toString('pem'),
    key: await pemOf(keys.privateKey),
    issue: async (options = {}) => await issue(own, keys, options),
  };
}

async function issue(
  authority: X509Certificate,
  authorityKeys: webcrypto.CryptoKeyPair,
  options: IssueOptions,
): Promise<Pair> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.create({
    subject: `CN=${options.commonName ?? 'test server'}`,
    issuer: authority.subject,
    publicKey: keys.publicKey,
    signingKey: authorityKeys.privateKey,
    notBefore: options.validFrom ?? new Date(Date.now() - dayMs),
    notAfter: options.validTo ?? new Date(Date.now() + dayMs),
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false),
      new SubjectAlternativeNameExtension([{ type: 'ip', value: options.address ?? '127.0.0.1' }]),
      await AuthorityKeyIdentifierExtension.create(authority),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await pemOf(keys.privateKey) };
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  return PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}
