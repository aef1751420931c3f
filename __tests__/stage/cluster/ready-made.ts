import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Environment } from './environment.ts';
import type { Say } from './stage-error.ts';

const run = promisify(execFile);

/** The Go package of each program of the control plane. */
export const goPackages = {
  etcd: 'go.etcd.io/etcd/server/v3',
  kubectl: 'k8s.io/kubernetes/cmd/kubectl',
  'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
  'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
  'kube-scheduler': 'k8s.io/kubernetes/cmd/kube-scheduler',
  kwok: 'sigs.k8s.io/kwok/cmd/kwok',
} as const;

/** A program of the control plane. */
export type ProgramName = keyof typeof goPackages;

/** Where programs are. */
export type ProgramPaths = Readonly<Record<ProgramName, string>>;

/** All programs, in the order in which they are built. */
export const programNames: readonly ProgramName[] = [
  'etcd',
  'kubectl',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'kwok',
];

/** What KUBEBUILDER_ASSETS must hold to be used at all; the other programs are taken from it or built. */
const needed: readonly ProgramName[] = ['etcd', 'kube-apiserver', 'kubectl'];

/**
 * The programs that lie ready in the folder that KUBEBUILDER_ASSETS names. None, and a word why, when the folder lacks
 * one of etcd, kube-apiserver and kubectl, or is for another minor version.
 */
export async function findReadyMade(
  environment: Environment,
  version: string,
  say: Say,
): Promise<Partial<ProgramPaths>> {
  const folder = environment['KUBEBUILDER_ASSETS'];
  if (!folder) return {};
  const found: Partial<Record<ProgramName, string>> = {};
  for (const name of programNames) {
    const path = join(folder, executable(name));
    if (await isExecutable(path)) found[name] = path;
  }
  const lacking = needed.filter(name => found[name] === undefined);
  if (lacking.length > 0) {
    say(`KUBEBUILDER_ASSETS=${folder} is not used: it lacks ${lacking.join(', ')}`);
    return {};
  }
  const minor = version.split('.').slice(0, 2).join('.');
  const { stdout } = await run(found['kube-apiserver'] ?? '', ['--version']).catch(() => ({
    stdout: 'nothing',
  }));
  if (!stdout.includes(`${minor}.`)) {
    say(
      `KUBEBUILDER_ASSETS=${folder} is not used: its kube-apiserver says ${stdout.trim()}, the stage needs ${minor}`,
    );
    return {};
  }
  say(`using ${Object.keys(found).join(', ')} of KUBEBUILDER_ASSETS=${folder}`);
  return found;
}

/** The file name of a program on this platform. */
export function executable(name: ProgramName): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}

/** Whether there is a program at this path. */
export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
