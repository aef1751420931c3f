import { isList, isObject, parseJson } from '../../../model/json.ts';
import type { ApiRequest } from './transport.ts';

/** The content type of a server-side apply. */
export const applyPatch = 'application/apply-patch+yaml';

/**
 * True when the request may change something in the cluster. A dry run does not, nor do reviews
 * (SelfSubjectAccessReview and its like), which are a POST but store nothing.
 */
export function isWrite(request: ApiRequest): boolean {
  switch (request.method) {
    case 'GET':
      return false;
    case 'POST':
      return !isDryRun(request) && !isReview(request.path);
    case 'PUT':
    case 'PATCH':
      return !isDryRun(request);
    case 'DELETE':
      return !isDryDelete(request);
  }
}

/** True when sending the request twice ends as sending it once: all but real creates and patches that are no apply. */
export function isRepeatable(request: ApiRequest): boolean {
  if (!isWrite(request)) return true;
  switch (request.method) {
    case 'POST':
      return false;
    case 'PATCH':
      return request.contentType === applyPatch;
    case 'GET':
    case 'PUT':
    case 'DELETE':
      return true;
  }
}

/** True for the phases that still talk to the server after a cancel: closing the record of what was done, giving the lock back. */
export function survivesCancel(request: ApiRequest): boolean {
  return request.phase === 'record' || request.phase === 'lock';
}

function isDryRun(request: ApiRequest): boolean {
  return request.query?.['dryRun'] === 'All';
}

/** A DELETE with a body ignores its query, so only the body can make it a dry run. */
function isDryDelete(request: ApiRequest): boolean {
  if (request.body === undefined) return isDryRun(request);
  const options = parseJson(request.body);
  const dryRun = isObject(options) ? options['dryRun'] : undefined;
  return isList(dryRun) && dryRun.includes('All');
}

function isReview(path: string): boolean {
  return /^\/apis\/(?:authorization|authentication)\.k8s\.io\/.*reviews$/.test(path);
}
