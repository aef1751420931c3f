import { modes, type Mode } from '../model/settings.ts';
import {
  accessChoices,
  engineChoices,
  type Host,
  type InputRow,
  livePlanChoices,
  modeChoices,
  outputChoices,
} from './input-row.ts';

const onTarget = ['preview', 'deploy', 'rollback', 'drift', 'history'] as const satisfies readonly Mode[];
const planning = ['preview', 'deploy', 'rollback', 'drift'] as const satisfies readonly Mode[];
const writing = ['deploy', 'rollback'] as const satisfies readonly Mode[];
const reading = [
  'validate',
  'preview',
  'deploy',
  'rollback',
  'drift',
  'render',
] as const satisfies readonly Mode[];

/** All inputs, in the order the documentation lists them; everything else about inputs is made from this table. */
export const inputs = [
  {
    name: 'mode',
    kind: 'choice',
    choices: modeChoices,
    default: 'auto',
    doc: 'What the run does. `auto` follows the event: a preview for pull_request and merge_group, a deploy for push, a drift check for schedule, and for workflow_dispatch a rollback when `rollback-to` is set, else a deploy.',
    group: 'what',
    modes,
    host: 'action',
  },
  {
    name: 'path',
    kind: 'text',
    default: 'deploy',
    doc: 'The manifests: a file, a folder (with everything below it) or a glob, relative to the repository.',
    group: 'what',
    modes: reading,
  },
  {
    name: 'engine',
    kind: 'choice',
    choices: engineChoices,
    default: 'auto',
    doc: 'What the files under `path` are written for.',
    group: 'what',
    modes: reading,
  },
  {
    name: 'name',
    kind: 'text',
    doc: "What this deploy is called: lower-case letters, digits and dashes, at most 52. It names the record in the cluster, ConfigMap `gitops-push-<name>`. Without it: the repository's name.",
    group: 'what',
    modes,
  },
  {
    name: 'environment',
    kind: 'text',
    default: 'default',
    doc: 'Where it is deployed to, as people call it: `production`.',
    group: 'what',
    modes,
  },
  {
    name: 'dry-run',
    kind: 'boolean',
    default: 'false',
    doc: 'Plan and check everything, then stop before the first write.',
    group: 'what',
    modes: writing,
  },
  {
    name: 'rollback-to',
    kind: 'text',
    doc: 'What a rollback goes back to. Without it, or with `previous`: the last good deploy of another content. Else a record (`production/shop#3`) or a commit that was deployed.',
    group: 'what',
    modes: ['rollback'],
  },
  {
    name: 'reason',
    kind: 'text',
    doc: 'Why it is rolled back, for the record.',
    group: 'what',
    modes: ['rollback'],
  },
  {
    name: 'fail-on-drift',
    kind: 'boolean',
    default: 'false',
    doc: 'Whether drift makes the step fail. The command line ends with exit code 3 in any case.',
    group: 'what',
    modes: ['drift'],
    host: 'action',
  },
  {
    name: 'access',
    kind: 'choice',
    choices: accessChoices,
    default: 'input',
    doc: 'Where credentials come from: `input`, from the inputs of this group and nowhere else; `ambient`, from KUBECONFIG or the home folder, as a cloud login leaves them.',
    group: 'access',
    modes: onTarget,
  },
  {
    name: 'kubeconfig',
    kind: 'secret',
    doc: 'A kubeconfig, plain or base64.',
    group: 'access',
    modes: onTarget,
    isFile: true,
  },
  {
    name: 'context',
    kind: 'text',
    doc: 'The context of the kubeconfig to use. Without it: its current context.',
    group: 'access',
    modes: onTarget,
  },
  {
    name: 'server',
    kind: 'text',
    doc: 'The URL of the API server, instead of a kubeconfig.',
    group: 'access',
    modes: onTarget,
  },
  {
    name: 'certificate-authority',
    kind: 'text',
    doc: 'The certificate authority of `server`, PEM, plain or base64. Without it: those that Node.js trusts.',
    group: 'access',
    modes: onTarget,
    isFile: true,
  },
  {
    name: 'token',
    kind: 'secret',
    doc: 'The bearer token for `server`.',
    group: 'access',
    modes: onTarget,
  },
  {
    name: 'allow-kubeconfig',
    kind: 'list',
    doc: 'Parts of a kubeconfig that are refused unless allowed by name: `exec:NAME`, `skip-tls`, `http`, `proxy-url`, `files:DIR`.',
    group: 'access',
    modes: onTarget,
  },
  {
    name: 'namespace',
    kind: 'text',
    doc: "The namespace of objects that name none. Without it: the context's.",
    group: 'behaviour',
    modes,
  },
  {
    name: 'record-namespace',
    kind: 'text',
    doc: 'The namespace that keeps the record of deploys. Without it: the same as `namespace`.',
    group: 'behaviour',
    modes: onTarget,
  },
  {
    name: 'live-plan',
    kind: 'choice',
    choices: livePlanChoices,
    default: 'changed',
    doc: 'Which objects the server is asked about with a dry run: those that `changed`, or `all`.',
    group: 'behaviour',
    modes: planning,
  },
  {
    name: 'prune',
    kind: 'boolean',
    default: 'true',
    doc: 'Delete what an earlier deploy of the same name applied and the manifests no longer hold.',
    group: 'behaviour',
    modes: planning,
  },
  {
    name: 'max-deletions',
    kind: 'count',
    default: '10',
    doc: 'How many objects may be deleted without a yes for each.',
    group: 'behaviour',
    modes: planning,
  },
  {
    name: 'wait',
    kind: 'boolean',
    default: 'true',
    doc: 'Wait until what was applied is ready.',
    group: 'behaviour',
    modes: writing,
  },
  {
    name: 'timeout',
    kind: 'duration',
    default: '10m',
    doc: 'How long to wait for what was applied: `90s`, `10m`, `1h30m`; at most 24h.',
    group: 'behaviour',
    modes: writing,
  },
  {
    name: 'confirm',
    kind: 'list',
    doc: 'Deletions and recreations to allow, as the refusal printed them: `Kind[.group]/[namespace/]name`. Only on workflow_dispatch and on the command line.',
    group: 'confirmation',
    modes: planning,
  },
  {
    name: 'kubernetes-version',
    kind: 'text',
    doc: "The Kubernetes version to check against: `1.36`. Without it: the server's, else the newest known.",
    group: 'validation',
    modes: reading,
  },
  {
    name: 'output',
    kind: 'choice',
    choices: outputChoices,
    doc: 'What goes to stdout. `json` is the whole report. Without it: `text`, and `yaml` for `render`, which knows `yaml` and `json` alone.',
    group: 'terminal',
    modes,
    host: 'terminal',
  },
] as const satisfies readonly InputRow[];

/** The name of one of the inputs. */
export type InputName = (typeof inputs)[number]['name'];

/** The inputs that a host has. */
export function inputsOf(host: Host): readonly (InputRow & { readonly name: InputName })[] {
  const rows: readonly (InputRow & { readonly name: InputName })[] = inputs;
  return rows.filter(row => row.host === undefined || row.host === host);
}
