import { Failure } from '../../../model/failure.ts';
import { addressOf, groupKindOf } from '../../../model/manifest.ts';
import type { Resource } from '../cluster.ts';
import type { ApiAnswer, ApiStatus } from '../transport/transport.ts';
import { parseForbidden, permissionMissing, wholeRole } from './forbidden.ts';
import { type RefusedField, refusedFields } from './refused-fields.ts';

/** What was asked of the server when it refused: the API's verb and the object, or the collection without a name. */
export interface RefusedRequest {
  readonly verb: 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete';
  readonly resource: Pick<Resource, 'group' | 'version' | 'kind'>;
  readonly namespace?: string;
  readonly name?: string;
}

/**
 * The Failure that a refused answer means: permission-missing, field-conflict, object-changed, object-refused or
 * server-unusable. Of a Secret it tells reasons and field paths only, because the server's texts quote values.
 */
export function refusal(answer: ApiAnswer, what: RefusedRequest): Failure {
  const status = answer.status ?? { code: answer.httpStatus, reason: '', message: '', causes: [] };
  const address = addressOfRequest(what);
  const missing = answer.httpStatus === 403 ? parseForbidden(status.message) : undefined;
  if (missing) return permissionMissing(missing, address);
  if (status.message.includes('attempting to grant RBAC permissions not currently held')) {
    return escalation(status, address);
  }
  if (answer.httpStatus === 403 && !changes(what)) return deniedRead(what, address);
  if (answer.httpStatus === 409) return conflict(status, address);
  if (answer.httpStatus === 404) return notFound(what, status, address);
  if (isServersFault(answer.httpStatus, status)) return serversFault(status, address);
  return new Failure('object-refused', `the server refuses ${address}: ${describe(status, what)}`, {
    hint: hintFor(answer.httpStatus, status),
  });
}

/** What the server said about the object in one text, or in one line per field; safe for Secrets. */
function describe(status: ApiStatus, what: RefusedRequest): string {
  const isSecret = what.resource.group === '' && what.resource.kind === 'Secret';
  const fields = refusedFields(status);
  if (fields.length === 0) return isSecret ? status.reason || `HTTP ${status.code}` : status.message;
  const texts = fields.map(field => (isSecret ? withoutValue(field) : `${field.field}: ${field.message}`));
  return texts.length === 1 ? texts.join('') : texts.map(text => `\n- ${text}`).join('');
}

function withoutValue({ field, message, reason }: RefusedField): string {
  const known = [
    'field not declared in schema',
    'the server knows no such field',
    'the field is given twice',
  ];
  return `${field}: ${known.find(text => text === message) ?? (reason || 'has a value or type it cannot have')}`;
}

function conflict(status: ApiStatus, address: string): Failure {
  const owned = status.causes.filter(cause => cause.reason === 'FieldManagerConflict');
  if (owned.length === 0) {
    return new Failure('object-changed', `${address} was changed by somebody else meanwhile`, {
      hint: 'Run again: the plan is then made against the object as it is now.',
    });
  }
  const fields = owned.map(cause => `\n- ${cause.field}: ${cause.message}`).join('');
  return new Failure('field-conflict', `${address} has fields that belong to another tool:${fields}`, {
    hint: 'Take the fields out of the manifest, or let the other tool give them up.',
  });
}

function notFound(what: RefusedRequest, status: ApiStatus, address: string): Failure {
  const namespace = /^namespaces? "([^"]+)" not found/.exec(status.message)?.[1];
  if (namespace !== undefined) {
    return new Failure(
      'object-refused',
      `the server refuses ${address}: namespace ${namespace} does not exist`,
      {
        hint: 'Create the namespace first, or add its manifest to the same path.',
      },
    );
  }
  if (what.verb === 'delete' || what.verb === 'update') {
    return new Failure('object-changed', `${address} does not exist any more`, {
      hint: 'Run again: the plan is then made against what is there now.',
    });
  }
  return new Failure(
    'object-refused',
    `the server does not serve ${groupKindOf(what.resource)} (${address})`,
    {
      hint: 'Install what brings this kind (its CustomResourceDefinition), or correct apiVersion and kind.',
    },
  );
}

/** Nobody may hand out more than they have (kubernetes.io: RBAC, privilege escalation prevention). */
function escalation(status: ApiStatus, address: string): Failure {
  const rules = status.message.slice(status.message.indexOf('not currently held')).replace(/^[^{]*/, '');
  return new Failure(
    'permission-missing',
    `the credentials may not write ${address}, because it grants permissions that they do not have: ${rules}`,
    {
      hint: `Nobody may hand out what they do not have: give the credentials these permissions themselves. ${wholeRole}`,
    },
  );
}

function deniedRead(what: RefusedRequest, address: string): Failure {
  return new Failure('permission-missing', `the credentials may not ${what.verb} ${address}`, {
    hint: `Give them the verb ${what.verb} on ${groupKindOf(what.resource)} in a Role or ClusterRole; the server does not say for whom. ${wholeRole}`,
  });
}

/** True for what a later run may do better; a 500 without reason is a mistake in the object (see refusedFields). */
function isServersFault(httpStatus: number, status: ApiStatus): boolean {
  return httpStatus === 429 || httpStatus > 500 || (httpStatus === 500 && status.reason !== '');
}

function serversFault(status: ApiStatus, address: string): Failure {
  const text = /webhook[^:]*|etcdserver[^:]*/.exec(status.message)?.[0];
  const why = [`HTTP ${status.code}`, status.reason, text].filter(Boolean).join(', ');
  return new Failure(
    'server-unusable',
    `the server could not handle ${address} (${why}), after several tries`,
    {
      hint:
        text?.startsWith('webhook') === true
          ? 'An admission webhook does not answer: repair or remove what it belongs to, then run again.'
          : 'The control plane is overloaded or ill: look at its health (/readyz), then run again.',
    },
  );
}

function hintFor(httpStatus: number, status: ApiStatus): string {
  if (status.message.includes('because it is being terminated')) {
    return 'The namespace is being deleted: wait until it is gone, then run again.';
  }
  if (httpStatus === 403 || /denied the request|denied request/.test(status.message)) {
    return 'A policy of the cluster (admission, quota) forbids this object: change the object, or have the policy changed.';
  }
  if (httpStatus === 413) return 'The object is too large for the server: 1.5 MiB is the usual limit.';
  if (httpStatus === 405) return 'The server does not allow this request for this kind.';
  return 'Correct these fields in the manifest.';
}

function changes(what: RefusedRequest): boolean {
  return what.verb !== 'get' && what.verb !== 'list' && what.verb !== 'watch';
}

function addressOfRequest({ resource, namespace, name }: RefusedRequest): string {
  if (name !== undefined)
    return addressOf({ ...resource, name, ...(namespace !== undefined && { namespace }) });
  return `${groupKindOf(resource)} ${namespace === undefined ? 'in all namespaces' : `in namespace ${namespace}`}`;
}
