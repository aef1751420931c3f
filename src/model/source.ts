/**
 * What is deployed and by which engine. A new engine is a new branch of this union;
 * the compiler then lists every place that must know about it.
 */
export type Source = KubernetesSource | PulumiSource;

/** Kubernetes manifests under a path (file, folder or glob, relative to the workspace). */
export interface KubernetesSource {
  readonly engine: 'kubernetes';
  readonly path: string;
  /** The namespace of namespaced objects that name none; absent: the kubeconfig context's. */
  readonly namespace?: string;
  /** Of a recorded deploy without that input: the context's namespace as it was then. */
  readonly contextNamespace?: string;
}

/** A Pulumi project and one of its stacks. */
export interface PulumiSource {
  readonly engine: 'pulumi';
  /** The folder that holds Pulumi.yaml, relative to the workspace; `.` is the workspace. */
  readonly path: string;
  /** As it was written: `dev`, `org/dev`, `org/project/dev`. Empty where the mode needs none. */
  readonly stack: string;
}

/** The engine names, as inputs and reports write them. */
export type EngineName = Source['engine'];
