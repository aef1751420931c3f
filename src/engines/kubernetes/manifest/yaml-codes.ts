/** Every finding of reading YAML or JSON text, one line of documentation each. */
export const yamlCodes = {
  'yaml-syntax': 'the text is not YAML as kubectl reads it',
  'yaml-tab': 'a tab stands where YAML needs spaces',
  'yaml-template': 'the file is a template that was not rendered',
  'yaml-separator': 'something other than a comment follows a --- or ... marker, or a directive was used',
  'yaml-character': 'a character that YAML forbids, or that kubectl takes for a line break',
  'yaml-escape': 'an escape in double quotes that kubectl does not know',
  'yaml-encoding': 'the file is not UTF-8',
  'yaml-duplicate-key': 'a key stands twice in one map; kubectl would silently keep the last',
  'yaml-boolean-key': 'a key is a plain word that YAML reads as true or false',
  'yaml-key-type': 'a key is null, a map, a list or a number that cannot be a key',
  'yaml-key-changed': 'a plain key is read as a number and becomes another text than was written',
  'yaml-number': 'a number that JSON cannot hold: infinity or not-a-number',
  'yaml-tag': 'a value does not fit the tag before it',
  'yaml-anchor':
    'an anchor name that kubectl refuses, an alias without anchor, or an anchor that contains itself',
  'yaml-merge-value': 'a merge key << whose value is not a map or a list of maps',
  'yaml-merge-order': 'a merge key << after keys that it overwrites, as kubectl applies it',
  'yaml-alias-bomb': 'aliases or merge keys multiply the document beyond what kubectl accepts',
  'yaml-limit': 'the file is larger, has more documents or is nested deeper than we read',
} as const satisfies Readonly<Record<string, string>>;

/** One of the documented codes of reading text. */
export type YamlCode = keyof typeof yamlCodes;

/** What one file may hold. Sizes in UTF-16 units; kubectl has no limits but the nesting (10,000). */
export const yamlLimits = {
  fileLength: 16 * 1024 * 1024,
  documents: 10_000,
  depth: 100,
  mergedKeys: 10_000,
  /** Findings told of one document; the rest is not looked at. */
  problems: 100,
  /** Characters from the start of a plain `key:` to its colon, YAML 1.2 section 7.4.2. */
  keyLength: 1024,
} as const;

/** A finding at an offset (UTF-16 units) of the file's text. */
export interface Problem {
  readonly code: YamlCode;
  readonly severity: 'error' | 'warning';
  readonly offset: number;
  readonly message: string;
  readonly hint?: string;
  /** A second place that the message ends with, as `line N`. */
  readonly otherOffset?: number;
}
