// oxlint-disable typescript/no-explicit-any -- objects of every kind
import type { Cluster } from './cluster/cluster.ts';
import type { History, Writer } from './histories.ts';

/**
 * Lets the real kubectl play the states of all histories in turn, one call for each writer and turn. A tool may fail at a
 * later state (one-ofs trouble others as well); `ifRefused` says whether the history then goes on without it.
 */
export async function playHistories(
  cluster: Cluster,
  namespace: string,
  histories: readonly History[],
  ifRefused: 'fail' | 'go on' = 'fail',
): Promise<void> {
  const turns = Math.max(...histories.map(history => history.states.length));
  for (let turn = 0; turn < turns; turn += 1) {
    const due = histories.flatMap(history => {
      const state = history.states[turn];
      return state ? [{ writer: state[0], object: state[1], name: history.want.metadata.name }] : [];
    });
    for (const [writer, states] of Map.groupBy(due, each => each.writer)) {
      for (const args of callsOf(writer, states, turn)) {
        const { input, ...call } = args;
        const result = await cluster.kubectl(
          [...call.args, '-n', namespace],
          input === undefined ? {} : { input },
        );
        if (result.code !== 0 && (ifRefused === 'fail' || turn === 0))
          throw new Error(`${call.args.join(' ')}: ${result.stderr}`);
      }
    }
  }
}

interface Call {
  readonly args: readonly string[];
  readonly input?: string;
}

function callsOf(
  writer: Writer,
  states: readonly { object: any; name: string }[],
  turn: number,
): readonly Call[] {
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: states.map(state => state.object) });
  const verb = turn === 0 ? 'create' : 'replace';
  switch (writer) {
    case 'kubectl':
      return [{ args: ['apply', '-f', '-'], input }];
    case 'helm':
    case 'kubectl-edit':
      return [{ args: [verb, `--field-manager=${writer}`, '-f', '-'], input }];
    case 'kubectl-ssa':
      return [{ args: ['apply', '--server-side', '--force-conflicts', '-f', '-'], input }];
    case 'before-first-apply':
      return [
        { args: [verb, '-f', '-'], input },
        // The server then notes what is there as `before-first-apply` at the first apply.
        ...states.map(state => ({
          args: [
            'patch',
            state.object.kind,
            state.name,
            '--type=merge',
            '-p',
            '{"metadata":{"managedFields":[{}]}}',
          ],
        })),
      ];
    case 'scale':
      return states.map(state => ({
        args: ['scale', `deployment/${state.name}`, `--replicas=${state.object}`],
      }));
  }
}
