import { countChanges } from '../model/change.ts';
import { hasErrors } from '../model/diagnostic.ts';
import { Failure } from '../model/failure.ts';
import type { RenderedPart, TargetReport } from '../model/report.ts';
import { wholeHistoryHint } from '../model/whole-history.ts';
import type { FlowInput } from './flow.ts';

/** The rendered part of a preview, or one sentence about why there is none; both absent when nothing was asked for. */
export type RenderedOrLimit = Pick<TargetReport, 'rendered'> & { readonly limit?: string };

/**
 * What the change under review does to the rendered objects: the base rendered like the head, in a folder of its own,
 * without any credential. Nothing that is wrong with the base stops a preview.
 */
export async function renderedPart(input: FlowInput): Promise<RenderedOrLimit> {
  const { engine, settings, world } = input;
  const { pullRequest, mergeBaseSha } = world.run;
  const ref = settings.base ?? pullRequest?.baseSha ?? mergeBaseSha;
  if (ref === undefined || engine.changesSince === undefined) return {};
  const head = settings.base === undefined ? pullRequest?.headSha : undefined;
  const base = await world.ancestry.forkPoint(ref, head);
  if (base === undefined) {
    if (settings.base === undefined) return { limit: missingBase(ref) };
    throw new Failure('base-missing', `base ${ref} is no commit that this checkout shares with its own`, {
      hint: wholeHistoryHint,
    });
  }
  try {
    return await compare(input, base);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { limit: `the files were not compared with ${base.slice(0, 7)}: ${error.message}` };
  }
}

async function compare(input: FlowInput, base: string): Promise<RenderedOrLimit> {
  await using opened = await input.openAt(base);
  const findings = await opened.engine.validate().catch((error: unknown) => {
    if (error instanceof Failure && startedHere.has(error.code)) return 'nothing' as const;
    throw error;
  });
  const since = findings === 'nothing' ? undefined : opened.engine;
  const changes = await input.engine.changesSince?.(since);
  const rendered: RenderedPart = { base, counts: countChanges(changes ?? []), changes: changes ?? [] };
  if (findings === 'nothing' || !hasErrors(findings)) return { rendered };
  const limit = `the files of ${base.slice(0, 7)} have errors: objects that could not be read there count as new`;
  return { rendered, limit };
}

/** The target did not exist at the base: then everything is new. */
const startedHere: ReadonlySet<string> = new Set(['path-missing', 'path-empty']);

function missingBase(sha: string): string {
  return `the files were not compared with ${sha.slice(0, 7)}, which is not in this checkout: check out with \`fetch-depth: 0\``;
}
