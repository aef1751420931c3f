import type { World } from '../../../model/world.ts';
import type { Allowances } from './allowances.ts';
import type { Finding } from './finding.ts';

/** What the gate of each part needs; `findings` collects what is wrong. */
export interface GateContext {
  readonly allowances: Allowances;
  readonly world: World;
  readonly findings: Finding[];
}
