// oxlint-disable typescript/no-explicit-any -- stories read the JSON report as a script would
import { expect } from 'vitest';
import { type Checkout, makeCheckout } from './checkout.ts';
import { type Cluster, type IdentityOrder, isWrite, type Proxy } from './cluster/cluster.ts';
import { sharedCluster } from './cluster/shared-cluster.ts';
import { keepKubeconfig, program, type ProgramOptions, type ProgramRun, runProgram } from './program.ts';
import { playTerminal, type TerminalOptions, type TerminalRun } from './terminal/play-terminal.ts';

/** One run of the shipped program, with its report read. */
export interface Played {
  readonly run: ProgramRun;
  readonly report: any;
  /** The only target of the report. */
  readonly target: any;
  /** The changes by `Kind/name`. */
  readonly changes: ReadonlyMap<string, any>;
}

/** The window of a terminal, and when Ctrl-C is typed. */
export type Window = Pick<TerminalOptions, 'columns' | 'rows' | 'interruptAt'>;

/** What a story begins with. */
export interface StoryOrder {
  readonly name: string;
  readonly order?: Partial<IdentityOrder>;
  readonly extra?: Readonly<Record<string, string>>;
}

/** A namespace of its own on a cluster, a checkout, and the program run in it. */
export interface Story extends AsyncDisposable {
  readonly cluster: Cluster;
  readonly proxy: Proxy;
  readonly namespace: string;
  readonly checkout: Checkout;
  /** From now on the program runs as this identity. */
  actAs(order: Partial<IdentityOrder>): Promise<void>;
  /** From now on it speaks to the API server itself: faults and the log of the proxy are out of the way. */
  actDirectly(): Promise<void>;
  /** Runs a mode; the set is named `web` unless the arguments say otherwise. */
  play(mode: string, ...args: readonly string[]): Promise<Played>;
  /** Runs a mode with another form of output, which is not read. */
  playIn(output: string, mode: string, ...args: readonly string[]): Promise<{ readonly run: ProgramRun }>;
  /** Runs a mode and ends it as soon as its log says this: by Ctrl-C, or as a machine that goes away would. */
  playUntil(text: RegExp, how: 'interrupted' | 'killed', mode: string): Promise<ProgramRun>;
  /** Runs a mode in a terminal of its own, as a person would. */
  playInTerminal(window: Window, mode: string): Promise<TerminalRun>;
  /** Runs a mode that must end well; a deploy does not wait. A preview must not have written anything. */
  mustPlay(mode: string, ...args: readonly string[]): Promise<Played>;
  /** Writes a file of documents below `deploy/`. */
  write(name: string, ...documents: readonly (string | object)[]): Promise<void>;
  /** Runs the real kubectl in the namespace as administrator. @throws Error when it fails */
  kubectl(args: readonly string[], input?: string): Promise<string>;
}

/** Opens a story on the shared cluster; the program acts as an administrator of the namespace, or as `order` says, with `extra` in its environment. */
export async function openStory(
  name: string,
  order: Partial<IdentityOrder> = {},
  extra: Readonly<Record<string, string>> = {},
): Promise<Story> {
  return await openStoryOn(await sharedCluster(), { name, order, extra });
}

/** The same on a cluster of the test's own, of which this story lets go at its end. */
export async function openStoryOn(
  cluster: Cluster,
  { name, order = {}, extra = {} }: StoryOrder,
): Promise<Story> {
  const proxy = await cluster.proxy();
  const namespace = await cluster.createNamespace(name);
  const checkout = await makeCheckout();
  let kubeconfig = '';
  const identify = async (identity: Partial<IdentityOrder>): Promise<string> =>
    (await cluster.identity({ name: 'deployer', namespace, ...identity })).kubeconfig;
  const actAs = async (identity: Partial<IdentityOrder>): Promise<void> => {
    kubeconfig = proxy.kubeconfig(await identify(identity));
  };
  const usual = { namespaceRoles: ['admin'], ...order };
  await actAs(usual);
  const start = async (args: readonly string[], more: Partial<ProgramOptions> = {}): Promise<ProgramRun> => {
    proxy.log.clear();
    const named = args.includes('--name') ? args : [...args, '--name', 'web'];
    return await runProgram([...named, '--environment', 'test'], {
      folder: checkout.folder,
      environment: { ...cluster.environment(), ...extra },
      kubeconfig,
      ...more,
    });
  };
  const playIn: Story['playIn'] = async (output, mode, ...args) => ({
    run: await start([mode, ...args, '--output', output]),
  });
  const play = async (mode: string, ...args: readonly string[]): Promise<Played> => {
    const { run } = await playIn('json', mode, ...args);
    expect(run.stdout, run.stderr).toMatch(/^\{/);
    const report = JSON.parse(run.stdout);
    const target = report.targets[0];
    const named = (target?.changes ?? []).map((change: any) => {
      const parts = change.confirmAddress.split('/');
      return [`${parts[0]}/${parts.at(-1)}`, change];
    });
    return { run, report, target, changes: new Map(named) };
  };
  const mustPlay: Story['mustPlay'] = async (mode, ...args) => {
    const played = await play(mode, ...(mode === 'deploy' ? [...args, '--no-wait'] : args));
    expect(played.run.code, played.run.stderr + played.run.stdout).toBe(0);
    if (mode !== 'deploy') expect(proxy.log.entries.filter(isWrite)).toEqual([]);
    return played;
  };
  return {
    cluster,
    proxy,
    namespace,
    checkout,
    actAs,
    actDirectly: async () => {
      kubeconfig = await identify({ ...usual, name: 'direct' });
    },
    play,
    playIn,
    playUntil: async (text, how, mode) =>
      await start([mode], how === 'killed' ? { killAt: text } : { interruptAt: text }),
    playInTerminal: async (window, mode) => {
      const path = await keepKubeconfig(kubeconfig, checkout.folder);
      const command = `${process.execPath} ${program} ${mode} --name web --environment test --kubeconfig ${path}`;
      const { folder } = checkout;
      return await playTerminal(command, { ...window, folder, environment: cluster.environment() });
    },
    mustPlay,
    write: async (file, ...documents) => {
      const texts = documents.map(each => (typeof each === 'string' ? each : JSON.stringify(each)));
      await checkout.write(`deploy/${file}.yaml`, texts.join('\n---\n'));
    },
    kubectl: async (args, input) => {
      const options = input === undefined ? {} : { input };
      const result = await cluster.kubectl([...args, '-n', namespace], options);
      if (result.code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${result.stderr}`);
      return result.stdout;
    },
    [Symbol.asyncDispose]: async () => {
      await checkout[Symbol.asyncDispose]();
      await cluster.endNamespace(namespace);
      await cluster[Symbol.asyncDispose]();
    },
  };
}
