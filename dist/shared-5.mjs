import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  Failure
} from "./shared-13.mjs";
import {
  addressOf
} from "./shared-15.mjs";

// src/engines/kubernetes/api/paths.ts
function collectionPath(resource, namespace) {
  const root = groupVersionPath(resource);
  const scope = namespace === void 0 ? "" : `/namespaces/${segment(namespace, resource)}`;
  return `${root}${scope}/${segment(resource.plural, resource)}`;
}
function objectPath(resource, place, subresource) {
  if (resource.namespaced && place.namespace === void 0) {
    throw new Failure(
      "internal",
      `${addressOf({ ...resource, ...place })} was addressed without its namespace`
    );
  }
  const collection = collectionPath(resource, resource.namespaced ? place.namespace : void 0);
  const path = `${collection}/${segment(place.name, resource)}`;
  return subresource === void 0 ? path : `${path}/${segment(subresource, resource)}`;
}
function groupVersionPath(resource) {
  const version = segment(resource.version, resource);
  return resource.group === "" ? `/api/${version}` : `/apis/${segment(resource.group, resource)}/${version}`;
}
function segment(text, resource) {
  if (text === "" || text === "." || text === "..") {
    throw new Failure(
      "internal",
      `a request for a ${resource.kind} was made with ${JSON.stringify(text)} in its path`
    );
  }
  return encodeURIComponent(text);
}

export {
  collectionPath,
  objectPath
};
