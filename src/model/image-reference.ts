/** A container image as it is written: `repository[:tag][@digest]`; the repository may name a host with a port. */
export interface ImageReference {
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** An image that takes the place of whatever tag or digest of a repository the manifests name. */
export interface ImageOverride {
  /** The repository, exactly as the manifests write it. */
  readonly name: string;
  /** The whole new reference. */
  readonly reference: string;
}

const repositoryPattern =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9._-]*[a-zA-Z0-9])?|\[[0-9a-fA-F:]+\](?=[:/]))(?::\d+)?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/;
const tagPattern = /^\w[\w.-]{0,127}$/;
const digestPattern =
  /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}|(?!sha(?:256|512):)[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,})$/;

/**
 * Reads a reference by the rules of distribution/reference: the digest begins at `@`, the tag at the colon that comes
 * after the last slash, so that `registry:5000/web` has none. Undefined when it is no reference.
 */
export function parseImage(text: string): ImageReference | undefined {
  const [before = '', digest, more] = text.split('@');
  if (more !== undefined || (digest !== undefined && !digestPattern.test(digest))) return undefined;
  const colon = before.indexOf(':', before.lastIndexOf('/') + 1);
  const repository = colon === -1 ? before : before.slice(0, colon);
  const tag = colon === -1 ? undefined : before.slice(colon + 1);
  if (!repositoryPattern.test(repository) || (tag !== undefined && !tagPattern.test(tag))) return undefined;
  return { repository, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

/** The overrides as people write them: `web=web:2, api=api:3`. */
export function writtenOverrides(overrides: readonly ImageOverride[]): string {
  return overrides.map(({ name, reference }) => `${name}=${reference}`).join(', ');
}

/** Where the manifest of an image is: the host that is asked, the repository there, and its digest or else its tag. */
export interface ManifestPlace {
  readonly host: string;
  readonly repository: string;
  readonly reference: string;
}

/**
 * Where a registry keeps the manifest of an image as it is written; undefined when it is no reference. The first part is
 * a host when it holds a dot or a colon or is `localhost`, else the image is of Docker Hub (distribution/reference normalize.go).
 */
export function manifestPlaceOf(image: string): ManifestPlace | undefined {
  const parsed = parseImage(image);
  if (!parsed) return undefined;
  const { repository, tag = 'latest', digest } = parsed;
  const reference = digest ?? tag;
  const [first = '', ...rest] = repository.split('/');
  const isHost = rest.length > 0 && (/[.:A-Z]/.test(first) || first === 'localhost');
  if (isHost && !dockerHub.has(first)) return { host: first, repository: rest.join('/'), reference };
  const name = isHost ? rest.join('/') : repository;
  return {
    host: 'registry-1.docker.io',
    repository: name.includes('/') ? name : `library/${name}`,
    reference,
  };
}

/** The names that Docker Hub goes by in references and in logins. */
export const dockerHub: ReadonlySet<string> = new Set([
  'docker.io',
  'index.docker.io',
  'registry-1.docker.io',
]);
