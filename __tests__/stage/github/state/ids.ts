/** Kinds of things that have an id of their own, with the prefix of their GraphQL node ids. */
const prefixes = {
  user: 'U',
  bot: 'BOT',
  organization: 'O',
  app: 'A',
  repository: 'R',
  issue: 'I',
  pull: 'PR',
  comment: 'IC',
  label: 'LA',
  deployment: 'DE',
  deploymentStatus: 'DES',
  commitStatus: 'SC',
  environment: 'EN',
  checkSuite: 'CS',
  checkRun: 'CR',
  run: 'WFR',
  artifact: 'MDg6QXJ0aWZhY3Q',
  attestation: 'AT',
  record: 'AR',
  workflow: 'W',
} as const;

/** What a thing is, for its id. */
export type Kind = keyof typeof prefixes;

/** Where GitHub's ids are by now: some need more than 32 bits, so that GraphQL's `databaseId` is null for them. */
const firsts: Partial<Readonly<Record<Kind, number>>> = {
  comment: 5_000_000_000,
  issue: 5_000_000_000,
  pull: 5_000_000_000,
  deployment: 2_000_000_000,
  checkSuite: 50_000_000_000,
  checkRun: 60_000_000_000,
  run: 20_000_000_000,
};

/** Gives ids, rising. */
export interface Ids {
  readonly next: (kind: Kind) => number;
}

/** Counters from the first ids on. */
export function createIds(): Ids {
  const last = new Map<Kind, number>();
  return {
    next: kind => {
      const next = (last.get(kind) ?? firsts[kind] ?? 1_000_000) + 1;
      last.set(kind, next);
      return next;
    },
  };
}

/** The GraphQL id of a thing: opaque to clients, readable here. */
export function nodeIdOf(kind: Kind, id: number | string): string {
  return `${prefixes[kind]}_${Buffer.from(`${kind}:${id}`).toString('base64url')}`;
}

/** What a GraphQL id names; undefined when it is none of ours. */
export function parseNodeId(nodeId: string): { readonly kind: string; readonly id: string } | undefined {
  const text = Buffer.from(nodeId.slice(nodeId.indexOf('_') + 1), 'base64url').toString('utf8');
  const [kind = '', ...id] = text.split(':');
  return Object.hasOwn(prefixes, kind) ? { kind, id: id.join(':') } : undefined;
}
