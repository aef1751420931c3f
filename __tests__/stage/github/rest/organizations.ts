import { notFound, ok } from '../http/answers.ts';
import { bodyOf, param, type Call, type Handlers } from '../http/call.ts';
import { stampOf } from '../state/clock.ts';
import type { DeploymentRecord } from '../state/state.ts';

interface RecordBody {
  readonly name: string;
  readonly digest: string;
  readonly version?: string;
  readonly status?: 'deployed' | 'decommissioned';
  readonly logical_environment: string;
  readonly physical_environment?: string;
  readonly cluster?: string;
  readonly deployment_name: string;
  readonly runtime_risks?: readonly string[];
  readonly return_records?: boolean;
}

interface ClusterBody
  extends Pick<RecordBody, 'logical_environment' | 'physical_environment' | 'return_records'> {
  readonly deployments: readonly Omit<RecordBody, 'logical_environment'>[];
}

/** Handlers of linked-artifact records, which only organisations have. */
export const organizationHandlers: Handlers = {
  'orgs/create-artifact-deployment-record': call => {
    const body = bodyOf<RecordBody>(call);
    return answerRecords([keepRecord(call, body)], body.return_records);
  },

  'orgs/set-cluster-deployment-records': call => {
    const { deployments, return_records: returned, ...shared } = bodyOf<ClusterBody>(call);
    const cluster = param(call, 'cluster');
    return answerRecords(
      deployments.map(deployment => keepRecord(call, { ...shared, ...deployment, cluster })),
      returned,
    );
  },
};

/** One record per cluster, environments and name: the next one takes its place. */
function keepRecord(call: Call, body: RecordBody): DeploymentRecord {
  const { state } = call;
  const organization = state.accounts.find(param(call, 'org'));
  if (organization?.type !== 'Organization') throw notFound();
  const records = state.deploymentRecords.get(organization.login) ?? [];
  const now = state.clock.nowMs();
  const place = {
    logicalEnvironment: body.logical_environment,
    physicalEnvironment: body.physical_environment ?? '',
    cluster: body.cluster ?? '',
    deploymentName: body.deployment_name,
  };
  const index = records.findIndex(
    known =>
      known.logicalEnvironment === place.logicalEnvironment &&
      known.physicalEnvironment === place.physicalEnvironment &&
      known.cluster === place.cluster &&
      known.deploymentName === place.deploymentName,
  );
  const record: DeploymentRecord = {
    id: records[index]?.id ?? state.ids.next('record'),
    name: body.name,
    digest: body.digest,
    ...(body.version === undefined ? {} : { version: body.version }),
    status: body.status ?? 'deployed',
    ...place,
    tags: {},
    runtimeRisks: body.runtime_risks ?? [],
    createdMs: records[index]?.createdMs ?? now,
    updatedMs: now,
  };
  if (index < 0) records.push(record);
  else records[index] = record;
  state.deploymentRecords.set(organization.login, records);
  return record;
}

function answerRecords(records: readonly DeploymentRecord[], returned = true) {
  const deploymentRecords = records.map(record => ({
    id: record.id,
    digest: record.digest,
    logical_environment: record.logicalEnvironment,
    physical_environment: record.physicalEnvironment,
    cluster: record.cluster,
    deployment_name: record.deploymentName,
    tags: record.tags,
    runtime_risks: record.runtimeRisks,
    created_at: stampOf(record.createdMs),
    updated_at: stampOf(record.updatedMs),
    attestation_id: null,
  }));
  return ok({ total_count: records.length, ...(returned ? { deployment_records: deploymentRecords } : {}) });
}
