import type { TestProject } from 'vitest/node';
import { startCluster } from './cluster.ts';

/** Starts one cluster for all test files of a project and hands it to them (`sharedCluster`); ends it after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  delete process.env['KUBECONFIG'];
  const cluster = await startCluster();
  process.stdout.write(`the stage runs Kubernetes ${cluster.handle.version}\n`);
  project.provide('cluster', cluster.handle);
  return () => cluster[Symbol.asyncDispose]();
}
