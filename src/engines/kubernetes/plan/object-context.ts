import type { Change } from '../../../model/change.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Secrets } from '../../../model/world.ts';
import type { ListKeys } from '../../../diff/fields.ts';
import type { Cluster } from '../cluster.ts';
import type { FieldRules } from './decide.ts';
import type { Intent } from './intent.ts';
import type { Prediction } from './predict.ts';
import type { Host } from './rule-line.ts';
import type { Intention } from './unasked-right.ts';

/** What the planner of one object needs beside the object. */
export interface ObjectContext {
  readonly cluster: Cluster;
  readonly secrets: Secrets;
  readonly livePlan: 'changed' | 'all';
  readonly intention: Intention;
  /** Where the reader of hints stands. */
  readonly host: Host;
  /** Who keeps fields that the manifest wants otherwise. */
  readonly rules: FieldRules;
  /** The id of the set that is planned. */
  readonly setId: string;
  /** Namespaces that this very change creates: what lives in them cannot be asked about yet. */
  readonly createdNamespaces: ReadonlySet<string>;
  /** A namespace that exists, to ask about objects of those that do not yet. */
  readonly standInNamespace: string;
  /** Keys of all objects that this change creates. */
  readonly createdKeys: ReadonlySet<string>;
  /** `group/kind` of custom resources whose CRD this change updates: the server judges them by the old schema. */
  readonly changedKinds: ReadonlySet<string>;
  /** How a custom resource was checked whose definition comes or changes with it, in words. */
  readonly checkedBy: (intent: Intent) => string;
  readonly listKeysOf: (intent: Intent) => ListKeys;
}

/** The planned change of one object, how it is to be sent, and what the server had to say against it. */
export interface PlannedObject {
  readonly change: Change;
  readonly prediction?: Prediction;
  readonly diagnostics: readonly Diagnostic[];
  readonly warnings: readonly string[];
}
