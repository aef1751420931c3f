import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);

// src/model/diagnostic.ts
function hasErrors(diagnostics) {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
var rank = { error: 0, warning: 1, notice: 2 };
function sortDiagnostics(diagnostics) {
  return diagnostics.toSorted(
    (a, b) => rank[a.severity] - rank[b.severity] || compareLocations(a.location, b.location)
  );
}
function compareLocations(a, b) {
  if (!a || !b) return Number(Boolean(b)) - Number(Boolean(a));
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

export {
  hasErrors,
  sortDiagnostics
};
