import {
  execute,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import { parseOwnJson } from '../../cluster/own-json.ts';
import { ok, problem, type Answer } from '../http/answers.ts';
import type { State } from '../state/state.ts';
import type { KnownToken } from '../state/tokens.ts';
import type { GraphQLContext } from './context.ts';
import { renderError } from './errors.ts';
import { repositoryNode } from './repository-node.ts';
import { mutationRoot, queryRoot } from './roots.ts';

/** What a GraphQL request is answered with, and from what. */
export interface GraphQLRequest {
  readonly state: State;
  readonly token: KnownToken | undefined;
  readonly schema: () => Promise<GraphQLSchema>;
  readonly body: string;
  /** Hears of a query that GitHub's schema does not have, or that the stand-in cannot answer. */
  readonly report: (message: string) => void;
}

/** Answers a GraphQL request: validated against GitHub's schema, 200 even when it fails. */
export async function serveGraphQL(request: GraphQLRequest): Promise<Answer> {
  const { state, token, report } = request;
  if (!token) return problem(401, 'This endpoint requires you to be authenticated.');
  const body = readBody(request.body);
  if (!body) return problem(400, 'Problems parsing JSON');
  const document = readDocument(body.query);
  if (document instanceof GraphQLError) {
    report(document.message);
    return ok({ errors: [renderError(document)] });
  }
  const schema = await request.schema();
  const mistakes = validate(schema, document);
  for (const { message } of mistakes) report(message);
  if (mistakes.length > 0) return ok({ errors: mistakes.map(renderError) });
  const context: GraphQLContext = {
    state,
    token,
    repositoryNode: repo => repositoryNode(context, repo),
  };
  const result = await execute({
    schema,
    document,
    rootValue: isMutation(document) ? mutationRoot(context) : queryRoot(context),
    variableValues: body.variables ?? {},
    ...(body.operationName === undefined || body.operationName === null
      ? {}
      : { operationName: body.operationName }),
    fieldResolver: resolverOf(report),
  });
  const errors = result.errors ?? [];
  // Without a type it is no refusal of ours: variables of the wrong type, or a node that does not keep to the schema.
  for (const error of errors) if (!('type' in error.extensions)) report(error.message);
  return ok({ data: result.data ?? null, ...(errors.length > 0 ? { errors: errors.map(renderError) } : {}) });
}

interface Body {
  readonly query?: string;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string | null;
}

function readBody(text: string): Body | undefined {
  try {
    return parseOwnJson<Body>(text);
  } catch {
    return undefined;
  }
}

function readDocument(query: string | undefined): DocumentNode | GraphQLError {
  try {
    return parse(query ?? '');
  } catch (error) {
    return error instanceof GraphQLError ? error : new GraphQLError(String(error));
  }
}

function isMutation(document: DocumentNode): boolean {
  return document.definitions.some(
    definition => definition.kind === 'OperationDefinition' && definition.operation === 'mutation',
  );
}

/** Reads a field of a node. What a node does not have is a gap of the stand-in, never a silent null. */
function resolverOf(report: (message: string) => void): GraphQLFieldResolver<unknown, unknown> {
  return (source, args, _context, info) => {
    const name = info.fieldName;
    if (typeof source !== 'object' || source === null || !(name in source)) {
      report(`the stand-in does not have ${info.parentType.name}.${name}`);
      return null;
    }
    const value: unknown = Reflect.get(source, name);
    return typeof value === 'function' ? Reflect.apply(value, source, [args]) : value;
  };
}
