import { Failure } from '../model/failure.ts';
import type { RunContext } from '../model/run-context.ts';
import type { Mode } from '../model/settings.ts';

/** Which modes read files of the checkout, which can run code, and which write to a target. */
const guarded = {
  validate: { renders: true, writes: false },
  preview: { renders: true, writes: false },
  deploy: { renders: true, writes: true },
  rollback: { renders: true, writes: true },
  resume: { renders: true, writes: true },
  drift: { renders: true, writes: false },
  heal: { renders: true, writes: true },
  // It reads no files, but code of a fork must not get at a target by a label that it can choose either.
  destroy: { renders: true, writes: true },
  render: { renders: true, writes: false },
  rbac: { renders: true, writes: false },
  history: { renders: false, writes: false },
} as const satisfies Readonly<Record<Mode, { readonly renders: boolean; readonly writes: boolean }>>;

/** Events that run with the base's secrets, whatever code caused them. */
const privilegedEvents: ReadonlySet<string> = new Set(['pull_request_target', 'workflow_run']);

/**
 * Stops a run in a workflow before anything is read, when the event must not do what the mode does.
 * @throws Failure unsafe-event, ref-not-allowed
 */
export function requireAllowedEvent(mode: Mode, run: RunContext, deployRefs: readonly string[]): void {
  if (run.host !== 'github') return;
  if (guarded[mode].renders) refuseForeignCode(mode, run);
  if (guarded[mode].writes) requireDeployRef(mode, run, deployRefs);
}

function refuseForeignCode(mode: Mode, run: RunContext): void {
  if (run.isFromFork !== true || run.event === undefined || !privilegedEvents.has(run.event)) return;
  throw new Failure(
    'unsafe-event',
    `${run.event} runs with this repository's secrets, and its cause is code of another repository: mode ${mode} would read that code`,
    {
      hint: 'Use the event pull_request: it previews pull requests of forks without secrets. Nothing was read and nothing was written.',
    },
  );
}

function requireDeployRef(mode: Mode, run: RunContext, deployRefs: readonly string[]): void {
  const allowed = [...(run.defaultBranch === undefined ? [] : [run.defaultBranch]), ...deployRefs];
  if (run.ref !== undefined && allowed.some(pattern => matchesRef(pattern, run.ref ?? ''))) return;
  const where = run.defaultBranch === undefined ? 'the default branch' : `\`${run.defaultBranch}\``;
  throw new Failure(
    'ref-not-allowed',
    `mode ${mode} may not run on ${run.ref ?? 'an unknown ref'}: it is neither the default branch nor listed in deploy-refs`,
    {
      hint: `Run the workflow on ${where}, or list the ref: \`deploy-refs: ${run.ref?.replace('refs/heads/', '') ?? 'release/*'}\`. Nothing was written.`,
    },
  );
}

/**
 * Whether a pattern means a ref. `main` is the branch; a full ref, `refs/tags/v1`, is itself; `*` stands for anything
 * but a slash, `**` for anything.
 */
export function matchesRef(pattern: string, ref: string): boolean {
  const full = pattern.startsWith('refs/') ? pattern : `refs/heads/${pattern}`;
  const parts = full.split(/(\*{1,2})/).map(part => {
    if (part === '**') return '.*';
    return part === '*' ? '[^/]*' : RegExp.escape(part);
  });
  return new RegExp(`^${parts.join('')}$`, 's').test(ref);
}
