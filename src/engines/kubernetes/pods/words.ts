import type { Cause } from '../../../model/diagnosis.ts';

/** What a text of the cluster means: the cause, and what it names. */
export interface Meaning {
  readonly cause: Cause;
  readonly names: readonly string[];
  /** The trouble may go away by itself: a registry that is down, a volume plugin that is busy. */
  readonly isPassing?: boolean;
}

/** What a failed pull of an image means (texts of containerd, CRI-O and the registries behind them). */
export function meaningOfPull(message: string, image: string): Meaning {
  const names = image === '' ? [] : [image];
  if (/not found|manifest unknown|name unknown|does not exist|no such image|404/i.test(message))
    return { cause: 'image-missing', names };
  if (/unauthorized|authoriz|authenticat|denied|forbidden|401|403/i.test(message))
    return { cause: 'image-denied', names };
  // What no text explains may pass: a registry that restarts must not end a deploy.
  return { cause: 'image-unreachable', names, isPassing: true };
}

/** What the kubelet lacks to make a container (pkg/kubelet/kubelet_pods.go makeEnvironmentVariables). */
export function meaningOfConfig(message: string): Meaning {
  const key = /couldn't find key (\S+) in (ConfigMap|Secret) [^/\s]+\/(\S+)/.exec(message);
  if (key) return { cause: 'config-missing', names: [`${key[2] ?? ''}/${key[3] ?? ''}`, key[1] ?? ''] };
  const object = /(configmap|secret) "([^"]+)" not found/i.exec(message);
  if (object) {
    const kind = object[1]?.toLowerCase() === 'secret' ? 'Secret' : 'ConfigMap';
    return { cause: 'config-missing', names: [`${kind}/${object[2] ?? ''}`] };
  }
  return { cause: 'config-refused', names: [] };
}

/** What a volume that cannot be mounted lacks (events FailedMount and FailedAttachVolume). */
export function meaningOfMount(message: string): Meaning {
  const key = /references non-existent (?:config|secret) key: (\S+)/.exec(message)?.[1];
  const volume = /for volume "([^"]+)"/.exec(message)?.[1];
  const config = meaningOfConfig(message);
  if (config.cause === 'config-missing') return config;
  if (key !== undefined) return { cause: 'config-missing', names: [`volume/${volume ?? ''}`, key] };
  return { cause: 'volume-missing', names: volume === undefined ? [] : [volume], isPassing: true };
}

/** Why the server refuses to create Pods (event FailedCreate, condition ReplicaFailure). */
export function meaningOfRefusal(message: string): Meaning {
  const account = /serviceaccounts? "([^"]+)" not found/i.exec(message)?.[1];
  if (account !== undefined) return { cause: 'service-account-missing', names: [account] };
  const quota = /exceeded quota: ([\w.-]+)|failed quota: ([\w.-]+)/.exec(message);
  if (quota) return { cause: 'quota', names: [quota[1] ?? quota[2] ?? ''] };
  const webhook = /admission webhook "([^"]+)" denied/.exec(message)?.[1];
  const policy = /ValidatingAdmissionPolicy '([^']+)'/.exec(message)?.[1];
  const level = /violates PodSecurity "([^"]+)"/.exec(message)?.[1];
  const name = webhook ?? policy ?? (level === undefined ? undefined : `PodSecurity ${level}`);
  if (name !== undefined) return { cause: 'admission', names: [name] };
  if (/is forbidden|denied/.test(message)) return { cause: 'admission', names: [] };
  return { cause: 'pods-refused', names: [] };
}

/** Why the scheduler finds no node (kube-scheduler's FitError text). */
export function meaningOfSchedule(message: string): Meaning {
  const claim = /persistentvolumeclaim "([^"]+)" not found/.exec(message)?.[1];
  if (claim !== undefined) return { cause: 'volume-unbound', names: [claim] };
  if (/unbound immediate PersistentVolumeClaims/.test(message)) return { cause: 'volume-unbound', names: [] };
  const short = [...message.matchAll(/Insufficient ([\w./-]+)/g)].map(match => match[1] ?? '');
  return { cause: 'unschedulable', names: [...new Set(short.map(name => name.replace(/\.$/, '')))] };
}
