import type { OpenEngine } from './model/engine.ts';
import type { EngineName } from './model/source.ts';

/** Loads an engine; each is a chunk of its own, so that a run pays only for what it uses. */
export async function loadEngine(name: EngineName): Promise<OpenEngine> {
  switch (name) {
    case 'kubernetes':
      return (await import('./engines/kubernetes/index.ts')).open;
    case 'pulumi':
      return (await import('./engines/pulumi/index.ts')).open;
  }
}
