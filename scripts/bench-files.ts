import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readManifests } from '../src/engines/kubernetes/manifest/read.ts';
import { validateManifests } from '../src/engines/kubernetes/manifest/rules/index.ts';
import { parseYaml } from '../src/engines/kubernetes/manifest/yaml.ts';
import { loadSchemas } from '../src/engines/kubernetes/schema/table.ts';
import type { Manifest } from '../src/model/manifest.ts';

const run = promisify(execFile);
const cli = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));

/** One figure with the limit it is held against. */
interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 's' | 'MB';
  readonly limit: number;
}

const deployment = (index: number): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web-${index}, namespace: shop, labels: { app: web-${index} } }
spec:
  replicas: 2
  selector: { matchLabels: { app: web-${index} } }
  template:
    metadata: { labels: { app: web-${index} } }
    spec:
      containers:
        - name: server
          image: registry.example/web:1.${index}
          ports: [{ name: http, containerPort: 8080 }]
          env: [{ name: A, value: "1" }, { name: B, valueFrom: { configMapKeyRef: { name: c, key: d } } }]
          resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { memory: 64Mi } }
          readinessProbe: { httpGet: { path: /ready, port: http } }
`;

/** Starting, reading and checking files; what is over its limit is marked. Gives the exit code. */
export async function benchFiles(): Promise<number> {
  const figures = [...(await startTimes()), ...(await reading()), ...bombs()];
  for (const { name, value, unit, limit } of figures) {
    const verdict = value <= limit ? '' : '  OVER THE LIMIT';
    process.stdout.write(
      `${value.toFixed(2).padStart(8)} ${unit.padEnd(2)}  (limit ${limit})  ${name}${verdict}\n`,
    );
  }
  return figures.every(({ value, limit }) => value <= limit) ? 0 : 1;
}

/** How long the shipped program takes until it has done nothing: the best of five runs, next to bare Node. */
async function startTimes(): Promise<readonly Figure[]> {
  const program = await bestOf(5, async () => await run(process.execPath, [cli, '--version']));
  const bare = await bestOf(5, async () => await run(process.execPath, ['-e', '0']));
  return [
    { name: 'start of the program', value: program, unit: 's', limit: 0.5 },
    { name: 'of which Node itself', value: bare, unit: 's', limit: 0.5 },
  ];
}

async function reading(): Promise<readonly Figure[]> {
  const text = Array.from({ length: 5000 }, (_, index) => deployment(index)).join('---\n');
  const schemas = loadSchemas(
    await readFile(new URL('../src/assets/kubernetes-schemas.json.br', import.meta.url)),
  );
  let manifests: readonly Manifest[] = [];
  const read = await timed(() => {
    manifests = readManifests(text, 'many.yaml').manifests;
  });
  const validate = await timed(
    () => void validateManifests(manifests, { schemas, kubernetesVersion: '1.36' }),
  );
  return [
    {
      name: `reading ${manifests.length} objects (${(text.length / 1e6).toFixed(1)} MB)`,
      value: read,
      unit: 's',
      limit: 3,
    },
    { name: `validating ${manifests.length} objects`, value: validate, unit: 's', limit: 3 },
  ];
}

/** Documents that blow up when they are expanded: refused quickly and in little memory. */
function bombs(): readonly Figure[] {
  const levels = 'bcdefghij'.split('').map((name, index) => {
    const before = String.fromCharCode(name.charCodeAt(0) - 1);
    return index === 0
      ? `${name}: &${name} [x,x,x,x,x,x,x,x,x]`
      : `${name}: &${name} [${Array(9).fill(`*${before}`).join(',')}]`;
  });
  const merges = Array.from(
    { length: 400 },
    (_, index) =>
      `k${index}: &k${index}\n  <<: [${Array.from({ length: Math.min(index, 40) }, (_none, back) => `*k${index - 1 - back}`).join(', ')}]\n  f${index}: 1`,
  );
  const texts = {
    'alias bomb of 9 levels': levels.join('\n'),
    'merge bomb': merges.join('\n'),
    'nesting of 5,000': '['.repeat(5000),
    cycle: 'a: &a [*a]',
  };
  return Object.entries(texts).flatMap(([name, text]): Figure[] => {
    const memoryBefore = process.memoryUsage().rss;
    const start = performance.now();
    const { diagnostics } = parseYaml(text, 'bomb.yaml');
    const seconds = (performance.now() - start) / 1000;
    const megabytes = Math.max(0, process.memoryUsage().rss - memoryBefore) / 1e6;
    const refused = diagnostics.some(({ severity }) => severity === 'error');
    return [
      {
        name: `${name}: ${refused ? 'refused' : 'NOT REFUSED'}`,
        value: refused ? seconds : 999,
        unit: 's',
        limit: 1,
      },
      { name: `${name}: memory`, value: megabytes, unit: 'MB', limit: 100 },
    ];
  });
}

async function bestOf(times: number, work: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < times; attempt += 1) best = Math.min(best, await timed(work));
  return best;
}

/** Seconds that the work takes. */
async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
