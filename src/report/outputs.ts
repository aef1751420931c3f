import { stringifyJson } from '../model/json.ts';
import type { Report, TargetReport } from '../model/report.ts';

/** The action's outputs of a run, by name, as text; counts are summed over the targets. */
export function outputsOf(report: Report): Readonly<Record<string, string>> {
  const [target] = report.targets;
  const sum = (action: 'create' | 'update' | 'recreate' | 'delete' | 'unchanged'): string =>
    String(report.targets.reduce((total, each) => total + each.counts[action], 0));
  return {
    result: report.result,
    'reason-code': report.reasonCode,
    created: sum('create'),
    updated: sum('update'),
    recreated: sum('recreate'),
    deleted: sum('delete'),
    unchanged: sum('unchanged'),
    'plan-digest': target?.planDigest ?? '',
    'rendered-digest': target?.renderedDigest ?? '',
    obstacle: obstacleOf(target),
    drifted: String(report.result === 'drifted'),
    record: target?.record ? JSON.stringify(target.record) : '',
    'record-id': target?.record?.id ?? '',
    recorded: String(report.mode !== 'drift' && target?.record?.finishedAt !== undefined),
    // A surface that makes one sets it again.
    artifact: '',
    'comment-url': '',
    'deployment-id': '',
    outputs: target?.outcome?.outputs ? stringifyJson(target.outcome.outputs) : '',
  };
}

/** Empty when the target was not asked. */
function obstacleOf(target: TargetReport | undefined): string {
  const { obstacle = '' } = target ?? {};
  return typeof obstacle === 'string' ? obstacle : obstacle.reasonCode;
}
