import { nearestName } from '../../../../input/nearest.ts';
import { hookMoments } from '../../../../model/hook.ts';
import { valueAt } from '../../../../model/json.ts';
import type { Manifest } from '../../../../model/manifest.ts';
import { cleanups, hookAnnotations, wordsOf } from '../../hooks/mark.ts';
import { isJob } from '../../hooks/split.ts';
import { annotationOf, annotationPointer } from '../../names.ts';
import type { Rule, RuleFinding } from './rule.ts';

/** An annotation of a hook that does not mean what its author thinks. */
export const hookMark: Rule = {
  id: 'hook-mark',
  severity: 'error',
  doc: 'the annotations of a hook have a word that is none, or stand at something that cannot be a hook',
  check: context => context.manifests.flatMap(manifest => [...mistakesOf(manifest)]),
};

function mistakesOf(manifest: Manifest): readonly RuleFinding[] {
  const { object } = manifest;
  const { hook, order, cleanup } = hookAnnotations;
  const texts = { hook: annotationOf(object, hook), order: annotationOf(object, order) };
  const finding = (name: string, message: string, hint: string): RuleFinding => {
    return { manifest, pointer: annotationPointer(name), at: 'value', message, hint };
  };
  if (texts.hook === undefined) {
    const alone = [order, cleanup].filter(name => annotationOf(object, name) !== undefined);
    return alone.map(name => finding(name, `${name} means nothing without ${hook}`, `Add ${hook}: before`));
  }
  const found = [
    ...unknownWords(texts.hook, hookMoments).map(each =>
      finding(hook, `${hook}: ${each.message}`, each.hint),
    ),
    ...unknownWords(annotationOf(object, cleanup) ?? cleanups[0], cleanups).map(each =>
      finding(cleanup, `${cleanup}: ${each.message}`, each.hint),
    ),
  ];
  if (!isJob(manifest.id))
    found.push(
      finding(
        hook,
        `a ${manifest.id.kind} cannot be a hook`,
        'Only a Job can: nothing else tells when it is done.',
      ),
    );
  if (texts.order !== undefined && !/^[+-]?\d{1,9}$/.test(texts.order.trim()))
    found.push(
      finding(
        order,
        `${order}: ${texts.order} is not a whole number`,
        'Write a number in quotes, as "-5" or "10".',
      ),
    );
  if (isJob(manifest.id) && valueAt(object, '/spec/suspend') === true)
    found.push(finding(hook, 'this hook is suspended and would never run', 'Take spec.suspend out.'));
  return found;
}

function unknownWords(
  text: string,
  known: readonly string[],
): readonly { readonly message: string; readonly hint: string }[] {
  const words = wordsOf(text);
  if (words.length === 0) return [{ message: 'it is empty', hint: `Write ${known.join(', ')}.` }];
  return words
    .filter(word => !known.includes(word))
    .map(word => {
      const near = nearestName(word, known);
      return {
        message: `${word} is none of ${known.join(', ')}`,
        hint: near === undefined ? `Write one or more of them with commas.` : `Did you mean ${near}?`,
      };
    });
}
