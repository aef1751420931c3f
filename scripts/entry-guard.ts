/** The major version of Node.js that dist is built for. */
export const neededMajor = 24;

/**
 * What stands in dist under the name of a door: it looks at Node.js before anything newer is read, and then loads the
 * door. An older Node.js would end in a SyntaxError about a file that nobody knows.
 */
export function entryGuard(name: string): string {
  const wayOut =
    name === 'cli'
      ? 'Install it from https://nodejs.org, or in a checkout of gitops-push run: npm ci && npm exec -- node dist/cli.mjs'
      : "GitHub's runner brings it from version 2.327.1 on: update the runner.";
  return `${name === 'cli' ? '#!/usr/bin/env node\n' : ''}// Old syntax only: what Node.js this is must be told before anything newer is loaded.
if (Number(process.versions.node.split('.')[0]) >= ${neededMajor}) await import('./${doorOf(name)}.mjs');
else {
  process.stderr.write('gitops-push needs Node.js ${neededMajor} (this is ' + process.version + ')\\n  ${wayOut.replaceAll("'", "\\'")}\\n');
  process.exitCode = 2;
}
`;
}

/** The name in dist of a door itself. */
export function doorOf(name: string): string {
  return `${name}-door`;
}
