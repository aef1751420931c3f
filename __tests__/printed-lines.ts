/** Where a line that messages tell people to paste is tried: a test file below `__tests__/`, and words of the test's name. */
export type Trial = readonly [test: string, named: string];

/** What is only looked at, or done with tools that are not ours and in places that no stage has. */
export type Unproved = string;

const gate = 'engines/kubernetes/access/gate.test.ts';
const refusals = 'soak/refusals.test.ts';
const helm = 'scenarios/registry.test.ts';
const back = 'scenarios/way-back.test.ts';
const lines = 'scenarios/printed-lines.test.ts';

/**
 * Every line that a message of the program tells people to paste, `…` for what differs each time, and its trial. A house
 * test finds the lines in the sources: a new one comes with its trial.
 */
export const printedLines: Readonly<Record<string, Trial | Unproved>> = {
  'access: ambient': [lines, 'access: ambient'],
  'access: input': [lines, 'access: ambient'],
  'allow-kubeconfig: exec': [gate, '$name'],
  'allow-kubeconfig: files': [gate, '$name'],
  'allow-kubeconfig: http': [gate, '$name'],
  'allow-kubeconfig: proxy-url': [gate, '$name'],
  'allow-kubeconfig: skip-tls': [gate, '$name'],
  'comment: off': [refusals, 'pastedFrom(run)'],
  'command: preview': ['input/pulumi.test.ts', 'command'],
  'command: up': ['input/pulumi.test.ts', 'command'],
  'confirm: …': ['scenarios/pruning.test.ts', 'goes on with the line it printed'],
  'deploy-refs: …': [lines, 'deploy-refs'],
  'drift-issue: false': [refusals, 'pastedFrom(run)'],
  'environment: …': [lines, 'environment'],
  'exclude-protected: true': ['scenarios/pulumi-end.test.ts', 'exclude-protected'],
  'fetch-depth: 0': ['house/workflows.test.ts', 'workflow'],
  'git fetch': 'brings the commits of others, as git says; where it brings none the next line does',
  'git fetch --unshallow': ['scenarios/order.test.ts', 'does not guess when the checkout is too shallow'],
  'gitops-push help': [lines, 'gitops-push'],
  'gitops-push rbac': [lines, 'gitops-push'],
  'gitops-push rbac --preview': [lines, 'gitops-push'],
  'gitops-push.dev/ignore: "dangling-reference: made by …"': [lines, 'gitops-push.dev/ignore'],
  'helm dependency update': [helm, 'wants a range of versions locked'],
  'helm pull': [helm, 'is fetched with the login'],
  'helm push': [helm, 'is rendered with values of the repository'],
  'helm registry login': 'keeps the login that docker login keeps, which is tried',
  'docker login': [helm, 'is fetched with the login'],
  'id-token: write': ['scenarios/oidc.test.ts', 'is not asked by a job without id-token: write'],
  'kubectl api-resources': [lines, 'kubectl'],
  'kubectl apply -f -': ['scenarios/rights.test.ts', 'are enough to deploy'],
  'kubectl config view': [lines, 'kubectl'],
  'kubectl get': [lines, 'kubectl'],
  'kubectl label': [lines, 'kubectl'],
  'kubectl rollout restart': [lines, 'kubectl'],
  'mode: deploy': [back, 'a schedule that deploys'],
  'mode: drift': ['scenarios/pulumi.test.ts', 'finds no drift'],
  'mode: preview': ['input/read.test.ts', 'mode'],
  'mode: rollback': ['scenarios/workflow.test.ts', 'goes back when somebody runs the workflow by hand'],
  'mode: validate': ['input/read.test.ts', 'mode'],
  'mode: …': [lines, 'Run workflow'],
  'path: …': ['scenarios/sources.test.ts', 'must be named itself'],
  'preview-match: warn': [lines, 'preview-match'],
  'pulumi cancel': 'is for a lock that nobody holds; the run that prints it never does it',
  'record: …': [refusals, 'pastedFrom(run)'],
  'record-failure: continue': ['scenarios/recorded.test.ts', 'unless record-failure says to go on'],
  'refresh: true': ['input/pulumi.test.ts', 'refresh'],
  'render-network: true': ['scenarios/sources.test.ts', 'fetches when that is allowed'],
  'stack-name: dev': ['flows/choose-source.test.ts', 'stack'],
  'unsafe-allow: diverged': [lines, 'unsafe-allow'],
  'unsafe-allow: unreachable-commit': [back, 'with the words that let it pass'],
  'upsert: true': ['scenarios/pulumi.test.ts', 'makes it with the first deploy when that was asked for'],
};
