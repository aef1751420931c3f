import { join } from 'node:path';
import type { Binaries } from '../binaries.ts';
import type { ProgramName } from '../ready-made.ts';
import { cleanEnvironment } from '../environment.ts';
import { startProgram, type Program } from './program.ts';

/** What the programs of one control plane have in common. */
export interface PlaneSettings {
  readonly folder: string;
  readonly binaries: Binaries;
  readonly port: number;
  /** More flags of the API server, as `--name=value`. */
  readonly apiServerFlags: readonly string[];
}

/** etcd listens on socket files of the folder, so two control planes cannot meet; what it holds need not survive a crash. */
export function startEtcd(settings: PlaneSettings): Program {
  return start(settings, 'etcd', [
    '--data-dir=etcd',
    '--unsafe-no-fsync',
    '--listen-client-urls=unix://etcd:1',
    '--advertise-client-urls=unix://etcd:1',
    '--listen-peer-urls=unix://etcd:2',
    '--initial-advertise-peer-urls=unix://etcd:2',
    '--initial-cluster=default=unix://etcd:2',
    '--log-level=warn',
  ]);
}

/** The API server with RBAC, all default admission plugins, service-account tokens and a way to the kubelet's logs. */
export function startApiServer(settings: PlaneSettings): Program {
  return start(settings, 'kube-apiserver', [
    '--etcd-servers=unix://etcd:1',
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    '--endpoint-reconciler-type=none',
    `--secure-port=${settings.port}`,
    '--tls-cert-file=kube-apiserver.crt',
    '--tls-private-key-file=kube-apiserver.key',
    '--client-ca-file=ca.crt',
    '--token-auth-file=tokens.csv',
    '--authorization-mode=RBAC',
    '--service-cluster-ip-range=10.0.0.0/24',
    '--service-account-key-file=service-account.pub',
    '--service-account-signing-key-file=service-account.key',
    '--service-account-issuer=https://kubernetes.default.svc',
    '--kubelet-client-certificate=kubelet-client.crt',
    '--kubelet-client-key=kubelet-client.key',
    '--kubelet-certificate-authority=ca.crt',
    '--kubelet-preferred-address-types=InternalIP',
    '--allow-privileged=true',
    '--profiling=false',
    ...settings.apiServerFlags,
  ]);
}

/** All default controllers, node-lifecycle included, because new nodes keep their not-ready taint without it. */
export function startControllerManager(settings: PlaneSettings): Program {
  return start(settings, 'kube-controller-manager', [
    '--kubeconfig=kube-controller-manager.kubeconfig',
    '--service-account-private-key-file=service-account.key',
    '--root-ca-file=ca.crt',
    '--use-service-account-credentials=true',
    '--leader-elect=false',
    '--secure-port=0',
    '--kube-api-qps=200',
    '--kube-api-burst=400',
    '--pvclaimbinder-sync-period=1s',
    '--horizontal-pod-autoscaler-sync-period=1s',
  ]);
}

/** The default scheduler. */
export function startScheduler(settings: PlaneSettings): Program {
  return start(settings, 'kube-scheduler', [
    '--kubeconfig=kube-scheduler.kubeconfig',
    '--leader-elect=false',
    '--secure-port=0',
  ]);
}

/** kwok: keeps the nodes' leases and plays the life of healthy Pods by the stages of `kwok.yaml`. */
export function startKwok(settings: PlaneSettings): Program {
  return start(settings, 'kwok', [
    '--kubeconfig=kwok.kubeconfig',
    '--config=kwok.yaml',
    '--manage-all-nodes=true',
    '--node-ip=127.0.0.1',
    '--cidr=10.244.0.0/16',
    '--node-lease-duration-seconds=40',
  ]);
}

function start(settings: PlaneSettings, name: ProgramName, args: readonly string[]): Program {
  const environment = cleanEnvironment(join(settings.folder, 'home'), { GOGC: '400' });
  return startProgram({
    name,
    path: settings.binaries.paths[name],
    args,
    folder: settings.folder,
    environment,
  });
}
