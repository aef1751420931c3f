import type { Mode, RbacSubject, Settings } from '../model/settings.ts';
import type { Reader } from './reader.ts';
import { bad, good, type Parsed, quote } from './scalars.ts';

/** Reads which rights mode rbac prints, and for whom. */
export function readRbac(reader: Reader, mode: Mode | undefined): Pick<Settings, 'rbac'> {
  const isPreview = reader.boolean('preview');
  const hasSecrets = reader.boolean('secrets');
  if (hasSecrets && !isPreview) {
    reader.complain('secrets', 'is given without preview', 'A deploy may change its Secrets in any case.');
  }
  const subject = reader.checked('subject', parseSubject);
  if (mode !== 'rbac') return {};
  const purpose = !isPreview ? 'deploy' : hasSecrets ? 'drift' : 'preview';
  return { rbac: { purpose, ...(subject && { subject }) } };
}

function parseSubject(text: string): Parsed<RbacSubject> {
  const [, account, namespace, name] = /^(ServiceAccount)\/([a-z0-9-]+)\/([a-z0-9.-]+)$/.exec(text) ?? [];
  if (account !== undefined && namespace !== undefined && name !== undefined)
    return good({ kind: 'ServiceAccount', namespace, name });
  // Names of users hold what their issuer puts there: slashes and colons too.
  const [, kind, other = ''] = /^(User|Group)\/(\S(?:.*\S)?)$/.exec(text) ?? [];
  if ((kind === 'User' || kind === 'Group') && !other.startsWith('system:'))
    return good({ kind, name: other });
  return bad(
    `is ${quote(text)}`,
    'Write ServiceAccount/NAMESPACE/NAME, User/NAME or Group/NAME; names of the system itself (system:...) are refused.',
  );
}
