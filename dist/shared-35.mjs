import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);

// src/model/manifest.ts
function apiVersionOf(id) {
  return id.group === "" ? id.version : `${id.group}/${id.version}`;
}
function addressOf(id) {
  const place = id.namespace === void 0 ? id.name : `${id.namespace}/${id.name}`;
  return `${apiVersionOf(id)}/${id.kind}/${place}`;
}
function confirmAddressOf(id) {
  const isBuiltIn = !id.group.includes(".") || id.group.endsWith(".k8s.io");
  const kind = isBuiltIn ? id.kind : `${id.kind}.${id.group}`;
  return id.namespace === void 0 ? `${kind}/${id.name}` : `${kind}/${id.namespace}/${id.name}`;
}
function groupKindOf(id) {
  return id.group === "" ? id.kind : `${id.kind}.${id.group}`;
}
function objectKeyOf(id) {
  return `${groupKindOf(id)}|${id.namespace ?? ""}|${id.name}`;
}

export {
  apiVersionOf,
  addressOf,
  confirmAddressOf,
  groupKindOf,
  objectKeyOf
};
