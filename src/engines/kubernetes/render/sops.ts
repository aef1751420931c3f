import type { Diagnostic } from '../../../model/diagnostic.ts';
import { isList, isObject, type Json, parseJson } from '../../../model/json.ts';
import type { Secrets } from '../../../model/world.ts';
import { parseYaml } from '../manifest/yaml.ts';
import type { RenderContext } from './context.ts';
import { isCiphertext, type SopsFormat } from './sops-format.ts';
import { runTool } from './tool.ts';

/** A decrypted text, or why there is none: no key here, or a file that cannot be trusted. */
export type Decrypted =
  | { readonly text: string }
  | { readonly missing: string }
  | { readonly broken: string; readonly hint: string };

/**
 * Exit codes. Source: getsops/sops cmd/sops/codes/codes.go. What SOPS prints is never passed on: errors of older versions
 * hold decrypted values (getsops/sops issue 1198).
 */
const codes = {
  noKey: [111, 128],
  tampered: [51, 52, 24, 25],
} as const;

/** Decrypts a text with the user's `sops`; every decrypted value is a secret of the run before anybody sees it. */
export async function decrypt(text: string, format: SopsFormat, context: RenderContext): Promise<Decrypted> {
  // A file and not stdin, which only newer versions read. What is written to it is ciphertext.
  await using scratch = await context.files.scratch();
  await scratch.write('encrypted', text);
  const args = ['--decrypt', '--input-type', format, '--output-type', format, 'encrypted'];
  const call = { command: 'sops', args, env: sopsEnv(context), cwd: scratch.folder, mayAsk: true } as const;
  const result = await runTool(call, context);
  if (!result) return { missing: 'the program `sops` is not installed' };
  if (result.code === 0) {
    keepSecrets(text, result.stdout, format, context.secrets);
    return { text: result.stdout };
  }
  if (codes.noKey.some(code => code === result.code)) return { missing: 'no key for it is here' };
  if (codes.tampered.some(code => code === result.code)) {
    const hint =
      'It was changed by hand after it was encrypted, or damaged. Encrypt it again: sops edit, or sops encrypt.';
    return { broken: 'its values do not belong together (SOPS refuses its checksum)', hint };
  }
  const hint = 'Try `sops decrypt` with this file on your machine; what it prints stays out of this log.';
  return { broken: `SOPS ended with ${result.code}`, hint };
}

/** Keys come from where SOPS looks for them itself: its own variables, the home folder, and cloud logins. */
function sopsEnv({ env, secrets }: RenderContext): Readonly<Record<string, string>> {
  const wanted = /^(?:HOME|GNUPGHOME|(?:https?|no|all)_proxy|(?:SOPS|AWS|GOOGLE|CLOUDSDK|AZURE|VAULT)_.*)$/i;
  const entries = Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && wanted.test(name) ? [[name, value] as const] : [],
  );
  for (const [name, value] of entries)
    if (/^SOPS_AGE_KEY$|TOKEN$|SECRET/.test(name))
      for (const line of value.split('\n')) secrets.add(line.trim());
  return Object.fromEntries(entries);
}

function keepSecrets(encrypted: string, plain: string, format: SopsFormat, secrets: Secrets): void {
  if (format === 'dotenv') {
    const kept = new Set(encrypted.split('\n'));
    for (const line of plain.split('\n')) if (!kept.has(line)) secrets.add(line.slice(line.indexOf('=') + 1));
    return;
  }
  const [before, after] = [encrypted, plain].map(text => valuesOf(text, format));
  for (const [index, value] of (after ?? []).entries()) keepWithin(before?.[index], value, secrets);
}

function valuesOf(text: string, format: 'yaml' | 'json'): readonly Json[] {
  return format === 'json' ? [parseJson(text)] : parseYaml(text, '').documents.map(({ value }) => value);
}

function keepWithin(before: Json | undefined, after: Json, secrets: Secrets): void {
  if (isList(after))
    for (const [at, item] of after.entries())
      keepWithin(isList(before) ? before[at] : undefined, item, secrets);
  else if (isObject(after))
    for (const [key, item] of Object.entries(after))
      keepWithin(isObject(before) ? before[key] : undefined, item, secrets);
  else if (isCiphertext(before) && after !== null) {
    secrets.add(String(after));
    // What stands base64 in a Secret is a secret in plain text as well.
    if (typeof after === 'string' && /^[A-Za-z\d+/]{8,}={0,2}$/.test(after))
      secrets.add(Buffer.from(after, 'base64').toString('utf8'));
  }
}

/** What is said of a file that stays encrypted: an error where its values are going to be sent. */
export function notDecrypted(file: string, why: string, { decrypting }: RenderContext): Diagnostic {
  return {
    code: decrypting === 'must' ? 'sops-undecrypted' : 'sops-key-missing',
    severity: decrypting === 'must' ? 'error' : 'notice',
    message: `${file} is encrypted by SOPS: ${why}`,
    hint:
      decrypting === 'must'
        ? 'Install sops in a step before this one, and give this step its key, as SOPS_AGE_KEY in `env:` or by a cloud login.'
        : 'Its values were not checked.',
    location: { file, line: 1, column: 1 },
  };
}

/** What is said of a file that SOPS refuses. */
export function brokenFile(
  file: string,
  { broken, hint }: Extract<Decrypted, { broken: string }>,
): Diagnostic {
  const location = { file, line: 1, column: 1 };
  return {
    code: 'sops-refused',
    severity: 'error',
    message: `${file} cannot be decrypted: ${broken}`,
    hint,
    location,
  };
}
