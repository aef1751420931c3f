import type { Engine } from '../model/engine.ts';
import { Failure } from '../model/failure.ts';
import { writtenOverrides } from '../model/image-reference.ts';
import { type DeployRecord, recordName } from '../model/record.ts';

/** What can say what its files give, and in what that differs from a record. */
interface Rendering {
  readonly engine: Pick<Engine, 'renderedDigest' | 'differencesFrom' | 'renderer'>;
}

/** So many objects are named. */
const named = 10;

/**
 * The commit must give today what it gave then: the same renderers, the same files, nothing fetched that has moved.
 * @throws Failure not-reproducible, with the objects that differ where the record keeps their digests
 */
export async function proveSame({ engine }: Rendering, wanted: DeployRecord): Promise<void> {
  const digest = await digestOf(engine, wanted);
  // An empty digest is none: two of them prove nothing.
  if (digest !== '' && digest === wanted.renderedDigest) return;
  const images = wanted.imageOverrides?.length
    ? ` (with images ${writtenOverrides(wanted.imageOverrides)})`
    : '';
  const differences = digest === undefined ? [] : ((await engine.differencesFrom?.(wanted)) ?? []);
  throw new Failure(
    'not-reproducible',
    `commit ${wanted.commit?.slice(0, 7) ?? ''} no longer gives what ${recordName(wanted)} deployed${images}${listed(differences)}`,
    { hint: hintOf(wanted, digest, await engine.renderer?.()) },
  );
}

function listed(differences: readonly string[]): string {
  if (differences.length === 0) return '';
  const rest = differences.length - named;
  return `: ${differences.slice(0, named).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function hintOf(wanted: DeployRecord, digest: string | undefined, renderer: string | undefined): string {
  if (wanted.dirty === true)
    return 'That deploy was made from changed files, which no commit holds. Choose another record, or deploy a commit.';
  if (wanted.renderedDigest === '' || digest === '')
    return 'Its objects hold what was decrypted on the way, so nothing can prove that they are the same. Deploy the commit again instead.';
  const then = wanted.rendering?.renderer;
  if (then !== undefined && renderer !== undefined && minorOf(then) !== minorOf(renderer))
    return `Its files were rendered by ${then} then and by ${renderer} now, which may be all. Run with ${minorOf(then)}, or choose another record.`;
  return wanted.rendering
    ? 'Its files, path and values are those of that deploy: a renderer of another version, or what it fetched, gives something else today. Run with the tools of that time, or choose another record.'
    : 'Were path or namespace different then? Run with the settings of that deploy, or choose another record.';
}

/** `helm 4.0` of `helm 4.0.1`. */
function minorOf(renderer: string): string {
  return /^.* \d+\.\d+/.exec(renderer)?.[0] ?? renderer;
}

/** Recorded images that no container uses any more are no mistake of this run's inputs: the objects are others. */
async function digestOf(
  engine: Rendering['engine'],
  { imageOverrides = [] }: DeployRecord,
): Promise<string | undefined> {
  try {
    return await engine.renderedDigest();
  } catch (error) {
    const isOfImages =
      error instanceof Failure && error.code === 'inputs-invalid' && imageOverrides.length > 0;
    if (isOfImages) return undefined;
    throw error;
  }
}
