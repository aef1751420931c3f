import { type DeployRecord, recordSchema } from '../../../model/record.ts';
import type { Target } from '../../../model/target.ts';
import type { StackUpdate } from '../state.ts';

/**
 * The trail that each update of ours leaves in the stack's own history: its message ends with the name of the record,
 * kind, id, commit and digest. It lies beside the state, on every backend, and tells who was there when nothing else does.
 */
export function messageOf(
  record: DeployRecord,
  said: { readonly user: string | undefined; readonly hold: string | undefined },
): string {
  const { environment, target, sequence, kind, id, commit = '-', renderedDigest } = record;
  const trail = `gitops-push ${environment}/${target.name}#${sequence} ${kind} ${id} ${commit} ${renderedDigest}`;
  const ours = said.hold === undefined ? trail : `${said.hold}\n${trail}`;
  return said.user === undefined ? ours : `${said.user}\n\n${ours}`;
}

const trailPattern =
  /gitops-push (.+)\/([^/]+)#(\d+) (deploy|rollback|resume|heal|destroy) ([0-9A-Z]{26}) ([0-9a-f]{40,64}|-) ([0-9a-f]{64})$/;

/** True for an update of this target that we made. */
export function isOurs(update: StackUpdate, target: Target): boolean {
  return recordOfUpdate(update, target, '') !== undefined;
}

/** The record that an update of the stack tells of; undefined for updates of others and of other targets. */
export function recordOfUpdate(
  update: StackUpdate,
  target: Target,
  serverHash: string,
): DeployRecord | undefined {
  const match = trailPattern.exec(update.message.trim());
  if (!match) return undefined;
  const [, environment, name, sequence, kind, id = '', commit = '-', renderedDigest = ''] = match;
  if (environment !== target.environment || name !== target.name) return undefined;
  const result = resultOf(update.result);
  return {
    schema: recordSchema,
    app: target.name,
    environment,
    target: { name, serverHash },
    id,
    sequence: Number(sequence),
    kind: kindOf(kind),
    ...(commit !== '-' && { commit }),
    renderedDigest,
    planDigest: '',
    images: [],
    objects: { count: 0, created: 0, changed: 0, unchanged: 0, pruned: 0 },
    engine: 'pulumi',
    startedAt: new Date(update.startedMs).toISOString(),
    ...(result !== undefined && { result }),
    tools: {},
  };
}

const kinds: readonly DeployRecord['kind'][] = ['deploy', 'rollback', 'resume', 'heal', 'destroy'];

function kindOf(word: string | undefined): DeployRecord['kind'] {
  return kinds.find(kind => kind === word) ?? 'deploy';
}

function resultOf(result: string): DeployRecord['result'] {
  if (result === 'succeeded') return 'success';
  return result === 'failed' ? 'failed' : undefined;
}

/** Both lists as one, oldest first, each record once: the store knows more than the trail, so its word counts. */
export function uniteRecords(
  trail: readonly DeployRecord[],
  stored: readonly DeployRecord[],
): readonly DeployRecord[] {
  const byId = new Map([...trail, ...stored].map(record => [record.id, record]));
  const trailOf = new Map(trail.map(record => [record.id, record]));
  return [...byId.values()]
    .map(record => {
      // A run that was killed after its update left an open record, and the stack knows how it ended.
      const told = trailOf.get(record.id)?.result;
      return record.result === undefined && told !== undefined ? { ...record, result: told } : record;
    })
    .toSorted((a, b) => a.sequence - b.sequence || (a.id < b.id ? -1 : 1));
}
