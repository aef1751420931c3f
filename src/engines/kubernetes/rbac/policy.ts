import type { JsonObject } from '../../../model/json.ts';
import type { RbacSubject } from '../../../model/settings.ts';
import { subjectCondition, subjectName } from './subject.ts';

/**
 * The admission policy that makes the subject unable to write: RBAC has no verb for dry runs, so the right that a
 * preview needs is the right to write, and this takes the writing out of it. Reviews of one's own rights pass, since
 * admission does not judge them. Reads are not judged either: RBAC alone says what may be read.
 */
export function readOnlyPolicy(name: string, subject: RbacSubject): readonly JsonObject[] {
  const apiVersion = 'admissionregistration.k8s.io/v1';
  return [
    {
      apiVersion,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: ['*'],
              apiVersions: ['*'],
              operations: ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'],
              resources: ['*/*'],
            },
          ],
        },
        matchConditions: [{ name: 'subject', expression: subjectCondition(subject) }],
        validations: [
          {
            expression: 'request.?dryRun.orValue(false) == true',
            message: `${subjectName(subject)} may only preview: this request would write`,
            reason: 'Forbidden',
          },
        ],
      },
    },
    {
      apiVersion,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name },
      spec: { policyName: name, validationActions: ['Deny'] },
    },
  ];
}
