/** Words that make the name of a variable look as if its value were a secret, wherever they stand in it. */
const secretWords: ReadonlySet<string> = new Set([
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'pwd',
  'secret',
  'secrets',
  'token',
  'tokens',
  'apikey',
  'credential',
  'credentials',
  'dsn',
  'privatekey',
]);

/** Words that do so only at the end: `DB_PASS`, `SIGNING_KEY`, `AWS_ACCESS_KEY_ID`. */
const secretEndings = [['pass'], ['key'], ['key', 'id'], ['cookie'], ['salt'], ['pem']] as const;

/** Last words that say that the value only points at a secret, or is about one. */
const harmlessEndings: ReadonlySet<string> = new Set([
  'file',
  'path',
  'dir',
  'directory',
  'name',
  'url',
  'uri',
  'endpoint',
  'issuer',
  'audience',
  'ttl',
  'expiry',
  'expiration',
  'seconds',
  'minutes',
  'hours',
  'days',
  'length',
  'limit',
  'count',
  'type',
  'algorithm',
  'enabled',
  'required',
]);

/** Words before `key` that make it no secret. */
const openKeys: ReadonlySet<string> = new Set(['public', 'partition', 'sort', 'primary', 'foreign', 'cache']);

/** A part of every word above: nearly all names are told apart by it alone. */
const telltale = /pass|pwd|secret|token|key|credential|dsn|cookie|salt|pem/i;

/** True when the literal value of a variable of this name is a secret more often than not: `DB_PASSWORD`, `apiToken`. */
export function looksSecret(name: string): boolean {
  if (!telltale.test(name)) return false;
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter(word => word !== '');
  const last = words.at(-1);
  if (last === undefined || harmlessEndings.has(last)) return false;
  return words.some(word => secretWords.has(word)) || secretEndings.some(ending => endsWith(words, ending));
}

function endsWith(words: readonly string[], ending: readonly string[]): boolean {
  const before = words.at(-1 - ending.length);
  return (
    ending.every((word, index) => words[words.length - ending.length + index] === word) &&
    !(ending[0] === 'key' && before !== undefined && openKeys.has(before))
  );
}

/** Keys of a Secret that say where and as whom, not the secret itself. */
const whereabouts: ReadonlySet<string> = new Set([
  'user',
  'username',
  'login',
  'host',
  'hostname',
  'port',
  'database',
  'db',
  'dbname',
  'schema',
  'engine',
  'region',
  'bucket',
  'name',
  'type',
]);

/**
 * True for an entry of a Secret like `username: shop`. It is masked in its place like all others, but hiding the
 * word wherever it turns up would make every text unreadable and protect nothing.
 */
export function isWhereabouts(key: string, value: string): boolean {
  const last =
    key
      .toLowerCase()
      .split(/[^a-z]+/)
      .at(-1) ?? '';
  return whereabouts.has(last) && /^[a-z\d-]{1,24}$/i.test(value);
}
