import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { isList, isObject, type Json, parseJson } from '../model/json.ts';
import { entriesDigest, type PlanEntry, type Receipt } from '../model/receipt.ts';
import type { Report } from '../model/report.ts';
import { listAt, numberAt, textAt } from './body.ts';

/** A check run's text takes 65,535 characters; beside the receipt stand only the digests. */
const longestReceipt = 60_000;
const largestBytes = 4 * 1024 * 1024;

/** What a check run keeps for the deploy: the digests for people, and the receipt, which people do not see. */
export function receiptText(report: Report): string {
  const [target] = report.targets;
  const lines = report.targets.flatMap(({ environment, name, planDigest, renderedDigest }) =>
    planDigest === undefined
      ? []
      : [`${environment}/${name} plan ${planDigest} rendered ${renderedDigest ?? ''}`],
  );
  const { pullRequest, commit = '', runId = '0', attempt = 1 } = report.run;
  const digests = ['```text', ...lines, '```'].join('\n');
  if (report.result !== 'previewed' || !target) return digests;
  const { planDigest, renderedDigest = '', planEntries: entries } = target;
  const receipt: Receipt = {
    schema: 1,
    unit: `${target.environment}/${target.name}`,
    digest: planDigest ?? '',
    renderedDigest,
    ...(pullRequest && { pullRequest: pullRequest.number }),
    head: pullRequest?.headSha ?? commit,
    run: runId,
    attempt,
  };
  const whole = packed(entries && planDigest !== undefined ? { ...receipt, entries } : receipt);
  return `${digests}\n\n<!-- gitops-push receipt ${whole.length <= longestReceipt ? whole : packed(receipt)} -->`;
}

function packed(receipt: Receipt): string {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
  return brotliCompressSync(JSON.stringify(receipt), { params }).toString('base64');
}

/** The receipt in a check run's text; undefined when there is none, or when it does not agree with itself. */
export function readReceipt(text: string): Receipt | undefined {
  const [, base64] = /<!-- gitops-push receipt ([A-Za-z0-9+/=]+) -->/.exec(text) ?? [];
  if (base64 === undefined) return undefined;
  try {
    const options = { maxOutputLength: largestBytes };
    return receiptIn(
      parseJson(brotliDecompressSync(Buffer.from(base64, 'base64'), options).toString('utf8')),
    );
  } catch {
    return undefined;
  }
}

function receiptIn(json: Json): Receipt | undefined {
  const [unit, digest, renderedDigest] = [
    textAt(json, '/unit'),
    textAt(json, '/digest'),
    textAt(json, '/renderedDigest'),
  ];
  const [head, run, attempt] = [textAt(json, '/head'), textAt(json, '/run'), numberAt(json, '/attempt')];
  const pullRequest = numberAt(json, '/pullRequest');
  if (numberAt(json, '/schema') !== 1 || unit === undefined || digest === undefined) return undefined;
  if (renderedDigest === undefined || head === undefined || run === undefined || attempt === undefined)
    return undefined;
  const given = isObject(json) && isList(json['entries']) ? listAt(json, '/entries').map(entryIn) : undefined;
  if (given && entriesDigest(given) !== digest) return undefined;
  return {
    schema: 1,
    unit,
    digest,
    renderedDigest,
    head,
    run,
    attempt,
    ...(given && { entries: given }),
    ...(pullRequest !== undefined && { pullRequest }),
  };
}

function entryIn(json: Json): PlanEntry {
  return {
    address: textAt(json, '/address') ?? '',
    action: textAt(json, '/action') ?? '',
    fields: listAt(json, '/fields').map(field => ({
      path: textAt(field, '/path') ?? '',
      value: textAt(field, '/value') ?? '',
    })),
    value: textAt(json, '/value') ?? null,
  };
}
