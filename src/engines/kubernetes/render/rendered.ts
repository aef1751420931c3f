import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Manifest } from '../../../model/manifest.ts';

/** The objects of a source in a stable order, the findings of reading them, and the files they came from. */
export interface Rendered {
  readonly manifests: readonly Manifest[];
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly string[];
  /** Why there is no digest that every machine would find; absent when there is one. */
  readonly noDigest?: string;
}
