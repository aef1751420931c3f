import type { LoggedRequest } from './cluster/cluster.ts';

/**
 * The requests of one run as stable text: grouped by the phase that the User-Agent names, in the order in which phases
 * began, sorted inside a phase, with a count where a line repeats. Marks of time and place are replaced: versions, set ids
 * and the given names. While waiting, how often a watch is resumed, and whether one was opened at all before everything
 * was up, depends on the machine: there a line counts once, and a list stands for the watch that goes on from it. A watch
 * without its list stays a line of its own.
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
    const isFollowed = (line: string): boolean => counts.has(listOf(line));
    const shown = phase === 'wait' ? [...counts].filter(([line]) => !isFollowed(line)) : [...counts];
    const lines = shown.toSorted(([a], [b]) => (a < b ? -1 : 1));
    return [
      `# ${phase}`,
      ...lines.map(([line, count]) => (count === 1 || phase === 'wait' ? line : `${line}  x${count}`)),
    ].join('\n');
  });
  return `${parts.join('\n\n')}\n`;
}

/** The list that a watch goes on from, as a line; nothing for any other line. */
function listOf(line: string): string {
  const found = /^GET (\S+?)\?allowWatchBookmarks=true&(.*)watch=1 -> (?:200|open)$/.exec(line);
  return found ? `GET ${found[1] ?? ''}?${found[2] ?? ''}limit=500 -> 200` : '';
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
