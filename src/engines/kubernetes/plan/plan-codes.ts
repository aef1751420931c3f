/** What the plan can find, beside the rules that need no cluster: code to one line of documentation. */
export const planCodes = {
  'server-refused': 'The server refused the dry run of an object, or one of its fields.',
  'server-warning': 'The server took an object and warned about it.',
  'kind-not-served':
    'The cluster does not serve a kind, and no CustomResourceDefinition comes with the change.',
  'namespace-on-cluster-kind': 'An object names a namespace, but its kind does not live in namespaces.',
  'owned-elsewhere': 'An object that is wanted belongs to another set: another target or tool deploys it.',
  'field-conflict':
    'Another tool owns a field that the manifest wants otherwise, and no rule says who keeps it.',
  'annotation-invalid': 'An annotation of ours says something that it cannot say.',
  'field-left-behind':
    'Another tool set a field under another API version of the kind, and this one has no such field.',
  'stale-pods':
    'A ConfigMap or Secret changes that running Pods read only when they start: they keep the old values.',
  'object-terminating': 'An object that is wanted is being deleted in the cluster.',
  'permission-missing': 'The credentials lack a permission that the change needs.',
  'access-unverified-server': 'The certificate of the server is not checked, because the kubeconfig says so.',
  'access-plugin': 'The credentials come from a program that the kubeconfig names.',
  'access-impersonation': 'The kubeconfig acts as somebody else.',
} as const satisfies Readonly<Record<string, string>>;
