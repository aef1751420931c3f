import { describe, expect, it } from 'vitest';
import { imageReview } from '../../src/flows/images-there.ts';
import type { PlannedReport } from '../../src/flows/carry-out.ts';
import type { Change } from '../../src/model/change.ts';
import type { ImageAnswer } from '../../src/model/registry.ts';
import type { TargetReport } from '../../src/model/report.ts';
import { fakeWorld } from '../fakes/world.ts';

const change = (name: string, action: Change['action']): Change => ({
  address: `apps/v1/Deployment/shop/${name}`,
  confirmAddress: `Deployment/shop/${name}`,
  action,
  fields: [],
  evidence: 'server',
});

const report: TargetReport = {
  name: 'shop',
  environment: 'production',
  engine: 'kubernetes',
  counts: { create: 0, update: 0, recreate: 0, delete: 0, unchanged: 0, unknown: 0 },
  changes: [],
  diagnostics: [],
  limits: [],
};

const planned: PlannedReport = {
  report,
  plan: {
    digest: '',
    renderedDigest: '',
    entries: [],
    changes: [change('web', 'update'), change('api', 'create'), change('old', 'unchanged')],
    diagnostics: [],
    limits: [],
  },
};

const images = new Map([
  ['Deployment/shop/web', ['web:1', 'side:1']],
  ['Deployment/shop/api', ['api:1', 'side:1']],
  ['Deployment/shop/old', ['old:1']],
]);

/** What becomes of it with registries that answer so; `asked` counts the questions. */
async function reviewed(
  answers: Readonly<Record<string, ImageAnswer>>,
  { confirm = [], checkImages = true }: { confirm?: readonly string[]; checkImages?: boolean } = {},
) {
  const asked: string[] = [];
  const review = imageReview({
    engine: { images: () => Promise.resolve(images) },
    settings: { confirm, checkImages },
    world: fakeWorld({
      registries: {
        find: image => {
          asked.push(image);
          return Promise.resolve(answers[image] ?? { state: 'there' });
        },
      },
    }),
  });
  await review(planned, { report });
  return { asked, ...(await review(planned, { report })) };
}

describe('the images of what is gone back to', () => {
  it('are asked for once each, and only those that would be started', async () => {
    const { asked, stop, report: told } = await reviewed({});
    expect([asked.toSorted(), stop, told.limits]).toEqual([['api:1', 'side:1', 'web:1'], undefined, []]);
  });

  it('stop it when one is gone, named with its objects and with what to confirm', async () => {
    const { stop } = await reviewed({ 'side:1': { state: 'gone' } });
    expect(stop).toMatchObject({
      code: 'image-unconfirmed',
      reasonCode: 'not-reproducible',
      message: expect.stringContaining('side:1 of Deployment/shop/web, Deployment/shop/api'),
      hint: expect.stringMatching(/confirm: Deployment\/shop\/web,Deployment\/shop\/api$/),
    });
  });

  it('stop it until each of its objects is confirmed', async () => {
    const gone: Record<string, ImageAnswer> = { 'side:1': { state: 'gone' } };
    expect((await reviewed(gone, { confirm: ['Deployment/shop/web'] })).stop).toBeDefined();
    const both = ['Deployment/shop/web', 'Deployment/shop/api'];
    expect((await reviewed(gone, { confirm: both })).stop).toBeUndefined();
  });

  it('are told, and stop nothing, when nobody can tell', async () => {
    const { stop, report: told } = await reviewed({
      'web:1': { state: 'unknown', why: 'r does not answer' },
    });
    expect([stop, told.limits]).toEqual([undefined, ['image web:1 was not checked: r does not answer']]);
  });

  it('are not asked for when that is switched off', async () => {
    const { asked, stop } = await reviewed({ 'side:1': { state: 'gone' } }, { checkImages: false });
    expect([asked, stop]).toEqual([[], undefined]);
  });

  it('are left alone after five seconds', async () => {
    const world = fakeWorld({
      registries: {
        find: async (_, signal) =>
          await new Promise(resolve =>
            signal.addEventListener('abort', () => resolve({ state: 'unknown', why: 'too late' })),
          ),
      },
    });
    const review = imageReview({
      engine: { images: () => Promise.resolve(images) },
      settings: { confirm: [], checkImages: true },
      world,
    });
    const answer = review(planned, { report });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the clock of a fake world is a fake clock
    const clock = world.clock as unknown as { advance(durationMs: number): Promise<void> };
    await new Promise(resolve => setImmediate(resolve));
    await clock.advance(5000);
    expect((await answer).report.limits).toHaveLength(3);
  });
});
