import { compare, maxSatisfying, parse, Range, satisfies, valid } from 'semver';

/** The oldest CLI that is used: from it on the exit code tells why a command failed (pulumi/pulumi CHANGELOG, 3.227.0). */
export const oldestVersion = '3.227.0';

/** The range that an input means; `latest` is the newest 3. Undefined when it is none. */
export function rangeOf(text: string): string | undefined {
  if (text === 'latest') return '>=3';
  try {
    return new Range(text).range;
  } catch {
    return undefined;
  }
}

/** `3.255.0` of what `pulumi version` prints: `v3.255.0`, `v3.256.0-alpha.1+abc`. Undefined when it is no version. */
export function versionIn(text: string): string | undefined {
  return parse(text.trim().replace(/^v/, ''))?.version;
}

/** Whether a version is in a range; a pre-release counts as its release, as a CLI built by hand has one. */
export function isIn(version: string, range: string): boolean {
  return satisfies(version, range, { includePrerelease: true });
}

/** The version that a range of just one means; undefined when it means several. */
export function exactIn(range: string): string | undefined {
  return valid(range) ?? undefined;
}

/** The newest of some tags (`v3.255.0`) that is in a range and not too old; undefined when none is. */
export function newestIn(tags: readonly string[], range: string): string | undefined {
  const versions = tags.flatMap(tag => versionIn(tag) ?? []);
  return (
    maxSatisfying(
      versions.filter(each => compare(each, oldestVersion) >= 0),
      range,
    ) ?? undefined
  );
}

/** Negative, 0 or positive: the order of two versions. */
export function compareVersions(a: string, b: string): number {
  return compare(a, b);
}
