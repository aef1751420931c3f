import type { OpenEngine } from '../../model/engine.ts';
import { KubernetesEngine } from './engine.ts';

/** Opens the Kubernetes engine for one target; files are read and the cluster is reached only when they are needed. */
export const open: OpenEngine = async (target, settings, world) =>
  await Promise.resolve(new KubernetesEngine(target, settings, world));
