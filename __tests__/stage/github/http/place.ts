import type { Flavour } from '../state/urls.ts';
import type { Service } from './request-log.ts';

/** Which part of GitHub a request is for, and its path there. */
export interface Place {
  readonly service: Service;
  readonly path: string;
}

/**
 * Finds out what a request is for. On github.com the API has a host of its own, and what is sent to the host of the pages
 * is for nobody here; on Enterprise Server the API is below `/api`.
 */
export function placeOf(flavour: Flavour, host: string, pathname: string): Place {
  if (/^\/(twirp|blobs)\//.test(pathname)) return { service: 'artifacts', path: pathname };
  if (pathname === '/oidc/token') return { service: 'oidc', path: pathname };
  if (flavour === 'github.com') {
    if (!host.startsWith('127.0.0.1')) return { service: 'other', path: pathname };
    return { service: pathname === '/graphql' ? 'graphql' : 'rest', path: pathname };
  }
  if (pathname === '/api/graphql') return { service: 'graphql', path: '/graphql' };
  if (pathname.startsWith('/api/v3/')) return { service: 'rest', path: pathname.slice('/api/v3'.length) };
  return { service: 'other', path: pathname };
}
