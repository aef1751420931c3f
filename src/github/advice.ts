import { type Asker, blockFor, permissionFor } from './permissions.ts';
import { isRateLimit, type Refusal } from './refusal.ts';

/** What a refused request means: what happened, and what to do about it. */
export interface Explanation {
  readonly message: string;
  readonly hint: string;
}

/** Who asked, and whether with a token that no job has: a person's, which the `permissions` of a job do not count for. */
export type TokenBearer = Asker & { readonly tokenIs?: 'personal' };

/** Puts a refusal into words for the one who reads the log: cause, way out, GitHub's request id. */
export function explainRefusal(refusal: Refusal, asker: TokenBearer): Explanation {
  const { route, status, message, errors, headers } = refusal;
  const said = [message, ...errors].filter(text => text !== '').join('; ');
  const id = headers['x-github-request-id'];
  const answered = status === 0 ? 'did not answer' : `answered ${status}`;
  return {
    message: `GitHub ${answered} to ${route}: ${said}${id === undefined ? '' : ` (request ${id})`}`,
    hint: hintOf(refusal, asker),
  };
}

function hintOf(refusal: Refusal, asker: TokenBearer): string {
  const { status, route } = refusal;
  if (isRateLimit(refusal)) return limitHint(refusal);
  if (status === 0 || status >= 500)
    return "GitHub has trouble, or the way to it has. Run the job again later; GitHub's status page tells more.";
  switch (status) {
    case 401:
      return `The token is missing, has expired or belongs to another host. Give the step the token of its job: \`${ownToken}\`, which is what it has without the input. On a host of your own GITHUB_API_URL must lead there.`;
    case 403:
      return ruleHint(refusal) ?? permissionHint(refusal, asker);
    case 404:
      return notFoundHint(refusal, asker);
    case 409:
      return route.endsWith('/deployments')
        ? 'GitHub found a conflict although neither a merge nor checks were asked for: run the job again, and please report it when it stays.'
        : 'Something else changed it at the same time: run the job again.';
    case 410:
      return route.includes('/issues')
        ? 'Issues are switched off in this repository: switch them on in its settings, or do without the issue: `drift-issue: false`.'
        : 'It was deleted: run the job again.';
    case 422:
      return unprocessableHint(route, asker);
    default:
      return 'Look at the words of GitHub above.';
  }
}

const ownToken = "github-token: '${{ github.token }}'";

function limitHint({ headers, message }: Refusal): string {
  const retryAfter = headers['retry-after'];
  if (headers['x-ratelimit-remaining'] === '0' && retryAfter === undefined) {
    const reset = Number(headers['x-ratelimit-reset'] ?? 0) * 1000;
    const until = reset > 0 ? ` It is full again at ${new Date(reset).toISOString()}.` : '';
    return `The hour's requests of this repository are used up.${until} Run the job again then.`;
  }
  const kind = /secondary/i.test(message) ? 'the secondary rate limit' : 'a rate limit';
  return `This is ${kind}, not a missing permission: wait ${retryAfter ?? 60} seconds and run the job again.`;
}

/** Refusals that no permission changes, by GitHub's words. */
const rules: readonly (readonly [RegExp, string])[] = [
  [
    /archived/i,
    'The repository is archived, and nothing can be written to it: unarchive it in its settings.',
  ],
  [/is locked/i, 'The conversation is locked: unlock it, or do without the comment: `comment: off`.'],
  [
    /IP allow list/i,
    'The organization lets in some addresses only: put that of this runner on its IP allow list, or run the job on a runner that is on it.',
  ],
  [
    /SAML/i,
    `The token is not authorized for the single sign-on of the organization: authorize it, or give the step the token of its job: \`${ownToken}\`.`,
  ],
];

function ruleHint({ message }: Refusal): string | undefined {
  return rules.find(([pattern]) => pattern.test(message))?.[1];
}

function notFoundHint(refusal: Refusal, asker: TokenBearer): string {
  const { route } = refusal;
  if (route.includes('/artifacts/metadata'))
    return `Linked artifacts are there for repositories of an organization. Leave \`linked-artifacts\` out: \`${recordWithout('linked-artifacts', asker)}\`.`;
  const gone = route.includes('/compare/') ? ' A commit is gone after a force-push.' : '';
  return `It is not there, or the token may not see it, which GitHub answers in the same way.${gone} ${permissionHint(refusal, asker)}`;
}

function permissionHint({ route, headers, message }: Refusal, asker: TokenBearer): string {
  const accepted = headers['x-accepted-github-permissions'];
  const told = accepted === undefined ? '' : ` GitHub accepts: ${accepted.replaceAll('_', '-')}.`;
  const needs = route.endsWith('/graphql') ? '' : `The token needs \`${permissionFor(route)}\`.${told} `;
  const block = `\`permissions: { ${blockFor(route, asker)} }\``;
  const isPersonal = asker.tokenIs === 'personal' || /personal access token/i.test(message);
  const way = isPersonal
    ? `It is the token of a person, for which the permissions of the job do not count: give it that, or give the step the token of its job, \`${ownToken}\`, and the job`
    : 'Give the job';
  return `${needs}${way}: ${block}. A workflow that is called needs them in its caller, too.`;
}

function unprocessableHint(route: string, asker: Asker): string {
  if (route.endsWith('/deployments'))
    return 'The commit is not on GitHub: push it first, then run the job again.';
  if (/\/statuses\//.test(route))
    return `A commit takes 1,000 statuses of one context. The next commit starts anew; for this one leave \`status\` out: \`${recordWithout('status', asker)}\`.`;
  if (route.includes('/git/refs')) return 'Others write to it at the same time: run the job again.';
  return 'GitHub does not take the content: please report it.';
}

/** The input as it stands, without one of its places. */
function recordWithout(place: string, { github }: Asker): string {
  const left = (github?.record ?? []).filter(each => each !== place);
  return `record: ${left.length === 0 ? 'summary' : left.join(', ')}`;
}
