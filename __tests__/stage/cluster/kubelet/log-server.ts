import { createServer } from 'node:https';
import type { ServerResponse } from 'node:http';
import type { KeyPair } from '../certificates.ts';
import type { ContainerLog } from './failure.ts';
import { selects, type ContainerStatus, type Pod } from './pod.ts';

/** The part of a kubelet's server that the API server asks for logs. */
export interface LogServer {
  readonly port: number;
  readonly setLog: (log: ContainerLog) => void;
  readonly close: () => void;
}

/**
 * Serves `/containerLogs/NAMESPACE/POD/CONTAINER` on a free loopback port to clients that the authority vouches for.
 * Rules and texts: k8s.io/kubernetes pkg/kubelet/server/server.go (getContainerLogs) and kubelet_pods.go
 * (validateContainerLogStatus). Understands previous, tailLines, limitBytes, timestamps and sinceTime; a followed log grows with
 * what is set, and ends with its container.
 */
export async function openLogServer(
  identity: KeyPair,
  authority: string,
  podNamed: (namespace: string, name: string) => Pod | undefined,
): Promise<LogServer> {
  const logs: ContainerLog[] = [];
  const server = createServer(
    {
      cert: identity.certificate,
      key: identity.key,
      ca: authority,
      requestCert: true,
      rejectUnauthorized: true,
    },
    (incoming, outgoing) => {
      const url = new URL(incoming.url ?? '/', 'https://kubelet');
      const [, route, namespace = '', podName = '', container = ''] = url.pathname
        .split('/')
        .map(decodeURIComponent);
      if (route !== 'containerLogs') return send(outgoing, 404, 'the stage serves container logs only');
      const pod = podNamed(namespace, podName);
      if (!pod) return send(outgoing, 404, `pod "${podName}" does not exist`);
      const spec = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].find(
        ({ name }) => name === container,
      );
      if (!spec) return send(outgoing, 404, `container "${container}" not found in pod "${podName}"`);
      const isPrevious = url.searchParams.get('previous') === 'true';
      const refusal = whyNoLog(pod, container, isPrevious);
      if (refusal) return send(outgoing, 400, refusal);
      const textNow = (): string => {
        const log = logs.findLast(
          candidate => selects(candidate, pod) && (candidate.container ?? container) === container,
        );
        const text = isPrevious ? (log?.previous ?? log?.current ?? '') : (log?.current ?? '');
        return stamped(cut(text, url.searchParams), pod, url.searchParams);
      };
      if (url.searchParams.get('follow') !== 'true') return send(outgoing, 200, textNow());
      return grow(outgoing, textNow, () => isRunning(podNamed(namespace, podName), container));
    },
  );
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(0, '127.0.0.1', () => resolve()),
  );
  const address = server.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    setLog: log => void logs.push(log),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Sends what is there and what is added, for as long as it runs. */
function grow(outgoing: ServerResponse, textNow: () => string, isStill: () => boolean): void {
  outgoing.writeHead(200, { 'content-type': 'text/plain' });
  let sent = '';
  const look = (): void => {
    const text = textNow();
    if (text.startsWith(sent) && text.length > sent.length) outgoing.write(text.slice(sent.length));
    sent = text;
    if (isStill()) return;
    clearInterval(timer);
    outgoing.end();
  };
  const timer = setInterval(look, 50);
  outgoing.once('close', () => clearInterval(timer));
  look();
}

function isRunning(pod: Pod | undefined, container: string): boolean {
  const all = [...(pod?.status?.containerStatuses ?? []), ...(pod?.status?.initContainerStatuses ?? [])];
  return all.some(({ name, state }) => name === container && state.running !== undefined);
}

/** A nanosecond for each line since the Pod began, as fixed in length as the kubelet's. */
function stamped(text: string, pod: Pod, query: URLSearchParams): string {
  if (query.get('timestamps') !== 'true' || text === '') return text;
  const second = (pod.status?.startTime ?? new Date(0).toISOString()).slice(0, 19);
  return text
    .split(/(?<=\n)/)
    .map((line, index) => `${second}.${String(index).padStart(9, '0')}Z ${line}`)
    .filter(line => line.slice(0, 19) >= (query.get('sinceTime') ?? '').slice(0, 19))
    .join('');
}

function whyNoLog(pod: Pod, name: string, isPrevious: boolean): string | undefined {
  const statuses: readonly ContainerStatus[] = [
    ...(pod.status?.containerStatuses ?? []),
    ...(pod.status?.initContainerStatuses ?? []),
  ];
  const status = statuses.find(candidate => candidate.name === name);
  const subject = `container "${name}" in pod "${pod.metadata.name}"`;
  if (!status) return `${subject} is not available`;
  const last = status.lastState?.terminated;
  if (isPrevious) return last ? undefined : `previous terminated ${subject} not found`;
  const { waiting } = status.state;
  if (!waiting || last) return undefined;
  if (waiting.reason === 'ErrImagePull') return `${subject} is waiting to start: image can't be pulled`;
  if (waiting.reason === 'ImagePullBackOff')
    return `${subject} is waiting to start: trying and failing to pull image`;
  return `${subject} is waiting to start: ${waiting.reason}`;
}

function cut(text: string, query: URLSearchParams): string {
  const tail = query.get('tailLines');
  const limit = query.get('limitBytes');
  const lines = text.split(/(?<=\n)/);
  const kept = tail === null ? text : lines.slice(Math.max(0, lines.length - Number(tail))).join('');
  return limit === null ? kept : Buffer.from(kept).subarray(0, Number(limit)).toString('utf8');
}

function send(outgoing: ServerResponse, status: number, text: string): void {
  outgoing.writeHead(status, { 'content-type': 'text/plain' }).end(text);
}
