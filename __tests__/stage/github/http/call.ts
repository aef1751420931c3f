import { parseOwnJson } from '../../cluster/own-json.ts';
import type { OperationId } from '../operations.ts';
import type { Account } from '../state/accounts.ts';
import type { RepositoryState } from '../state/repository.ts';
import type { State } from '../state/state.ts';
import type { KnownToken } from '../state/tokens.ts';
import { notFound, type Answer } from './answers.ts';

/** A request whose token, permission and shape were found good. */
export interface Call {
  readonly state: State;
  readonly operation: OperationId;
  /** The path's parameters, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The URL that the client asked for, for links to other pages. */
  readonly url: string;
  readonly accept: string;
  readonly body: string;
  readonly token: KnownToken | undefined;
  /** The repository of the path; undefined for operations without one. */
  readonly repository: RepositoryState | undefined;
}

/** Answers one operation. */
export type Handler = (call: Call) => Answer | Promise<Answer>;

/** Handlers by operation. */
export type Handlers = Partial<Readonly<Record<OperationId, Handler>>>;

/** The repository of the path. @throws Refusal 404 when there is none */
export function repositoryOf(call: Call): RepositoryState {
  if (!call.repository) throw notFound();
  return call.repository;
}

/** The body, which the description was compared with before. No body is an empty object. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- naming the type is the point
export function bodyOf<T>(call: Call): T {
  return parseOwnJson<T>(call.body === '' ? '{}' : call.body);
}

/** A parameter of the path. */
export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}

/** A numeric parameter of the path. */
export function numberParam(call: Call, name: string): number {
  return Number(param(call, name));
}

/** Who asks. @throws Error for an anonymous call, which may only read */
export function actorOf(call: Call): Account {
  if (!call.token) throw new Error(`${call.operation} has no actor`);
  return call.token.account;
}
