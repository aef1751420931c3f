import type { Diagnostic } from '../model/diagnostic.ts';
import type { Mode, OutputFormat, Settings } from '../model/settings.ts';
import { parseConflictRules, parseIgnoreRules } from './field-rules.ts';
import { engineChoices, type Host, livePlanChoices, onFailureChoices, outputChoices } from './input-row.ts';
import { readFreeze } from './freeze.ts';
import { readImages } from './input-images.ts';
import { writing } from './input-modes.ts';
import { inputsOf } from './inputs.ts';
import { parseMode } from './mode.ts';
import {
  nameOfRepository,
  parseEnvironment,
  parseKubernetesVersion,
  parseName,
  parseNamespace,
} from './names.ts';
import { nearestName } from './nearest.ts';
import { readAccess } from './read-access.ts';
import { readGitHub } from './read-github.ts';
import { readRbac } from './read-rbac.ts';
import { readCommand, readPulumi, replacedNotices } from './read-pulumi.ts';
import { givenText, openReader, type RawInputs, type Reader, writtenName } from './reader.ts';
import { readUnsafe } from './read-unsafe.ts';
import { parseReady } from './ready-rules.ts';
import { inWords } from './scalars.ts';

/** What the settings depend on besides the inputs. */
export interface ReadContext {
  readonly host: Host;
  /** The event of the workflow run: `push`. */
  readonly event?: string;
  /** The repository's name without its owner. */
  readonly repositoryName?: string;
}

/** The settings with what is worth a warning, or every mistake at once. */
export type ReadResult =
  | { readonly settings: Settings; readonly warnings: readonly Diagnostic[] }
  | { readonly mistakes: readonly Diagnostic[] };

const unnamed = 'unnamed';

/** Reads the inputs of a run. In the terminal `mode` is the command, and file inputs hold what the file holds. */
export function readSettings(raw: RawInputs, context: ReadContext): ReadResult {
  const reader = openReader(raw, context.host);
  const isRollback = givenText(raw, 'rollback-to') !== undefined;
  const mode = readMode(reader, context, isRollback);
  if (isRollback && mode !== undefined && mode !== 'rollback') {
    reader.complain('rollback-to', `does nothing in mode ${mode}`, 'Take it out, or write mode: rollback.');
  }
  const unknown = findUnknown(raw, context.host, mode);
  const name = readName(reader, context.repositoryName, mode);
  const settings: Settings = {
    mode: mode ?? 'validate',
    path: reader.text('path') ?? '',
    imageOverrides: readImages(reader),
    engine: reader.choice('engine', engineChoices, 'auto'),
    pulumi: readPulumi(reader, raw, context.host),
    name,
    environment: reader.checked('environment', parseEnvironment) ?? '',
    dryRun: reader.boolean('dry-run'),
    ...readBase(reader),
    rollbackTo: reader.text('rollback-to') ?? 'previous',
    ...readFreeze(reader),
    checkImages: reader.boolean('check-images'),
    hold: reader.boolean('hold'),
    ...readReason(reader, mode),
    failOnDrift: context.host === 'action' && reader.boolean('fail-on-drift'),
    rendering: {
      values: reader.list('values'),
      release: reader.checked('release', parseName) ?? name,
      network: reader.boolean('render-network'),
    },
    validation: { schemas: reader.list('schemas'), rules: readRules(reader) },
    access: readAccess(reader),
    deployRefs: reader.list('deploy-refs'),
    unsafeAllow: readUnsafe(reader),
    ...readGitHub(reader, context.host),
    ...readNamespaces(reader),
    livePlan: reader.choice('live-plan', livePlanChoices, 'changed'),
    prune: reader.boolean('prune'),
    maxDeletions: reader.count('max-deletions'),
    confirm: readConfirm(reader, context, mode === 'destroy' ? name : undefined),
    conflicts: reader.checked('conflicts', parseConflictRules) ?? [],
    ignore: reader.checked('ignore', parseIgnoreRules) ?? [],
    wait: reader.boolean('wait'),
    timeoutMs: reader.durationMs('timeout'),
    onFailure: reader.choice('on-failure', onFailureChoices, 'stop'),
    ready: reader.checked('ready', parseReady) ?? [],
    stallMs: reader.durationMs('stall-timeout'),
    ...readKubernetesVersion(reader),
    ...readRbac(reader, mode),
    output: readOutput(reader, mode),
  };
  const mistakes = [...reader.mistakes, ...unknown.filter(finding => finding.severity === 'error')];
  return mistakes.length > 0
    ? { mistakes }
    : { settings, warnings: [...unknown, ...replacedNotices(raw, context.host)] };
}

/** What `command` of pulumi/actions means goes before what the event would mean. */
function readMode(reader: Reader, context: ReadContext, isRollback: boolean): Mode | undefined {
  const commanded = readCommand(reader, context.host);
  const isNamed = reader.text('mode') !== 'auto';
  if (commanded === undefined || isNamed) {
    const mode = reader.checked('mode', text => parseMode(text, context.event, isRollback));
    if (commanded !== undefined && mode !== undefined && mode !== commanded)
      reader.complain('command', `means mode ${commanded}, but mode is ${mode}`, 'Take one of them out.');
    return mode;
  }
  return commanded;
}

/** Unknown inputs: where something would be written a typing mistake must not pass, elsewhere it is a warning. */
function findUnknown(raw: RawInputs, host: Host, mode: Mode | undefined): readonly Diagnostic[] {
  const known: readonly string[] = ['mode', ...inputsOf(host).map(row => row.name)];
  const severity = mode === undefined || writing.some(each => each === mode) ? 'error' : 'warning';
  return Object.keys(raw)
    .filter(name => !known.includes(name) && givenText(raw, name) !== undefined)
    .map(name => {
      const nearest = nearestName(name, known);
      const hint = nearest === undefined ? 'Take it out.' : `Did you mean ${nearest}?`;
      return { code: 'input-unknown', severity, message: `${writtenName(name, host)} does not exist`, hint };
    });
}

function readName(reader: Reader, repositoryName: string | undefined, mode: Mode | undefined): string {
  if (reader.text('name') !== undefined) return reader.checked('name', parseName) ?? unnamed;
  // Nothing is named after it where no cluster is reached.
  const needsName = mode !== 'validate' && mode !== 'render';
  if (repositoryName === undefined) {
    if (needsName) reader.complain('name', 'is missing, and no repository gives one', 'Give a name.');
    return unnamed;
  }
  const parsed = nameOfRepository(repositoryName);
  if (parsed.ok) return parsed.value;
  if (needsName) reader.complain('name', parsed.problem, parsed.hint);
  return unnamed;
}

function readNamespaces(reader: Reader): Pick<Settings, 'namespace' | 'recordNamespace'> {
  const namespace = reader.checked('namespace', parseNamespace);
  const recordNamespace = reader.checked('record-namespace', parseNamespace) ?? namespace;
  return {
    ...(namespace !== undefined && { namespace }),
    ...(recordNamespace !== undefined && { recordNamespace }),
  };
}

/** A standing yes in a workflow file would confirm what nobody has seen: only a person's own run may confirm. */
function readConfirm(reader: Reader, context: ReadContext, destroyed: string | undefined): readonly string[] {
  const confirm = reader.list('confirm');
  if (confirm.length > 0 && context.host === 'action' && context.event !== 'workflow_dispatch') {
    reader.complain(
      'confirm',
      `does not count on the event ${context.event ?? '(none)'}`,
      "Take it out of the workflow file, or pass on the form's: confirm: '${{ inputs.confirm }}'. It counts on workflow_dispatch and on the command line.",
    );
  }
  if (destroyed !== undefined) return confirmDestroy(reader, confirm, destroyed);
  const wrong = confirm.filter(entry => !/^(?:[^\s/]+(?:\/[^\s/]+){1,2}|urn:pulumi:.+)$/.test(entry));
  if (wrong.length > 0) {
    reader.complain(
      'confirm',
      `names ${inWords(wrong)}, which is no address`,
      'Paste the addresses as they were printed: Kind[.group]/[namespace/]name, separated by commas or lines.',
    );
  }
  return confirm;
}

/** It becomes an argument of git, where a dash in front would make it an option. */
function readBase(reader: Reader): Pick<Settings, 'base'> {
  const base = reader.text('base');
  if (base === undefined) return {};
  if (/^[\w@][\w./@~^+-]*$/.test(base)) return { base };
  reader.complain(
    'base',
    `is ${JSON.stringify(base)}, which is no commit and no branch`,
    'Write origin/main.',
  );
  return {};
}

/** Mode destroy takes one yes for all of it, the name of what is destroyed, and nothing that looks like one. */
function confirmDestroy(reader: Reader, confirm: readonly string[], name: string): readonly string[] {
  const wrong = confirm.filter(entry => entry !== name);
  if (wrong.length > 0) {
    reader.complain(
      'confirm',
      `is ${inWords(wrong)}, but what mode destroy would delete is called ${name}`,
      `Write the name alone, confirm: ${name}, or give the name of the target that is meant (input name).`,
    );
  }
  return confirm;
}

function readRules(reader: Reader): Settings['validation']['rules'] {
  const pairs = reader.list('rules').map(entry => entry.split('=').map(part => part.trim()));
  const isSeverity = (text: string | undefined): text is 'off' | 'warning' | 'error' =>
    text === 'off' || text === 'warning' || text === 'error';
  const wrong = pairs.filter(
    ([id = '', severity, ...more]) => id === '' || !isSeverity(severity) || more.length > 0,
  );
  if (wrong.length > 0) {
    const named = inWords(wrong.map(parts => parts.join('=')));
    reader.complain('rules', `has ${named}`, 'Write <rule>=off, <rule>=warning or <rule>=error.');
  }
  return Object.fromEntries(
    pairs.flatMap(([id = '', severity]) => (isSeverity(severity) ? [[id, severity]] : [])),
  );
}

/** Whoever lifts a hold sets aside what somebody else did on purpose: the record says why. */
function readReason(reader: Reader, mode: Mode | undefined): Pick<Settings, 'reason'> {
  const reason = reader.text('reason');
  if (reason !== undefined) return { reason };
  if (mode === 'resume')
    reader.complain('reason', 'is missing, and mode resume lifts a hold only with one', 'Say why it may go.');
  return {};
}

function readKubernetesVersion(reader: Reader): Pick<Settings, 'kubernetesVersion'> {
  const kubernetesVersion = reader.checked('kubernetes-version', parseKubernetesVersion);
  return kubernetesVersion === undefined ? {} : { kubernetesVersion };
}

function readOutput(reader: Reader, mode: Mode | undefined): OutputFormat {
  const isPrinting = mode === 'render' || mode === 'rbac';
  const allowed: readonly OutputFormat[] = isPrinting
    ? ['yaml', 'json']
    : ['text', 'json', 'markdown', 'sarif'];
  const otherwise: OutputFormat = isPrinting ? 'yaml' : 'text';
  const output = reader.choice('output', outputChoices, otherwise);
  if (allowed.includes(output)) return output;
  reader.complain(
    'output',
    `is ${output}, which ${mode ?? 'this mode'} does not print`,
    `Write ${inWords(allowed)}.`,
  );
  return otherwise;
}
