import type { Contract } from '../contract/contract.ts';
import type { Match } from '../contract/routes.ts';
import type { Violation } from '../contract/violations.ts';
import { excessesOf } from '../limits.ts';
import { operations } from '../operations.ts';
import { handlerOf } from '../rest/handlers.ts';
import type { RepositoryState } from '../state/repository.ts';
import { findRepository, type State } from '../state/state.ts';
import type { KnownToken } from '../state/tokens.ts';
import { refusalOf } from './access.ts';
import { invalid, notFound, problem, Refusal, refuse, type Answer } from './answers.ts';
import type { Call } from './call.ts';
import { parseOwnJson } from '../../cluster/own-json.ts';

/** A REST request that was routed. */
export interface RestRequest {
  readonly match: Match;
  readonly method: string;
  readonly url: URL;
  readonly accept: string;
  readonly body: string;
  readonly token: KnownToken | undefined;
}

/** What REST needs besides the state. */
export interface RestParts {
  readonly state: State;
  readonly contract: Contract;
  readonly report: (violation: Violation) => void;
}

/** Media types that only some operations have here; elsewhere they would be answered with plain JSON. */
const specialMedia = /vnd\.github(?:\.v3)?\.(?:diff|patch|sha|raw|html|text|full|object)\b/;
const withSpecialMedia: readonly string[] = ['repos/get-content .raw', 'repos/get-commit .sha'];

/** Answers a REST request: permission first, then shape, limits, and the operation itself. */
export async function serveRest(parts: RestParts, request: RestRequest): Promise<Answer> {
  try {
    return await answer(parts, request);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

async function answer({ state, contract, report }: RestParts, request: RestRequest): Promise<Answer> {
  const { match, token, url, body, accept } = request;
  const { operation, params } = match;
  const repository = repositoryIn(state, match);
  const refusal = refusalOf(operation, token, repository);
  if (refusal) throw refusal;
  const special = specialMedia.exec(accept)?.[0];
  if (special !== undefined && !withSpecialMedia.some(known => isSpecial(known, operation, special)))
    report({ kind: 'request', operation, message: `the stand-in does not answer it as ${special}` });

  const findings = contract.checkRequest(match, url.searchParams, body);
  for (const message of [...findings.unknown, ...findings.wrong])
    report({ kind: 'request', operation, message });
  if (findings.wrong.length > 0)
    throw body !== '' && !isJson(body)
      ? refuse(400, 'Problems parsing JSON')
      : refuse(422, `Invalid request.\n\n${findings.wrong.join('\n')}`);
  refuseTooLarge(operation, body, findings.tooLarge);

  if (repository && 'createsContent' in operations[operation]) {
    const limited = state.rateLimits.countContent(repository);
    if (limited) return limited;
  }
  const call: Call = {
    state,
    operation,
    params,
    query: url.searchParams,
    url: url.href,
    accept,
    body,
    token,
    repository,
  };
  const handle = async () => await handlerOf(operation)(call);
  return repository && request.method !== 'GET' ? await repository.alone(handle) : await handle();
}

function repositoryIn(state: State, { params }: Match): RepositoryState | undefined {
  const { owner, repo } = params;
  if (owner === undefined || repo === undefined) return undefined;
  const found = findRepository(state, owner, repo);
  if (!found) throw notFound();
  return found;
}

function isSpecial(known: string, operation: string, special: string): boolean {
  const [id, ending = ''] = known.split(' ');
  return id === operation && special.endsWith(ending);
}

function refuseTooLarge(operation: Match['operation'], body: string, found: readonly string[]): void {
  const excesses = isJson(body) ? excessesOf(operation, parseOwnJson(body)) : [];
  const [first] = excesses;
  if (!first) {
    if (found.length > 0)
      throw new Refusal(problem(422, `Invalid request.\n\n${found.join('\n')}`), 'too large');
    return;
  }
  const { field, most, of: unit, message, resource } = first.limit;
  if (message === undefined || resource === undefined)
    throw refuse(
      422,
      `Invalid request.\n\nNo more than ${most} ${unit} are allowed in ${field}; ${first.size} were supplied.`,
    );
  throw invalid({
    resource,
    field: resource === 'IssueComment' ? 'data' : field,
    code: 'unprocessable',
    message,
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
