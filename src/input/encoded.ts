import { bad, good, type Parsed } from './scalars.ts';

/** A kubeconfig, plain or base64, as plain text. The value never enters the complaint. */
export function parseKubeconfig(text: string): Parsed<string> {
  return parseEncoded(text, { looksPlain: plain => plain.includes(':'), what: 'a kubeconfig' });
}

/** PEM certificates, plain or base64, as plain text. */
export function parsePem(text: string): Parsed<string> {
  return parseEncoded(text, {
    looksPlain: plain => plain.includes('-----BEGIN CERTIFICATE-----'),
    what: 'a PEM certificate',
  });
}

interface Expected {
  readonly looksPlain: (text: string) => boolean;
  readonly what: string;
}

function parseEncoded(text: string, expected: Expected): Parsed<string> {
  if (expected.looksPlain(text)) return good(text);
  const hint = `Give ${expected.what} as it is, or the output of "base64" over the whole file.`;
  const decoded = decodeBase64(text);
  if (decoded === undefined) return bad(`is neither ${expected.what} nor base64`, hint);
  if (expected.looksPlain(decoded)) return good(decoded);
  return bad(`is base64, but what it holds is not ${expected.what}`, hint);
}

/** Strict: line breaks aside only the alphabet of RFC 4648, whole groups with their padding, and UTF-8 inside. */
function decodeBase64(text: string): string | undefined {
  const packed = text.replaceAll(/\s+/g, '');
  if (packed === '' || packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return undefined;
  const bytes = Buffer.from(packed, 'base64');
  if (bytes.toString('base64') !== packed) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
