/**
 * The password of a connection string: `postgres://user:password@host`; also one that holds an unescaped `@`.
 * The scheme has a limit, or long runs of letters would be tried from each of them.
 */
const userInfo = /([a-z][a-z\d+.-]{0,30}:\/\/[^\s:/@]*:)([^\s/]+)(?=@)/gi;

/** A private key in PEM form, whatever its kind; one that is cut off counts to the end of the text. */
const privateKey =
  /(-----BEGIN [A-Z ]*PRIVATE KEY-----)([\s\S]*?)(?=-----END [A-Z ]*PRIVATE KEY-----|$(?![\s\S]))/g;

/** A password in a list of settings: `Server=db;Password=x`, `--password=x`; a reference like `$(PASSWORD)` is none. */
const setting =
  /((?:^|[\s;,&?'"-])(?:password|passwd|pwd|accountkey|sharedaccesskey|sharedaccesssignature)\s?=\s?)([^\s;&'",$][^\s;&'",]*)/gi;

/** The text with passwords in connection strings and settings, and the insides of private keys replaced by what `replace` gives. */
export function replaceSecretText(text: string, replace: (secret: string) => string): string {
  // A quick look first: nearly no text of a manifest holds either.
  if (!/:\/\/|PRIVATE KEY-----|(?:passw(?:or)?d|pwd|accountkey|signature|accesskey)\s?=/i.test(text))
    return text;
  const put = (_all: string, start: string, secret: string): string => `${start}${replace(secret)}`;
  return text.replaceAll(userInfo, put).replaceAll(privateKey, put).replaceAll(setting, put);
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
