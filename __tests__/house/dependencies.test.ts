import { describe, expect, test } from 'vitest';
import { readProject } from './project.ts';

interface PackageJson {
  readonly [group: string]: unknown;
}

const groups = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

function looseVersions(packageJson: PackageJson): readonly string[] {
  return groups.flatMap(group =>
    Object.entries(packageJson[group] ?? {})
      .filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(String(version)))
      .map(([name, version]) => `${name}: ${String(version)}`),
  );
}

function hostLines(lockfile: string): readonly string[] {
  return lockfile
    .split('\n')
    .filter(line => /"resolved"\s*:\s*"(?!file:)|https?:\/\/(?:[^"/]*\.)?registr/.test(line));
}

function packageJsonIn(text: string | undefined): PackageJson {
  return JSON.parse(text ?? '{}');
}

describe('dependencies', () => {
  const project = readProject();
  const packageJson = packageJsonIn(project.get('package.json'));
  const lockfile = project.get('package-lock.json') ?? '';

  test('have exact versions', () => {
    expect(looseVersions(packageJson)).toEqual([]);
    const loose = { dependencies: { a: '^1.0.0', b: '1.0.0' }, devDependencies: { c: 'latest', d: '1.x' } };
    expect(looseVersions(loose)).toEqual(['a: ^1.0.0', 'c: latest', 'd: 1.x']);
  });

  test('come from whatever registry npm is set to: the lockfile names none', () => {
    expect(hostLines(lockfile)).toEqual([]);
    expect(hostLines('{\n"resolved": "https://registry.example/a.tgz"\n}')).toHaveLength(1);
    expect(project.get('.npmrc')).not.toMatch(/^\s*(?:@\w+:)?registry\s*=/m);
  });

  test('are locked as package.json says', () => {
    const locked: { packages: Record<string, PackageJson> } = JSON.parse(lockfile);
    for (const group of groups) expect(locked.packages['']?.[group]).toEqual(packageJson[group]);
  });

  test('bring no install script that has to run', () => {
    const locked: { packages: Record<string, { hasInstallScript?: boolean }> } = JSON.parse(lockfile);
    const withScript = Object.entries(locked.packages).flatMap(([path, entry]) =>
      entry.hasInstallScript === true ? [path.replace(/^.*node_modules\//, '')] : [],
    );
    // esbuild checks its binary, protobufjs its version range, fsevents is for macOS: all work without.
    expect(new Set(withScript)).toEqual(
      new Set(withScript.filter(name => ['esbuild', 'protobufjs', 'fsevents'].includes(name))),
    );
  });
});
