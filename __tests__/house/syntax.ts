import { posix } from 'node:path';
import ts from 'typescript';

const parsed = new Map<string, ts.SourceFile>();

/** The syntax tree of one file; parents are set. Several rules ask for the same one: it is parsed once. */
export function parseSource(path: string, text: string): ts.SourceFile {
  const known = parsed.get(path);
  if (known?.text === text) return known;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  parsed.set(path, file);
  return file;
}

/** Every node of a file, parents before children, without tokens. */
export function nodesOf(node: ts.Node): readonly ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (child: ts.Node): void => {
    found.push(child);
    ts.forEachChild(child, visit);
  };
  visit(node);
  return found;
}

/** What a file imports: types, re-exports and lazy imports included, as written. */
export function importsOf(text: string): readonly string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(file => file.fileName);
}

/** The project files that a file imports, as paths from the top. */
export function localImportsOf(path: string, text: string): readonly string[] {
  return importsOf(text)
    .filter(name => name.startsWith('.'))
    .map(name => posix.join(posix.dirname(path), name));
}

/** The name of the package that an import means: `node:fs`, `@actions/core`, `diff`. */
export function packageOf(name: string): string {
  if (name.startsWith('node:')) return name.split('/')[0] ?? name;
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The line of a node, from 1. */
export function lineOf(file: ts.SourceFile, node: ts.Node): number {
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}
