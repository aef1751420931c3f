import type { Json } from '../model/json.ts';
import type { Report, TargetReport } from '../model/report.ts';
import type { Surface } from '../model/surface.ts';
import type { Secrets } from '../model/world.ts';
import { renderMarkdown } from '../report/markdown.ts';
import { numberAt, textAt } from './body.ts';
import type { Client } from './client.ts';
import { createOnce } from './once.ts';
import { joinSections, type Section, splitSections } from './sections.ts';
import { valueAt } from '../model/json.ts';

/** What the surface needs. */
export interface IssueOptions {
  readonly client: Client;
  readonly secrets: Pick<Secrets, 'redact'>;
}

/** What a change of the drift is told with, so that who follows the issue hears of it: once for each change. */
const news = {
  changed: 'The drift has changed: the text above is what differs now.',
  clean: 'The drift is gone.',
  again: 'There is drift again: the text above is what differs now.',
} as const;

/** The digest of a section that has nothing to complain about. */
const clean = 'clean';

const path = '/repos/{owner}/{repo}/issues';

interface Found {
  readonly number: number;
  readonly isOpen: boolean;
  readonly sections: readonly Section[];
}

/**
 * The drift issue, one per environment: opened once, edited only when the drift is another one, closed when all is clean.
 * One that a person closed stays closed until the drift changes.
 */
export function issueSurface({ client, secrets }: IssueOptions): Surface {
  return {
    name: 'drift issue',
    publish: async report => {
      const [target] = report.targets;
      if (!target || (report.result !== 'drifted' && report.result !== 'clean')) return;
      const section = sectionOf(report, target, text => secrets.redact(text));
      const found = await findIssue(client, target.environment);
      if (found) return await update(client, target.environment, found, section);
      if (section.digest !== clean) await open(client, target.environment, section);
    },
  };
}

function sectionOf(report: Report, target: TargetReport, redact: (text: string) => string): Section {
  return {
    key: target.name,
    head: target.record?.commit ?? report.run.commit ?? '',
    run: Number(report.run.runId ?? 0),
    attempt: report.run.attempt ?? 1,
    digest: report.result === 'clean' ? clean : (target.planDigest ?? ''),
    text: redact(renderMarkdown(report)).trimEnd(),
  };
}

async function open(client: Client, environment: string, section: Section): Promise<void> {
  await createOnce(
    async () => {
      await client.send(`POST ${path}`, {
        title: `Drift in ${environment}`,
        body: bodyOf(environment, [section]),
      });
      return true;
    },
    async () => ((await findIssue(client, environment)) ? true : undefined),
  );
}

async function update(client: Client, environment: string, found: Found, section: Section): Promise<void> {
  const before = found.sections.find(({ key }) => key === section.key);
  if ((before?.digest ?? clean) === section.digest) return;
  const sections = [...found.sections.filter(({ key }) => key !== section.key), section];
  const isClean = sections.every(({ digest }) => digest === clean);
  await client.send(`PATCH ${path}/{issue_number}`, {
    issue_number: found.number,
    body: bodyOf(environment, sections),
    ...(isClean && found.isOpen && { state: 'closed', state_reason: 'completed' }),
    ...(!isClean && !found.isOpen && { state: 'open', state_reason: 'reopened' }),
  });
  if (isClean && !found.isOpen) return;
  const body = isClean ? news.clean : found.isOpen ? news.changed : news.again;
  await client.send(`POST ${path}/{issue_number}/comments`, { issue_number: found.number, body });
}

function bodyOf(environment: string, sections: readonly Section[]): string {
  const ordered = sections.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return joinSections({ identity: { drift: environment }, sections: ordered }, () => ['', '']);
}

/** The issue is found by its author, the token's own account, and its marker; the oldest counts. */
async function findIssue(client: Client, environment: string): Promise<Found | undefined> {
  const viewer = await client.query('query Viewer { viewer { login } }', {});
  const creator = textAt(viewer, '/viewer/login') ?? '';
  const issues = await client.all(`GET ${path}`, {
    creator,
    state: 'all',
    sort: 'created',
    direction: 'asc',
  });
  return issues.flatMap(issue => foundIn(issue, creator, environment))[0];
}

function foundIn(issue: Json, creator: string, environment: string): readonly Found[] {
  if (valueAt(issue, '/pull_request') !== undefined || textAt(issue, '/user/login') !== creator) return [];
  const shared = splitSections(textAt(issue, '/body') ?? '');
  const number = numberAt(issue, '/number');
  if (number === undefined || textAt(shared?.identity, '/drift') !== environment) return [];
  return [{ number, isOpen: textAt(issue, '/state') === 'open', sections: shared?.sections ?? [] }];
}
