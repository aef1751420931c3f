import { isObject, type Json, type JsonObject, listAt, textAt, valueAt } from '../../../model/json.ts';

/** One state of a resource as an event tells it; secrets stand in it as signature objects or `[secret]`. */
export interface ResourceState {
  readonly inputs: JsonObject;
  readonly outputs: JsonObject;
  readonly id: string;
  readonly isProtected: boolean;
  readonly isRetained: boolean;
  /** Property paths whose values the provider or the program wants hidden. */
  readonly hidden: readonly string[];
}

/** How one property differs; `isInput`: the old side is the old input, else the old output. */
export interface PropertyDiff {
  readonly kind: 'add' | 'delete' | 'update';
  readonly isReplacing: boolean;
  readonly isInput: boolean;
}

/** One step of the engine, before it, after it, or failed. */
export interface StepEvent {
  readonly kind: 'step';
  readonly phase: 'before' | 'after' | 'failed';
  readonly isPlanning: boolean;
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly old?: ResourceState;
  readonly new?: ResourceState;
  /** Why it is replaced. */
  readonly keys: readonly string[];
  readonly diffs: readonly string[];
  /** Null when the provider gave no detail, which is not the same as no difference. */
  readonly detail: ReadonlyMap<string, PropertyDiff> | null;
}

/** A message of the engine, of a provider or of the program. */
export interface DiagnosticEvent {
  readonly kind: 'diagnostic';
  readonly urn?: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly message: string;
  readonly isEphemeral: boolean;
}

/** A violation of a policy; `level` as the pack says it: advisory is `warning` on the wire. */
export interface PolicyEvent {
  readonly kind: 'policy';
  readonly urn?: string;
  readonly policy: string;
  readonly pack: string;
  readonly level: string;
  readonly message: string;
}

/** What a policy changed in the inputs of a resource. */
export interface RemediationEvent {
  readonly kind: 'remediation';
  readonly urn?: string;
  readonly policy: string;
  readonly pack: string;
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** The end of a preview or of an update. */
export interface SummaryEvent {
  readonly kind: 'summary';
  readonly isPreview: boolean;
  readonly result: string;
}

/** What we read of the engine's events; everything else is left out. */
export type EngineEvent = StepEvent | DiagnosticEvent | PolicyEvent | RemediationEvent | SummaryEvent;

/** Reads an event as it came over the wire (pulumi/pulumi sdk/go/common/apitype/events.go); undefined for those we do not need. */
export function readEvent(event: Json): EngineEvent | undefined {
  const at = (pointer: string): Json | undefined => valueAt(event, pointer);
  if (at('/resourcePreEvent') !== undefined) return stepOf(at('/resourcePreEvent'), 'before');
  if (at('/resOutputsEvent') !== undefined) return stepOf(at('/resOutputsEvent'), 'after');
  if (at('/resOpFailedEvent') !== undefined) return stepOf(at('/resOpFailedEvent'), 'failed');
  if (at('/diagnosticEvent') !== undefined) return diagnosticOf(at('/diagnosticEvent'));
  if (at('/policyEvent') !== undefined) return policyOf(at('/policyEvent'));
  if (at('/policyRemediationEvent') !== undefined) return remediationOf(at('/policyRemediationEvent'));
  const summary = at('/summaryEvent');
  if (summary === undefined) return undefined;
  return {
    kind: 'summary',
    isPreview: valueAt(summary, '/isPreview') === true,
    result: textAt(summary, '/result') ?? '',
  };
}

function stepOf(event: Json | undefined, phase: StepEvent['phase']): StepEvent {
  const metadata = valueAt(event, '/metadata');
  const [before, after] = [valueAt(metadata, '/old'), valueAt(metadata, '/new')];
  const detail = valueAt(metadata, '/detailedDiff');
  return {
    kind: 'step',
    phase,
    isPlanning: valueAt(event, '/planning') === true,
    op: textAt(metadata, '/op') ?? '',
    urn: textAt(metadata, '/urn') ?? '',
    type: textAt(metadata, '/type') ?? '',
    ...(isObject(before) && { old: stateOf(before) }),
    ...(isObject(after) && { new: stateOf(after) }),
    keys: textsAt(metadata, '/keys'),
    diffs: textsAt(metadata, '/diffs'),
    detail: isObject(detail)
      ? new Map(Object.entries(detail).map(([path, diff]) => [path, diffOf(diff)]))
      : null,
  };
}

function stateOf(state: JsonObject): ResourceState {
  return {
    inputs: objectAt(state, '/inputs'),
    outputs: objectAt(state, '/outputs'),
    id: textAt(state, '/id') ?? '',
    isProtected: state['protect'] === true,
    isRetained: state['retainOnDelete'] === true,
    hidden: listAt(state, '/hideDiffs').flatMap(path => (typeof path === 'string' ? [path] : [])),
  };
}

function diffOf(diff: Json): PropertyDiff {
  const [kind = 'update', replace] = (textAt(diff, '/diffKind') ?? 'update').split('-');
  return {
    kind: kind === 'add' || kind === 'delete' ? kind : 'update',
    isReplacing: replace === 'replace',
    isInput: valueAt(diff, '/inputDiff') === true,
  };
}

function diagnosticOf(event: Json | undefined): DiagnosticEvent {
  const severity = textAt(event, '/severity') ?? 'info';
  const urn = textAt(event, '/urn');
  return {
    kind: 'diagnostic',
    ...(urn !== undefined && urn !== '' && { urn }),
    severity: severity === 'error' || severity === 'warning' ? severity : 'info',
    message: plainText(textAt(event, '/message') ?? ''),
    isEphemeral: valueAt(event, '/ephemeral') === true,
  };
}

function policyOf(event: Json | undefined): PolicyEvent {
  return { kind: 'policy', ...policyNames(event), ...policyTexts(event) };
}

function policyTexts(event: Json | undefined): Pick<PolicyEvent, 'level' | 'message'> {
  return {
    level: textAt(event, '/enforcementLevel') ?? '',
    message: plainText(textAt(event, '/message') ?? ''),
  };
}

function remediationOf(event: Json | undefined): RemediationEvent {
  return {
    kind: 'remediation',
    ...policyNames(event),
    before: objectAt(event, '/before'),
    after: objectAt(event, '/after'),
  };
}

function policyNames(event: Json | undefined): Pick<PolicyEvent, 'urn' | 'policy' | 'pack'> {
  const urn = textAt(event, '/resourceUrn');
  return {
    ...(urn !== undefined && urn !== '' && { urn }),
    policy: textAt(event, '/policyName') ?? '',
    pack: textAt(event, '/policyPackName') ?? '',
  };
}

/** A message without the marks of colour, `<{%reset%}>` and escape sequences. */
export function plainText(message: string): string {
  // oxlint-disable-next-line eslint/no-control-regex -- the escape character is what is looked for
  return message.replaceAll(/<\{%[^%]*%\}>|\u001B\[[\d;]*m/g, '').trim();
}

function objectAt(value: Json | undefined, pointer: string): JsonObject {
  const found = valueAt(value, pointer);
  return isObject(found) ? found : {};
}

function textsAt(value: Json | undefined, pointer: string): readonly string[] {
  return listAt(value, pointer).flatMap(item => (typeof item === 'string' ? [item] : []));
}
