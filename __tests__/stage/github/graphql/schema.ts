import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildASTSchema, parse, type GraphQLSchema } from 'graphql';

/**
 * GitHub's published GraphQL schema (@octokit/graphql-schema). It does not pass the strict checks of a schema, so its
 * validity is assumed. Built on the first call: it takes half a second.
 */
export function createSchemaReader(): () => GraphQLSchema {
  let schema: GraphQLSchema | undefined;
  return () => {
    if (schema) return schema;
    const entry = import.meta.resolve('@octokit/graphql-schema');
    const text = readFileSync(fileURLToPath(new URL('schema.graphql', entry)), 'utf8');
    schema = buildASTSchema(parse(text, { noLocation: true }), { assumeValid: true, assumeValidSDL: true });
    return schema;
  };
}
