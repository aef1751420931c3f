import { type Diagnostic, sortDiagnostics } from '../model/diagnostic.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Report } from '../model/report.ts';
import { headlineOf } from '../report/headline.ts';
import { numberAt, textAt } from './body.ts';
import type { Client } from './client.ts';
import { createOnce } from './once.ts';
import { receiptText } from './receipt-text.ts';
import { digestWithout, type Section } from './sections.ts';

/** Annotations that one request takes. Source: SPEC, checks/create. */
const batch = 50;
/** Characters of an annotation's title and, below its 64 KB, of its message. */
const titleLimit = 255;
const messageLimit = 16_000;

const path = '/repos/{owner}/{repo}/check-runs';

/** A check run of a preview. */
export interface PreviewCheck {
  readonly report: Report;
  /** What it says: the section of the comment. */
  readonly summary: string;
}

/** Whose check runs ours are: those of the app that the token belongs to. */
export interface CheckOwner {
  readonly appId: number;
}

const prefix = 'gitops-push/';

/** The name of the check run of a target: `gitops-push/production/shop`. */
export function checkName(unit: string): string {
  return `${prefix}${unit}`;
}

/**
 * Makes the check run of a preview on the newest commit of the pull request or on that of the merge group, with every finding at its line. GitHub chooses
 * the suite that it stands in, so run and attempt are written into it. @throws RequestFailure
 */
export async function createPreviewCheck(
  client: Client,
  { report, summary }: PreviewCheck,
): Promise<CheckOwner | undefined> {
  const ref = report.run.pullRequest?.headSha ?? report.run.commit;
  const [target] = report.targets;
  if (ref === undefined || !target) return undefined;
  const name = checkName(`${target.environment}/${target.name}`);
  const annotations = annotationsOf(report);
  const output = (from: number): JsonObject => ({
    title: headlineOf(report).slice(0, titleLimit),
    summary,
    text: receiptText(report),
    annotations: annotations.slice(from, from + batch),
  });
  const made = await createRun(client, report, { ref, name, output: output(0) });
  for (let from = batch; from < annotations.length; from += batch) {
    await client.send(`PATCH ${path}/{check_run_id}`, {
      check_run_id: numberAt(made, '/id') ?? 0,
      output: output(from),
    });
  }
  const appId = numberAt(made, '/app/id');
  return appId === undefined ? undefined : { appId };
}

/**
 * What the previews of all jobs say about a commit, as sections of its comment: each job writes its own check run, so none
 * of them can be overwritten by another job. @throws RequestFailure
 */
export async function previewSections(
  client: Client,
  { appId }: CheckOwner,
  head: string,
): Promise<readonly Section[]> {
  const runs = await client.all('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
    ref: head,
    app_id: appId,
    filter: 'all',
  });
  return runs
    .flatMap(run => sectionOfRun(run, head))
    .toSorted((a, b) => a.run - b.run || a.attempt - b.attempt);
}

function sectionOfRun(run: Json, head: string): readonly Section[] {
  const name = textAt(run, '/name');
  const text = textAt(run, '/output/summary');
  const [, runId, attempt] = /^(\d+)\/(\d+)$/.exec(textAt(run, '/external_id') ?? '') ?? [];
  if (name?.startsWith(prefix) !== true || text === undefined || runId === undefined) return [];
  return [
    {
      key: `preview ${name.slice(prefix.length)}`,
      head,
      run: Number(runId),
      attempt: Number(attempt),
      digest: digestWithout(text, textAt(run, '/details_url')),
      text,
    },
  ];
}

interface RunOrder {
  readonly ref: string;
  readonly name: string;
  readonly output: JsonObject;
}

async function createRun(client: Client, report: Report, { ref, name, output }: RunOrder): Promise<Json> {
  const { runId = '0', attempt = 1, runUrl } = report.run;
  const externalId = `${runId}/${attempt}`;
  return await createOnce(
    async () =>
      await client.send(`POST ${path}`, {
        name,
        head_sha: ref,
        external_id: externalId,
        status: 'completed',
        conclusion: conclusionOf(report),
        output,
        ...(runUrl !== undefined && { details_url: runUrl }),
      }),
    async () => await findRun(client, ref, name, externalId),
  );
}

async function findRun(
  client: Client,
  ref: string,
  name: string,
  externalId: string,
): Promise<Json | undefined> {
  const runs = await client.all('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
    ref,
    check_name: name,
  });
  return runs.find(run => textAt(run, '/external_id') === externalId);
}

function conclusionOf({ result }: Report): 'success' | 'failure' | 'cancelled' {
  if (result === 'cancelled') return 'cancelled';
  return result === 'failed' || result === 'partial' ? 'failure' : 'success';
}

function annotationsOf(report: Report): readonly JsonObject[] {
  const findings = sortDiagnostics(report.targets.flatMap(target => target.diagnostics));
  return findings.flatMap(finding =>
    finding.location && finding.location.isElsewhere !== true
      ? [annotationOf(finding, finding.location)]
      : [],
  );
}

/** Columns count only where a finding stands on one line. */
function annotationOf(
  finding: Diagnostic,
  { file, line, column }: NonNullable<Diagnostic['location']>,
): JsonObject {
  const { severity, code, message, hint } = finding;
  return {
    path: file,
    start_line: line,
    end_line: line,
    start_column: column,
    end_column: column,
    annotation_level: severity === 'error' ? 'failure' : severity,
    title: code.slice(0, titleLimit),
    message: [message, ...(hint === undefined ? [] : [hint])].join('\n').slice(0, messageLimit),
  };
}
