import { isObject, type JsonObject, listAt, numberAt, textAt, valueAt } from '../../../model/json.ts';
import { containersOf } from '../manifest/pod-spec.ts';

/** How an instance of a container ended. */
export interface ContainerEnd {
  readonly reason: string;
  readonly exitCode: number;
  readonly message: string;
  readonly finishedAt: string | undefined;
}

/** One container of a Pod: what the Pod declares and what the kubelet reports of it. */
export interface ContainerState {
  readonly name: string;
  readonly isInit: boolean;
  /** An init container that goes on running beside the others. */
  readonly isSidecar: boolean;
  readonly spec: JsonObject;
  readonly waiting: { readonly reason: string; readonly message: string } | undefined;
  readonly runningSince: string | undefined;
  readonly end: ContainerEnd | undefined;
  readonly lastEnd: ContainerEnd | undefined;
  readonly restarts: number;
  readonly isReady: boolean;
  readonly isStarted: boolean;
}

/** The containers of a Pod in the order in which they start; without a report of the kubelet all are blank. */
export function containerStatesOf(pod: JsonObject): readonly ContainerState[] {
  const spec = valueAt(pod, '/spec');
  if (!isObject(spec)) return [];
  const init = new Set(listAt(spec, '/initContainers'));
  const reports = [
    ...listAt(pod, '/status/initContainerStatuses'),
    ...listAt(pod, '/status/containerStatuses'),
  ];
  return containersOf({ ...spec, ephemeralContainers: [] }).map(container => {
    const name = textAt(container, '/name') ?? '';
    const report = reports.find(each => textAt(each, '/name') === name);
    const isInit = init.has(container);
    const waiting = valueAt(report, '/state/waiting');
    return {
      name,
      isInit,
      isSidecar: isInit && textAt(container, '/restartPolicy') === 'Always',
      spec: container,
      waiting: isObject(waiting)
        ? { reason: textAt(waiting, '/reason') ?? '', message: textAt(waiting, '/message') ?? '' }
        : undefined,
      runningSince: textAt(report, '/state/running/startedAt'),
      end: endOf(valueAt(report, '/state/terminated')),
      lastEnd: endOf(valueAt(report, '/lastState/terminated')),
      restarts: numberAt(report, '/restartCount') ?? 0,
      isReady: valueAt(report, '/ready') === true,
      isStarted: valueAt(report, '/started') === true,
    };
  });
}

function endOf(terminated: ReturnType<typeof valueAt>): ContainerEnd | undefined {
  if (!isObject(terminated)) return undefined;
  return {
    reason: textAt(terminated, '/reason') ?? '',
    exitCode: numberAt(terminated, '/exitCode') ?? 0,
    message: textAt(terminated, '/message') ?? '',
    finishedAt: textAt(terminated, '/finishedAt'),
  };
}
