import { expect, test } from 'vitest';
import { refusalOfPlace } from '../../../../src/engines/kubernetes/render/unsafe-place.ts';

test.each([
  ['https://charts.example', undefined],
  ['oci://registry.example/charts', undefined],
  ['ssh://git@host.example/a.git', undefined],
  ['git@host.example:a.git', undefined],
  ['../base', undefined],
  ['http://127.0.0.1:8080/a', undefined],
  ['http://localhost/a', undefined],
  ['http://user:word@localhost/a', undefined],
  ['http://[::1]:1/a', undefined],
  ['http://charts.example', 'render-network'],
  ['HTTP://charts.example', 'render-network'],
  ['http://localhost.example/a', 'render-network'],
  ['http://localhost@charts.example/a', 'render-network'],
  ['http://a/@localhost/', 'render-network'],
  ['git://host.example/a.git', 'render-network'],
  ['git::http://host.example/a.git', 'render-network'],
  ['file:///etc', 'path-outside'],
  ['file://../lib', 'path-outside'],
  ['git::file:///srv/a.git', 'path-outside'],
])('%s', (address, code) => {
  expect(refusalOfPlace(address)?.code).toBe(code);
});
