#!/usr/bin/env node
// Old syntax only: what Node.js this is must be told before anything newer is loaded.
if (Number(process.versions.node.split('.')[0]) >= 24) await import('./cli-door.mjs');
else {
  process.stderr.write('gitops-push needs Node.js 24 (this is ' + process.version + ')\n  Install it from https://nodejs.org, or in a checkout of gitops-push run: npm ci && npm exec -- node dist/cli.mjs\n');
  process.exitCode = 2;
}
