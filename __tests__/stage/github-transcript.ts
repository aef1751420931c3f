import type { LoggedRequest } from './github/github.ts';

/** What of a body tells what a request was for. */
const shown = [
  'state',
  'environment',
  'task',
  'context',
  'conclusion',
  'ref',
  'auto_merge',
  'required_contexts',
];

/**
 * The requests to GitHub as stable text, in their order: method, path, what they say in short, status. `names` replaces
 * SHAs and numbers that differ from run to run.
 */
export function githubTranscript(
  requests: readonly LoggedRequest[],
  names: Readonly<Record<string, string>>,
): string {
  const lines = requests.map(request => {
    const isSigned = request.path.startsWith('/blobs/');
    const query = isSigned ? [] : Object.entries(request.query).map(([name, value]) => `${name}=${value}`);
    const path = `${request.path}${query.length === 0 ? '' : `?${query.toSorted().join('&')}`}`;
    const what = request.service === 'graphql' ? ` ${request.operationId ?? ''}` : '';
    return `${request.method} ${path}${what}${partsOf(request)} -> ${request.status ?? 'cut'}`;
  });
  const text = lines.length === 0 ? '(no request)' : lines.join('\n');
  return `${Object.entries(names).reduce((all, [from, to]) => all.replaceAll(from, to), text)}\n`;
}

function partsOf({ method, service, body }: LoggedRequest): string {
  if (method === 'GET' || service === 'graphql' || !body.startsWith('{')) return '';
  const fields: Readonly<Record<string, unknown>> = JSON.parse(body);
  const parts = shown.flatMap(name =>
    fields[name] === undefined ? [] : [`${name}=${JSON.stringify(fields[name])}`],
  );
  return parts.length === 0 ? '' : ` ${parts.join(' ')}`;
}
