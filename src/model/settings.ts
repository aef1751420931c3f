import type { ConflictRule, FieldRule } from './field-rule.ts';
import type { FreezeRule } from './freeze.ts';
import type { ImageOverride } from './image-reference.ts';
import type { ReadyRule } from './ready-rule.ts';
import type { Secret } from './secret.ts';

/** What a run does; `auto` is resolved to one of these before anything else happens. */
export type Mode =
  | 'validate'
  | 'preview'
  | 'deploy'
  | 'rollback'
  | 'resume'
  | 'drift'
  | 'heal'
  | 'destroy'
  | 'render'
  | 'rbac'
  | 'history';

/** All modes, in the order the documentation lists them. */
export const modes = [
  'validate',
  'preview',
  'deploy',
  'rollback',
  'resume',
  'drift',
  'heal',
  'destroy',
  'render',
  'rbac',
  'history',
] as const satisfies readonly Mode[];

/** Modes that write to a target. */
export const writingModes = [
  'deploy',
  'rollback',
  'resume',
  'heal',
  'destroy',
] as const satisfies readonly Mode[];

/** True for a run that may write to its target. */
export function isWriting({ mode, dryRun }: Pick<Settings, 'mode' | 'dryRun'>): boolean {
  return !dryRun && writingModes.some(writing => writing === mode);
}

/** How the cluster is reached; values from inputs, or what the machine has, only when asked for. */
export interface AccessSettings {
  readonly access: 'input' | 'ambient' | 'oidc';
  /** The text of a kubeconfig, plain (never base64 any more). */
  readonly kubeconfig?: Secret;
  readonly context?: string;
  readonly server?: string;
  /** PEM text. */
  readonly certificateAuthority?: string;
  readonly token?: Secret;
  /** For whom the job's identity token is issued, with `oidc`. */
  readonly oidcAudience?: string;
  /** Parts of a kubeconfig that are allowed by name: `exec:NAME`, `skip-tls`, `http`, `proxy-url`, `files:DIR`. */
  readonly allowKubeconfig: readonly string[];
}

/** Whom rights are given to. */
export type RbacSubject =
  | { readonly kind: 'ServiceAccount'; readonly namespace: string; readonly name: string }
  | { readonly kind: 'User' | 'Group'; readonly name: string };

/** Mode rbac: what the printed rights are for. `drift` is a preview that reads Secrets, each by its name. */
export interface RbacSettings {
  readonly purpose: 'deploy' | 'preview' | 'drift';
  /** Absent: a ServiceAccount that is printed with them. */
  readonly subject?: RbacSubject;
}

/** What is written to GitHub of a deploy, in the order in which it is documented. */
export const recordPlaces = [
  'deployment',
  'status',
  'summary',
  'comment',
  'note',
  'linked-artifacts',
] as const;

/** What may be chosen for `record-failure`. */
export const recordFailureChoices = ['fail', 'continue'] as const;

/** The guards that `unsafe-allow` may name. */
export const unsafeChoices = ['diverged', 'unreachable-commit'] as const;

/** What may be chosen for `preview-match`. */
export const previewMatchChoices = ['warn', 'strict', 'off'] as const;

/** One of them. */
export type PreviewMatchChoice = (typeof previewMatchChoices)[number];

/** What a run shows on GitHub, and with which token. */
export interface GitHubSettings {
  readonly token?: Secret;
  /** `on-change`: a comment only for a preview that would change something; one that is there is kept up to date. */
  readonly comment: 'on' | 'off' | 'on-change';
  readonly record: readonly (typeof recordPlaces)[number][];
  /** GitHub's number of the job, where the runner tells it. */
  readonly jobId?: string;
  /** What a deploy does when GitHub does not answer before its first write. */
  readonly recordFailure: (typeof recordFailureChoices)[number];
  /** Mode drift: whether an issue is kept. */
  readonly driftIssue: boolean;
  /** What a deploy does that is not what its previews showed: say so, stop, or not look at all. */
  readonly previewMatch: PreviewMatchChoice;
}

/** What the Pulumi engine is told; names as in pulumi/actions. Lists and numbers are empty and 0 when not given. */
export interface PulumiSettings {
  /** True when an input that only Pulumi has was given. */
  readonly isAskedFor: boolean;
  readonly stackName?: string;
  /** Folder of the project, relative to the workspace. */
  readonly workDir?: string;
  readonly cloudUrl?: string;
  /** A version or a range. */
  readonly version?: string;
  readonly versionFile?: string;
  /** From where the CLI is installed, without a slash at the end; absent: from Pulumi itself. */
  readonly mirror?: string;
  readonly secretsProvider?: string;
  /** YAML text. */
  readonly configMap?: string;
  readonly message?: string;
  /** Terminal only: the file that keeps the records. */
  readonly historyFile?: string;
  readonly upsert: boolean;
  readonly refresh: boolean;
  readonly expectNoChanges: boolean;
  readonly target: readonly string[];
  readonly targetDependents: boolean;
  readonly exclude: readonly string[];
  readonly excludeDependents: boolean;
  readonly replace: readonly string[];
  readonly policyPacks: readonly string[];
  readonly policyPackConfigs: readonly string[];
  readonly parallel: number;
  readonly continueOnError: boolean;
  readonly excludeProtected: boolean;
  readonly remove: boolean;
  readonly suppressOutputs: boolean;
  readonly suppressProgress: boolean;
  readonly logVerbosity: number;
  readonly logFlow: boolean;
  readonly debug: boolean;
  readonly passEnv: readonly string[];
}

/** How files become objects where Helm or Kustomize make them. */
export interface RenderSettings {
  /** Helm values files relative to the workspace, the last one wins. */
  readonly values: readonly string[];
  /** Helm's release name. */
  readonly release: string;
  /** Whether renderers may fetch what the repository does not hold. */
  readonly network: boolean;
}

/** How the objects are checked. */
export interface ValidationSettings {
  /** Paths of CRD files whose schemas count although they are not deployed. */
  readonly schemas: readonly string[];
  /** Severities that differ from the rules' own, by rule. */
  readonly rules: Readonly<Record<string, 'off' | 'warning' | 'error'>>;
}

/** Every input after reading: typed, defaults applied, units in the names. */
export interface Settings {
  readonly mode: Mode;
  readonly path: string;
  /** Images that take the place of those in the rendered objects. */
  readonly imageOverrides: readonly ImageOverride[];
  readonly engine: 'auto' | 'kubernetes' | 'pulumi';
  readonly pulumi: PulumiSettings;
  readonly name: string;
  readonly environment: string;
  readonly dryRun: boolean;
  /** Mode preview: the commit or branch to compare the rendered objects with; absent: what the event tells. */
  readonly base?: string;
  /** Mode rollback: `previous`, a record (`production/shop#3`, `#3`, its id) or a commit that was deployed. */
  readonly rollbackTo: string;
  /** Windows in which deploys and heals are stopped. */
  readonly freeze: readonly FreezeRule[];
  /** Why a deploy goes on in such a window. */
  readonly freezeOverride?: string;
  /** Mode rollback: whether registries are asked for the images first. */
  readonly checkImages: boolean;
  /** Mode rollback: whether later deploys are kept from bringing back what was wrong. */
  readonly hold: boolean;
  /** Why, as it stands in the record. */
  readonly reason?: string;
  /** Mode drift: whether drift makes the run fail. */
  readonly failOnDrift: boolean;
  readonly rendering: RenderSettings;
  readonly validation: ValidationSettings;
  readonly access: AccessSettings;
  /** Branches, full refs and patterns that may be deployed beside the default branch. */
  readonly deployRefs: readonly string[];
  /** Guards that this run passes. */
  readonly unsafeAllow: readonly (typeof unsafeChoices)[number][];
  /** Absent in a terminal without a token. */
  readonly github?: GitHubSettings;
  readonly namespace?: string;
  readonly recordNamespace?: string;
  readonly livePlan: 'changed' | 'all';
  readonly prune: boolean;
  readonly maxDeletions: number;
  readonly confirm: readonly string[];
  readonly conflicts: readonly ConflictRule[];
  readonly ignore: readonly FieldRule[];
  readonly wait: boolean;
  readonly timeoutMs: number;
  /** What happens after a deploy that did not come up: nothing, or the last good set is put back. */
  readonly onFailure: 'stop' | 'rollback';
  /** When objects of these kinds are ready, in the user's own words; before what is known of them. */
  readonly ready: readonly ReadyRule[];
  /** How long a container may run without becoming ready, beyond the time that its probes ask for. */
  readonly stallMs: number;
  /** `1.36`, a known version; absent: the server's where objects are checked and it can be asked, else the newest known. */
  readonly kubernetesVersion?: string;
  /** Present in mode rbac. */
  readonly rbac?: RbacSettings;
  /** Terminal only: what goes to stdout. */
  readonly output: OutputFormat;
}

/** What the terminal prints on stdout. `json` is the Report; for the modes render and rbac it is one v1 List. */
export type OutputFormat = 'text' | 'json' | 'markdown' | 'yaml' | 'sarif';
