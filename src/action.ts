import { error, setFailed, setOutput, setSecret, summary, warning } from '@actions/core';
import { inputsFromEnv } from './input/from-env.ts';
import { readSettings } from './input/read.ts';
import { type Diagnostic, sortDiagnostics } from './model/diagnostic.ts';
import type { Report } from './model/report.ts';
import type { RunContext } from './model/run-context.ts';
import { renderMarkdown } from './report/markdown.ts';
import { renderText } from './report/text.ts';
import { exitCodeOf } from './report/verdict.ts';
import { outputsOf } from './report/outputs.ts';
import { run } from './run.ts';
import { actionsLog, defuseCommands } from './system/log-actions.ts';
import { collectSecrets } from './system/secrets.ts';
import { cancelSignal } from './system/signals.ts';
import { version } from './version.ts';
import { wireWorld } from './wire.ts';

/** Annotations per severity that GitHub shows for one step (actions/runner src/Runner.Worker/ExecutionContext.cs). */
const shownAnnotations = 10;

await main(process.env);

async function main(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const event = env['GITHUB_EVENT_NAME'];
  const repositoryName = env['GITHUB_REPOSITORY']?.split('/')[1];
  const read = readSettings(inputsFromEnv(env), {
    host: 'action',
    ...(event !== undefined && { event }),
    ...(repositoryName !== undefined && { repositoryName }),
  });
  if ('mistakes' in read) {
    for (const mistake of read.mistakes) error(lineOf(mistake));
    setOutput('result', 'failed');
    setOutput('reason-code', 'input-invalid');
    process.exitCode = 2;
    return;
  }
  const secrets = collectSecrets(form => setSecret(form));
  const redact = (text: string): string => secrets.redact(text);
  const log = actionsLog(redact);
  for (const finding of read.warnings) warning(lineOf(finding));
  const world = wireWorld({
    log,
    secrets,
    run: contextOf(env),
    workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
    assets: new URL('./assets/', import.meta.url),
    env,
    signal: cancelSignal('github', code => process.exit(code)),
    version,
  });
  const { report, rendered } = await run(read.settings, world);
  log.info(rendered ?? renderText(report, { color: false, width: 120 }));
  annotate(report, redact);
  for (const [name, value] of Object.entries(outputsOf(report))) setOutput(name, redact(value));
  await summary.addRaw(redact(renderMarkdown(report))).write();
  const isTolerated = report.result === 'drifted' && !read.settings.failOnDrift;
  if (exitCodeOf(report) !== 0 && !isTolerated) {
    const [why] = report.targets.flatMap(target => (target.failure ? [target.failure.message] : []));
    setFailed(defuseCommands(redact(why ?? `${report.mode}: ${report.result}`)));
    process.exitCode = exitCodeOf(report);
  }
}

function annotate(report: Report, redact: (text: string) => string): void {
  const left = { error: shownAnnotations, warning: shownAnnotations };
  for (const finding of sortDiagnostics(report.targets.flatMap(target => target.diagnostics))) {
    if (finding.severity === 'notice' || left[finding.severity] === 0) continue;
    left[finding.severity] -= 1;
    const { location } = finding;
    const place = location
      ? { file: location.file, startLine: location.line, startColumn: location.column }
      : {};
    const show = finding.severity === 'error' ? error : warning;
    show(defuseCommands(redact(lineOf(finding))), { title: finding.code, ...place });
  }
}

function contextOf(env: Readonly<Record<string, string | undefined>>): RunContext {
  const given: Record<string, string> = {};
  const add = (key: string, variable: string): void => {
    const value = env[variable];
    if (value !== undefined && value !== '') given[key] = value;
  };
  add('repository', 'GITHUB_REPOSITORY');
  add('commit', 'GITHUB_SHA');
  add('ref', 'GITHUB_REF');
  add('event', 'GITHUB_EVENT_NAME');
  add('actor', 'GITHUB_ACTOR');
  add('runId', 'GITHUB_RUN_ID');
  add('workflow', 'GITHUB_WORKFLOW');
  const url = `${env['GITHUB_SERVER_URL'] ?? ''}/${env['GITHUB_REPOSITORY'] ?? ''}/actions/runs/${env['GITHUB_RUN_ID'] ?? ''}`;
  return { host: 'github', attempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? 1), runUrl: url, ...given };
}

function lineOf(diagnostic: Diagnostic): string {
  return diagnostic.hint === undefined ? diagnostic.message : `${diagnostic.message}. ${diagnostic.hint}`;
}
