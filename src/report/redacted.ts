import type { Change, FieldChange } from '../model/change.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { isList, isObject, type Json } from '../model/json.ts';
import type { Diagnosis } from '../model/diagnosis.ts';
import type { Outcome } from '../model/outcome.ts';
import type { FailureReport, Obstacle, Report, TargetReport } from '../model/report.ts';

type Redact = (text: string) => string;

/**
 * The report with every text that others wrote passed through the redactor. It must happen before anything is
 * rendered: what was escaped, cut or quoted is not found as a secret any more.
 */
export function redactReport(report: Report, redact: Redact): Report {
  return {
    ...report,
    targets: report.targets.map(target => targetOf(target, redact)),
    ...(report.failure && { failure: failureOf(report.failure, redact) }),
  };
}

function targetOf(target: TargetReport, redact: Redact): TargetReport {
  return {
    ...target,
    changes: target.changes.map(change => changeOf(change, redact)),
    diagnostics: target.diagnostics.map(diagnostic => diagnosticOf(diagnostic, redact)),
    limits: target.limits.map(redact),
    ...(target.previewMatch && {
      previewMatch: { ...target.previewMatch, notes: target.previewMatch.notes.map(redact) },
    }),
    ...(target.rendered && {
      rendered: {
        ...target.rendered,
        changes: target.rendered.changes.map(change => changeOf(change, redact)),
      },
    }),
    ...(target.outcome && { outcome: outcomeOf(target.outcome, redact) }),
    ...(target.hold?.reason !== undefined && {
      hold: { ...target.hold, reason: redact(target.hold.reason) },
    }),
    ...(target.failure && { failure: failureOf(target.failure, redact) }),
    ...(target.obstacle && { obstacle: obstacleOf(target.obstacle, redact) }),
    ...(target.putBack?.message !== undefined && {
      putBack: { ...target.putBack, message: redact(target.putBack.message) },
    }),
  };
}

function changeOf(change: Change, redact: Redact): Change {
  return {
    ...change,
    fields: change.fields.map(field => fieldOf(field, redact)),
    ...(change.after !== undefined && { after: valueOf(change.after, redact) }),
    ...(change.ignored && {
      ignored: change.ignored.map(field => ({ ...field, ...fieldOf(field, redact), why: redact(field.why) })),
    }),
    ...(change.risk !== undefined && { risk: redact(change.risk) }),
    ...(change.caution !== undefined && { caution: redact(change.caution) }),
    ...(change.note !== undefined && { note: redact(change.note) }),
  };
}

function fieldOf(field: FieldChange, redact: Redact): FieldChange {
  return {
    ...field,
    ...(field.before !== undefined && { before: valueOf(field.before, redact) }),
    ...(field.after !== undefined && { after: valueOf(field.after, redact) }),
    ...(field.declared !== undefined && { declared: valueOf(field.declared, redact) }),
    ...(field.lines && { lines: field.lines.map(redact) }),
  };
}

function valueOf(value: Json, redact: Redact): Json {
  if (typeof value === 'string') return redact(value);
  if (isList(value)) return value.map(item => valueOf(item, redact));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, valueOf(item, redact)]));
}

function diagnosticOf(diagnostic: Diagnostic, redact: Redact): Diagnostic {
  const { message, hint } = diagnostic;
  return { ...diagnostic, message: redact(message), ...(hint !== undefined && { hint: redact(hint) }) };
}

function failureOf(failure: FailureReport, redact: Redact): FailureReport {
  const { message, hint } = failure;
  return { ...failure, message: redact(message), ...(hint !== undefined && { hint: redact(hint) }) };
}

function obstacleOf(obstacle: Obstacle | 'none', redact: Redact): Obstacle | 'none' {
  if (obstacle === 'none') return obstacle;
  const { message, hint } = obstacle;
  return { ...obstacle, message: redact(message), ...(hint !== undefined && { hint: redact(hint) }) };
}

function outcomeOf(outcome: Outcome, redact: Redact): Outcome {
  return {
    ...outcome,
    steps: outcome.steps.map(step =>
      step.message === undefined ? step : { ...step, message: redact(step.message) },
    ),
    ...(outcome.hooks && {
      hooks: outcome.hooks.map(hook =>
        hook.message === undefined ? hook : { ...hook, message: redact(hook.message) },
      ),
    }),
    health: outcome.health.map(health => ({
      ...health,
      message: redact(health.message),
      ...(health.diagnosis && { diagnosis: diagnosisOf(health.diagnosis, redact) }),
    })),
  };
}

/** What a container wrote may hold anything. */
function diagnosisOf(diagnosis: Diagnosis, redact: Redact): Diagnosis {
  return {
    ...diagnosis,
    detail: redact(diagnosis.detail),
    names: diagnosis.names.map(redact),
    events: diagnosis.events.map(event => ({ ...event, message: redact(event.message) })),
    // Line by line a secret of several lines would not be found.
    logs: diagnosis.logs.map(log => ({
      ...log,
      lines: redact(log.lines.join('\n')).split('\n').slice(0, log.lines.length),
    })),
  };
}
