import type { Location } from '../model/diagnostic.ts';
import type { RunContext } from '../model/run-context.ts';
import { codeSpan } from './escape.ts';

/** `deploy/cart.yaml:18`. */
export function placeText(location: Location): string {
  return `${location.file}:${location.line}`;
}

/** The place (or another text) as code, linked to the line in the commit when the run says where its repository is. */
export function placeLink(location: Location, run: RunContext, text = placeText(location)): string {
  const code = codeSpan(text);
  const { commit, repository, runUrl } = run;
  const server = /^(https:\/\/[\w.:-]+)\//.exec(runUrl ?? '')?.[1];
  if (
    commit === undefined ||
    repository === undefined ||
    server === undefined ||
    run.dirty === true ||
    location.isElsewhere
  )
    return code;
  const path = [repository, 'blob', commit, location.file].join('/').split('/').map(encoded).join('/');
  return `[${code}](${server}/${path}#L${location.line})`;
}

/** `main` of `refs/heads/main`; undefined for tags and pull requests. */
export function branchOf(run: RunContext): string | undefined {
  return /^refs\/heads\/(.+)$/.exec(run.ref ?? '')?.[1];
}

function encoded(part: string): string {
  return encodeURIComponent(part).replaceAll(/[()'*!]/g, found => `%${found.charCodeAt(0).toString(16)}`);
}
