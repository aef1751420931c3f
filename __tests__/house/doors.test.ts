import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { readProject, sourcesIn, type Tree, treeOf } from './project.ts';
import { importsOf, lineOf, nodesOf, packageOf, parseSource } from './syntax.ts';

const kubernetes = 'src/engines/kubernetes';
const pulumi = 'src/engines/pulumi';
const entries = ['src/action.ts', 'src/cli.ts', 'src/post.ts', 'src/wire.ts'];

/** Which files may import a package, types included. A path that ends in / means the whole folder. */
const packageDoors: Readonly<Record<string, readonly string[]>> = {
  '@actions/core': ['src/action.ts', 'src/post.ts', 'src/system/log-actions.ts'],
  '@actions/exec': ['src/system/shell.ts'],
  '@actions/github': ['src/github/octokit.ts'],
  '@octokit/plugin-throttling': ['src/github/octokit.ts'],
  '@octokit/plugin-retry': ['src/github/octokit.ts'],
  '@kubernetes/client-node': [`${kubernetes}/access/client-node.ts`],
  '@pulumi/pulumi': [`${pulumi}/automation.ts`],
  semver: [`${pulumi}/cli/version.ts`],
  'js-yaml': [
    `${kubernetes}/manifest/events.ts`,
    `${kubernetes}/manifest/write.ts`,
    `${pulumi}/project/yaml.ts`,
  ],
  diff: ['src/diff/lines.ts'],
  'node:fs': [
    'src/system/files.ts',
    'src/system/disk.ts',
    'src/system/download.ts',
    'src/system/scratch.ts',
    'src/system/worktree.ts',
    'src/system/process-name.ts',
    'src/cli.ts',
  ],
  'node:os': ['src/system/worktree.ts', 'src/system/disk.ts', 'src/system/scratch.ts', 'src/cli.ts'],
  'node:child_process': ['src/system/shell.ts'],
  'node:http': [
    `${kubernetes}/transport/`,
    'src/system/plain-http.ts',
    'src/system/web.ts',
    'src/system/download.ts',
    'src/system/registries.ts',
  ],
  'node:http2': [`${kubernetes}/transport/`],
  'node:net': [`${kubernetes}/transport/`],
  'node:https': [
    `${kubernetes}/transport/`,
    `${kubernetes}/access/client-node.ts`,
    'src/system/identity-token.ts',
    'src/system/web.ts',
  ],
  'node:stream': [`${kubernetes}/transport/`, 'src/system/download.ts'],
  'node:tls': [`${kubernetes}/transport/`],
  'node:timers': ['src/system/clock.ts'],
};

/** These compute and touch nothing outside. */
const pure = new Set(['node:buffer', 'node:crypto', 'node:path', 'node:url', 'node:util', 'node:zlib']);

/** Which files may use a global that reaches outside. */
const globalDoors: Readonly<Record<string, readonly string[]>> = {
  'process.env': entries,
  'process.argv': ['src/cli.ts'],
  'process.pid': ['src/action.ts', 'src/cli.ts', 'src/post.ts'],
  'process.exit': ['src/action.ts', 'src/cli.ts', 'src/post.ts', 'src/system/signals.ts'],
  'process.exitCode': ['src/action.ts', 'src/cli.ts'],
  'process.cwd': entries,
  'process.stdout': [...entries, 'src/system/log-terminal.ts', 'src/system/log-actions.ts'],
  'process.stderr': [...entries, 'src/system/log-terminal.ts', 'src/system/log-actions.ts'],
  'process.kill': ['src/system/shell.ts'],
  'process.on': ['src/system/signals.ts'],
  'process.once': ['src/system/signals.ts'],
  'process.off': ['src/system/signals.ts'],
  'Date.now': ['src/system/clock.ts'],
  'performance.now': ['src/system/clock.ts'],
  'process.getBuiltinModule': ['src/system/plain-http.ts', `${kubernetes}/transport/http1.ts`],
  'process.versions': [`${kubernetes}/ledger/entry.ts`],
  'AbortSignal.timeout': ['src/system/clock.ts', 'src/github/octokit.ts', `${kubernetes}/transport/wire.ts`],
  'new Date()': ['src/system/clock.ts'],
  setTimeout: ['src/system/clock.ts'],
  setInterval: ['src/system/clock.ts'],
  fetch: [],
};

const reaching = new Set(['process', 'performance', 'console']);

function packageMistakes(tree: Tree): readonly string[] {
  return sourcesIn(tree, 'src').flatMap(([path, text]) =>
    importsOf(text)
      .filter(name => !name.startsWith('.'))
      .map(packageOf)
      .filter(name => !pure.has(name) && !mayPass(path, packageDoors[name]))
      .map(name => `${path} imports ${name}`),
  );
}

function globalMistakes(tree: Tree): readonly string[] {
  return sourcesIn(tree, 'src').flatMap(([path, text]) => {
    if (!/process|performance|console|Date|AbortSignal|set(?:Timeout|Interval)|fetch/.test(text)) return [];
    const file = parseSource(path, text);
    return nodesOf(file).flatMap(node => {
      const name = globalOf(node);
      return name === undefined || mayPass(path, globalDoors[name])
        ? []
        : [`${path}:${lineOf(file, node)} uses ${name}`];
    });
  });
}

/** The global that a node uses, when it is one that reaches outside. */
function globalOf(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const name = `${node.expression.text}.${node.name.text}`;
    return reaching.has(node.expression.text) || Object.hasOwn(globalDoors, name) ? name : undefined;
  }
  if (ts.isElementAccessExpression(node) && node.expression.getText() === 'process') return node.getText();
  if (
    ts.isNewExpression(node) &&
    node.expression.getText() === 'Date' &&
    (node.arguments?.length ?? 0) === 0
  ) {
    return 'new Date()';
  }
  const isCall = ts.isCallExpression(node) && ts.isIdentifier(node.expression);
  return isCall && Object.hasOwn(globalDoors, node.expression.text) ? node.expression.text : undefined;
}

function mayPass(path: string, doors: readonly string[] = []): boolean {
  return doors.some(door => (door.endsWith('/') ? path.startsWith(door) : path === door));
}

describe('one door per package', () => {
  test('is kept', () => {
    expect(packageMistakes(readProject())).toEqual([]);
  });

  test.each([
    ["import { readFile } from 'node:fs/promises';", 'node:fs'],
    ["import type { KubeConfig } from '@kubernetes/client-node';", '@kubernetes/client-node'],
    ["import * as yaml from 'js-yaml';", 'js-yaml'],
    ["const pulumi = await import('@pulumi/pulumi/automation/index.js');", '@pulumi/pulumi'],
    ["import x from 'left-pad';", 'left-pad'],
    ["export { x } from 'node:dns';", 'node:dns'],
  ])('%s is found', (text, name) => {
    expect(packageMistakes(treeOf({ 'src/model/a.ts': text }))).toEqual([`src/model/a.ts imports ${name}`]);
  });

  test('lets the door itself and pure modules pass', () => {
    const tree = treeOf({
      'src/system/files.ts': "import { readFile } from 'node:fs/promises';",
      'src/model/a.ts': "import { createHash } from 'node:crypto';",
    });
    expect(packageMistakes(tree)).toEqual([]);
  });
});

describe('one door per effect', () => {
  test('is kept', () => {
    expect(globalMistakes(readProject())).toEqual([]);
  });

  test.each([
    ['process.env', 'const home = process.env.HOME;'],
    ['process.memoryUsage', 'process.memoryUsage();'],
    ["process['env']", "const home = process['env'];"],
    ['Date.now', 'const now = Date.now();'],
    ['new Date()', 'const now = new Date();'],
    ['performance.now', 'const now = performance.now();'],
    ['setTimeout', 'setTimeout(() => {}, 10);'],
    ['fetch', "await fetch('http://x');"],
    ['AbortSignal.timeout', 'AbortSignal.timeout(10);'],
    ['console.log', "console.log('x');"],
  ])('%s is found elsewhere', (name, text) => {
    expect(globalMistakes(treeOf({ 'src/flows/a.ts': text }))).toEqual([`src/flows/a.ts:1 uses ${name}`]);
  });

  test('lets clocks with a given time, methods of that name and comments pass', () => {
    const text = '// process.env\nconst a = new Date(ms);\nrequest.setTimeout(1);\nworld.fetch();';
    expect(globalMistakes(treeOf({ 'src/flows/a.ts': text }))).toEqual([]);
  });
});
