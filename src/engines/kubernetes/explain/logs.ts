import type { ContainerLines } from '../../../model/diagnosis.ts';
import { type JsonObject, textAt } from '../../../model/json.ts';
import type { Trouble } from '../pods/trouble.ts';
import type { WaitContext } from '../wait/awaited.ts';

const phase = 'wait';
const shownLines = 20;
const longestLine = 300;
/** Enough for 20 long lines; the server cuts the rest. */
const limitBytes = 64 * 1024;

/** The last lines of the failing container and, when it was restarted, of its instance before. */
export async function logsOf(
  pod: JsonObject,
  trouble: Trouble,
  context: LogContext,
): Promise<readonly ContainerLines[]> {
  const { container = '', lastEnd, restarts } = trouble;
  const hasRun = lastEnd !== undefined || trouble.finality === 'window' || restarts > 0;
  if (!hasRun) return [{ container, instance: 'current', lines: [], none: 'the container never started' }];
  const current = await readLog(pod, { container, instance: 'current', shownLines }, context);
  if (restarts === 0) return [current];
  const previous = await readLog(pod, { container, instance: 'previous', shownLines }, context);
  const isSame = previous.lines.join('\n') === current.lines.join('\n');
  return isSame && current.lines.length > 0 ? [previous] : [previous, current];
}

/** What reading logs needs: secrets are taken out before anything is cut, or half of one would stay. */
export interface LogContext {
  readonly cluster: WaitContext['cluster'];
  readonly world: Pick<WaitContext['world'], 'secrets'>;
}

/** Which log of a Pod is read, and how much of its end. */
export interface LogPlace extends Pick<ContainerLines, 'container' | 'instance'> {
  readonly shownLines: number;
}

/** The last lines that a container of a Pod wrote; why there are none, when there are none. */
export async function readLog(
  pod: JsonObject,
  { container, instance, shownLines: tail }: LogPlace,
  { cluster, world }: LogContext,
): Promise<ContainerLines> {
  const namespace = encodeURIComponent(textAt(pod, '/metadata/namespace') ?? '');
  const name = encodeURIComponent(textAt(pod, '/metadata/name') ?? '');
  const query = {
    container,
    tailLines: String(tail),
    limitBytes: String(limitBytes),
    ...(instance === 'previous' && { previous: 'true' }),
  };
  const path = `/api/v1/namespaces/${namespace}/pods/${name}/log`;
  const answer = await cluster.raw('GET', path, { query }, phase);
  if (answer.status) return { container, instance, lines: [], none: whyNone(answer.status.code) };
  const lines = linesOf(world.secrets.redact(typeof answer.body === 'string' ? answer.body : ''), tail);
  return { container, instance, lines, ...(lines.length === 0 && { none: 'it wrote nothing' }) };
}

function whyNone(code: number): string {
  if (code === 403) return 'the credentials may not read logs (verb get on pods/log)';
  return code === 404 ? 'the Pod is gone' : 'the kubelet has none';
}

/** Without the escapes of colours, which nobody can read here, and without the end of a cut line. */
function linesOf(text: string, tail: number): readonly string[] {
  // oxlint-disable-next-line no-control-regex -- the escapes of colours are what is taken out
  const plain = text.replaceAll(/\u001B\[[\d;]*[A-Za-z]/g, '').trimEnd();
  if (plain === '') return [];
  return plain
    .split('\n')
    .slice(-tail)
    .map(line => (line.length <= longestLine ? line : `${line.slice(0, longestLine - 1).toWellFormed()}…`));
}
