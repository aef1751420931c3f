// oxlint-disable no-control-regex -- the bytes that move the cursor are what this is about
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectGolden } from '../stage/golden.ts';
import { openStory, type Story } from '../stage/story.ts';
import { openScreen } from '../stage/terminal/screen.ts';

const deployment = (name: string, image: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: 2
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: server, image: 'registry.example/${name}:${image}' }] }
`;

describe('a deploy in a terminal', () => {
  let story: Story;

  beforeAll(async () => {
    story = await openStory('terminal');
  });

  afterAll(async () => await story[Symbol.asyncDispose]());

  /** The bytes as the window shows them in the end, times and random names made alike. */
  const shown = (written: string, columns: number): string => {
    const screen = openScreen(columns, 200);
    screen.write(written);
    const times = /\d+(?:\.\d+)? s\b|\b\d\d:\d\d:\d\d UTC/g;
    const text = `${screen.lines().join('\n')}\n`
      .replaceAll(/node \S+\/cli\.mjs/g, 'gitops-push')
      .replaceAll(/--kubeconfig \S+/g, '--kubeconfig FILE')
      .replaceAll(story.namespace, 'shop')
      .replaceAll(times, '# s');
    return text
      .replaceAll(/(?<=plan )[\da-f]{8}|(?<=is on )[\da-f]{7}/g, '#######')
      .replace(/\d of 2 Pods \w+/, '# of 2 Pods #');
  };

  /** Every state that the live part had, line by line. */
  const liveLines = (written: string): readonly string[] =>
    written.split('\n').filter(line => /^(?:\u001B\[\d+A\u001B\[0J)? *\d+ s {2}/.test(line));

  it('shows what is waited for in place, in a narrow window too, and leaves only what stays', async () => {
    const { cluster, namespace } = story;
    await story.write('web', deployment('web', '1'));
    await story.write('cart', deployment('cart', '1'));
    await story.checkout.commit('One');
    await cluster.failPods({ namespace, name: 'web', as: 'SlowStart', forMs: 2500 });
    const run = await story.playInTerminal({ columns: 50, rows: 12 }, 'deploy');
    expect(run.code, run.written).toBe(0);
    const live = liveLines(run.written);
    expect(live.length).toBeGreaterThan(3);
    for (const line of live)
      expect(line.replace(/^\u001B\[\d+A\u001B\[0J/, '').trimEnd().length).toBeLessThan(50);
    expect(live.join('\n')).toMatch(/[23] s {2}apps\/v1\/Deployment/);
    // Nothing is switched on that would have to be switched off, least of all the cursor.
    expect(run.written).not.toMatch(/\u001B\[\?/);
    await expectGolden('terminal/deployed.txt', sorted(shown(run.written, 50)));
  });

  it('ends cleanly at Ctrl-C', async () => {
    const { cluster, namespace } = story;
    await cluster.failPods({ namespace, name: 'web', as: 'ReadinessProbeFailing' });
    await story.write('web', deployment('web', '2'));
    await story.checkout.commit('Two');
    const run = await story.playInTerminal({ columns: 70, rows: 20, interruptAt: /1 s {2}apps/ }, 'deploy');
    expect(run.code, run.written).toBe(1);
    expect(run.written).not.toMatch(/\u001B\[\?/);
    const text = shown(run.written, 70);
    expect(text).not.toMatch(/^ +# s {2}apps/m);
    await expectGolden('terminal/interrupted.txt', text);
  });
});

/** Lines of one wave come in any order. */
function sorted(text: string): string {
  const lines = text.split('\n');
  return lines
    .map(line => line.trimEnd())
    .toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .join('\n');
}

const order = [/^planning/, /^record #/, /to apply/, /^created/, /to wait for/, /^ready/];

function rank(line: string): number {
  const found = order.findIndex(each => each.test(line));
  return found === -1 ? order.length : found;
}
