import { Failure } from '../../../model/failure.ts';
import { type JsonObject, textAt } from '../../../model/json.ts';
import type { ApplyWork } from '../apply/context.ts';
import { readLog } from '../explain/logs.ts';
import type { Intent } from '../plan/intent.ts';
import { containerStatesOf } from '../pods/container-state.ts';

const phase = 'hook';

/** So many of the last lines of each container are shown. */
const shownLines = 100;

/** Shows what the containers of the newest Pod of a Job wrote. Without the right to read it says so; it fails nothing. */
export async function showLog(job: JsonObject, intent: Intent, work: ApplyWork): Promise<void> {
  const { cluster, world } = work;
  if (world.signal.aborted) return;
  try {
    const pods = await cluster.resourceOf({ group: '', version: 'v1', kind: 'Pod' }, phase);
    if (!pods) return;
    const labelSelector = `batch.kubernetes.io/controller-uid=${textAt(job, '/metadata/uid') ?? ''}`;
    const { namespace } = intent.id;
    const list = await cluster.list(
      pods,
      { labelSelector, ...(namespace !== undefined && { namespace }) },
      phase,
    );
    const pod = list.items.toSorted(byCreation).at(-1);
    if (!pod) return;
    for (const { name } of containerStatesOf(pod)) {
      const { lines, none } = await readLog(pod, { container: name, instance: 'current', shownLines }, work);
      const group = world.log.group(`log of ${intent.address}, container ${name}`);
      world.log.info(lines.length > 0 ? lines.join('\n') : `no log: ${none ?? 'it wrote nothing'}`);
      group.end();
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    world.log.info(`the log of ${intent.address} could not be read: ${error.message}`);
  }
}

function byCreation(a: JsonObject, b: JsonObject): number {
  const [first = '', second = ''] = [a, b].map(pod => textAt(pod, '/metadata/creationTimestamp'));
  return first < second ? -1 : 1;
}
