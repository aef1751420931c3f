/** Every finding of reading objects from parsed documents, one line of documentation each. */
export const manifestCodes = {
  'manifest-not-object': 'a document, or an item of a List, is not a map',
  'manifest-kind-missing': 'apiVersion or kind is missing or not text',
  'manifest-version-invalid': 'apiVersion is not `version` or `group/version`',
  'manifest-not-rendered': 'a Kustomize file stands where the objects that it makes are expected',
  'manifest-name-missing': 'metadata.name is missing, or only generateName is given',
  'manifest-text-expected': 'a name, namespace, label or annotation is not text',
  'manifest-list-nested': 'a List stands inside a List, or its items are not a list',
} as const satisfies Readonly<Record<string, string>>;

/** One of the documented codes of reading objects. */
export type ManifestCode = keyof typeof manifestCodes;
