import { rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, styleText } from 'node:util';
import { StageError } from '../__tests__/stage/cluster/cluster.ts';
import { type DemoStage, openDemoStage } from './demo-stage.ts';
import { type Collected, DemoError, tellStory } from './demo-story.ts';
import { renderPage } from './page.ts';

const { values } = parseArgs({ options: { keep: { type: 'boolean', default: false } } });

try {
  await main(values.keep);
} catch (error) {
  const isKnown = error instanceof StageError || error instanceof DemoError;
  print(styleText('red', isKnown ? error.message : String(error instanceof Error ? error.stack : error)));
  process.exitCode = 1;
}

async function main(keep: boolean): Promise<void> {
  print('The story of gitops-push on a real Kubernetes control plane and a stand-in for GitHub,');
  print('on this machine alone: every step below is the action as GitHub would run it.');
  const times = openTimes();
  times.begin('Start a control plane (built first, if it is not yet)');
  const stage = await openDemoStage();
  process.once('exit', () => {
    if (!keep) rmSync(stage.folder, { recursive: true, force: true });
  });
  // Without a handler a signal ends the process with nothing cleaned up; the control plane ends with its owner anyway.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(130));
  const chapter = (title: string): void => {
    times.begin(title);
    print(`\n${styleText('bold', title)}`);
  };
  try {
    const sections = await tellStory(stage, { chapter, say: text => print(styleText('dim', text)) });
    times.begin('Write the page');
    await writePages(sections);
    chapter('How long it took');
    for (const line of times.lines()) print(line);
  } finally {
    await (keep ? leaveUp(stage) : end(stage));
  }
}

/** The page with everything, and the first comment alone, of which the README's picture is made. */
async function writePages(sections: Collected): Promise<void> {
  const folder = fileURLToPath(new URL('../demo-output/', import.meta.url));
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'index.html'), renderPage('What people read', sections));
  await writeFile(join(folder, 'comment.html'), renderPage('', sections.slice(0, 1)));
  print(`\n${styleText('bold', 'What people read on GitHub')}`);
  print(
    `Open ${join(folder, 'index.html')} in a browser: comments, summaries and the drift issue, light and dark.`,
  );
}

interface Times {
  /** Ends what was begun before. */
  begin(title: string): void;
  lines(): readonly string[];
}

function openTimes(): Times {
  const marks: { readonly title: string; readonly atMs: number }[] = [];
  const line = (durationMs: number, title: string): string =>
    `${(durationMs / 1000).toFixed(1).padStart(7)} s  ${title}`;
  return {
    begin: title => {
      marks.push({ title, atMs: performance.now() });
    },
    lines: () => {
      const ends = marks.slice(1).map(({ atMs }) => atMs);
      const steps = ends.map((atMs, index) =>
        line(atMs - (marks[index]?.atMs ?? 0), marks[index]?.title ?? ''),
      );
      return [...steps, line((ends.at(-1) ?? 0) - (marks[0]?.atMs ?? 0), 'in all')];
    },
  };
}

async function leaveUp(stage: DemoStage): Promise<void> {
  const { cluster } = stage;
  const stop = cluster.letGo();
  const checkout = await stage.checkout();
  const path = join(checkout, '.git', 'kubeconfig');
  await writeFile(path, await cluster.adminKubeconfig(), { mode: 0o600 });
  await stage.github[Symbol.asyncDispose]();
  print(`\n${styleText('bold', 'The cluster stays up')}`);
  print(`kubectl:     ${cluster.handle.kubectlPath}`);
  print(`kubeconfig:  export KUBECONFIG=${path}`);
  print(`checkout:    ${checkout}`);
  print(`to end it:   ${stop}`);
}

async function end(stage: DemoStage): Promise<void> {
  await stage[Symbol.asyncDispose]();
  await stage.cluster[Symbol.asyncDispose]();
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
