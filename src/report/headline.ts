import { failureDocs } from '../model/failure.ts';
import { isCompared } from '../model/change.ts';
import type { Report, TargetReport } from '../model/report.ts';
import type { Mode } from '../model/settings.ts';
import { causeOf } from './causes.ts';
import { addressesAsked } from './confirm.ts';
import { changeCountOf, doneCounts, doneCountWords, uncomparedCount } from './count-words.ts';
import { durationText } from './duration.ts';
import { hookCount } from './hook-words.ts';
import { type Phrase, phraseText } from './phrase.ts';
import { renderedCount } from './rendered-part.ts';
import { asPreviewed } from './preview-words.ts';
import { sorted } from './progress-words.ts';
import { counted } from './sentence.ts';
import { titleAt } from './titles.ts';

/** The verdict as plain text on one line. */
export function headlineOf(report: Report): string {
  return phraseText(verdictOf(report));
}

/** The verdict as a person would say it: numbers, environment, and the one thing that is wrong. */
export function verdictOf(report: Report): Phrase {
  const { targets } = report;
  const place = placeOf(targets);
  switch (report.result) {
    case 'valid':
      return [`Valid: ${namesOf(targets)}${warningWords(targets)}`];
    case 'previewed':
      return previewWords(report, place);
    case 'deployed':
      if (report.mode === 'heal') return [`Healed ${place} in ${tookText(targets)}: ${doneWordsOf(targets)}`];
      return [
        `Deployed ${toPlace(targets)} in ${tookText(targets)}: ${doneWordsOf(targets)}${asPreviewed(targets)}`,
      ];
    case 'rolled-back':
      return [`Rolled back ${place} in ${tookText(targets)}: ${doneWordsOf(targets)}`];
    case 'resumed':
      return [`The hold on ${place} is lifted`];
    case 'held':
      return [`Not deployed: ${place} is held since its rollback`];
    case 'destroyed':
      return [`Destroyed ${place} in ${tookText(targets)}: ${doneWordsOf(targets)}`];
    case 'unchanged':
      return [unchangedWords(report.mode, place)];
    case 'clean':
      return [`No drift: ${place} is as it was deployed${uncomparedWords(targets)}`];
    case 'drifted':
      return [
        `${counted(changeCountOf(targets), 'object')} of ${place} ${areWord(targets)} from what was deployed${uncomparedWords(targets)}`,
      ];
    case 'superseded':
      return [`Not deployed: a newer commit already runs in ${place}`];
    case 'rendered':
      return [`Rendered ${namesOf(targets)}`];
    case 'listed':
      return [`Deploys of ${place}`];
    case 'failed':
      return [
        `${modeWords[report.mode]} ${isUnconfirmed(report) ? 'stopped before the first write' : 'failed'}: `,
        ...failureWords(report),
      ];
    case 'partial':
      return [`${modeWords[report.mode]} stopped half-way: `, ...failureWords(report)];
    case 'cancelled':
      return [`${modeWords[report.mode]} cancelled: `, ...cancelWords(targets)];
  }
}

/** What there was nothing to do for, by mode. */
function unchangedWords(mode: Mode, place: string): string {
  if (mode === 'resume') return `Nothing to lift: nothing is held in ${place}`;
  if (mode === 'destroy') return `Nothing to destroy: nothing of ${place} is there any more`;
  if (mode === 'heal') return `Nothing to heal: ${place} is as it was deployed`;
  return `Nothing to deploy: ${place} is already as declared`;
}

const modeWords: Readonly<Record<Mode, string>> = {
  validate: 'Validation',
  preview: 'Preview',
  deploy: 'Deploy',
  rollback: 'Rollback',
  resume: 'Resume',
  drift: 'Drift check',
  heal: 'Heal',
  destroy: 'Destroy',
  render: 'Rendering',
  rbac: 'Rights',
  history: 'History',
};

function previewWords(report: Report, place: string): Phrase {
  const changes = changeCountOf(report.targets);
  const ahead = report.isBeginning === true ? `${modeWords[report.mode]} begins` : 'Dry run';
  const name = report.mode === 'preview' ? 'Preview' : ahead;
  const isAsked = report.targets.some(target => target.planDigest !== undefined);
  const differing = renderedCount(report.targets);
  if (changes === 0 && !isAsked && differing !== undefined)
    return [
      `${name}: ${differing === 0 ? 'no object' : counted(differing, 'object')} of ${place} ${differing < 2 ? 'changes' : 'change'} in the files`,
    ];
  if (changes === 0 && !isAsked)
    return [`${name}: the files of ${place} are good, what would change is not known`];
  if (report.mode === 'resume') return [`Dry run: the hold on ${place} would be lifted`];
  const hooks = hookCount(report.targets);
  const also = `${hooks === '' ? '' : `, ${hooks}`}${uncomparedWords(report.targets)}`;
  if (changes === 0) return [`${name}: nothing would change in ${place}${also}`];
  const look = report.targets
    .flatMap(target => target.changes)
    .filter(
      change =>
        change.risk !== undefined ||
        change.caution !== undefined ||
        change.action === 'delete' ||
        (change.action === 'unknown' && isCompared(change)),
    ).length;
  const closer = look === 0 ? '' : `, ${look} ${look === 1 ? 'needs' : 'need'} a closer look`;
  return [`${name}: ${counted(changes, 'change')} in ${place}${also}${closer}`];
}

/** The first thing that is wrong, dangerous ones first: what is not up, what could not be done, what stopped the run. */
function failureWords(report: Report): Phrase {
  // What is not up yet when somebody stops a run is no failure of its own.
  if (report.reasonCode === 'cancelled') return ['the run was cancelled'];
  for (const target of report.targets) {
    const {
      ill: [ill],
      failed: [step],
    } = sorted(target.outcome ?? { health: [], steps: [] });
    if (ill) return [{ code: titleAt(ill.address, target) }, ` ${causeOf(ill)}`];
    if (step) return [{ code: titleAt(step.address, target) }, ` could not be ${doneCause(step.action)}`];
  }
  const failure = report.failure ?? report.targets.find(target => target.failure)?.failure;
  const asked = failure === undefined ? 0 : (addressesAsked(failure)?.split(',').length ?? 0);
  if (asked > 0) return [`${counted(asked, 'change')} ${asked === 1 ? 'needs' : 'need'} a yes`];
  if (failure) return [stopWords(failure.code)];
  const errors = report.targets
    .flatMap(target => target.diagnostics)
    .filter(({ severity }) => severity === 'error');
  const files = new Set(errors.flatMap(({ location }) => (location ? [location.file] : [])));
  if (errors.length === 0) return [report.reasonCode];
  const [file] = files;
  if (file !== undefined && errors.every(({ location }) => location?.file === file))
    return [`${counted(errors.length, 'error')} in `, { code: file }];
  return [`${counted(errors.length, 'error')}${files.size > 1 ? ` in ${files.size} files` : ''}`];
}

function isUnconfirmed(report: Report): boolean {
  return report.targets.some(target => target.failure?.code.endsWith('-unconfirmed') === true);
}

function cancelWords(targets: readonly TargetReport[]): Phrase {
  const steps = targets.flatMap(target => target.outcome?.steps ?? []);
  if (steps.length === 0) return ['nothing was written'];
  const done = steps.filter(step => step.state === 'done').length;
  return [`${done} of ${counted(steps.length, 'change')} ${steps.length === 1 ? 'was' : 'were'} made`];
}

function doneCause(action: string): string {
  return action === 'delete' ? 'deleted' : 'applied';
}

/** The documented meaning of a failure code; the message below it names what it happened to. */
function stopWords(code: string): string {
  const docs: Readonly<Record<string, string>> = failureDocs;
  return (Object.hasOwn(docs, code) ? docs[code] : undefined) ?? code;
}

/** `shop in production`, or how many targets there are. */
function placeOf(targets: readonly TargetReport[]): string {
  const [target] = targets;
  if (!target || targets.length > 1) return `${targets.length} targets`;
  return `${target.name} in ${target.environment}`;
}

function toPlace(targets: readonly TargetReport[]): string {
  const [target] = targets;
  if (!target || targets.length > 1) return `${targets.length} targets`;
  return `${target.name} to ${target.environment}`;
}

function namesOf(targets: readonly TargetReport[]): string {
  return targets.map(target => target.name).join(', ');
}

function areWord(targets: readonly TargetReport[]): string {
  return changeCountOf(targets) === 1 ? 'differs' : 'differ';
}

function uncomparedWords(targets: readonly TargetReport[]): string {
  const count = uncomparedCount(targets);
  return count === 0 ? '' : `, ${counted(count, 'object')} not compared`;
}

function doneWordsOf(targets: readonly TargetReport[]): string {
  const words = targets.map(target => doneCountWords(doneCounts(target))).filter(text => text !== '');
  const done = words.length === 0 ? 'nothing had changed' : words.join('; ');
  const hooks = hookCount(targets);
  return hooks === '' ? done : `${done}, ${hooks}`;
}

function warningWords(targets: readonly TargetReport[]): string {
  const warnings = targets
    .flatMap(target => target.diagnostics)
    .filter(({ severity }) => severity === 'warning').length;
  return warnings === 0 ? ', no mistakes found' : `, ${counted(warnings, 'warning')}`;
}

function tookText(targets: readonly TargetReport[]): string {
  return durationText(Math.max(0, ...targets.map(target => target.outcome?.durationMs ?? 0)));
}
