import type { Change } from '../model/change.ts';
import type { Engine } from '../model/engine.ts';
import { Failure } from '../model/failure.ts';
import type { ImageAnswer } from '../model/registry.ts';
import type { Settings } from '../model/settings.ts';
import type { World } from '../model/world.ts';
import type { PlannedReport, Reviewed } from './carry-out.ts';

/** All registries together may take so long: going back is mostly urgent. */
const patienceMs = 5000;

/** So many images are asked for side by side. */
const atOnce = 8;

/** What is asked, and by whom. */
export interface ImageInput {
  readonly engine: Pick<Engine, 'images'>;
  readonly settings: Pick<Settings, 'checkImages' | 'confirm'>;
  readonly world: Pick<World, 'registries' | 'clock' | 'log'>;
}

/** An image and the objects that would start it, by their address without a version. */
interface Wanted {
  readonly image: string;
  readonly addresses: readonly string[];
}

/**
 * Asks the registries for the images that going back would start. What one certainly no longer has stops the run, unless
 * somebody confirms its object: the nodes may still hold it. What nobody can tell is said, and stops nothing. Each image is
 * asked for once.
 */
export function imageReview(
  input: ImageInput,
): (planned: PlannedReport, reviewed: Reviewed) => Promise<Reviewed> {
  const known = new Map<string, ImageAnswer>();
  return async ({ plan }, reviewed) => {
    const { engine, settings, world } = input;
    const byAddress = settings.checkImages && world.registries ? await engine.images?.() : undefined;
    if (!byAddress) return reviewed;
    const wanted = wantedImages(plan.changes, byAddress);
    await askAll(
      wanted.map(({ image }) => image).filter(image => !known.has(image)),
      known,
      world,
    );
    const there = wanted.filter(({ image }) => known.get(image)?.state === 'there').length;
    if (there > 0) world.log.info(`in their registries: ${there} of ${wanted.length} images`);
    const gone = wanted.filter(({ image }) => known.get(image)?.state === 'gone');
    const limits = wanted.flatMap(({ image }) => {
      const answer = known.get(image);
      return answer?.state === 'unknown' ? [`image ${image} was not checked: ${answer.why}`] : [];
    });
    const confirmed = new Set(settings.confirm);
    const open = gone.filter(({ addresses }) => addresses.some(address => !confirmed.has(address)));
    const report = { ...reviewed.report, limits: [...reviewed.report.limits, ...limits] };
    return open.length === 0 || reviewed.stop
      ? { ...reviewed, report }
      : { report, stop: goneFailure(open, gone) };
  };
}

/** Only what would be made or changed: all else runs already. */
function wantedImages(
  changes: readonly Change[],
  byAddress: ReadonlyMap<string, readonly string[]>,
): readonly Wanted[] {
  const pairs = changes
    .filter(({ action }) => action === 'create' || action === 'update' || action === 'recreate')
    .flatMap(({ confirmAddress }) =>
      (byAddress.get(confirmAddress) ?? []).map(image => ({ image, confirmAddress })),
    );
  return [...Map.groupBy(pairs, ({ image }) => image)].map(([image, some]) => ({
    image,
    addresses: some.map(({ confirmAddress }) => confirmAddress),
  }));
}

async function askAll(
  images: readonly string[],
  known: Map<string, ImageAnswer>,
  { registries, clock }: ImageInput['world'],
): Promise<void> {
  if (!registries || images.length === 0) return;
  const [late, done] = [new AbortController(), new AbortController()];
  const timer = clock.sleep(patienceMs, done.signal).then(
    () => late.abort(),
    () => undefined,
  );
  const left = [...images];
  const work = async (): Promise<void> => {
    for (let image = left.shift(); image !== undefined; image = left.shift())
      known.set(
        image,
        late.signal.aborted
          ? { state: 'unknown', why: 'the registries took too long' }
          : await registries.find(image, late.signal),
      );
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  done.abort();
  await timer;
}

function goneFailure(open: readonly Wanted[], gone: readonly Wanted[]): Failure {
  const names = gone.map(({ image, addresses }) => `${image} of ${addresses.join(', ')}`);
  const addresses = [...new Set(open.flatMap(each => each.addresses))];
  return new Failure(
    'image-unconfirmed',
    `stopped before the first write: no longer in its registry, so it cannot be pulled, is ${names.join('; ')}`,
    {
      hint: `Push it again or go back to another record. If all nodes hold it still, confirm: ${addresses.join(',')}`,
    },
  );
}
