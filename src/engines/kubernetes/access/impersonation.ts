import type { Diagnostic } from '../../../model/diagnostic.ts';
import { isList } from '../../../model/json.ts';
import type { Fields, Finding } from './finding.ts';
import { isHeaderText } from './mask.ts';

/** Headers that ask the server to act as somebody else (apiserver docs: user impersonation). */
export type Impersonation = Readonly<Record<string, string | readonly string[]>>;

/** Reads `as`, `as-uid`, `as-groups` and `as-user-extra`; whoever is impersonated is shown in the report. */
export function gateImpersonation(
  fields: Fields,
  findings: Finding[],
): { readonly impersonation: Impersonation; readonly diagnostics: readonly Diagnostic[] } {
  const user = fields.text('as');
  const uid = fields.text('as-uid');
  const groups = fields.texts('as-groups');
  const extra = extraHeaders(fields);
  const hasMore = uid !== undefined || groups.length > 0 || Object.keys(extra).length > 0;
  if (user === undefined) {
    if (hasMore) {
      findings.push({
        verdict: 'invalid',
        field: 'user.as',
        problem: 'is missing, but as-groups, as-uid or as-user-extra are given',
        fix: 'Name the user to act as.',
      });
    }
    return { impersonation: {}, diagnostics: [] };
  }
  const values = [user, uid ?? 'none', ...groups, ...Object.values(extra).flat()];
  if (!values.every(isHeaderText)) {
    findings.push({
      verdict: 'invalid',
      field: 'user.as',
      problem: 'or what belongs to it holds characters that a request header cannot carry',
      fix: 'Use names of printable ASCII.',
    });
  }
  const inGroups = groups.length === 0 ? '' : ` in the groups ${groups.join(', ')}`;
  return {
    impersonation: {
      'Impersonate-User': user,
      ...(uid !== undefined && { 'Impersonate-Uid': uid }),
      ...(groups.length > 0 && { 'Impersonate-Group': groups }),
      ...extra,
    },
    diagnostics: [
      {
        code: 'access-impersonation',
        severity: 'notice',
        message: `the kubeconfig acts as ${user}${inGroups}`,
      },
    ],
  };
}

/** Keys are lower-cased and percent-encoded, as client-go sends them (transport/round_trippers.go). */
function extraHeaders(fields: Fields): Record<string, readonly string[]> {
  const headers: Record<string, readonly string[]> = {};
  for (const [key, values] of Object.entries(fields.object('as-user-extra') ?? {})) {
    const texts = isList(values) ? values.filter(value => typeof value === 'string') : [];
    headers[`Impersonate-Extra-${encodeURIComponent(key.toLowerCase())}`] = texts;
  }
  return headers;
}
