import { isAbsolute, join } from 'node:path';
import { type JsonObject, textAt } from '../../../model/json.ts';
import { fieldsOf } from './finding.ts';
import type { GateContext } from './gate-context.ts';

/** An exec plugin that was allowed by name. */
export interface GatedExec {
  /** As it is written in the kubeconfig and was allowed. */
  readonly name: string;
  /** What is started: the name, or its path when it is relative to the kubeconfig's folder. */
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly apiVersion: string;
  readonly wantsCluster: boolean;
  readonly installHint?: string;
}

const apiVersions = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];

/** Variables that make a program load foreign code; a kubeconfig that sets one runs more than the plugin it names. */
const loaders =
  /^(?:PATH|LD_.*|DYLD_.*|NODE_OPTIONS|NODE_PATH|PYTHON.*|PERL5.*|RUBY.*|BASH_ENV|ENV|IFS|GIT_.*)$/i;

/** Checks an exec section; undefined when it may not be run, with the findings why. */
export function gateExec(
  exec: JsonObject,
  folder: string | undefined,
  context: GateContext,
): GatedExec | undefined {
  const { allowances, findings } = context;
  const before = findings.length;
  const fields = fieldsOf(exec, 'user.exec', findings);
  const name = fields.text('command') ?? '';
  const args = fields.texts('args');
  const env: Record<string, string> = {};
  for (const variable of fields.objects('env')) {
    env[textAt(variable, '/name') ?? ''] = textAt(variable, '/value') ?? '';
  }
  const apiVersion = fields.text('apiVersion') ?? '';
  const installHint = fields.text('installHint');
  const find = (verdict: 'refused' | 'invalid', field: string, problem: string, fix: string): void => {
    findings.push({ verdict, field: `user.exec${field}`, problem, fix });
  };
  if (name === '') find('invalid', '.command', 'is missing', 'Name the program to run.');
  else if (!allowances.commands.has(name)) {
    const line = context.world.secrets.redact([name, ...args].join(' '));
    find('refused', '', `runs a program: ${line}`, `Use a token instead, or allow-kubeconfig: exec:${name}`);
  }
  if (!apiVersions.includes(apiVersion)) {
    find(
      'invalid',
      '.apiVersion',
      `is not one of ${apiVersions.join(', ')}`,
      'Update the plugin and its kubeconfig.',
    );
  }
  if (fields.text('interactiveMode') === 'Always') {
    find(
      'refused',
      '.interactiveMode',
      'is Always, but nobody can answer here',
      'Use credentials that need no terminal.',
    );
  }
  for (const variable of Object.keys(env).filter(key => loaders.test(key))) {
    find('refused', '.env', `sets ${variable}, which can make the plugin run other code`, 'Take it out.');
  }
  const isRelative = /[/\\]/.test(name) && !isAbsolute(name);
  if (isRelative && folder === undefined) {
    find('refused', '.command', 'is a relative path', 'Name the program alone, or give its absolute path.');
  }
  if (findings.length > before) return undefined;
  return {
    name,
    command: isRelative && folder !== undefined ? join(folder, name) : name,
    args,
    env,
    apiVersion,
    wantsCluster: fields.flag('provideClusterInfo'),
    ...(installHint !== undefined && { installHint }),
  };
}
