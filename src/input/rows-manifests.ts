import { kubernetesVersions, newestKubernetes } from '../model/kubernetes-version.ts';
import { reading } from './input-modes.ts';
import type { InputRow } from './input-row.ts';

/** The inputs that say how manifests are rendered and checked. */
export const manifestInputs = [
  {
    name: 'values',
    kind: 'list',
    doc: 'Helm: values files relative to the repository, separated by commas or lines; of two that set the same the later one wins.',
    group: 'rendering',
    modes: reading,
  },
  {
    name: 'release',
    kind: 'text',
    doc: "Helm: the release's name. Without it: `name`.",
    group: 'rendering',
    modes: reading,
  },
  {
    name: 'render-network',
    kind: 'boolean',
    default: 'false',
    doc: 'Whether Kustomize and Helm may fetch what the repository does not hold: remote bases, charts by digest, chart dependencies.',
    group: 'rendering',
    modes: reading,
  },
  {
    name: 'kubernetes-version',
    kind: 'text',
    doc: `The Kubernetes version to check against and to render charts for, ${kubernetesVersions[0]} to ${newestKubernetes}. Without it objects are checked against the server's where there is one, and ${newestKubernetes} counts for everything else.`,
    group: 'validation',
    modes: reading,
  },
  {
    name: 'schemas',
    kind: 'list',
    doc: 'Files, folders or globs with CustomResourceDefinitions that are not deployed here, and whose schemas count all the same.',
    group: 'validation',
    modes: reading,
  },
  {
    name: 'rules',
    kind: 'list',
    doc: 'Severities of rules that differ from their own: `plain-secret=off`, `dangling-reference=error`; `off`, `warning` or `error`.',
    group: 'validation',
    modes: reading,
  },
] as const satisfies readonly InputRow[];
