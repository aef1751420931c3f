import { expect, it } from 'vitest';
import { plainHttp } from '../../../../src/engines/kubernetes/render/helm-fetch.ts';

it.each([
  [['oci://localhost:5000/charts'], true],
  [['oci://127.0.0.1/charts', 'https://charts.example', 'file://../lib'], true],
  [['oci://ghcr.io/charts'], false],
  [['oci://localhost:5000/charts', 'oci://ghcr.io/charts'], false],
  [['oci://localhost.example/charts'], false],
  [['file://../lib'], false],
  [[], false],
])('registries %j are asked in the clear: %s', (repositories, isClear) => {
  expect(plainHttp(...repositories).length > 0).toBe(isClear);
});
