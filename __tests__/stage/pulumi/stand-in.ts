import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Bindings, fillIn, normalize, normalizeEvents, type RecordedCall } from './recording.ts';

/**
 * What stands on PATH as `pulumi` in a story: either the real CLI with a pen beside it, or its recording. In both cases
 * the events go to whoever listens as the CLI sends them, over its events service.
 */
interface Order {
  readonly mode: 'record' | 'replay';
  /** The real CLI, for `record`. */
  readonly cli?: string;
  /** Replayed, or written. */
  readonly recording: string;
  /** Keeps the number of the next call and the ids of this run. */
  readonly state: string;
  readonly places: readonly string[];
  /** Says what somebody else does before a call, when that file is there. */
  readonly meddler: string;
}

interface State {
  next: number;
  ids: [string, string][];
}

const order: Order = JSON.parse(readFileSync(process.env['PULUMI_TEST_ORDER'] ?? '', 'utf8'));
const state: State = existsSync(order.state)
  ? JSON.parse(readFileSync(order.state, 'utf8'))
  : { next: 0, ids: [] };
const bindings: Bindings = new Map(state.ids);
const args = process.argv.slice(2);
process.exitCode = order.mode === 'record' ? await record() : await replay();

/** Somebody else is quicker: what the test asked for happens right before this call. */
function meddle(): void {
  if (!existsSync(order.meddler)) return;
  const meddler: { at: string; passed: number; command: string } = JSON.parse(
    readFileSync(order.meddler, 'utf8'),
  );
  if (!args.join(' ').startsWith(meddler.at)) return;
  if (meddler.passed > 0) {
    writeFileSync(order.meddler, JSON.stringify({ ...meddler, passed: meddler.passed - 1 }));
    return;
  }
  rmSync(order.meddler);
  const run = spawnSync('sh', ['-c', meddler.command], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`the meddler failed: ${run.stdout}${run.stderr}`);
}

async function record(): Promise<number> {
  meddle();
  const file = `${order.state}.events`;
  const target = listenerIn(args);
  const given = args.map(arg => (arg === target ? file : arg));
  const run = spawnSync(order.cli ?? '', given, { encoding: 'utf8', maxBuffer: 1e9 });
  const lines = existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(line => line !== '')
    : [];
  rmSync(file, { force: true });
  const code = run.status ?? 255;
  if (target !== undefined) await sendEvents(target, lines);
  const call: RecordedCall = {
    args: args.map(arg => normalize(arg, bindings, order.places, 'new')),
    code,
    stdout: normalize(withoutMachine(run.stdout), bindings, order.places),
    stderr: normalize(run.stderr, bindings, order.places),
    events: normalizeEvents(lines, bindings, order.places),
  };
  appendFileSync(order.recording, `${JSON.stringify(call)}\n`);
  keep();
  process.stdout.write(run.stdout);
  process.stderr.write(run.stderr);
  return code;
}

async function replay(): Promise<number> {
  const calls = readFileSync(order.recording, 'utf8')
    .split('\n')
    .filter(line => line !== '');
  const line = calls[state.next];
  if (line === undefined)
    return refuse(`call ${state.next + 1} was never recorded: pulumi ${args.join(' ')}`);
  const call: RecordedCall = JSON.parse(line);
  const shown = args.map(arg => normalize(arg, bindings, order.places, 'new'));
  // A new id of this run takes the placeholder it has in the recording, since both are counted in order.
  if (JSON.stringify(shown) !== JSON.stringify(call.args))
    return refuse(
      `call ${state.next + 1} is another one\n  recorded: ${call.args.join(' ')}\n  now:      ${shown.join(' ')}`,
    );
  keep();
  // The one command that leaves something in the checkout.
  if (args[0] === 'stack' && args[1] === 'init')
    writeFileSync(`Pulumi.${args[2]}.yaml`, 'encryptionsalt: v1:recorded\n');
  const target = listenerIn(args);
  if (target !== undefined)
    await sendEvents(
      target,
      call.events.map(event => fillIn(JSON.stringify(event), bindings)),
    );
  process.stdout.write(fillIn(call.stdout, bindings));
  process.stderr.write(fillIn(call.stderr, bindings));
  return call.code;
}

function keep(): void {
  writeFileSync(order.state, JSON.stringify({ next: state.next + 1, ids: [...bindings] }));
}

function refuse(why: string): number {
  process.stderr.write(`error: the recording does not fit: ${why}\n`);
  return 199;
}

function listenerIn(given: readonly string[]): string | undefined {
  return given.find(arg => arg.startsWith('tcp://127.0.0.1:'));
}

/** What the history tells of the machine that made it; of the environment only the commit matters. */
function withoutMachine(stdout: string): string {
  return stdout.replaceAll(/"environment": \{[^}]*\}/g, text => {
    const head = /"git\.head": "[0-9a-f]+"/.exec(text)?.[0];
    return `"environment": {${head ?? ''}}`;
  });
}

/** Sends events as the CLI does: one stream, each event as a JSON text. */
async function sendEvents(target: string, events: readonly string[]): Promise<void> {
  const require = createRequire(import.meta.url);
  const inside = createRequire(require.resolve('@pulumi/pulumi/package.json'));
  const grpc = inside('@grpc/grpc-js');
  const { EventsClient } = require('@pulumi/pulumi/proto/events_grpc_pb.js');
  const { EventRequest } = require('@pulumi/pulumi/proto/events_pb.js');
  const client = new EventsClient(target.replace('tcp://', ''), grpc.credentials.createInsecure());
  await new Promise<void>((resolve, reject) => {
    const stream = client.streamEvents((error: Error | null) => (error ? reject(error) : resolve()));
    for (const event of events) {
      const request = new EventRequest();
      request.setEvent(event);
      stream.write(request);
    }
    stream.end();
  });
  client.close();
}
