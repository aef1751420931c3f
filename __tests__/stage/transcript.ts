import type { LoggedRequest } from './cluster/cluster.ts';

/**
 * The requests of one run as stable text: grouped by the phase that the User-Agent names, in the order in which phases
 * began, sorted inside a phase, with a count where a line repeats. Marks of time and place are replaced: versions, set ids
 * and the given names. While waiting, how often a watch is resumed depends on the machine, so there a line counts once.
 */
export function transcriptOf(
  requests: readonly LoggedRequest[],
  names: Readonly<Record<string, string>>,
): string {
  const phases = Map.groupBy(requests, request => phaseOf(request));
  const parts = [...phases].map(([phase, group]) => {
    const counts = new Map<string, number>();
    for (const request of group) {
      const line = normalize(lineOf(request), names);
      counts.set(line, (counts.get(line) ?? 0) + 1);
    }
    const lines = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return [
      `# ${phase}`,
      ...lines.map(([line, count]) => (count === 1 || phase === 'wait' ? line : `${line}  x${count}`)),
    ].join('\n');
  });
  return `${parts.join('\n\n')}\n`;
}

function phaseOf(request: LoggedRequest): string {
  return /\(([^)]+)\)$/.exec(request.userAgent)?.[1] ?? `unknown client ${request.userAgent}`;
}

function lineOf(request: LoggedRequest): string {
  const query = Object.entries(request.query)
    .filter(([name]) => name !== 'resourceVersion' && name !== 'continue')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const options = request.method === 'DELETE' ? ` ${preconditionsOf(request.body)}` : '';
  return `${request.method} ${request.path}${query === '' ? '' : `?${query}`}${options} -> ${request.status ?? 'open'}`;
}

/** Which options a DELETE carries in its body, by name. */
function preconditionsOf(body: string): string {
  const options: unknown = body === '' ? {} : JSON.parse(body);
  return JSON.stringify(options, (key, value: unknown) =>
    key === 'uid' || key === 'resourceVersion' ? '*' : value,
  );
}

function normalize(line: string, names: Readonly<Record<string, string>>): string {
  const named = Object.entries(names).reduce((text, [from, to]) => text.replaceAll(from, to), line);
  return named
    .replaceAll(/applyset-[\w-]{43}-v1/g, 'SET')
    .replaceAll(/timeoutSeconds=\d+/g, 'timeoutSeconds=*');
}
