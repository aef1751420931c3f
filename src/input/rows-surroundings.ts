import { modes, previewMatchChoices } from '../model/settings.ts';
import { onTarget, planning, writing, reading } from './input-modes.ts';
import { commentChoices, outputChoices, type InputRow } from './input-row.ts';

/** The inputs of confirmation, validation, GitHub and the terminal. */
export const surroundingInputs = [
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
    name: 'deploy-refs',
    kind: 'list',
    doc: 'Branches, full refs or patterns that may be deployed beside the default branch: `release/*`, `refs/tags/v*`. What comes from any other ref is refused before anything is written.',
    group: 'github',
    modes: writing,
    host: 'action',
  },
  {
    name: 'github-token',
    kind: 'secret',
    default: '${{ github.token }}',
    doc: 'The token for comments, check runs, deployments, statuses and issues.',
    group: 'github',
    modes: onTarget,
    host: 'action',
  },
  {
    name: 'comment',
    kind: 'choice',
    choices: commentChoices,
    default: 'on',
    doc: 'Whether a pull request gets a comment; with `on-change` only when something would change.',
    group: 'github',
    modes: onTarget,
    host: 'action',
  },
  {
    name: 'preview-match',
    kind: 'choice',
    choices: previewMatchChoices,
    default: 'warn',
    doc: 'A deploy plans again and compares with what the previews of the merged pull requests showed. `warn` says what differs, and stops before the first write at a deletion or recreation that no preview showed, unless it is confirmed; `strict` stops at any difference and when there is no preview; `off` does not look.',
    group: 'github',
    modes: ['deploy'],
    host: 'action',
  },
  {
    name: 'record',
    kind: 'list',
    default: 'deployment, status, summary, comment',
    doc: 'Where GitHub shows what a deploy did: its Deployments, the status of the commit, the job summary, the comment of the merged pull request.',
    group: 'github',
    modes: writing,
    host: 'action',
  },
  {
    name: 'output',
    kind: 'choice',
    choices: outputChoices,
    doc: 'What goes to stdout. `json` is the whole report. Without it: `text`, and `yaml` for `render` and `rbac`, which know `yaml` and `json` alone.',
    group: 'terminal',
    modes,
    host: 'terminal',
  },
] as const satisfies readonly InputRow[];
