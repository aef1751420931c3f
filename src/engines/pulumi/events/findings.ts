import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { EngineEvent, RemediationEvent } from './event.ts';
import type { Row } from './rows.ts';
import { countUnknown } from './values.ts';

/** What policies, providers and the program had to say, as findings; the same words once. */
export function findingsOf(events: readonly EngineEvent[]): readonly Diagnostic[] {
  const found = events.flatMap(event => {
    switch (event.kind) {
      case 'policy':
        return [policyFinding(event)];
      case 'remediation':
        return [remediationFinding(event)];
      case 'diagnostic':
        return event.severity === 'info' || event.isEphemeral || event.message === ''
          ? []
          : [
              {
                code: `pulumi-${event.severity}`,
                severity: event.severity,
                message: event.message,
                ...at(event.urn),
              },
            ];
      case 'step':
      case 'summary':
        return [];
    }
  });
  return [
    ...new Map(found.map(each => [`${each.code}|${each.address ?? ''}|${each.message}`, each])).values(),
  ];
}

/** What a plan cannot know, in sentences: how many values only the deploy will tell. */
export function limitsOf(rows: readonly Row[]): readonly string[] {
  const open = rows
    .filter(row => row.action !== 'unchanged' && row.action !== 'delete')
    .map(row => countUnknown(row.step.new?.inputs))
    .filter(count => count > 0);
  const values = open.reduce((sum, count) => sum + count, 0);
  if (values === 0) return [];
  return [
    `${values === 1 ? '1 value' : `${values} values`} of ${open.length === 1 ? '1 resource' : `${open.length} resources`} ${values === 1 ? 'is' : 'are'} known only after the deploy`,
  ];
}

function policyFinding(event: Extract<EngineEvent, { readonly kind: 'policy' }>): Diagnostic {
  const isMandatory = event.level === 'mandatory';
  const severity = isMandatory ? 'error' : event.level === 'none' ? 'notice' : 'warning';
  return {
    code: isMandatory ? 'policy-mandatory' : 'policy-advisory',
    severity,
    message: `${event.pack}: ${event.policy}: ${event.message}`,
    ...(isMandatory && { hint: 'The policy is mandatory: the deploy stops until the program keeps it.' }),
    ...at(event.urn),
  };
}

function remediationFinding(event: RemediationEvent): Diagnostic {
  const keys = [...new Set([...Object.keys(event.before), ...Object.keys(event.after)])]
    .filter(key => JSON.stringify(event.before[key]) !== JSON.stringify(event.after[key]))
    .toSorted();
  return {
    code: 'policy-remediated',
    severity: 'notice',
    message: `${event.pack}: ${event.policy} changed ${keys.join(', ')}`,
    ...at(event.urn),
  };
}

function at(urn: string | undefined): { readonly address?: string } {
  return urn === undefined ? {} : { address: urn };
}
