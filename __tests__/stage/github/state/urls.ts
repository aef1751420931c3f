/** Where things are: on the API and for people. No URL ends in a slash. */
export interface Urls {
  /** The API of this path, which starts with a slash. */
  readonly api: (path: string) => string;
  /** The page of this path, which starts with a slash. */
  readonly html: (path: string) => string;
  readonly graphql: string;
  /** Where artifacts, blobs and identity tokens are asked for. */
  readonly services: string;
}

/** Which GitHub it is: github.com has the API on a host of its own, Enterprise Server below `/api/v3`. */
export type Flavour = 'github.com' | 'enterprise-server';

/** The URLs of a server on this loopback port. */
export function createUrls(flavour: Flavour, port: number): Urls {
  const origin = `http://127.0.0.1:${port}`;
  const isCloud = flavour === 'github.com';
  // Names below .localhost never leave the machine, and the runner's toolkit takes them for github.com
  // (actions/toolkit packages/artifact/src/internal/shared/config.ts, isGhes).
  const pages = isCloud ? `http://github.localhost:${port}` : origin;
  const api = isCloud ? origin : `${origin}/api/v3`;
  return {
    api: path => `${api}${path}`,
    html: path => `${pages}${path}`,
    graphql: isCloud ? `${origin}/graphql` : `${origin}/api/graphql`,
    services: origin,
  };
}
