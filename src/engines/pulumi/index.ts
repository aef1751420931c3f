import type { OpenEngine } from '../../model/engine.ts';
import { Failure } from '../../model/failure.ts';
import { PulumiEngine } from './engine.ts';

/** Opens the Pulumi engine for one stack; files are read and the CLI is started only when they are needed. */
export const open: OpenEngine = async (target, settings, world) => {
  const { source } = target;
  if (source.engine !== 'pulumi') throw new Failure('internal', 'this is no source of Pulumi');
  return await Promise.resolve(new PulumiEngine({ ...target, source }, settings, world));
};
