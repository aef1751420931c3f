import { type Diagnostic, sortDiagnostics } from '../model/diagnostic.ts';
import { Failure } from '../model/failure.ts';
import type { JsonObject } from '../model/json.ts';
import type { Report } from '../model/report.ts';
import type { Surface } from '../model/surface.ts';
import type { Secrets } from '../model/world.ts';
import { headlineOf } from '../report/headline.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { numberAt, textAt } from './body.ts';
import type { Client } from './client.ts';
import { createOnce } from './once.ts';

/** Annotations that one request takes. Source: SPEC, checks/create. */
const batch = 50;
/** Characters of an annotation's title and, below its 64 KB, of its message. */
const titleLimit = 255;
const messageLimit = 16_000;

const path = '/repos/{owner}/{repo}/check-runs';

/** What the surface needs. */
export interface ChecksOptions {
  readonly client: Client;
  readonly secrets: Pick<Secrets, 'redact'>;
}

/**
 * The check run of a preview on the newest commit of the pull request, with every finding at its line. GitHub chooses the
 * suite that it stands in, so run and attempt are written into it.
 */
export function checksSurface({ client, secrets }: ChecksOptions): Surface {
  return {
    name: 'check run',
    publish: async report => {
      const { pullRequest } = report.run;
      const [target] = report.targets;
      if (!pullRequest || !target) return;
      const name = `gitops-push/${target.environment}/${target.name}`;
      const annotations = annotationsOf(report);
      const output = (from: number): JsonObject => ({
        title: headlineOf(report).slice(0, titleLimit),
        summary: secrets.redact(renderMarkdown(report)),
        text: digestsOf(report),
        annotations: annotations.slice(from, from + batch),
      });
      const id = await createRun(client, report, { ref: pullRequest.headSha, name, output: output(0) });
      for (let from = batch; from < annotations.length; from += batch) {
        await client.send(`PATCH ${path}/{check_run_id}`, { check_run_id: id, output: output(from) });
      }
    },
  };
}

interface RunOrder {
  readonly ref: string;
  readonly name: string;
  readonly output: JsonObject;
}

async function createRun(client: Client, report: Report, { ref, name, output }: RunOrder): Promise<number> {
  const { runId = '0', attempt = 1, runUrl } = report.run;
  const externalId = `${runId}/${attempt}`;
  const create = async (): Promise<number | undefined> => {
    const made = await client.send(`POST ${path}`, {
      name,
      head_sha: ref,
      external_id: externalId,
      status: 'completed',
      conclusion: conclusionOf(report),
      output,
      ...(runUrl !== undefined && { details_url: runUrl }),
    });
    return numberAt(made, '/id');
  };
  const id = await createOnce(create, async () => await findRun(client, ref, name, externalId));
  if (id === undefined) throw new Failure('github-refused', `GitHub made no check run ${name}`);
  return id;
}

async function findRun(
  client: Client,
  ref: string,
  name: string,
  externalId: string,
): Promise<number | undefined> {
  const runs = await client.all('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
    ref,
    check_name: name,
  });
  return numberAt(
    runs.find(run => textAt(run, '/external_id') === externalId),
    '/id',
  );
}

function conclusionOf({ result }: Report): 'success' | 'failure' | 'cancelled' {
  if (result === 'cancelled') return 'cancelled';
  return result === 'failed' || result === 'partial' ? 'failure' : 'success';
}

/** The whole digests: what the comment shows of them is cut. */
function digestsOf(report: Report): string {
  const lines = report.targets.flatMap(({ environment, name, planDigest, renderedDigest }) =>
    planDigest === undefined
      ? []
      : [`${environment}/${name} plan ${planDigest} rendered ${renderedDigest ?? ''}`],
  );
  return ['```text', ...lines, '```'].join('\n');
}

function annotationsOf(report: Report): readonly JsonObject[] {
  const findings = sortDiagnostics(report.targets.flatMap(target => target.diagnostics));
  return findings.flatMap(finding => (finding.location ? [annotationOf(finding, finding.location)] : []));
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
