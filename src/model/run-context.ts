/** Who runs us, for what, and where: read once in the door, from the CI's variables or from git. */
export interface RunContext {
  /** `github` inside a workflow run, `terminal` elsewhere. */
  readonly host: 'github' | 'terminal';
  /** `owner/name`, when known. */
  readonly repository?: string;
  /** The full SHA of the commit that is deployed, when known. */
  readonly commit?: string;
  /** `refs/heads/main`, when known. */
  readonly ref?: string;
  /** True when the files differ from the commit: a record of such a run says so. */
  readonly dirty?: boolean;
  readonly event?: string;
  readonly actor?: string;
  readonly runId?: string;
  readonly attempt?: number;
  readonly runUrl?: string;
  readonly workflow?: string;
}
