import type { InputRow } from './input-row.ts';

/** The inputs that say which rights mode rbac prints. */
export const rbacInputs = [
  {
    name: 'preview',
    kind: 'boolean',
    default: 'false',
    doc: 'Print the rights of an identity that can only preview, with the admission policy that keeps it from writing.',
    group: 'rbac',
    modes: ['rbac'],
    host: 'terminal',
  },
  {
    name: 'secrets',
    kind: 'boolean',
    default: 'false',
    doc: 'With `preview`: let it read the Secrets of the manifests, each by its name, for drift checks.',
    group: 'rbac',
    modes: ['rbac'],
    host: 'terminal',
  },
  {
    name: 'subject',
    kind: 'text',
    doc: 'Who gets the rights: `ServiceAccount/NAMESPACE/NAME`, `User/NAME` or `Group/NAME`. Without it: a ServiceAccount that is printed with them.',
    group: 'rbac',
    modes: ['rbac'],
    host: 'terminal',
  },
] as const satisfies readonly InputRow[];
