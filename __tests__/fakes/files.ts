import { Failure } from '../../src/model/failure.ts';
import type { Files } from '../../src/model/world.ts';

/** Files in memory: path relative to the workspace -> text or bytes. `find` takes a file or a folder, no globs. */
export function fakeFiles(contents: Readonly<Record<string, string | Uint8Array>>): Files {
  const bytesOf = (path: string): Uint8Array => {
    const content = Object.hasOwn(contents, path) ? contents[path] : undefined;
    if (content === undefined) throw new Failure('path-missing', `${path} does not exist`);
    return typeof content === 'string' ? new TextEncoder().encode(content) : content;
  };
  return {
    root: '/workspace',
    find: async (path, extensions) => {
      const inside = Object.keys(contents).filter(each => each === path || each.startsWith(`${path}/`));
      if (inside.length === 0) throw new Failure('path-missing', `${path} does not exist`);
      const wanted = inside.filter(each => extensions.some(extension => each.endsWith(extension)));
      return await Promise.resolve(wanted.map(each => ({ path: each, sizeBytes: bytesOf(each).length })));
    },
    read: async path => await Promise.resolve(bytesOf(path)),
    scratch: async () => await Promise.reject(new Error('the test did not expect scratch')),
    readAsset: async name => await Promise.resolve(bytesOf(`assets/${name}`)),
    readOutside: async () => await Promise.resolve(undefined),
    isTracked: async path => await Promise.resolve(Object.hasOwn(contents, path)),
  };
}
