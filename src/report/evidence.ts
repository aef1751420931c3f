import type { ContainerLines, Diagnosis, EventLine } from '../model/diagnosis.ts';
import { columnOf } from './columns.ts';
import { clockOf } from './diagnosis-words.ts';
import { oneLine } from './escape.ts';
import { counted } from './sentence.ts';

/** What the cluster recorded and the container wrote, as lines: events first, then each log under its name. */
export function evidenceLines({ events, logs }: Diagnosis): readonly string[] {
  const width = columnOf(
    events.map(({ reason }) => reason),
    20,
  );
  const written = logs.filter(({ lines }) => lines.length > 0);
  return [
    ...events.map(event => eventLine(event, width)),
    ...written.flatMap((log, index) => [
      ...(events.length > 0 || index > 0 ? [''] : []),
      `${logName(log)}:`,
      ...log.lines.map(line => `  ${oneLine(line)}`.trimEnd()),
    ]),
  ];
}

/** `5 events; no log: the container never started`. */
export function evidenceWords({ events, logs }: Diagnosis): string {
  const lines = logs.reduce((sum, log) => sum + log.lines.length, 0);
  const [first] = logs;
  const none = first?.none === undefined ? '' : `no log: ${first.none}`;
  const parts = [
    events.length === 0 ? '' : counted(events.length, 'event'),
    lines > 0 ? counted(lines, 'log line') : none,
  ];
  return parts.filter(part => part !== '').join('; ');
}

function eventLine({ at, reason, message, count }: EventLine, width: number): string {
  const time = (clockOf(at) ?? '').replace(' UTC', '');
  const often = count > 1 ? ` (${count} times)` : '';
  return `${time}  ${oneLine(reason).padEnd(width)}  ${oneLine(message)}${often}`;
}

function logName({ container, instance }: ContainerLines): string {
  return instance === 'previous'
    ? `Log of ${oneLine(container)}, the instance before`
    : `Log of ${oneLine(container)}`;
}
