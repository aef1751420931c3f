import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../model/json.ts';
import { joinPointer, textAt, valueAt } from '../../../model/json.ts';
import { annotationOf } from '../names.ts';

const prefix = 'applyset.kubernetes.io';

/** Labels and annotations of kubectl's ApplySet format (kubernetes/kubectl pkg/cmd/apply/applyset.go). */
export const applySetMarks = {
  id: `${prefix}/id`,
  tooling: `${prefix}/tooling`,
  groupKinds: `${prefix}/contains-group-kinds`,
  additionalNamespaces: `${prefix}/additional-namespaces`,
} as const;

/** The kinds (`Deployment.apps`, `Service`) and namespaces in which members of a set may be found. */
export interface SetScope {
  readonly groupKinds: readonly string[];
  /** Without cluster scope; the parent's own namespace may be among them. */
  readonly namespaces: readonly string[];
}

/** The id of the set whose parent is this ConfigMap: `applyset-<43 characters>-v1`. */
export function applySetIdOf(parent: { readonly name: string; readonly namespace: string }): string {
  const identity = `${parent.name}.${parent.namespace}.ConfigMap.`;
  return `applyset-${createHash('sha256').update(identity).digest('base64url')}-v1`;
}

/** The scope that a parent names. */
export function scopeOfParent(parent: JsonObject): SetScope {
  const annotation = (name: string): readonly string[] => {
    const annotations = valueAt(parent, '/metadata/annotations');
    const text = textAt(annotations, joinPointer([name])) ?? '';
    return text.split(',').filter(part => part !== '');
  };
  const own = textAt(parent, '/metadata/namespace');
  return {
    groupKinds: annotation(applySetMarks.groupKinds),
    namespaces: [...(own === undefined ? [] : [own]), ...annotation(applySetMarks.additionalNamespaces)],
  };
}

/** Both scopes together, sorted, without duplicates. */
export function uniteScopes(a: SetScope, b: SetScope): SetScope {
  const unite = (x: readonly string[], y: readonly string[]): readonly string[] =>
    [...new Set([...x, ...y])].toSorted();
  return { groupKinds: unite(a.groupKinds, b.groupKinds), namespaces: unite(a.namespaces, b.namespaces) };
}

/** The parent's apply body with its marks; `resourceVersion` binds the write to what was read. */
export function parentBody(parent: {
  readonly name: string;
  readonly namespace: string;
  readonly tooling: string;
  readonly scope: SetScope;
  readonly resourceVersion?: string;
  readonly uid?: string;
}): JsonObject {
  const { name, namespace, scope } = parent;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace,
      ...(parent.resourceVersion !== undefined && { resourceVersion: parent.resourceVersion }),
      ...(parent.uid !== undefined && { uid: parent.uid }),
      labels: { [applySetMarks.id]: applySetIdOf({ name, namespace }) },
      annotations: {
        [applySetMarks.tooling]: parent.tooling,
        [applySetMarks.groupKinds]: scope.groupKinds.toSorted().join(','),
        [applySetMarks.additionalNamespaces]: scope.namespaces
          .filter(candidate => candidate !== namespace)
          .toSorted()
          .join(','),
      },
    },
  };
}

/** Why this parent is not ours to use, or undefined when it is: another tool's, or marks copied from elsewhere. */
export function foreignParent(parent: JsonObject, tooling: string): string | undefined {
  const labels = valueAt(parent, '/metadata/labels');
  const annotations = valueAt(parent, '/metadata/annotations');
  const found = textAt(annotations, joinPointer([applySetMarks.tooling]));
  const name = textAt(parent, '/metadata/name') ?? '';
  const namespace = textAt(parent, '/metadata/namespace') ?? '';
  if (found === undefined) return `it has no annotation ${applySetMarks.tooling}`;
  if (toolName(found) !== toolName(tooling)) return `it belongs to ${toolName(found)}`;
  const id = textAt(labels, joinPointer([applySetMarks.id]));
  if (id !== applySetIdOf({ name, namespace }))
    return `its label ${applySetMarks.id} is not the id of this ConfigMap`;
  return undefined;
}

/** The tool that the marks of a parent name, undefined when they name none. */
export function toolOf(parent: JsonObject): string | undefined {
  const found = annotationOf(parent, applySetMarks.tooling);
  return found === undefined ? undefined : toolName(found);
}

/** kubectl compares `name/semver` up to the last slash. */
function toolName(tooling: string): string {
  return tooling.slice(0, Math.max(0, tooling.lastIndexOf('/')));
}
