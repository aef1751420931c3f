import { type ImageOverride, parseImage } from '../model/image-reference.ts';
import { givenLines } from './given-lines.ts';
import type { Reader } from './reader.ts';
import { bad, good, type Parsed, quote } from './scalars.ts';

const example = 'ghcr.io/acme/web=ghcr.io/acme/web:1.2.3';

/** Reads the input `images`, `repository=reference` a line or between commas; every wrong line is a mistake of its own. */
export function readImages(reader: Reader): readonly ImageOverride[] {
  const overrides = new Map<string, ImageOverride>();
  for (const line of givenLines(reader.text('images') ?? '').flatMap(each => each.split(','))) {
    if (line.trim() === '') continue;
    const read = readLine(line.trim());
    if (!read.ok) reader.complain('images', read.problem, read.hint);
    else if (overrides.has(read.value.name))
      reader.complain(
        'images',
        `names ${read.value.name} twice`,
        'Keep one of the two lines: all containers of one repository get the same image.',
      );
    else overrides.set(read.value.name, read.value);
  }
  return [...overrides.values()];
}

function readLine(line: string): Parsed<ImageOverride> {
  const [name = '', reference, ...more] = line.split('=').map(part => part.trim());
  if (reference === undefined || more.length > 0)
    return bad(`has ${quote(line)}, which is not repository=reference`, `Write for example ${example}.`);
  const named = parseImage(name);
  if (!named)
    return bad(`has ${quote(line)}: ${quote(name)} is no repository`, `Write for example ${example}.`);
  const { repository, tag, digest } = named;
  if (tag !== undefined || digest !== undefined)
    return bad(
      `has ${quote(line)}: left of = stands a tag or a digest`,
      `Whatever tag the manifests name is replaced. Write ${repository}=${reference}.`,
    );
  if (parseImage(reference)) return good({ name, reference });
  // The new tag alone is what people try first.
  const whole = [`${name}${reference}`, `${name}:${reference}`].find(each => parseImage(each) !== undefined);
  return bad(
    `has ${quote(line)}: ${quote(reference)} is no image`,
    `Write the whole reference: ${whole === undefined ? example : `${name}=${whole}`}.`,
  );
}
