/** One output of the action. */
export interface OutputRow {
  readonly name: string;
  readonly doc: string;
}

/** All outputs that a run sets, in the order the documentation lists them. */
export const outputs: readonly OutputRow[] = [
  {
    name: 'result',
    doc: 'How the run ended: `valid`, `previewed`, `deployed`, `unchanged`, `superseded`, `rendered`, `listed`, `rolled-back`, `resumed`, `destroyed`, `held`, `clean`, `drifted`, `failed`, `partial` or `cancelled`.',
  },
  { name: 'reason-code', doc: 'Why it failed, one of a closed list; empty when nothing went wrong.' },
  { name: 'created', doc: 'How many objects were, or in a preview would be, created.' },
  { name: 'updated', doc: 'How many objects were, or would be, changed in place.' },
  { name: 'recreated', doc: 'How many objects were, or would be, deleted and made anew.' },
  { name: 'deleted', doc: 'How many objects were, or would be, deleted.' },
  { name: 'unchanged', doc: 'How many objects are already as they should be.' },
  { name: 'plan-digest', doc: 'What the plan means, as 64 hex digits: equal digests mean equal changes.' },
  {
    name: 'rendered-digest',
    doc: 'What the manifests say, as 64 hex digits; the same on every machine and without a cluster.',
  },
  {
    name: 'obstacle',
    doc: 'Mode preview: what a deploy of this would meet now, `none` or the reason code it would end with, as `held` or `superseded`; empty when the target was not asked.',
  },
  { name: 'drifted', doc: '`true` when mode drift found a difference, else `false`.' },
  { name: 'record', doc: 'The record of the deploy as JSON, with its schema version.' },
  { name: 'record-id', doc: 'The id of that record.' },
  {
    name: 'recorded',
    doc: '`true` when the record of the deploy is complete at the target and GitHub was told of it everywhere, else `false`; what GitHub could not be told a later run tells.',
  },
  { name: 'artifact', doc: 'The artifact of the run with the whole report, empty when none was left.' },
  { name: 'comment-url', doc: "The address of the pull request's comment, empty when none was written." },
  {
    name: 'deployment-id',
    doc: "GitHub's number of the deployment, empty when none was made.",
  },
  {
    name: 'outputs',
    doc: 'Pulumi: the outputs of the stack as JSON. Each is set under its own name too; the log masks what is secret in them.',
  },
];
