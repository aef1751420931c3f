import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildASTSchema, parse, type GraphQLSchema } from 'graphql';

/**
 * GitHub's published GraphQL schema (@octokit/graphql-schema). It does not pass the strict checks of a schema, so its
 * validity is assumed.
 */
export function readSchema(): GraphQLSchema {
  const entry = import.meta.resolve('@octokit/graphql-schema');
  const text = readFileSync(fileURLToPath(new URL('schema.graphql', entry)), 'utf8');
  return buildASTSchema(parse(text, { noLocation: true }), { assumeValid: true, assumeValidSDL: true });
}
