import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Files } from '../../../model/world.ts';

/** The file name extensions that hold manifests, as kubectl takes them. */
export const manifestExtensions = ['.yaml', '.yml', '.json'] as const;

/** The text of a file, or the finding that it is not UTF-8. @throws Failure path-missing */
export async function readText(
  path: string,
  files: Files,
): Promise<{ text: string } | { diagnostic: Diagnostic }> {
  const bytes = await files.read(path);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const message = 'the file is not UTF-8';
    const location = { file: path, line: 1, column: 1 };
    return {
      diagnostic: { code: 'yaml-encoding', severity: 'error', message, hint: 'save it as UTF-8', location },
    };
  }
}
