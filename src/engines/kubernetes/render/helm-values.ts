import type { Diagnostic } from '../../../model/diagnostic.ts';
import { Failure } from '../../../model/failure.ts';
import { isList, isObject, type Json } from '../../../model/json.ts';
import type { Scratch, Secrets } from '../../../model/world.ts';
import { looksSecret } from '../../../diff/secret-names.ts';
import { parseYaml } from '../manifest/yaml.ts';
import type { RenderContext } from './context.ts';
import { readText } from './files.ts';
import { brokenFile, decrypt, notDecrypted } from './sops.ts';
import { isSopsText, sopsFormatOf } from './sops-format.ts';

/** The values files as helm gets them, in order; with encrypted ones also as they stand in the repository. */
export type PreparedValues = {
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly string[];
} & (
  | { readonly state: 'none' }
  | { readonly state: 'encrypted'; readonly why: string }
  | { readonly state: 'decrypted'; readonly writtenFiles: readonly string[] }
);

const folder = '.gitops-push/values';

/** Copies the values files into the scratch folder, decrypted where that is needed, and notes what looks secret in them. */
export async function prepareValues(
  chart: string,
  scratch: Scratch,
  context: RenderContext,
): Promise<PreparedValues> {
  const diagnostics: Diagnostic[] = [];
  const files: string[] = [];
  await keepDefaults(chart, context);
  const writtenFiles: string[] = [];
  let why: string | undefined;
  let isDecrypted = false;
  for (const [index, path] of context.rendering.values.entries()) {
    const text = await readValues(path, context);
    const target = (kind: string): string => `${folder}/${index}-${kind}.yaml`;
    const put = async (kind: string, content: string): Promise<string> => {
      await scratch.write(target(kind), content);
      return target(kind);
    };
    const written = await put('written', withoutSops(text));
    writtenFiles.push(written);
    const format = sopsFormatOf(path);
    if (format === undefined || !isSopsText(text, format)) {
      files.push(written);
      keepSecretValues(text, path, context.secrets);
      continue;
    }
    const decrypted = await decrypt(text, format, context);
    if ('text' in decrypted) {
      isDecrypted = true;
      files.push(await put('plain', decrypted.text));
    } else if ('missing' in decrypted) {
      why = decrypted.missing;
      files.push(written);
      diagnostics.push(notDecrypted(path, decrypted.missing, context));
    } else diagnostics.push(brokenFile(path, decrypted));
  }
  if (why !== undefined) return { state: 'encrypted', why, diagnostics, files };
  return isDecrypted
    ? { state: 'decrypted', diagnostics, files, writtenFiles }
    : { state: 'none', diagnostics, files };
}

/** The values that the chart itself and those inside it bring along. */
async function keepDefaults(chart: string, context: RenderContext): Promise<void> {
  if (chart.startsWith('oci://')) return;
  for (const { path } of await context.files.find(chart, ['values.yaml'])) {
    const read = await readText(path, context.files);
    if ('text' in read) keepSecretValues(read.text, path, context.secrets);
  }
}

async function readValues(path: string, { files }: RenderContext): Promise<string> {
  const [found] = await files.find(path, ['']);
  if (!found || found.path !== path.replace(/^\.\//, ''))
    throw new Failure('inputs-invalid', `the input values names ${path}, which is no file`, {
      hint: 'Name each file relative to the repository, separated by commas or lines.',
    });
  const read = await readText(found.path, files);
  if ('text' in read) return read.text;
  throw new Failure('inputs-invalid', `${path} is not UTF-8`, { hint: 'Save it as UTF-8.' });
}

/** The block stands last in a file that SOPS wrote. */
function withoutSops(text: string): string {
  return text.replace(/^sops:\n(?:[ \t].*\n?|\n)*/m, '');
}

/** Values in plain text whose name looks secret: helm quotes values in its errors. */
function keepSecretValues(text: string, path: string, secrets: Secrets): void {
  for (const { value } of parseYaml(text, path).documents) keepWithin(value, '', secrets);
}

function keepWithin(value: Json, name: string, secrets: Secrets): void {
  if (isList(value)) for (const item of value) keepWithin(item, name, secrets);
  else if (isObject(value)) for (const [key, item] of Object.entries(value)) keepWithin(item, key, secrets);
  else if (typeof value === 'string' && value.length >= 6 && looksSecret(name)) secrets.add(value);
}
