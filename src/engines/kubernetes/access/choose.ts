import { Failure } from '../../../model/failure.ts';
import type { Entry, Kubeconfig } from './kubeconfig.ts';
import { textAt } from '../../../model/json.ts';

/** The context that is used, and the cluster and user it names. */
export interface Chosen {
  /** How messages call it: `context prod of the kubeconfig ...`. */
  readonly where: string;
  readonly namespace: string;
  readonly cluster: Entry;
  readonly user: Entry;
}

/**
 * Picks the asked context, else the current one, else the only one. Messages list the names of the contexts,
 * never servers or users.
 * @throws Failure context-unknown, kubeconfig-invalid
 */
export function chooseContext(kubeconfig: Kubeconfig, asked: string | undefined): Chosen {
  const names = [...kubeconfig.contexts.keys()];
  const wanted = asked ?? kubeconfig.currentContext ?? (names.length === 1 ? names[0] : undefined);
  if (names.length === 0) {
    throw new Failure('kubeconfig-invalid', `${kubeconfig.name} has no contexts`, {
      hint: 'A kubeconfig names clusters, users and at least one context that joins them.',
    });
  }
  const list = `It has ${names.join(', ')}.`;
  if (wanted === undefined) {
    throw new Failure(
      'context-unknown',
      `${kubeconfig.name} has several contexts and none is chosen. ${list}`,
      {
        hint: 'Name one of them in the input context.',
      },
    );
  }
  const context = kubeconfig.contexts.get(wanted);
  if (!context) {
    const by = asked === undefined ? 'Its current-context' : 'The input context';
    throw new Failure('context-unknown', `${kubeconfig.name} has no context ${wanted}. ${list}`, {
      hint: `${by} names one that does not exist: name one of those that do in the input context.`,
    });
  }
  return {
    where: `context ${wanted} of ${kubeconfig.name}`,
    namespace: textAt(context.value, '/namespace') || 'default',
    cluster: partOf(kubeconfig, 'clusters', wanted, context),
    user: partOf(kubeconfig, 'users', wanted, context),
  };
}

function partOf(kubeconfig: Kubeconfig, list: 'clusters' | 'users', context: string, entry: Entry): Entry {
  const field = list === 'clusters' ? 'cluster' : 'user';
  const name = textAt(entry.value, `/${field}`) ?? '';
  const found = name === '' ? undefined : kubeconfig[list].get(name);
  if (found) return found;
  const what = name === '' ? `names no ${field}` : `names a ${field} that is not in its ${list}`;
  throw new Failure('kubeconfig-invalid', `context ${context} of ${kubeconfig.name} ${what}`, {
    hint: `Add the ${field}, or choose another context. kubectl config view --minify --flatten --raw writes one that is whole.`,
  });
}
