import type { Letter } from '../model/letter.ts';
import type { DeployRecord } from '../model/record.ts';
import type { Report } from '../model/report.ts';
import type { RunContext } from '../model/run-context.ts';
import type { Client } from './client.ts';
import { openDeployments, type Subject, subjectOf } from './deployments.ts';
import { describe, describeRun } from './description.ts';
import { contentOf } from './letter-content.ts';
import type { Mirror } from './mirror.ts';

/** What the mirror needs. */
export interface DeploymentOptions {
  readonly client: Client;
  readonly run: RunContext;
  readonly environment: string;
}

/** States in which nothing more is expected; GitHub knows no "cancelled". */
type FinalState = 'success' | 'failure' | 'error';

interface Ending {
  readonly state: FinalState;
  readonly description: string;
}

interface Content extends Ending {
  readonly subject: Subject;
  /** `skip`: where there is no deployment of it, none is made. */
  readonly ifMissing: 'create' | 'skip';
}

const name = 'deployment';

/**
 * The deployment on GitHub: made, or taken over from the job's own environment, when the deploy begins to write; brought
 * to a final state however the run ends. A run that never began to write has none.
 */
export function deploymentMirror({ client, run, environment }: DeploymentOptions): Mirror {
  const deployments = openDeployments(client, run);
  const begun: DeployRecord[] = [];
  let newest: number | undefined;
  return {
    name,
    reach: async commit => await deployments.reach(commit, environment),
    begin: async record => {
      const subject = subjectOf(record);
      const description = describe(`Deploying ${record.target.name} to ${record.environment}`, record);
      newest = await deployments.set(subject, { state: 'in_progress', description });
    },
    resume: record => {
      if (record.commit !== undefined) begun.push(record);
    },
    lettersOf: (report, at) =>
      begun.map(record =>
        letterOf({ subject: subjectOf(record), ...endingOf(record, report), ifMissing: 'create' }, at),
      ),
    letterOfBrokenOff: record => {
      const description = describe('Broken off before its end', record);
      const subject = subjectOf(record);
      return letterOf({ subject, state: 'error', description, ifMissing: 'skip' }, record.startedAt);
    },
    deliver: async ({ content }) => {
      const { subject, ifMissing, ...status }: Content = JSON.parse(JSON.stringify(content));
      if (ifMissing === 'skip') await deployments.end(subject, status);
      else newest = await deployments.set(subject, status);
    },
    outputs: () => ({ 'deployment-id': newest === undefined ? '' : String(newest) }),
  };
}

function letterOf(content: Content, at: string): Letter {
  return { to: name, key: content.subject.id, at, content: contentOf(content) };
}

/** How a record of this run ended: that of the report, or the way back after it. */
function endingOf(record: DeployRecord, report: Report): Ending {
  const [target] = report.targets;
  const isWayBack = target?.putBack !== undefined && target.record && target.record.id !== record.id;
  if (!isWayBack) return { state: finalStateOf(report), description: describeRun(report) };
  const isDone = target.putBack?.state === 'done';
  const words = isDone ? `Put back after ${report.mode} failed` : 'Could not be put back';
  return { state: isDone ? 'success' : 'failure', description: describe(words, record) };
}

function finalStateOf(report: Report): FinalState {
  if (report.result === 'cancelled' || report.reasonCode === 'cancelled') return 'error';
  return report.result === 'failed' || report.result === 'partial' ? 'failure' : 'success';
}
