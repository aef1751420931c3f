import type { Diagnostic } from '../model/diagnostic.ts';
import type { Mode, PulumiSettings } from '../model/settings.ts';
import { commandChoices, type Host } from './input-row.ts';
import type { InputName } from './inputs.ts';
import { givenText, type RawInputs, type Reader } from './reader.ts';
import { pulumiInputs } from './rows-pulumi.ts';
import { replacedInputs } from './rows-replaced.ts';
import { good, parseBoolean, type Parsed } from './scalars.ts';

/** Reads the inputs of the Pulumi engine. */
export function readPulumi(reader: Reader, raw: RawInputs, host: Host): PulumiSettings {
  const flag = (name: InputName): boolean => reader.checked(name, parseYamlBoolean) ?? false;
  const { version, versionFile } = readVersion(reader);
  return {
    isAskedFor: isAskedFor(raw, host),
    ...optional(reader, 'stackName', 'stack-name'),
    ...optional(reader, 'workDir', 'work-dir'),
    ...optional(reader, 'cloudUrl', 'cloud-url'),
    ...(version !== undefined && { version }),
    ...(versionFile !== undefined && { versionFile }),
    ...readMirror(reader),
    ...optional(reader, 'secretsProvider', 'secrets-provider'),
    ...optional(reader, 'configMap', 'config-map'),
    ...optional(reader, 'message', 'message'),
    ...(host === 'terminal' && optional(reader, 'historyFile', 'history')),
    upsert: flag('upsert'),
    refresh: flag('refresh'),
    expectNoChanges: flag('expect-no-changes'),
    target: reader.list('target'),
    targetDependents: flag('target-dependents'),
    exclude: reader.list('exclude'),
    excludeDependents: flag('exclude-dependents'),
    replace: reader.list('replace'),
    ...readPolicies(reader),
    parallel: reader.count('parallel'),
    continueOnError: flag('continue-on-error'),
    excludeProtected: flag('exclude-protected'),
    remove: flag('remove'),
    suppressOutputs: flag('suppress-outputs'),
    suppressProgress: flag('suppress-progress'),
    logVerbosity: reader.count('log-verbosity'),
    logFlow: flag('log-flow'),
    debug: host === 'action' && flag('debug'),
    passEnv: reader.list('pass-env'),
  };
}

function readMirror(reader: Reader): { readonly mirror?: string } {
  const text = reader.text('pulumi-mirror');
  if (text === undefined) return {};
  const url = URL.parse(text);
  const isLoopback = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const isBare = url && url.username + url.password + url.search + url.hash === '';
  if (isBare && (url.protocol === 'https:' || isLoopback)) return { mirror: text.replace(/\/+$/, '') };
  reader.complain(
    'pulumi-mirror',
    isBare
      ? 'is no https address'
      : 'is no address, or holds a login or a query, which would stand in the log',
    'Write the folder that holds the files: https://mirror.example/pulumi. Where it wants a login, install the CLI in a step before.',
  );
  return {};
}

type TextKey =
  | 'stackName'
  | 'workDir'
  | 'cloudUrl'
  | 'secretsProvider'
  | 'configMap'
  | 'message'
  | 'historyFile';

function optional(reader: Reader, key: TextKey, name: InputName): { readonly [key in TextKey]?: string } {
  const text = reader.text(name);
  return text === undefined ? {} : { [key]: text };
}

/** The mode that `command` means, or a complaint that names the mode to write; undefined when it is not given. */
export function readCommand(reader: Reader, host: Host): Mode | undefined {
  if (host === 'terminal' || reader.text('command') === undefined) return undefined;
  switch (reader.choice('command', commandChoices, 'preview')) {
    case 'preview':
      return 'preview';
    case 'up':
    case 'update':
      return 'deploy';
    case 'destroy':
      return 'destroy';
    case 'refresh':
      reader.complain(
        'command',
        'is refresh, which would write to the state without a word',
        'Write mode: drift, which shows what differs and writes nothing, or refresh: true beside preview and up.',
      );
      return undefined;
    case 'output':
      reader.complain(
        'command',
        'is output, which is no run of its own here',
        'Every deploy sets the output `outputs`; take that of the deploy step, or write mode: deploy.',
      );
      return undefined;
  }
}

/** One notice for all inputs that something replaces: what they were and what is there instead. */
export function replacedNotices(raw: RawInputs, host: Host): readonly Diagnostic[] {
  const given = replacedInputs.filter(({ name }) => givenText(raw, name) !== undefined);
  if (host === 'terminal' || given.length === 0) return [];
  const message = given.map(({ name, doc }) => `${name}: ${doc}`).join(' ');
  return [{ code: 'input-replaced', severity: 'notice', message, hint: 'Take them out when you like.' }];
}

function isAskedFor(raw: RawInputs, host: Host): boolean {
  return pulumiInputs.some(row => {
    const text = givenText(raw, row.name);
    const isDefault = 'default' in row && text === row.default;
    // These say how, not what: they are set in workflows of any engine.
    const isVague = ['message', 'debug', 'history', 'parallel', 'refresh'].includes(row.name);
    return (
      text !== undefined &&
      !isDefault &&
      !isVague &&
      !(host === 'terminal' && 'host' in row && row.host === 'action')
    );
  });
}

function readVersion(reader: Reader): { readonly version?: string; readonly versionFile?: string } {
  const version = reader.text('pulumi-version');
  const versionFile = reader.text('pulumi-version-file');
  if (version !== undefined && versionFile !== undefined) {
    reader.complain('pulumi-version-file', 'is given beside pulumi-version', 'Give one of them.');
  }
  return {
    ...(version !== undefined && { version }),
    ...(versionFile !== undefined && { versionFile }),
  };
}

function readPolicies(reader: Reader): Pick<PulumiSettings, 'policyPacks' | 'policyPackConfigs'> {
  const policyPacks = reader.list('policyPacks');
  const policyPackConfigs = reader.list('policyPackConfigs');
  if (policyPackConfigs.length > policyPacks.length) {
    reader.complain(
      'policyPackConfigs',
      `names ${policyPackConfigs.length} files for ${policyPacks.length} policy packs`,
      'They are paired by their order: give a pack for each.',
    );
  }
  return { policyPacks, policyPackConfigs };
}

/** The words of YAML 1.2 for yes and no, as pulumi/actions took them. */
function parseYamlBoolean(text: string): Parsed<boolean> {
  if (/^(?:true|True|TRUE)$/.test(text)) return good(true);
  if (/^(?:false|False|FALSE)$/.test(text)) return good(false);
  return parseBoolean(text);
}
