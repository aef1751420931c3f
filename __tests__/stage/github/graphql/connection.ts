import { graphqlError } from './errors.ts';

/** The arguments by which a connection is cut. */
export interface ConnectionArgs {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

/** A page of a list as GraphQL shows it; nodes are made when they are asked for. */
export interface Connection {
  readonly totalCount: number;
  readonly nodes: () => readonly object[];
  readonly edges: () => readonly object[];
  readonly pageInfo: object;
}

const most = 100;

/** Cuts a connection out of all items. @throws GraphQLError as GitHub does without `first` or `last`, or above 100 */
export function connect<T>(
  name: string,
  all: readonly T[],
  args: ConnectionArgs,
  nodeOf: (item: T) => object,
): Connection {
  const { first, last } = args;
  const count = first ?? last;
  if (count === undefined || count === null)
    throw graphqlError(
      'MISSING_PAGINATION_BOUNDARIES',
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    );
  if (typeof first === 'number' && typeof last === 'number')
    throw graphqlError(
      'UNSUPPORTED_PAGINATION',
      `Passing both \`first\` and \`last\` to paginate the \`${name}\` connection is not supported.`,
    );
  if (count > most)
    throw graphqlError(
      'EXCESSIVE_PAGINATION',
      `Requesting ${count} records on the \`${name}\` connection exceeds the \`first\` limit of ${most} records.`,
    );
  const lower = args.after ? indexOf(args.after) + 1 : 0;
  const upper = args.before ? indexOf(args.before) : all.length;
  const start = typeof first === 'number' ? lower : Math.max(lower, upper - count);
  const end = typeof first === 'number' ? Math.min(upper, lower + count) : upper;
  const items = all.slice(start, end).map((item, index) => ({ item, cursor: cursorOf(start + index) }));
  return {
    totalCount: all.length,
    nodes: () => items.map(({ item }) => nodeOf(item)),
    edges: () => items.map(({ item, cursor }) => ({ cursor, node: nodeOf(item) })),
    pageInfo: {
      startCursor: items[0]?.cursor ?? null,
      endCursor: items.at(-1)?.cursor ?? null,
      hasNextPage: end < all.length,
      hasPreviousPage: start > 0,
    },
  };
}

function cursorOf(index: number): string {
  return Buffer.from(`cursor:v2:${index}`).toString('base64');
}

function indexOf(cursor: string): number {
  const [, index] = /^cursor:v2:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8')) ?? [];
  if (index === undefined)
    throw graphqlError('INVALID_CURSOR_ARGUMENTS', `\`${cursor}\` does not appear to be a valid cursor.`);
  return Number(index);
}
