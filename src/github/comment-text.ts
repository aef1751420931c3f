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
  let parts = ordered;
  let body = joinSections({ identity, sections: parts }, wrap);
  while (Buffer.byteLength(body) > limitBytes) {
    const longest = parts
      .filter(section => section.key !== ours && !isShort(section))
      .toSorted((a, b) => b.text.length - a.text.length)[0];
    if (longest === undefined) break;
    parts = parts.map(section => (section === longest ? shortened(section) : section));
    body = joinSections({ identity, sections: parts }, wrap);
  }
  return body;
}

const elsewhere = 'The rest does not fit into this comment; it is in the summary of its run.';

function isShort(section: Section): boolean {
  return section.text.endsWith(elsewhere);
}

function shortened(section: Section): Section {
  return { ...section, text: `${section.text.split('\n', 1)[0] ?? ''}\n\n${elsewhere}` };
}

function rankOf({ key }: Section): number {
  return key.startsWith(deploy) ? 0 : 1;
}
