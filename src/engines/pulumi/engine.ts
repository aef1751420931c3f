import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Engine } from '../../model/engine.ts';
import { Failure } from '../../model/failure.ts';
import type { ObjectDigests } from '../../model/hold.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Plan } from '../../model/plan.ts';
import { entriesDigest } from '../../model/receipt.ts';
import type { Settings } from '../../model/settings.ts';
import type { PulumiSource } from '../../model/source.ts';
import type { Target } from '../../model/target.ts';
import type { World } from '../../model/world.ts';
import { applyPlan, type UpdateOptions } from './apply.ts';
import { failureOf } from './cli/failure.ts';
import { destroyStack, withStackRemoved } from './destroy.ts';
import type { EngineEvent } from './events/event.ts';
import { isStackMissing } from './cli/command.ts';
import { resourceDigests } from './events/entries.ts';
import { openLedger, type StackLedger } from './ledger/index.ts';
import { isOurs } from './ledger/trail.ts';
import { stackTags } from './tags.ts';
import { endOrphan, readLock, releaseLock } from './own-lock.ts';
import { openEventLog, planOf } from './plan.ts';
import { makeStack } from './make-stack.ts';
import { prepareFiles, type RunFiles } from './run-files.ts';
import { checkPackages, checkTypes } from './project/check.ts';
import { lendPackages } from './project/packages.ts';
import { type Project, readProject } from './project/project.ts';
import { openPulumiStack, type PulumiStack } from './stack.ts';
import { readHistory, type StackHistory } from './state.ts';

/** One stack of a Pulumi project in one run. */
export class PulumiEngine implements Engine {
  readonly ledger: StackLedger;
  /** How the stack is reached. */
  reach: typeof openPulumiStack = openPulumiStack;
  readonly #target: Target & { readonly source: PulumiSource };
  readonly #settings: Settings;
  readonly #world: World;
  #project: Promise<Project> | undefined;
  #stack: Promise<PulumiStack> | undefined;
  #history: Promise<StackHistory> | undefined;
  #files: Promise<RunFiles> | undefined;
  #madeFile: string | undefined;
  #plan: Plan | undefined;
  #planned: readonly EngineEvent[] = [];

  constructor(target: Target & { readonly source: PulumiSource }, settings: Settings, world: World) {
    this.#target = target;
    this.#settings = settings;
    this.#world = world;
    this.ledger = openLedger({
      target,
      world,
      stack: target.source.stack,
      planned: async () => await this.#known(),
      readHistory: async () => {
        this.#history = this.#readHistory();
        return await this.#history;
      },
      cliVersion: () => this.#cliVersion,
      tags: stackTags(
        async () => await this.#opened(),
        error => this.#failure(error, []),
      ),
      releaseLock: async (lock, told) => await this.#releaseLock(lock, told),
      reason: settings.reason,
    });
  }

  #cliVersion = '';

  async validate(): Promise<readonly Diagnostic[]> {
    const project = await this.#loaded();
    if (project.diagnostics.some(({ severity }) => severity === 'error')) return project.diagnostics;
    // A fork's preview ends here, and its program is not run: its packages are nobody's concern.
    const isRun = this.#world.run.isReadOnly !== true;
    const lent = isRun ? await lendPackages(project, this.#world) : [];
    const packages = isRun && lent.length === 0 ? await checkPackages(project, this.#world) : lent;
    const isAsked = this.#settings.mode === 'validate' && packages.length === 0;
    const types = isAsked ? await checkTypes(project, this.#world) : [];
    return [...project.diagnostics, ...packages, ...types];
  }

  async render(): Promise<string> {
    return await Promise.reject(
      new Failure('inputs-invalid', 'a Pulumi program gives no objects to print', {
        hint: 'Use mode: preview, which shows what it would do.',
      }),
    );
  }

  async renderedDigest(): Promise<string> {
    return (await this.#loaded()).digest;
  }

  async digests(): Promise<ObjectDigests> {
    if (this.#planned.length === 0) {
      const finding = (await this.validate()).find(({ severity }) => severity === 'error');
      if (finding) throw new Failure('program-failed', finding.message);
      const { stopped } = await this.#preview();
      if (stopped !== undefined) throw stopped;
    }
    return resourceDigests(this.#planned);
  }

  async plan(): Promise<Plan> {
    const { digest } = await this.#loaded();
    const { mode, pulumi } = this.#settings;
    const stack = await this.#opened();
    if ((await this.#known()).isMissing) return unborn(stack.name, digest);
    const { events, stopped } = await this.#preview();
    const plan = planOf(events, digest, this.#world.secrets);
    // A mandatory policy fails the preview, and what it found is the answer.
    if (stopped !== undefined) {
      if (plan.diagnostics.some(({ code }) => code === 'policy-mandatory')) return plan;
      throw stopped;
    }
    this.#plan = mode === 'destroy' && pulumi.remove ? withStackRemoved(plan, stack.name) : plan;
    return this.#plan;
  }

  /** Runs the preview that the mode needs, and keeps its events; `stopped` says why the CLI did not come to its end. */
  async #preview(): Promise<{ readonly events: readonly EngineEvent[]; readonly stopped?: unknown }> {
    const { mode, pulumi } = this.#settings;
    const stack = await this.#opened();
    const files = await this.#prepared();
    const log = openEventLog();
    const options = { ...stack.options, ...files.options, refresh: pulumi.refresh || mode === 'drift' };
    const planPath = mode === 'preview' || mode === 'drift' ? undefined : files.planPath;
    try {
      this.#world.signal.throwIfAborted();
      const door = await stack.door();
      if (mode === 'destroy') await door.previewDestroy(options, log.onEvent);
      else await door.preview(options, log.onEvent, planPath);
    } catch (error) {
      const events = log.read();
      return { events, stopped: this.#failure(error, events) };
    }
    this.#planned = log.read();
    return { events: this.#planned };
  }

  async apply(plan: Plan): Promise<Outcome> {
    if (plan !== this.#plan) throw new Failure('internal', 'apply was given another plan than the last one');
    const stack = await this.#opened();
    const files = await this.#prepared();
    const { message } = this.#settings.pulumi;
    const said = (await this.ledger.message(message)) ?? message;
    const options = { ...stack.options, ...files.options, ...(said !== undefined && { message: said }) };
    const explain: UpdateOptions['explain'] = (error, events) => this.#failure(error, events);
    if (this.#settings.mode === 'destroy') {
      const gone = { stack, options, events: this.#planned, remove: this.#settings.pulumi.remove };
      return await destroyStack(plan, gone, this.#world, explain);
    }
    const update = { stack, options, planPath: files.planPath, planned: this.#planned };
    return await applyPlan(plan, update, this.#world, {
      outputs: this.#settings.pulumi.suppressOutputs ? 'unread' : 'read',
      explain,
    });
  }

  close(): void {
    void this.#files?.then(
      async files => await files[Symbol.asyncDispose](),
      () => undefined,
    );
    void this.#stack?.then(
      ({ command }) =>
        this.#world.log.debug(`${command.starts.length} starts of the CLI, and one for its version`),
      () => undefined,
    );
  }

  #failure(error: unknown, events: Parameters<typeof failureOf>[1]): unknown {
    const { stack } = this.#target.source;
    return failureOf(error, events, { stack, isCancelled: this.#world.signal.aborted });
  }

  async #releaseLock(text: string, told: 'told' | 'untold'): Promise<void> {
    const lock = readLock(text);
    if (!lock || !(await endOrphan(lock, told, this.#world))) return;
    const { name: project, folder } = await this.#loaded();
    const { name, backendUrl } = await this.#opened();
    await releaseLock(lock, { backendUrl, folder, project, stack: name }, this.#world);
  }

  async #loaded(): Promise<Project> {
    this.#project ??= readProject(this.#target.source, this.#world);
    return await this.#project;
  }

  async #opened(): Promise<PulumiStack> {
    const [project, { stack: name }] = [await this.#loaded(), this.#target.source];
    this.#stack ??= this.reach({ project, name, settings: this.#settings }, this.#world);
    const stack = await this.#explained(this.#stack);
    this.#cliVersion = stack.command.cli.version;
    return stack;
  }

  async #known(): Promise<StackHistory> {
    this.#history ??= this.#readHistory();
    return await this.#history;
  }

  /** Asks for the history; a stack that is missing is made when that was asked for, in a mode that writes. */
  async #readHistory(): Promise<StackHistory> {
    const stack = await this.#opened();
    const { upsert, secretsProvider } = this.#settings.pulumi;
    try {
      return await readHistory(stack, update => isOurs(update, this.#target));
    } catch (error) {
      if (!isStackMissing(error) || !upsert) throw this.#failure(error, []);
      if (this.#settings.mode !== 'deploy' || this.#settings.dryRun)
        return { marker: '', updates: [], isMissing: true };
      this.#madeFile = await this.#explained(makeStack(stack, secretsProvider, this.#world));
      return { marker: '', updates: [], isMissing: false };
    }
  }

  async #prepared(): Promise<RunFiles> {
    const given = { settings: this.#settings.pulumi, madeFile: this.#madeFile };
    this.#files ??= prepareFiles(await this.#opened(), given, this.#world);
    return await this.#explained(this.#files);
  }

  /** What is awaited; its failure is told as one of the stack, and as a cancel when the run was told to end. */
  async #explained<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      throw this.#failure(error, []);
    }
  }
}

function unborn(stack: string, renderedDigest: string): Plan {
  return {
    digest: entriesDigest([]),
    renderedDigest,
    entries: [],
    changes: [],
    diagnostics: [],
    limits: [
      `the stack ${stack} does not exist yet: the first deploy creates it (upsert), and what it would hold is not known before`,
    ],
  };
}
