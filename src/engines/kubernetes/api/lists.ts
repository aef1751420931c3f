import { isObject, type JsonObject, listAt, textAt } from '../../../model/json.ts';
import { apiVersionOf } from '../../../model/manifest.ts';
import type { ListOptions, ObjectList, Resource } from '../cluster.ts';
import type { ApiAnswer, Transport } from '../transport/transport.ts';
import { collectionPath } from './paths.ts';
import { refusal } from './refusal.ts';

/** Objects per request, as client-go asks for them (tools/pager). */
const pageSize = 500;

const metadataOnly = {
  list: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json',
  watch: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json',
} as const;

/**
 * Reads a list page by page. A continuation that the server no longer knows (410) starts over in one piece.
 * A kind that the server has stopped serving has no objects.
 * @throws Failure permission-missing, server-unusable
 */
export async function listAll(
  transport: Transport,
  resource: Resource,
  options: ListOptions,
  phase: string,
): Promise<ObjectList> {
  const items: JsonObject[] = [];
  let paging: Readonly<Record<string, string>> = { limit: String(pageSize) };
  for (;;) {
    const answer = await askPage(transport, resource, options, paging, phase);
    if (answer.httpStatus === 410 && 'continue' in paging) {
      items.length = 0;
      paging = {};
      continue;
    }
    if (answer.httpStatus === 404) return { items: [], resourceVersion: '' };
    if (answer.status) {
      const { namespace } = options;
      throw refusal(answer, { verb: 'list', resource, ...(namespace !== undefined && { namespace }) });
    }
    const found = listAt(answer.body, '/items').filter(isObject);
    items.push(...found.map(item => withKind(item, resource, options)));
    const next = textAt(answer.body, '/metadata/continue') ?? '';
    const resourceVersion = textAt(answer.body, '/metadata/resourceVersion') ?? '';
    if (next === '') return { items, resourceVersion };
    if (options.pages === 'first') return { items, resourceVersion, hasMore: true };
    paging = { limit: String(pageSize), continue: next };
  }
}

async function askPage(
  transport: Transport,
  resource: Resource,
  options: ListOptions,
  paging: Readonly<Record<string, string>>,
  phase: string,
): Promise<ApiAnswer> {
  return await transport.send({
    method: 'GET',
    path: collectionPath(resource, options.namespace),
    query: { ...selectorsOf(options), ...paging },
    ...acceptOf(options, 'list'),
    phase,
  });
}

/** The selectors of a list or watch as query parameters. */
export function selectorsOf(options: ListOptions): Readonly<Record<string, string>> {
  return {
    ...(options.labelSelector !== undefined && { labelSelector: options.labelSelector }),
    ...(options.fieldSelector !== undefined && { fieldSelector: options.fieldSelector }),
  };
}

/** The Accept header of a list or watch that wants metadata only; nothing for whole objects. */
export function acceptOf(options: ListOptions, how: keyof typeof metadataOnly): { readonly accept?: string } {
  return options.only === 'metadata' ? { accept: metadataOnly[how] } : {};
}

/** Items of a list of a built-in kind do not say their kind, and metadata-only ones say PartialObjectMetadata. */
export function withKind(item: JsonObject, resource: Resource, options: ListOptions): JsonObject {
  const own = { apiVersion: apiVersionOf(resource), kind: resource.kind };
  return options.only === 'metadata' ? { ...item, ...own } : { ...own, ...item };
}
