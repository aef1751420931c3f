import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startCluster } from './cluster.ts';

/** Starts one cluster for all test files of a project and hands it to them (`sharedCluster`); ends it after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  delete process.env['KUBECONFIG'];
  const compiled = await mkdtemp(join(tmpdir(), 'gitops-push-compiled-'));
  process.env['NODE_COMPILE_CACHE'] = compiled;
  const cluster = await startCluster();
  process.stdout.write(`the stage runs Kubernetes ${cluster.handle.version}\n`);
  project.provide('cluster', cluster.handle);
  return async () => {
    await cluster[Symbol.asyncDispose]();
    await rm(compiled, { recursive: true, force: true });
  };
}
