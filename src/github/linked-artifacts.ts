import type { Letter } from '../model/letter.ts';
import type { JsonObject } from '../model/json.ts';
import type { DeployRecord } from '../model/record.ts';
import type { Report } from '../model/report.ts';
import type { World } from '../model/world.ts';
import type { Client } from './client.ts';
import { contentOf } from './letter-content.ts';
import type { Mirror } from './mirror.ts';

interface Content {
  readonly cluster: string;
  readonly body: JsonObject;
}

/** Source: SPEC, orgs/set-cluster-deployment-records. */
const mostRecords = 1000;
const longestName = 256;
const longestVersion = 100;
const longestPlace = 128;

const name = 'linked artifacts';

/**
 * Which image runs where, for the linked artifacts of an organisation: one entry an image, which the next deploy of it
 * replaces. An image without a digest cannot be told, and the run says so.
 */
export function linkedArtifactsMirror({
  client,
  world,
}: {
  readonly client: Client;
  readonly world: Pick<World, 'log' | 'run'>;
}): Mirror {
  return {
    name,
    lettersOf: (report, at) => {
      const record = recordOf(report, world);
      if (!record) return [];
      const deployments = record.images.flatMap(image => entryOf(image, record));
      const unknown = record.images.length - deployments.length;
      if (unknown > 0)
        world.log.info(
          `linked artifacts: ${unknown} of ${record.images.length} images have no digest and are left out`,
        );
      return deployments.length === 0 ? [] : [letterOf(record, deployments.slice(0, mostRecords), at)];
    },
    deliver: async ({ content }) => {
      const { cluster, body }: Content = JSON.parse(JSON.stringify(content));
      const route = 'POST /orgs/{org}/artifacts/metadata/deployment-record/cluster/{cluster}';
      await client.send(route, { org: client.owner, cluster, ...body });
    },
  };
}

/** Only what went well says what runs. */
function recordOf({ targets }: Report, { run }: Pick<World, 'run'>): DeployRecord | undefined {
  const [record] = targets.flatMap(target => target.record ?? []);
  return record?.result === 'success' && record.run?.id === run.runId ? record : undefined;
}

function letterOf(record: DeployRecord, deployments: readonly JsonObject[], at: string): Letter {
  const cluster = record.target.serverHash.slice(0, 16);
  const body = {
    logical_environment: record.environment.slice(0, longestPlace),
    deployments,
    return_records: false,
  };
  return { to: name, key: `${cluster} ${record.target.name}`, at, content: contentOf({ cluster, body }) };
}

function entryOf(image: string, { target, kind }: DeployRecord): readonly JsonObject[] {
  const [, repository = '', tag, digest] =
    /^([^@]+?)(?::([^:/@]+))?@(sha256:[0-9a-f]{64})$/.exec(image) ?? [];
  if (digest === undefined) return [];
  const deployed = [target.namespace ?? 'default', target.name, repository.split('/').at(-1) ?? ''].join('-');
  return [
    {
      name: repository.slice(0, longestName),
      digest,
      status: kind === 'destroy' ? 'decommissioned' : 'deployed',
      deployment_name: deployed.slice(0, longestName),
      ...(tag !== undefined && { version: tag.slice(0, longestVersion) }),
    },
  ];
}
