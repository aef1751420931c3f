import { joinSections, type Identity, type Section } from './sections.ts';

/** GitHub takes 65,536 characters; in bytes the limit is safe however it counts. Source: SPEC of issue comments. */
const limitBytes = 64_000;

const deploy = 'deploy ';
const preview = 'preview ';

/** The key of a section about a preview or a deploy of a target. */
export function sectionKey(
  kind: 'preview' | 'deploy',
  target: { readonly environment: string; readonly name: string },
): string {
  return `${kind} ${target.environment}/${target.name}`;
}

/** A first text has at least this much room, and at most so much: the longest of the others give way for it. */
const leastBytes = 8_000;
const mostBytes = 60_000;

/** The bytes that a section may have beside others: what they leave, or its fair share when they leave less. */
export function roomFor(others: readonly Pick<Section, 'text'>[]): number {
  const taken = others.reduce((sum, { text }) => sum + Buffer.byteLength(text) + sectionFrameBytes, 0);
  const share = Math.floor(limitBytes / (others.length + 1)) - sectionFrameBytes;
  const left = limitBytes - sectionFrameBytes * 2 - taken;
  return Math.max(leastBytes, Math.min(mostBytes, Math.max(left, share)));
}

/** What a section takes beside its text: its place in the marker, a line between, a fold around it. */
const sectionFrameBytes = 500;

/**
 * The body of the one comment of a pull request: what was deployed stands above, the preview of it is folded. When all
 * is too long the other sections shrink to their headline, the longest first.
 */
export function commentBody(identity: Identity, sections: readonly Section[], ours: string): string {
  const ordered = sections.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.key < b.key ? -1 : 1));
  const deployed = new Set(
    ordered.filter(({ key }) => key.startsWith(deploy)).map(({ key }) => key.slice(deploy.length)),
  );
  const wrap = (section: Section): readonly [string, string] =>
    section.key.startsWith(preview) && deployed.has(section.key.slice(preview.length))
      ? ['<details><summary>What the preview showed</summary>\n\n', '\n\n</details>']
      : ['', ''];
  const bodyOf = (parts: readonly Section[]): string => joinSections({ identity, sections: parts }, wrap);
  let parts: readonly Section[] = ordered;
  let body = bodyOf(parts);
  while (Buffer.byteLength(body) > limitBytes) {
    const next = shorter(parts, ours);
    if (next === undefined) break;
    parts = next;
    body = bodyOf(parts);
  }
  return body;
}

/** The longest of the others as its start; when all are, one less. Undefined when ours is alone. */
function shorter(parts: readonly Section[], ours: string): readonly Section[] | undefined {
  const others = parts.filter(({ key }) => key !== ours);
  const [longest] = others
    .filter(section => !isShort(section))
    .toSorted((a, b) => b.text.length - a.text.length);
  if (longest !== undefined)
    return parts.map(section => (section === longest ? shortened(section) : section));
  const last = others.at(-1);
  return last === undefined ? undefined : parts.filter(section => section !== last);
}

const elsewhere = 'The rest does not fit into this comment; it is in the summary of its run.';

function isShort(section: Section): boolean {
  return section.text.endsWith(elsewhere);
}

/** A section as what stands before its first fold, which says all that matters; when that is long, too, as its headline. */
export function shortened(section: Section): Section {
  const start = section.text.split('\n<details', 1)[0] ?? '';
  const kept = start.length < longestStart ? start.trimEnd() : (section.text.split('\n', 1)[0] ?? '');
  return { ...section, text: `${kept}\n\n${elsewhere}` };
}

const longestStart = 2000;

function rankOf({ key }: Section): number {
  return key.startsWith(deploy) ? 0 : 1;
}
