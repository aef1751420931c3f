import type { Handler } from '../http/call.ts';
import type { OperationId } from '../operations.ts';
import { actionHandlers } from './actions.ts';
import { artifactHandlers } from './artifacts.ts';
import { checkHandlers } from './checks.ts';
import { commentHandlers } from './comments.ts';
import { commitStatusHandlers } from './commit-statuses.ts';
import { commitHandlers } from './commits.ts';
import { contentHandlers } from './contents.ts';
import { deploymentHandlers } from './deployments.ts';
import { objectHandlers } from './git-objects.ts';
import { refHandlers } from './git-refs.ts';
import { issueHandlers } from './issues.ts';
import { organizationHandlers } from './organizations.ts';
import { pullHandlers } from './pulls.ts';
import { rateLimitHandlers } from './rate-limit.ts';
import { repositoryHandlers } from './repositories.ts';

const handlers: Partial<Readonly<Record<OperationId, Handler>>> = {
  ...actionHandlers,
  ...artifactHandlers,
  ...checkHandlers,
  ...commentHandlers,
  ...commitHandlers,
  ...commitStatusHandlers,
  ...contentHandlers,
  ...deploymentHandlers,
  ...issueHandlers,
  ...objectHandlers,
  ...organizationHandlers,
  ...pullHandlers,
  ...rateLimitHandlers,
  ...refHandlers,
  ...repositoryHandlers,
};

/** What answers an operation. @throws Error when the table of operations has one without a handler */
export function handlerOf(operation: OperationId): Handler {
  const handler = handlers[operation];
  if (!handler) throw new Error(`${operation} has no handler`);
  return handler;
}
