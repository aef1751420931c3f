import type { Change, FieldChange } from '../model/change.ts';
import type { PlannedHook } from '../model/hook.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { type JsonObject, stringifyJson } from '../model/json.ts';
import type { RenderedPart, Report, TargetReport } from '../model/report.ts';

/**
 * The report as JSON text with two spaces of indentation: the documented form that people script against, schema 1.
 * Fields that do not apply are left out; integers beyond 2^53 are written exactly.
 */
export function renderJson(report: Report): string {
  // The runner would obey `##[name]` in a log; the escape means the same character.
  return `${stringifyJson(documentOf(report), 2).replaceAll('##[', String.raw`\u0023\u0023[`)}\n`;
}

function documentOf(report: Report): JsonObject {
  return {
    schema: report.schema,
    mode: report.mode,
    result: report.result,
    reasonCode: report.reasonCode,
    targets: report.targets.map(targetOf),
    ...(report.failure && { failure: plain(report.failure) }),
    run: plain({ ...report.run, commandLines: undefined }),
    durationMs: report.durationMs,
  };
}

function targetOf(target: TargetReport): JsonObject {
  const { name, environment, engine, counts } = target;
  return {
    name,
    environment,
    engine,
    ...(target.planDigest !== undefined && { planDigest: target.planDigest }),
    ...(target.renderedDigest !== undefined && { renderedDigest: target.renderedDigest }),
    counts: { ...counts },
    changes: target.changes.map(changeOf),
    diagnostics: target.diagnostics.map(diagnosticOf),
    limits: target.limits,
    ...(target.hooks && { hooks: target.hooks.map(hookJson) }),
    ...(target.rendered && { rendered: renderedOf(target.rendered) }),
    ...(target.obstacle && { obstacle: target.obstacle === 'none' ? 'none' : plain(target.obstacle) }),
    ...(target.outcome && { outcome: plain(target.outcome) }),
    ...(target.record && { record: plain(target.record) }),
    ...(target.hold && { hold: plain(target.hold) }),
    ...(target.history && { history: target.history.map(plain) }),
    ...(target.failure && { failure: plain(target.failure) }),
    ...(target.putBack && { putBack: plain(target.putBack) }),
  };
}

function hookJson({ location, ...hook }: PlannedHook): JsonObject {
  return { ...hook, ...(location && { source: { file: location.file, line: location.line } }) };
}

function renderedOf({ base, counts, changes }: RenderedPart): JsonObject {
  return { base, counts: { ...counts }, changes: changes.map(changeOf) };
}

function changeOf(change: Change): JsonObject {
  const { address, confirmAddress, action, evidence, location } = change;
  return {
    address,
    confirmAddress,
    action,
    evidence,
    ...(location && { source: { file: location.file, line: location.line } }),
    fields: change.fields.map(fieldOf),
    ...(change.ignored && { ignored: change.ignored.map(field => ({ ...fieldOf(field), why: field.why })) }),
    ...(change.risk !== undefined && { risk: change.risk }),
    ...(change.caution !== undefined && { caution: change.caution }),
    ...(change.note !== undefined && { note: change.note }),
    ...(change.after !== undefined && { after: change.after }),
  };
}

function fieldOf(field: FieldChange): JsonObject {
  const { path, label, before, after, owner, ownerSince, declared, masked } = field;
  return {
    path,
    label,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...(owner !== undefined && { owner }),
    ...(ownerSince !== undefined && { ownerSince }),
    ...(declared !== undefined && { declared }),
    masked,
  };
}

function diagnosticOf(diagnostic: Diagnostic): JsonObject {
  const { code, severity, message, hint, location, address } = diagnostic;
  return {
    code,
    severity,
    message,
    ...(hint !== undefined && { hint }),
    ...(location && { file: location.file, line: location.line, column: location.column }),
    ...(address !== undefined && { address }),
  };
}

/** A value of the model that holds nothing but JSON, without its undefined fields. */
function plain(value: object): JsonObject {
  const copy: JsonObject = JSON.parse(JSON.stringify(value));
  return copy;
}
