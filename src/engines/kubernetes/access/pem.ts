import { createPrivateKey, X509Certificate } from 'node:crypto';

/** The first certificate of a PEM text; undefined when it holds none that can be read. */
export function readCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** True when the PEM text is a private key that needs no passphrase. */
export function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).type === 'private';
  } catch {
    return false;
  }
}

/** True when the key belongs to the certificate. @throws Error when the key cannot be read */
export function isPair(certificate: string, key: string): boolean {
  return readCertificate(certificate)?.checkPrivateKey(createPrivateKey(key)) ?? false;
}
