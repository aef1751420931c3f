import type { OperationId } from './operations.ts';

/** A limit that GitHub enforces on a field of a body. */
export interface Limit {
  readonly operations: readonly OperationId[];
  /** The way to the field; `[]` stands for every item of a list. */
  readonly field: string;
  readonly most: number;
  /** `characters` are UTF-16 units, the stricter of the readings that fit what was reported. */
  readonly of: 'characters' | 'bytes' | 'items' | 'names';
  /** GitHub's words, where they are known. */
  readonly message?: string;
  readonly resource?: string;
}

const comments = ['issues/create-comment', 'issues/update-comment'] as const;
const issues = ['issues/create', 'issues/update'] as const;
const checks = ['checks/create', 'checks/update'] as const;

/**
 * The hard limits. Most are not in GitHub's OpenAPI. Sources: marocchino/sticky-pull-request-comment#1395 and
 * trstringer/manual-approval#167 (bodies), argoproj/notifications-engine pkg/services/github.go (commit status), GitHub's
 * OpenAPI (deployment status, checks, dispatch).
 */
export const limits: readonly Limit[] = [
  {
    operations: comments,
    field: 'body',
    most: 65_536,
    of: 'characters',
    resource: 'IssueComment',
    message: 'Body is too long (maximum is 65536 characters)',
  },
  {
    operations: issues,
    field: 'body',
    most: 65_536,
    of: 'characters',
    resource: 'Issue',
    message: 'body is too long (maximum is 65536 characters)',
  },
  {
    operations: issues,
    field: 'title',
    most: 256,
    of: 'characters',
    resource: 'Issue',
    message: 'title is too long (maximum is 256 characters)',
  },
  {
    operations: ['repos/create-commit-status'],
    field: 'description',
    most: 140,
    of: 'characters',
    resource: 'Status',
    message: 'description is too long (maximum is 140 characters)',
  },
  {
    operations: ['repos/create-deployment-status'],
    field: 'description',
    most: 140,
    of: 'characters',
    resource: 'DeploymentStatus',
    message: 'description is too long (maximum is 140 characters)',
  },
  { operations: checks, field: 'output.summary', most: 65_535, of: 'characters' },
  { operations: checks, field: 'output.text', most: 65_535, of: 'characters' },
  { operations: checks, field: 'output.annotations', most: 50, of: 'items' },
  { operations: checks, field: 'output.annotations[].message', most: 65_536, of: 'bytes' },
  { operations: checks, field: 'output.annotations[].raw_details', most: 65_536, of: 'bytes' },
  { operations: checks, field: 'output.annotations[].title', most: 255, of: 'characters' },
  { operations: checks, field: 'actions', most: 3, of: 'items' },
  { operations: checks, field: 'actions[].label', most: 20, of: 'characters' },
  { operations: checks, field: 'actions[].description', most: 40, of: 'characters' },
  { operations: checks, field: 'actions[].identifier', most: 20, of: 'characters' },
  { operations: ['actions/create-workflow-dispatch'], field: 'inputs', most: 25, of: 'names' },
  { operations: ['orgs/set-cluster-deployment-records'], field: 'deployments', most: 1000, of: 'items' },
];

/** Statuses that one commit may have in one context. */
export const statusesPerContext = 1000;

/** One limit that a body is over. */
export interface Excess {
  readonly limit: Limit;
  readonly size: number;
}

/** The limits that a body is over. */
export function excessesOf(operation: OperationId, body: unknown): readonly Excess[] {
  return limits
    .filter(limit => limit.operations.includes(operation))
    .flatMap(limit =>
      valuesAt(body, limit.field.split('.'))
        .map(value => ({ limit, size: sizeOf(value, limit.of) }))
        .filter(({ size }) => size > limit.most),
    );
}

function valuesAt(value: unknown, [step, ...rest]: readonly string[]): readonly unknown[] {
  if (step === undefined) return [value];
  const name = step.replace('[]', '');
  const inner: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  if (inner === undefined || inner === null) return [];
  if (!step.endsWith('[]')) return valuesAt(inner, rest);
  return Array.isArray(inner) ? inner.flatMap(item => valuesAt(item, rest)) : [];
}

function sizeOf(value: unknown, unit: Limit['of']): number {
  if (typeof value === 'string') return unit === 'bytes' ? Buffer.byteLength(value) : value.length;
  if (Array.isArray(value)) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}
