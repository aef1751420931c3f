import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);

// src/model/image-reference.ts
var repositoryPattern = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9._-]*[a-zA-Z0-9])?|\[[0-9a-fA-F:]+\](?=[:/]))(?::\d+)?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/;
var tagPattern = /^\w[\w.-]{0,127}$/;
var digestPattern = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}|(?!sha(?:256|512):)[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,})$/;
function parseImage(text) {
  const [before = "", digest, more] = text.split("@");
  if (more !== void 0 || digest !== void 0 && !digestPattern.test(digest)) return void 0;
  const colon = before.indexOf(":", before.lastIndexOf("/") + 1);
  const repository = colon === -1 ? before : before.slice(0, colon);
  const tag = colon === -1 ? void 0 : before.slice(colon + 1);
  if (!repositoryPattern.test(repository) || tag !== void 0 && !tagPattern.test(tag)) return void 0;
  return { repository, ...tag !== void 0 && { tag }, ...digest !== void 0 && { digest } };
}
function writtenOverrides(overrides) {
  return overrides.map(({ name, reference }) => `${name}=${reference}`).join(", ");
}
function manifestPlaceOf(image) {
  const parsed = parseImage(image);
  if (!parsed) return void 0;
  const { repository, tag = "latest", digest } = parsed;
  const reference = digest ?? tag;
  const [first = "", ...rest] = repository.split("/");
  const isHost = rest.length > 0 && (/[.:A-Z]/.test(first) || first === "localhost");
  if (isHost && !dockerHub.has(first)) return { host: first, repository: rest.join("/"), reference };
  const name = isHost ? rest.join("/") : repository;
  return {
    host: "registry-1.docker.io",
    repository: name.includes("/") ? name : `library/${name}`,
    reference
  };
}
var dockerHub = /* @__PURE__ */ new Set([
  "docker.io",
  "index.docker.io",
  "registry-1.docker.io"
]);

export {
  parseImage,
  writtenOverrides,
  manifestPlaceOf,
  dockerHub
};
