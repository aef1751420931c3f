import { Ajv, type ValidateFunction } from 'ajv';
import type { GraphQLSchema } from 'graphql';
import type { OperationId } from '../operations.ts';
import { readContractAsset, type ContractOperation, type Schema } from './asset.ts';
import { joinFindings, noFindings, sortErrors, type Findings } from './findings.ts';
import { createRouter, type Match, type Router } from './routes.ts';

/** GitHub's published description, to compare requests and answers with. */
export interface Contract {
  readonly route: Router;
  readonly checkRequest: (match: Match, query: URLSearchParams, body: string) => Findings;
  /** GitHub's GraphQL schema, read on the first call: it takes half a second. */
  readonly graphql: () => Promise<GraphQLSchema>;
  /** Gives what is wrong with an answer. */
  readonly checkAnswer: (operation: OperationId, status: number, body: unknown) => readonly string[];
}

let contract: Contract | undefined;

/** GitHub's description, read once a process; validators are compiled when they are needed for the first time. */
export function createContract(): Contract {
  return (contract ??= readContract());
}

function readContract(): Contract {
  const asset = readContractAsset();
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, inlineRefs: false, formats });
  // Each under its own name, so that it is compiled once for all operations.
  for (const [name, schema] of Object.entries(asset.schemas))
    ajv.addSchema({ ...schema, $id: `github:${name}` });
  let graphql: Promise<GraphQLSchema> | undefined;
  const compiled = new Map<Schema, ValidateFunction>();
  const validate = (schema: Schema, value: unknown, where: string): Findings => {
    const validator = compiled.get(schema) ?? ajv.compile(schema);
    compiled.set(schema, validator);
    return validator(value) ? noFindings : sortErrors(validator.errors ?? [], where);
  };
  const described = (id: OperationId): ContractOperation => {
    const operation = asset.operations[id];
    if (!operation) throw new Error(`${id} is not in ${asset.source}`);
    return operation;
  };

  return {
    route: createRouter(asset),
    graphql: () => (graphql ??= import('../graphql/schema.ts').then(({ readSchema }) => readSchema())),
    checkRequest: ({ operation: id, params }, query, body) => {
      const operation = described(id);
      const known = new Set(operation.parameters.filter(p => p.in === 'query').map(p => p.name));
      const strangers = [...new Set(query.keys())].filter(name => !known.has(name));
      const values = operation.parameters.map(({ name, in: place, schema, required }) => {
        const text = place === 'path' ? params[name] : (query.get(name) ?? undefined);
        if (text !== undefined) return validate(schema, valueOf(text, schema), `${place} ${name}`);
        return required ? { ...noFindings, wrong: [`${place} ${name} is missing`] } : noFindings;
      });
      const unknown = strangers.map(name => `query: unknown name "${name}"`);
      return joinFindings({ ...noFindings, unknown }, ...values, checkBody(operation, body));
    },
    checkAnswer: (id, status, body) => {
      const operation = described(id);
      if (status === 304) return body === undefined ? [] : ['304 has a body'];
      const schema = operation.answers[String(status)];
      if (status >= 400) return all(checkProblem(schema ?? undefined, body));
      if (schema === undefined)
        return [`${status} is not among ${Object.keys(operation.answers).join(', ')}`];
      if (schema === null) return body === undefined ? [] : [`${status} has no JSON body`];
      return all(validate(schema, body, 'answer'));
    },
  };

  function checkBody({ body: expected }: ContractOperation, text: string): Findings {
    if (!expected) return noFindings;
    if (text === '')
      return expected.required ? { ...noFindings, wrong: ['the body is missing'] } : noFindings;
    try {
      const body: unknown = JSON.parse(text);
      return validate(expected.schema, body, 'body');
    } catch {
      return { ...noFindings, wrong: ['the body is not JSON'] };
    }
  }

  /** Few operations list their refusals; `status` in the body is newer than most of the schemas. */
  function checkProblem(schema: Schema | undefined, body: unknown): Findings {
    if (typeof body !== 'object' || body === null) return { ...noFindings, wrong: ['a refusal has no body'] };
    const { status: _status, ...rest } = { status: '', ...body };
    const candidates = [schema, asset.schemas['validation-error'], asset.schemas['basic-error']];
    const results = candidates.flatMap(candidate => (candidate ? [validate(candidate, rest, 'answer')] : []));
    return results.find(result => all(result).length === 0) ?? results.at(-1) ?? noFindings;
  }
}

function all(findings: Findings): readonly string[] {
  return [...findings.unknown, ...findings.tooLarge, ...findings.wrong];
}

/** A parameter's text as the value that its schema speaks of. */
function valueOf(text: string, schema: Schema): unknown {
  if (schema['type'] === 'integer' || schema['type'] === 'number')
    return text.trim() === '' ? text : Number(text);
  if (schema['type'] === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  if (schema['type'] === 'array') return text.split(',');
  return text;
}

const formats = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
  // GitHub leaves some of its URLs empty.
  uri: (text: string) => text === '' || URL.canParse(text),
  email: /^[^@\s]+@[^@\s]+$/,
  int64: true,
  int32: true,
} as const;
