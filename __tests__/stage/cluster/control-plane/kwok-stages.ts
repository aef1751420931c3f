/** A condition line of a status template; reason and message of an earlier state are taken away. */
function condition(type: string): string {
  return `- {type: ${type}, status: "True", reason: null, message: null, lastTransitionTime: {{ $now | Quote }}}`;
}

const nodeReady = `
{{ $now := Now }}
conditions:
{{ range NodeConditions }}
- {type: {{ .type | Quote }}, status: {{ .status | Quote }}, reason: {{ .reason | Quote }}, message: {{ .message | Quote }}, lastHeartbeatTime: {{ $now | Quote }}, lastTransitionTime: {{ $now | Quote }}}
{{ end }}
`;

const podReady = `
{{ $now := Now }}
phase: Running
conditions:
${['PodReadyToStartContainers', 'Initialized', 'ContainersReady', 'Ready'].map(condition).join('\n')}
{{ range .spec.readinessGates }}
- {type: {{ .conditionType | Quote }}, status: "True", lastTransitionTime: {{ $now | Quote }}}
{{ end }}
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: {{ .image | Quote }}
  ready: true
  started: true
  restartCount: 0
  state: {running: {startedAt: {{ $now | Quote }}}}
{{ end }}
{{ if .spec.initContainers }}
initContainerStatuses:
{{ range .spec.initContainers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: {{ .image | Quote }}
  ready: true
  restartCount: 0
  {{ if eq (or .restartPolicy "Never") "Always" }}
  started: true
  state: {running: {startedAt: {{ $now | Quote }}}}
  {{ else }}
  started: false
  state: {terminated: {exitCode: 0, reason: Completed, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }}}}
  {{ end }}
{{ end }}
{{ end }}
{{ with NodeIPsWith .spec.nodeName }}
hostIP: {{ index . 0 | Quote }}
hostIPs:
{{ range . }}
- ip: {{ . | Quote }}
{{ end }}
{{ end }}
{{ with PodIPsWith .spec.nodeName (or .spec.hostNetwork false) (or .metadata.uid "") (or .metadata.name "") (or .metadata.namespace "") }}
podIP: {{ index . 0 | Quote }}
podIPs:
{{ range . }}
- ip: {{ . | Quote }}
{{ end }}
{{ end }}
`;

const podComplete = `
{{ $now := Now }}
phase: Succeeded
conditions:
${['ContainersReady', 'Ready'].map(type => `- {type: ${type}, status: "False", reason: PodCompleted, lastTransitionTime: {{ $now | Quote }}}`).join('\n')}
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  imageID: {{ .image | Quote }}
  ready: false
  started: false
  restartCount: 0
  state: {terminated: {exitCode: 0, reason: Completed, startedAt: {{ $now | Quote }}, finishedAt: {{ $now | Quote }}}}
{{ end }}
`;

/**
 * The Stage objects of kwok, as its --config file (JSON documents). A Pod becomes ready only once the stage's kubelet
 * has given it a start time and a sandbox, and no container waits for another reason; containers with an ID are the
 * stage's own.
 */
export function kwokStages(): string {
  const pod = { apiGroup: 'v1', kind: 'Pod' };
  const isAlive: Expression = { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' };
  const waits =
    '[.status.containerStatuses[]?, .status.initContainerStatuses[]?] | all(.state.waiting.reason == "ContainerCreating" or .state.waiting.reason == "PodInitializing")';
  const stages = [
    stage(
      'node-ready',
      { apiGroup: 'v1', kind: 'Node' },
      [
        {
          key: '.status.conditions[]? | select(.type == "Ready") | .status',
          operator: 'NotIn',
          values: ['True'],
        },
      ],
      nodeReady,
    ),
    stage(
      'pod-ready',
      pod,
      [
        isAlive,
        { key: '.status.phase', operator: 'In', values: ['Pending'] },
        { key: '.status.startTime', operator: 'Exists' },
        {
          key: '.status.conditions[]? | select(.type == "PodReadyToStartContainers") | .status',
          operator: 'In',
          values: ['True'],
        },
        { key: waits, operator: 'In', values: ['true'] },
      ],
      podReady,
      100,
    ),
    stage(
      'pod-complete',
      pod,
      [
        isAlive,
        { key: '.status.phase', operator: 'In', values: ['Running'] },
        { key: '.spec.restartPolicy', operator: 'In', values: ['Never', 'OnFailure'] },
        { key: '.status.containerStatuses[]?.containerID', operator: 'DoesNotExist' },
      ],
      podComplete,
      300,
    ),
    { ...stage('pod-delete', pod, [{ key: '.metadata.deletionTimestamp', operator: 'Exists' }]) },
  ];
  return stages.map(document => JSON.stringify(document)).join('\n---\n');
}

interface Expression {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}

function stage(
  name: string,
  resourceRef: object,
  matchExpressions: readonly Expression[],
  template?: string,
  delayMs = 0,
): object {
  const step =
    template === undefined
      ? { delete: true }
      : { patch: { subresource: 'status', root: 'status', template, type: 'strategic' } };
  const delay = delayMs > 0 ? { delay: { durationMilliseconds: delayMs } } : {};
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name },
    spec: { resourceRef, selector: { matchExpressions }, ...delay, steps: [step] },
  };
}
