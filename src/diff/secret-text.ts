/** The password of a connection string: `postgres://user:password@host`; also one that holds an unescaped `@`. */
const userInfo = /([a-z][a-z\d+.-]*:\/\/[^\s:/@]*:)([^\s/]+)(?=@)/gi;

/** A private key in PEM form, whatever its kind; one that is cut off counts to the end of the text. */
const privateKey =
  /(-----BEGIN [A-Z ]*PRIVATE KEY-----)([\s\S]*?)(?=-----END [A-Z ]*PRIVATE KEY-----|$(?![\s\S]))/g;

/** The text with passwords in connection strings and the insides of private keys replaced by what `replace` gives. */
export function replaceSecretText(text: string, replace: (secret: string) => string): string {
  // A quick look first: nearly no text of a manifest holds either.
  if (!text.includes('://') && !text.includes('PRIVATE KEY-----')) return text;
  const put = (_all: string, start: string, secret: string): string => `${start}${replace(secret)}`;
  return text.replaceAll(userInfo, put).replaceAll(privateKey, put);
}

/** The secrets that stand inside a text, in order. */
export function secretsInText(text: string): readonly string[] {
  const found: string[] = [];
  replaceSecretText(text, secret => {
    found.push(secret);
    return '';
  });
  return found;
}
