import type http from 'node:http';

/** HTTP without TLS. Not imported: to name it in an import loads the WebSocket of Node.js too, a twentieth of a second in each run. */
export function plainHttp(): typeof http {
  return process.getBuiltinModule('node:http');
}
