import { kubernetesVersions } from '../model/kubernetes-version.ts';
import { bad, good, inWords, type Parsed, quote } from './scalars.ts';

/** Leaves room for the prefix `gitops-push-` and a suffix in every name that is made of it. */
const nameLimit = 52;

/** The name of a deploy: `[a-z0-9-]`, a letter or digit at both ends, at most 52 characters. */
export function parseName(text: string): Parsed<string> {
  if (text.length <= nameLimit && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(text)) return good(text);
  return bad(
    `is ${quote(text)}`,
    `Write lower-case letters, digits and dashes, a letter or digit first and last, at most ${nameLimit} in all.`,
  );
}

/** The name that a repository gives: in lower case, every other character a dash. */
export function nameOfRepository(repositoryName: string): Parsed<string> {
  const dashed = repositoryName.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const parsed = parseName(dashed.replaceAll(/^-|-$/g, ''));
  if (parsed.ok) return parsed;
  return bad(
    `cannot be made of the repository's name ${quote(repositoryName)}`,
    `Give a name. ${parsed.hint}`,
  );
}

/** A namespace: an RFC 1123 label, as the API server wants it. */
export function parseNamespace(text: string): Parsed<string> {
  if (text.length <= 63 && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(text)) return good(text);
  return bad(
    `is ${quote(text)}`,
    'A namespace has lower-case letters, digits and dashes, a letter or digit first and last, at most 63 in all.',
  );
}

/** An environment as people call it: one line of at most 255 characters, as GitHub takes it. */
export function parseEnvironment(text: string): Parsed<string> {
  if (text.length <= 255 && !/\p{Cc}/u.test(text)) return good(text);
  return bad(`is ${quote(text)}`, 'An environment is one line of at most 255 characters.');
}

/** `1.36` from `1.36`, `v1.36` or `1.36.2`: a version whose schemas are known, or nothing could be said about its objects. */
export function parseKubernetesVersion(text: string): Parsed<string> {
  const minor = /^v?(1\.\d{1,3})(?:\.\d+)?$/.exec(text)?.[1];
  if (kubernetesVersions.some(version => version === minor)) return good(minor ?? '');
  const problem = minor === undefined ? `is ${quote(text)}` : `is ${minor}, whose schemas are not known here`;
  return bad(problem, `Write one of the minor versions ${inWords(kubernetesVersions)}.`);
}
