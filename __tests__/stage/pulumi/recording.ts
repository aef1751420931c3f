/** One start of the CLI as it was recorded: texts are normalised, ids stand as `<<ID n>>`. */
export interface RecordedCall {
  readonly args: readonly string[];
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly events: readonly unknown[];
}

/** Values that differ in every run and come back later, by their placeholder. */
export type Bindings = Map<string, string>;

/** Ids of records, commits, digests, and what a hold is packed into. */
const idPattern = /(?<=gitops-push hold )[\w-]+|\b(?:01[0-9A-HJKMNP-TV-Z]{24}|[0-9a-f]{64}|[0-9a-f]{40})\b/g;

/** Replaces what differs from run to run. Only the arguments bring new ids: what we say first comes back later. */
export function normalize(
  text: string,
  bindings: Bindings,
  places: readonly string[],
  ids: 'new' | 'known' = 'known',
): string {
  const known = new Map([...bindings].map(([placeholder, value]) => [value, placeholder]));
  const plain = places
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, place, index) => rest.replaceAll(place, `/PLACE${index}`), text);
  return plain
    .replaceAll(/(?:\/[\w.@-]+)+?\/node_modules\//g, '/node_modules/')
    .replaceAll(/\/tmp\/gitops-push-\w+/g, '/RUN')
    .replaceAll(/tcp:\/\/127\.0\.0\.1:\d+/g, 'tcp://EVENTS')
    .replaceAll(idPattern, id => {
      if (!known.has(id) && ids === 'known') return id;
      const placeholder = known.get(id) ?? `<<ID${bindings.size + 1}>>`;
      known.set(id, placeholder);
      bindings.set(placeholder, id);
      return placeholder;
    })
    .replaceAll(/\(\d+(?:\.\d+)?s\)/g, '(0s)')
    .replaceAll(/Duration: \S+/g, 'Duration: 1s')
    .replaceAll(/@ (previewing|updating|refreshing|destroying) .*\n/g, '')
    .replaceAll(/@ (previewing|updating|refreshing|destroying)[ a-z]*\.+\n/g, '')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '2026-01-01T00:00:00.000Z')
    .replaceAll(/\(pid \d+\)/g, '(pid 1)')
    .replaceAll(/created by [^@\s]+@\S+/g, 'created by someone@somewhere');
}

/** Puts the values of this run where a recording has placeholders. */
export function fillIn(text: string, bindings: Bindings): string {
  return text.replaceAll(/<<ID\d+>>/g, placeholder => bindings.get(placeholder) ?? placeholder);
}

/** The events of a call without times, places and the text of the provider's own code; debug messages are left out. */
export function normalizeEvents(
  lines: readonly string[],
  bindings: Bindings,
  places: readonly string[],
): readonly unknown[] {
  const events: Record<string, unknown>[] = lines.map(line => JSON.parse(line));
  return events
    .filter(event => {
      const diagnostic = event['diagnosticEvent'];
      return !(
        typeof diagnostic === 'object' &&
        diagnostic !== null &&
        Reflect.get(diagnostic, 'severity') === 'debug'
      );
    })
    .map((event, index) => {
      const text = JSON.stringify({ ...event, sequence: index, timestamp: 0 }, (key, value: unknown) => {
        if (key === '__provider' && typeof value === 'string') return '(source)';
        if (key === 'durationSeconds' || key === 'timestamp') return 0;
        return value;
      });
      const normalized: unknown = JSON.parse(normalize(text, bindings, places));
      return normalized;
    });
}
