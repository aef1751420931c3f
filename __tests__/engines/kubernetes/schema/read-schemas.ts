import { readFileSync } from 'node:fs';
import { loadSchemas, type Schemas } from '../../../../src/engines/kubernetes/schema/table.ts';

/** The schemas that ship with the program. */
export function readSchemas(): Schemas {
  return loadSchemas(
    readFileSync(new URL('../../../../src/assets/kubernetes-schemas.json.br', import.meta.url)),
  );
}
