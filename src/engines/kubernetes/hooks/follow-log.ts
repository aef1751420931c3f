import { Failure } from '../../../model/failure.ts';
import { type JsonObject, textAt } from '../../../model/json.ts';
import type { ApplyWork } from '../apply/context.ts';
import type { Intent } from '../plan/intent.ts';
import { type ContainerState, containerStatesOf } from '../pods/container-state.ts';
import { follow } from '../wait/follow.ts';
import { openPage, type Page } from './page.ts';

const phase = 'hook';
/** A log that was cut (a proxy ends what is silent) is taken up again, not at once. */
const pauseMs = 2000;
/** What a log still brings when its Job is over. */
const graceMs = 5000;
/** Tries of a Job whose logs are followed; each is a Pod or a container that was started again. */
const mostFollowed = 20;

/** A log that is shown while it is written. */
export interface FollowedLog {
  /** Ends it when the Job is over; gives whether anything was shown. */
  end(): Promise<boolean>;
}

/** Shows what the Pods of a Job write while they run, one line after the other. It fails nothing: whoever reads the log at the end says why. */
export function followLog(job: JsonObject, intent: Intent, work: ApplyWork): FollowedLog {
  const room = new Room(intent, work);
  const watching = room.watchPods(textAt(job, '/metadata/uid') ?? '').catch(quiet);
  return {
    end: async () => {
      await room.close();
      await watching;
      return room.page.end();
    },
  };
}

/** Being without these lines costs nobody a deploy. */
function quiet(error: unknown): void {
  if (!(error instanceof Failure)) throw error;
}

class Room {
  readonly page: Page;
  readonly #intent: Intent;
  readonly #work: ApplyWork;
  /** The Job is over: what is open may still end by itself. */
  readonly #over = new AbortController();
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #followed = new Map<string, Promise<void>>();
  readonly #pods = new Map<string, JsonObject>();

  constructor(intent: Intent, work: ApplyWork) {
    this.#intent = intent;
    this.#work = work;
    this.#signal = AbortSignal.any([this.#stop.signal, work.world.signal]);
    this.page = openPage(`log of ${intent.address}`, work.world);
  }

  async watchPods(jobUid: string): Promise<void> {
    const { cluster, world } = this.#work;
    const pods = await cluster.resourceOf({ group: '', version: 'v1', kind: 'Pod' }, phase);
    if (!pods) return;
    const { namespace } = this.#intent.id;
    const options = {
      labelSelector: `batch.kubernetes.io/controller-uid=${jobUid}`,
      ...(namespace !== undefined && { namespace }),
    };
    const pace = { clock: world.clock, signal: AbortSignal.any([this.#signal, this.#over.signal]) };
    try {
      await follow(cluster, pods, options, (name, pod) => this.#look(name, pod), pace);
    } catch (error) {
      if (!pace.signal.aborted) throw error;
    }
  }

  /** Lets what is open come to its end, for a moment. */
  async close(): Promise<void> {
    this.#over.abort();
    const ended = new AbortController();
    const late = this.#work.world.clock.sleep(graceMs, AbortSignal.any([ended.signal, this.#signal]));
    await Promise.race([Promise.all(this.#followed.values()), late.catch(() => undefined)]);
    ended.abort();
    this.#stop.abort();
    await Promise.all(this.#followed.values());
  }

  #look(name: string, pod: JsonObject | undefined): void {
    if (!pod) return;
    this.#pods.set(name, pod);
    for (const state of containerStatesOf(pod)) {
      const key = `${name}/${state.name}/${state.restarts}`;
      if (!hasBegun(state) || this.#followed.has(key) || this.#followed.size >= mostFollowed) continue;
      const number = [...this.#followed.keys()].filter(each => each.includes(`/${state.name}/`)).length + 1;
      const mark = number === 1 ? '' : `try ${number}: `;
      const prefix = containerStatesOf(pod).length === 1 ? mark : `${state.name}: ${mark}`;
      this.#followed.set(key, this.#follow(name, state, prefix).catch(quiet));
    }
  }

  /** Reads one log to its end; after a cut from the last line on, for as long as the container runs. */
  async #follow(pod: string, { name: container, restarts }: ContainerState, prefix: string): Promise<void> {
    const { cluster, world } = this.#work;
    const { namespace = '' } = this.#intent.id;
    const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`;
    const isStill = (): boolean =>
      containerStatesOf(this.#pods.get(pod) ?? {}).some(
        state => state.name === container && state.restarts === restarts && state.runningSince !== undefined,
      );
    let last = '';
    for (let isRunning = true; isRunning && !this.#signal.aborted; ) {
      isRunning = isStill() && !this.#over.signal.aborted;
      const since = last === '' ? {} : { sinceTime: last };
      const query = { container, follow: 'true', timestamps: 'true', ...since };
      const stream = await cluster.text(path, query, this.#signal, phase);
      if (stream.status) return;
      for await (const lines of stream.lines) {
        const fresh = lines.map(stamped).filter(({ at }) => at === '' || at > last);
        last = fresh.findLast(({ at }) => at !== '')?.at ?? last;
        if (fresh.length > 0)
          this.page.add(
            fresh.map(({ text }) => text),
            prefix,
          );
      }
      const until = AbortSignal.any([this.#over.signal, this.#signal]);
      if (isRunning) await world.clock.sleep(pauseMs, until).catch(() => undefined);
    }
  }
}

function hasBegun({ runningSince, end }: ContainerState): boolean {
  return runningSince !== undefined || end !== undefined;
}

/** The kubelet writes the time in front, always as long (kubernetes pkg/kubelet/kuberuntime/logs RFC3339NanoFixed). */
function stamped(line: string): { readonly at: string; readonly text: string } {
  const found = /^(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d))(?: (.*))?$/s.exec(line);
  return found ? { at: found[1] ?? '', text: found[2] ?? '' } : { at: '', text: line };
}
