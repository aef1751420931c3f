import { expect, it } from 'vitest';
import { proveSame } from '../../src/flows/prove-same.ts';
import { Failure } from '../../src/model/failure.ts';
import type { DeployRecord } from '../../src/model/record.ts';

const record: DeployRecord = {
  schema: 1,
  app: 'shop',
  environment: 'production',
  target: { name: 'shop', serverHash: 'a' },
  id: 'x',
  sequence: 3,
  kind: 'deploy',
  commit: 'c'.repeat(40),
  renderedDigest: 'd1',
  planDigest: 'p',
  images: ['web:2'],
  imageOverrides: [{ name: 'web', reference: 'web:2' }],
  objects: { count: 1, created: 1, changed: 0, unchanged: 0, pruned: 0 },
  engine: 'kubernetes',
  startedAt: '2026-01-01T00:00:00.000Z',
  result: 'success',
  tools: {},
};

const giving = (digest: () => string) => ({
  engine: { renderedDigest: async (): Promise<string> => await Promise.resolve().then(digest) },
});

const unlike = {
  code: 'not-reproducible',
  message: 'commit ccccccc no longer gives what production/shop#3 deployed (with images web=web:2)',
};

it('is content with the same digest alone, and names the images that belong to it', async () => {
  await proveSame(
    giving(() => 'd1'),
    record,
  );
  for (const digest of ['d2', ''])
    await expect(
      proveSame(
        giving(() => digest),
        record,
      ),
    ).rejects.toMatchObject(unlike);
});

it('says so too when no container uses the recorded images, and passes on what else is wrong', async () => {
  const failing = (code: 'inputs-invalid' | 'path-missing') =>
    giving(() => {
      throw new Failure(code, 'no');
    });
  await expect(proveSame(failing('inputs-invalid'), record)).rejects.toMatchObject(unlike);
  await expect(proveSame(failing('path-missing'), record)).rejects.toMatchObject({ code: 'path-missing' });
  const { imageOverrides: _, ...plain } = record;
  await expect(proveSame(failing('inputs-invalid'), plain)).rejects.toMatchObject({ code: 'inputs-invalid' });
});

it.each([
  [
    'helm 3.19.2',
    'helm 4.0.1',
    /rendered by helm 3\.19\.2 then and by helm 4\.0\.1 now.*Run with helm 3\.19,/,
  ],
  ['helm 4.0.1', 'helm 4.0.9', /^Its files, path and values are those/],
  ['helm 4.0.1', undefined, /^Its files, path and values are those/],
  [undefined, 'helm 4.0.1', /^Its files, path and values are those/],
])(
  'names the renderer of then and of now when they are of two minors: %s and %s',
  async (then, now, hint) => {
    const engine = { ...giving(() => 'd2').engine, renderer: async () => await Promise.resolve(now) };
    const rendering = { path: 'chart', ...(then !== undefined && { renderer: then }) };
    await expect(proveSame({ engine }, { ...record, rendering })).rejects.toMatchObject({
      code: 'not-reproducible',
      hint: expect.stringMatching(hint),
    });
  },
);
