import type { Mode } from '../model/settings.ts';
import type { Refusal } from './refusal.ts';

/** What a refused request means: what happened, and what to do about it. */
export interface Explanation {
  readonly message: string;
  readonly hint: string;
}

/** Paths and the permission that reading and writing below them needs; the first that matches counts. */
const permissionOfPath: readonly (readonly [RegExp, string])[] = [
  [/\/artifacts\/metadata/, 'artifact-metadata'],
  [/\/issues\/(?:comments|\{issue_number\}\/comments)/, 'pull-requests'],
  [/\/issues/, 'issues'],
  [/\/pulls|\/graphql/, 'pull-requests'],
  [/\/deployments/, 'deployments'],
  [/\/check-runs/, 'checks'],
  [/\/actions\//, 'actions'],
  [/\/status(?:es)?(?:\/|$)/, 'statuses'],
];

/** The permissions of a job that runs a mode; a job that declares any has no others. */
const permissionsOfMode: Readonly<Record<Mode, string>> = {
  validate: 'contents: read',
  preview: 'contents: read, pull-requests: write, checks: write',
  deploy:
    'contents: read, actions: read, checks: read, deployments: write, statuses: write, pull-requests: write',
  rollback: 'contents: read, actions: read, deployments: write, statuses: write, pull-requests: write',
  // It tells GitHub what earlier runs could not.
  resume: 'contents: read, actions: read, deployments: write, statuses: write, pull-requests: write',
  destroy: 'contents: read, actions: read, deployments: write, statuses: write, pull-requests: write',
  drift: 'contents: read, issues: write',
  heal: 'contents: read, actions: read, deployments: write, statuses: write, pull-requests: write',
  render: 'contents: read',
  rbac: 'contents: read',
  history: 'contents: read, deployments: read',
};

/** The permission that a route needs, as a `permissions:` block names it: `deployments: write`. */
export function permissionFor(route: string): string {
  const [method = '', path = ''] = route.split(' ');
  const name = permissionOfPath.find(([pattern]) => pattern.test(path))?.[1] ?? 'contents';
  return `${name}: ${method === 'GET' || path === '/graphql' ? 'read' : 'write'}`;
}

/** True when GitHub refused because of too many requests, whatever status it took for that. */
export function isRateLimit({ status, headers, message }: Refusal): boolean {
  if (status !== 403 && status !== 429) return false;
  return (
    status === 429 ||
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    /secondary rate limit/i.test(message)
  );
}

/** Puts a refusal into words for the one who reads the log: cause, way out, GitHub's request id. */
export function explainRefusal(refusal: Refusal, mode: Mode): Explanation {
  const { route, status, message, errors, headers } = refusal;
  const said = [message, ...errors].filter(text => text !== '').join('; ');
  const id = headers['x-github-request-id'];
  const answered = status === 0 ? 'did not answer' : `answered ${status}`;
  return {
    message: `GitHub ${answered} to ${route}: ${said}${id === undefined ? '' : ` (request ${id})`}`,
    hint: hintOf(refusal, mode),
  };
}

function hintOf(refusal: Refusal, mode: Mode): string {
  const { status } = refusal;
  if (isRateLimit(refusal)) return limitHint(refusal);
  if (status === 0 || status >= 500)
    return "GitHub has trouble, or the way to it has. Run the job again later; GitHub's status page tells more.";
  switch (status) {
    case 401:
      return 'The token is missing, has expired or belongs to another host: give `github-token`, and check GITHUB_API_URL.';
    case 403:
      return permissionHint(refusal, mode);
    case 404:
      if (refusal.route.includes('/artifacts/metadata'))
        return 'Linked artifacts are there for repositories of an organisation: leave `linked-artifacts` out of `record`.';
      return `It is not there, or the token may not see it, which GitHub answers in the same way. ${permissionHint(refusal, mode)}`;
    case 409:
      return refusal.route.endsWith('/deployments')
        ? 'GitHub found a conflict although neither a merge nor checks were asked for: please report it.'
        : 'Something else changed it at the same time: run the job again.';
    case 410:
      return 'Issues are switched off in this repository, or the thing was deleted.';
    case 422:
      return unprocessableHint(refusal.route);
    default:
      return 'Look at the words of GitHub above.';
  }
}

function limitHint({ headers, message }: Refusal): string {
  const retryAfter = headers['retry-after'];
  if (headers['x-ratelimit-remaining'] === '0' && retryAfter === undefined) {
    const reset = Number(headers['x-ratelimit-reset'] ?? 0) * 1000;
    const until = reset > 0 ? ` It is full again at ${new Date(reset).toISOString()}.` : '';
    return `The hour's requests of this repository are used up.${until}`;
  }
  const kind = /secondary/i.test(message) ? 'the secondary rate limit' : 'a rate limit';
  return `This is ${kind}, not a missing permission: wait ${retryAfter ?? 60} seconds and run the job again.`;
}

function permissionHint({ route, headers }: Refusal, mode: Mode): string {
  const accepted = headers['x-accepted-github-permissions'];
  const told = accepted === undefined ? '' : ` GitHub accepts: ${accepted.replaceAll('_', '-')}.`;
  // One query asks for many things; the block has what the mode needs.
  const needs = route.endsWith('/graphql') ? '' : `The token needs \`${permissionFor(route)}\`.`;
  return `${needs}${told} Give the job: \`permissions: { ${blockFor(route, mode)} }\`. A workflow that is called needs them in its caller, too.`;
}

/** What the mode needs, and what this request needs beside it. */
function blockFor(route: string, mode: Mode): string {
  const block = new Map(permissionsOfMode[mode].split(', ').map(each => splitPermission(each)));
  const [name, level] = splitPermission(permissionFor(route));
  if (!route.endsWith('/graphql') && block.get(name) !== 'write') block.set(name, level);
  return [...block].map(each => each.join(': ')).join(', ');
}

function splitPermission(text: string): readonly [string, string] {
  const [name = '', level = ''] = text.split(': ');
  return [name, level];
}

function unprocessableHint(route: string): string {
  if (route.endsWith('/deployments')) return 'The commit is not on GitHub: push it first.';
  if (/\/statuses\//.test(route))
    return 'A commit takes 1,000 statuses of one context: the next commit starts anew.';
  return 'GitHub does not take the content: please report it.';
}
