import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);

// src/model/kubernetes-version.ts
var kubernetesVersions = ["1.31", "1.32", "1.33", "1.34", "1.35", "1.36"];
var newestKubernetes = kubernetesVersions[kubernetesVersions.length - 1] ?? "";

export {
  kubernetesVersions,
  newestKubernetes
};
