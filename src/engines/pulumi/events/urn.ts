/** What a URN says: `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`. */
export interface Urn {
  /** The type of the resource itself: `aws:s3/bucket:Bucket`. */
  readonly type: string;
  readonly name: string;
}

/** The parts of a URN that people read; an odd text is all name. */
export function parseUrn(urn: string): Urn {
  const [, , types, ...name] = urn.split('::');
  if (types === undefined || name.length === 0) return { type: 'resource', name: urn };
  return { type: types.split('$').at(-1) ?? types, name: name.join('::') };
}

/** The type of the resource that stands for the stack itself; it is nothing that is deployed. */
export const stackType = 'pulumi:pulumi:Stack';
