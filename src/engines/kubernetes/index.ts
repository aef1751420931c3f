import type { OpenEngine } from '../../model/engine.ts';
import { Failure } from '../../model/failure.ts';
import { KubernetesEngine } from './engine.ts';

/** Opens the Kubernetes engine for one target; files are read and the cluster is reached only when they are needed. */
export const open: OpenEngine = async (target, settings, world) => {
  const { source } = target;
  if (source.engine !== 'kubernetes') throw new Failure('internal', 'this is no source of Kubernetes');
  return await Promise.resolve(new KubernetesEngine({ ...target, source }, settings, world));
};
