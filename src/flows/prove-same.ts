import type { Engine } from '../model/engine.ts';
import { Failure } from '../model/failure.ts';
import { writtenOverrides } from '../model/image-reference.ts';
import { type DeployRecord, recordName } from '../model/record.ts';

/** What can say what its files give. */
interface Rendering {
  readonly engine: Pick<Engine, 'renderedDigest'>;
}

/**
 * The commit must give today what it gave then: the same renderers, the same files, nothing fetched that has moved.
 * @throws Failure not-reproducible
 */
export async function proveSame({ engine }: Rendering, wanted: DeployRecord): Promise<void> {
  const digest = await digestOf(engine, wanted);
  // An empty digest is none: two of them prove nothing.
  if (digest !== '' && digest === wanted.renderedDigest) return;
  const images = wanted.imageOverrides?.length
    ? ` (with images ${writtenOverrides(wanted.imageOverrides)})`
    : '';
  throw new Failure(
    'not-reproducible',
    `commit ${wanted.commit?.slice(0, 7) ?? ''} no longer gives what ${recordName(wanted)} deployed${images}`,
    {
      hint:
        wanted.dirty === true
          ? 'That deploy was made from changed files, which no commit holds. Choose another record.'
          : 'Were path or namespace different then? Run with the settings of that deploy, or choose another record.',
    },
  );
}

/** Recorded images that no container uses any more are no mistake of this run's inputs: the objects are others. */
async function digestOf(engine: Rendering['engine'], { imageOverrides = [] }: DeployRecord): Promise<string> {
  try {
    return await engine.renderedDigest();
  } catch (error) {
    const isOfImages =
      error instanceof Failure && error.code === 'inputs-invalid' && imageOverrides.length > 0;
    if (isOfImages) return '';
    throw error;
  }
}
