import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Scratch } from '../../../model/world.ts';
import type { RenderContext } from './context.ts';
import { manifestExtensions, readText } from './files.ts';
import { brokenFile, decrypt, notDecrypted } from './sops.ts';
import { isSopsText, sopsFormatOf, withoutSopsLines } from './sops-format.ts';

/** What became of the encrypted files of a source that a tool renders. */
export type DecryptedFiles = { readonly diagnostics: readonly Diagnostic[] } & (
  | { readonly state: 'none' }
  | { readonly state: 'encrypted'; readonly why: string }
  | { readonly state: 'decrypted'; writePlain(): Promise<void> }
);

/**
 * Decrypts every encrypted file below these folders. The scratch copy keeps what stands in the repository until
 * `writePlain` is called; lines that SOPS adds to lists of variables are taken out of it at once.
 */
export async function decryptFiles(
  folders: readonly string[],
  scratch: Scratch,
  context: RenderContext,
): Promise<DecryptedFiles> {
  const diagnostics: Diagnostic[] = [];
  const texts: { readonly path: string; readonly text: string }[] = [];
  let why: string | undefined;
  for (const path of await candidates(folders, context)) {
    const format = sopsFormatOf(path);
    const read = await readText(path, context.files);
    if (format === undefined || !('text' in read) || !isSopsText(read.text, format)) continue;
    if (format === 'dotenv') await scratch.write(path, withoutSopsLines(read.text));
    const decrypted = await decrypt(read.text, format, context);
    if ('text' in decrypted) texts.push({ path, text: decrypted.text });
    else if ('missing' in decrypted) {
      why = decrypted.missing;
      diagnostics.push(notDecrypted(path, decrypted.missing, context));
    } else diagnostics.push(brokenFile(path, decrypted));
  }
  if (why !== undefined) return { state: 'encrypted', why, diagnostics };
  if (texts.length === 0) return { state: 'none', diagnostics };
  const writePlain = async (): Promise<void> => {
    for (const { path, text } of texts) await scratch.write(path, text);
  };
  return { state: 'decrypted', diagnostics, writePlain };
}

async function candidates(folders: readonly string[], { files }: RenderContext): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of folders)
    found.push(...(await files.find(folder, [...manifestExtensions, '.env'])).map(({ path }) => path));
  return [...new Set(found)].toSorted();
}
