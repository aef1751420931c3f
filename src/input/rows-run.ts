import { modes } from '../model/settings.ts';
import { writing, reading } from './input-modes.ts';
import { engineChoices, modeChoices, type InputRow } from './input-row.ts';

/** The inputs that say what is deployed and what the run does. */
export const runInputs = [
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
    name: 'base',
    kind: 'text',
    doc: 'What a preview compares the rendered manifests with: a commit, or a branch as git knows it here (`origin/main`). Without it: what the pull request or the merge group stands on.',
    group: 'what',
    modes: ['preview'],
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
] as const satisfies readonly InputRow[];
