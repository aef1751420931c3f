import type { Severity } from '../../../../model/diagnostic.ts';
import type { Manifest } from '../../../../model/manifest.ts';
import type { KindSchema } from '../../schema/node.ts';
import type { Schemas } from '../../schema/table.ts';
import type { SchemaFinding } from '../../schema/walk.ts';

/** One check of manifests. Pure: it looks at the context and tells what it found. */
export interface Rule {
  /** The diagnostic code, and the name by which people switch it. */
  readonly id: string;
  readonly severity: Severity;
  /** One line for the documentation. */
  readonly doc: string;
  check(context: RuleContext): readonly RuleFinding[];
}

/** What a rule found in one manifest. `pointer` is the value meant, `at` whether its key or itself is pointed at. */
export interface RuleFinding {
  readonly manifest: Manifest;
  readonly pointer: string;
  readonly at: 'key' | 'value';
  readonly message: string;
  readonly hint?: string;
}

/** What rules look at. `version` is the known Kubernetes version nearest to the target's. */
export interface RuleContext {
  readonly manifests: readonly Manifest[];
  readonly schemas: Schemas;
  readonly version: string;
  /** The schema of a manifest's kind: Kubernetes' own, or of a CRD among the manifests. */
  schemaOf(manifest: Manifest): KindSchema | undefined;
  /** What the schema does not allow, computed once for all rules. */
  findingsOf(manifest: Manifest): readonly SchemaFinding[];
}
