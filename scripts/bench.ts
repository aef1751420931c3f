import { parseArgs } from 'node:util';
import { benchCluster } from './bench-cluster.ts';
import { benchPulumi } from './bench-pulumi.ts';
import { benchFiles } from './bench-files.ts';
import { benchRollback } from './bench-rollback.ts';
import { benchRollout } from './bench-rollout.ts';

const topics = ['files', 'cluster', 'rollout', 'rollback', 'pulumi'] as const;
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    objects: { type: 'string', default: '500' },
    rtt: { type: 'string', default: '40' },
    more: { type: 'string', default: '2000' },
    only: { type: 'string', default: '' },
    pairs: { type: 'string', default: '10' },
  },
});
const unknown = positionals.filter(name => !topics.some(topic => topic === name));

if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(', ')}: write one of ${topics.join(', ')}.\n`);
  process.exitCode = 2;
} else {
  const wanted = (topic: string): boolean => positionals.length === 0 || positionals.includes(topic);
  const codes = [
    wanted('files') ? await benchFiles() : 0,
    wanted('rollout') ? await benchRollout() : 0,
    wanted('rollback') ? await benchRollback(Number(values.rtt)) : 0,
    wanted('cluster')
      ? await benchCluster({
          objects: Number(values.objects),
          roundTripMs: Number(values.rtt),
          more: Number(values.more),
          only: values.only,
        })
      : 0,
    wanted('pulumi') ? await benchPulumi(Number(values.pairs)) : 0,
  ];
  process.exitCode = Math.max(...codes);
}
