import { modes, type Mode } from '../model/settings.ts';

/** How the text of an input is read; `secret` becomes a Secret at once and is never shown. */
export type InputKind = 'choice' | 'boolean' | 'text' | 'secret' | 'duration' | 'count' | 'list';

/** Where a run was started: as a step of a workflow, or from a shell. */
export type Host = 'action' | 'terminal';

/** The heading that an input stands under. */
export type InputGroup = keyof typeof inputGroups;

/** One input: everything that action.yml, the command line, its help and the README say about it. */
export interface InputRow {
  readonly name: string;
  readonly kind: InputKind;
  /** The values of a choice. */
  readonly choices?: readonly string[];
  /** As it would be written; absent: none, or computed as `doc` says. */
  readonly default?: string;
  /** What it does, in sentences that are true for every host. */
  readonly doc: string;
  readonly group: InputGroup;
  /** The modes that look at it. */
  readonly modes: readonly Mode[];
  /** Present when only one host has it. */
  readonly host?: Host;
  /** On the command line the value is the path of a file that holds it. */
  readonly isFile?: true;
}

/** The headings of the inputs, in order. */
export const inputGroups = {
  what: 'What is deployed',
  confirmation: 'Confirmation',
  access: 'Kubernetes: access to the cluster',
  behaviour: 'Kubernetes: how it is deployed',
  rendering: 'Kubernetes: rendering',
  validation: 'Kubernetes: validation',
  rbac: 'Kubernetes: rights',
  pulumi: 'Pulumi',
  github: 'GitHub',
  terminal: 'Terminal',
  replaced: 'Moved over from pulumi/actions',
} as const satisfies Readonly<Record<string, string>>;

/** What `mode` may say. */
export const modeChoices = ['auto', ...modes] as const;
/** What `engine` may say. */
export const engineChoices = ['auto', 'kubernetes', 'pulumi'] as const;
/** What `command` may say, as in pulumi/actions; not all of it can be done. */
export const commandChoices = ['preview', 'up', 'update', 'destroy', 'refresh', 'output'] as const;
/** What `access` may say. */
export const accessChoices = ['input', 'ambient', 'oidc'] as const;
/** What `live-plan` may say. */
export const livePlanChoices = ['changed', 'all'] as const;
/** What `comment` may say. */
export const commentChoices = ['on', 'off', 'on-change'] as const;
/** What `on-failure` may say. */
export const onFailureChoices = ['stop', 'rollback'] as const;
/** What `output` may say. */
export const outputChoices = ['text', 'json', 'markdown', 'yaml', 'sarif'] as const;
