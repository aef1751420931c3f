import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);

// src/engines/kubernetes/transport/proxy.ts
function proxyFor(server, named, env) {
  if (named) return { HTTPS_PROXY: named.reveal(), HTTP_PROXY: named.reveal() };
  if (isLoopback(server.hostname)) return {};
  const proxyEnv = {};
  for (const name of ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy"]) {
    const value = env[name];
    if (value !== void 0 && value !== "") proxyEnv[name] = value;
  }
  return proxyEnv;
}
function isLoopback(hostname) {
  return /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?)$/i.test(hostname);
}

export {
  proxyFor,
  isLoopback
};
