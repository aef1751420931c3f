// Old syntax only: what Node.js this is must be told before anything newer is loaded.
if (Number(process.versions.node.split('.')[0]) >= 24) await import('./action-door.mjs');
else {
  process.stderr.write('gitops-push needs Node.js 24 (this is ' + process.version + ')\n  GitHub\'s runner brings it from version 2.327.1 on: update the runner.\n');
  process.exitCode = 2;
}
