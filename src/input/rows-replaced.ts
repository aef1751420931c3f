import { modes } from '../model/settings.ts';
import type { InputRow } from './input-row.ts';

/** Inputs of pulumi/actions that something better replaces: a workflow that names them goes on working, and is told. */
export const replacedInputs = [
  {
    name: 'diff',
    kind: 'boolean',
    doc: 'Known from pulumi/actions and not needed: every change is shown field by field.',
    group: 'replaced',
    modes: modes,
    host: 'action',
  },
  {
    name: 'plan',
    kind: 'text',
    doc: 'Known from pulumi/actions and not needed: a deploy plans anew, compares and applies exactly that plan. Beside a deploy it means `preview-match: strict`, unless that says something else.',
    group: 'replaced',
    modes: modes,
    host: 'action',
  },
  {
    name: 'color',
    kind: 'text',
    doc: 'Known from pulumi/actions and not needed: the log has no colours.',
    group: 'replaced',
    modes: modes,
    host: 'action',
  },
  {
    name: 'comment-on-pr',
    kind: 'boolean',
    doc: 'Known from pulumi/actions; `comment` replaces it. With `false` there is no comment, unless that says something else.',
    group: 'replaced',
    modes: modes,
    host: 'action',
  },
  {
    name: 'comment-on-pr-number',
    kind: 'text',
    doc: 'Known from pulumi/actions and not needed: the pull request of a commit is found.',
    group: 'replaced',
    modes: modes,
    host: 'action',
  },
  {
    name: 'edit-pr-comment',
    kind: 'boolean',
    doc: 'Known from pulumi/actions and not needed: there is one comment, kept up to date.',
    group: 'replaced',
    modes: modes,
    host: 'action',
  },
  {
    name: 'comment-on-summary',
    kind: 'boolean',
    doc: 'Known from pulumi/actions and not needed: the job summary is always written.',
    group: 'replaced',
    modes: modes,
    host: 'action',
  },
  {
    name: 'always-include-summary',
    kind: 'boolean',
    doc: 'Known from pulumi/actions and not needed: the counts come first.',
    group: 'replaced',
    modes: modes,
    host: 'action',
  },
] as const satisfies readonly InputRow[];
