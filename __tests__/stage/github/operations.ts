/** A REST operation that the stand-in has. */
export interface Operation {
  /**
   * What a token needs, written as GitHub's header `x-accepted-github-permissions`: sets separated by `;`, the
   * permissions of one set by `,`. Source: github/docs src/github-apps/data server-to-server-permissions.json.
   */
  readonly needs: string;
  /** Counts against the limit of content creation (about 80 a minute and 500 an hour). */
  readonly createsContent?: true;
}

const commentRead = 'issues=read; pull_requests=read';
const commentWrite = 'issues=write; pull_requests=write';

/**
 * The operations by GitHub's own operation id. `scripts/slim-openapi.ts` cuts the description of these out of GitHub's
 * OpenAPI; a handler for each stands in `rest/`.
 */
export const operations = {
  'issues/list-comments': { needs: commentRead },
  'issues/create-comment': { needs: commentWrite, createsContent: true },
  'issues/get-comment': { needs: commentRead },
  'issues/update-comment': { needs: commentWrite, createsContent: true },
  'issues/delete-comment': { needs: commentWrite },
  'issues/list-for-repo': { needs: 'issues=read' },
  'issues/create': { needs: 'issues=write', createsContent: true },
  'issues/get': { needs: 'issues=read' },
  'issues/update': { needs: commentWrite, createsContent: true },
  'issues/add-labels': { needs: commentWrite },
  'pulls/list': { needs: 'pull_requests=read' },
  'pulls/get': { needs: 'pull_requests=read' },
  'pulls/list-files': { needs: 'pull_requests=read' },

  'repos/list-deployments': { needs: 'deployments=read' },
  'repos/create-deployment': { needs: 'deployments=write', createsContent: true },
  'repos/get-deployment': { needs: 'deployments=read' },
  'repos/list-deployment-statuses': { needs: 'deployments=read' },
  'repos/create-deployment-status': { needs: 'deployments=write', createsContent: true },
  'repos/get-all-environments': { needs: 'actions=read' },
  'repos/create-commit-status': { needs: 'statuses=write', createsContent: true },
  'repos/get-combined-status-for-ref': { needs: 'statuses=read' },
  'repos/list-commit-statuses-for-ref': { needs: 'statuses=read' },
  'checks/create': { needs: 'checks=write', createsContent: true },
  'checks/get': { needs: 'checks=read' },
  'checks/update': { needs: 'checks=write', createsContent: true },
  'checks/list-for-ref': { needs: 'checks=read' },
  'checks/list-annotations': { needs: 'checks=read' },

  'repos/get': { needs: 'metadata=read' },
  'repos/get-commit': { needs: 'contents=read' },
  'repos/list-pull-requests-associated-with-commit': { needs: 'pull_requests=read' },
  'repos/compare-commits-with-basehead': { needs: 'contents=read' },
  'repos/get-content': { needs: 'contents=read' },
  'git/get-ref': { needs: 'contents=read' },
  'git/create-ref': { needs: 'contents=write' },
  'git/update-ref': { needs: 'contents=write' },
  'git/create-blob': { needs: 'contents=write' },
  'git/get-blob': { needs: 'contents=read' },
  'git/create-tree': { needs: 'contents=write' },
  'git/get-tree': { needs: 'contents=read' },
  'git/create-commit': { needs: 'contents=write' },
  'git/get-commit': { needs: 'contents=read' },

  'actions/list-workflow-runs-for-repo': { needs: 'actions=read' },
  'actions/get-workflow-run': { needs: 'actions=read' },
  'actions/list-workflow-run-artifacts': { needs: 'actions=read' },
  'actions/list-artifacts-for-repo': { needs: 'actions=read' },
  'actions/get-artifact': { needs: 'actions=read' },
  'actions/download-artifact': { needs: 'actions=read' },
  'actions/create-workflow-dispatch': { needs: 'actions=write' },
  'repos/get-collaborator-permission-level': { needs: 'metadata=read' },
  'rate-limit/get': { needs: '' },
  'repos/create-attestation': { needs: 'attestations=write' },
  'repos/list-attestations': { needs: 'attestations=read' },
  'orgs/create-artifact-deployment-record': { needs: 'artifact_metadata=write' },
  'orgs/set-cluster-deployment-records': { needs: 'artifact_metadata=write' },
} as const satisfies Readonly<Record<string, Operation>>;

/** The id of an operation that the stand-in has. */
export type OperationId = keyof typeof operations;

/** Whether an id is one of ours. */
export function isOperationId(id: string): id is OperationId {
  return Object.hasOwn(operations, id);
}
