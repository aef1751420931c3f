import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { readProject, sourcesIn, type Tree, treeOf } from './project.ts';
import { lineOf, parseSource } from './syntax.ts';

const mayRun = new Set(['src/action.ts', 'src/cli.ts', 'src/post.ts']);
const docLineLimit = 5;

function importTimeWork(tree: Tree): readonly string[] {
  return sourcesIn(tree, 'src')
    .filter(([path]) => !mayRun.has(path))
    .flatMap(([path, text]) => {
      const file = parseSource(path, text);
      return file.statements.filter(changesAtImport).map(node => `${path}:${lineOf(file, node)}`);
    });
}

/** A statement that does something when the file is imported, or that keeps state which can change. */
function changesAtImport(node: ts.Statement): boolean {
  if (ts.isVariableStatement(node)) return (node.declarationList.flags & ts.NodeFlags.Const) === 0;
  if (ts.isImportDeclaration(node)) return node.importClause === undefined;
  return !(
    ts.isExportDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node)
  );
}

function undocumented(tree: Tree): readonly string[] {
  return sourcesIn(tree, 'src', 'scripts').flatMap(([path, text]) => {
    const file = parseSource(path, text);
    return file.statements.filter(isExported).flatMap(node => {
      const lines = docLines(text, node);
      if (lines === 0) return [`${path}:${lineOf(file, node)} has no docstring`];
      return lines > docLineLimit ? [`${path}:${lineOf(file, node)} has a docstring of ${lines} lines`] : [];
    });
  });
}

function isExported(node: ts.Statement): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(isExportKeyword);
}

function isExportKeyword(modifier: ts.Modifier): boolean {
  return modifier.kind === ts.SyntaxKind.ExportKeyword;
}

/** Lines of text in the docstring before a node; 0 without one. An overload shares that of its neighbour. */
function docLines(text: string, node: ts.Node): number {
  const comments = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [];
  const doc = comments
    .map(range => text.slice(range.pos, range.end))
    .findLast(comment => comment.startsWith('/**'));
  if (doc === undefined) return 0;
  return doc.split('\n').filter(line => /[^\s/*]/.test(line)).length;
}

describe('modules', () => {
  const project = readProject();

  test('do nothing and keep no state when they are imported', () => {
    expect(importTimeWork(project)).toEqual([]);
  });

  test.each([
    ['a call', 'start();'],
    ['state', 'let count = 0;'],
    ['a condition', 'if (x) y();'],
    ['an import for its effect', "import 'reflect-metadata';"],
    ['an await', 'await ready;'],
  ])('%s at import is found', (_, text) => {
    expect(importTimeWork(treeOf({ 'src/model/a.ts': text }))).toEqual(['src/model/a.ts:1']);
    expect(importTimeWork(treeOf({ 'src/cli.ts': text }))).toEqual([]);
  });
});

describe('docstrings', () => {
  test('stand on every export, one to five lines', () => {
    expect(undocumented(readProject())).toEqual([]);
  });

  test('that are missing, empty or endless are found', () => {
    const tree = treeOf({
      'src/model/a.ts':
        '/** Good. */\nexport const a = 1;\nexport const b = 2;\n// no doc\nexport type C = 1;',
      'src/model/b.ts': `/**\n${' * line\n'.repeat(6)} */\nexport function d() {}\n/** */\nexport class E {}`,
    });
    expect(undocumented(tree)).toEqual([
      'src/model/a.ts:3 has no docstring',
      'src/model/a.ts:5 has no docstring',
      'src/model/b.ts:9 has a docstring of 6 lines',
      'src/model/b.ts:11 has no docstring',
    ]);
  });
});
