import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  stringifyJson
} from "./shared-32.mjs";

// src/report/json.ts
function renderJson(report) {
  return `${stringifyJson(documentOf(report), 2).replaceAll("##[", String.raw`\u0023\u0023[`)}
`;
}
function documentOf(report) {
  return {
    schema: report.schema,
    mode: report.mode,
    result: report.result,
    reasonCode: report.reasonCode,
    targets: report.targets.map(targetOf),
    ...report.failure && { failure: plain(report.failure) },
    run: plain({ ...report.run, commandLines: void 0 }),
    durationMs: report.durationMs
  };
}
function targetOf(target) {
  const { name, environment, engine, counts } = target;
  return {
    name,
    environment,
    engine,
    ...target.planDigest !== void 0 && { planDigest: target.planDigest },
    ...target.renderedDigest !== void 0 && { renderedDigest: target.renderedDigest },
    counts: { ...counts },
    changes: target.changes.map(changeOf),
    diagnostics: target.diagnostics.map(diagnosticOf),
    limits: target.limits,
    ...target.hooks && { hooks: target.hooks.map(hookJson) },
    ...target.rendered && { rendered: renderedOf(target.rendered) },
    ...target.obstacle && { obstacle: target.obstacle === "none" ? "none" : plain(target.obstacle) },
    ...target.outcome && { outcome: plain(target.outcome) },
    ...target.record && { record: plain(target.record) },
    ...target.hold && { hold: plain(target.hold) },
    ...target.history && { history: target.history.map(plain) },
    ...target.failure && { failure: plain(target.failure) },
    ...target.putBack && { putBack: plain(target.putBack) }
  };
}
function hookJson({ location, ...hook }) {
  return { ...hook, ...location && { source: { file: location.file, line: location.line } } };
}
function renderedOf({ base, counts, changes }) {
  return { base, counts: { ...counts }, changes: changes.map(changeOf) };
}
function changeOf(change) {
  const { address, confirmAddress, action, evidence, location } = change;
  return {
    address,
    confirmAddress,
    action,
    evidence,
    ...location && { source: { file: location.file, line: location.line } },
    fields: change.fields.map(fieldOf),
    ...change.ignored && { ignored: change.ignored.map((field) => ({ ...fieldOf(field), why: field.why })) },
    ...change.risk !== void 0 && { risk: change.risk },
    ...change.caution !== void 0 && { caution: change.caution },
    ...change.note !== void 0 && { note: change.note },
    ...change.after !== void 0 && { after: change.after }
  };
}
function fieldOf(field) {
  const { path, label, before, after, owner, ownerSince, declared, masked } = field;
  return {
    path,
    label,
    ...before !== void 0 && { before },
    ...after !== void 0 && { after },
    ...owner !== void 0 && { owner },
    ...ownerSince !== void 0 && { ownerSince },
    ...declared !== void 0 && { declared },
    masked
  };
}
function diagnosticOf(diagnostic) {
  const { code, severity, message, hint, location, address } = diagnostic;
  return {
    code,
    severity,
    message,
    ...hint !== void 0 && { hint },
    ...location && { file: location.file, line: location.line, column: location.column },
    ...address !== void 0 && { address }
  };
}
function plain(value) {
  const copy = JSON.parse(JSON.stringify(value));
  return copy;
}

export {
  renderJson
};
