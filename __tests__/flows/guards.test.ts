import { describe, expect, it } from 'vitest';
import { needingConfirmation, requireConfirmation } from '../../src/flows/guards.ts';
import type { Action, Change } from '../../src/model/change.ts';
import { Failure } from '../../src/model/failure.ts';

function change(action: Action, name: string, risk?: string): Change {
  return {
    address: `v1/ConfigMap/shop/${name}`,
    confirmAddress: `ConfigMap/shop/${name}`,
    action,
    fields: [],
    evidence: 'listed',
    ...(risk !== undefined && { risk }),
  };
}

function stop(changes: readonly Change[], confirm: readonly string[], maxDeletions = 2): Failure | undefined {
  try {
    requireConfirmation(changes, { confirm, maxDeletions });
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

describe('confirmation', () => {
  it('lets creates, updates and a few deletions pass', () => {
    expect(
      stop(
        [change('create', 'a'), change('update', 'b'), change('delete', 'c'), change('unchanged', 'd')],
        [],
      ),
    ).toBeUndefined();
  });

  it('stops at an object that the plan could not see: it would be left out', () => {
    expect(stop([change('create', 'a'), change('unknown', 'b')], [])?.code).toBe('permission-missing');
  });

  it('stops at a deletion that loses something, and prints what to confirm', () => {
    const failure = stop([change('update', 'a'), change('delete', 'data', 'its data is lost')], []);
    expect(failure?.code).toBe('deletion-unconfirmed');
    expect(failure?.hint).toContain('ConfigMap/shop/data');
  });

  it('stops at a recreate with a code of its own', () => {
    expect(stop([change('recreate', 'a', 'its Pods stop')], [])?.code).toBe('recreate-unconfirmed');
  });

  it('counts only what is not confirmed', () => {
    const changes = [change('delete', 'a', 'data'), change('recreate', 'b', 'Pods'), change('update', 'c')];
    expect(stop(changes, ['ConfigMap/shop/a', 'ConfigMap/shop/b'])).toBeUndefined();
    expect(stop(changes, ['ConfigMap/shop/a'])?.hint).toBe('To allow it, confirm: ConfigMap/shop/b');
  });

  it('wants every deletion confirmed when there are more than allowed', () => {
    const changes = [
      change('delete', 'a'),
      change('delete', 'b'),
      change('delete', 'c'),
      change('unchanged', 'd'),
    ];
    expect(needingConfirmation(changes, 2).map(each => each.confirmAddress)).toHaveLength(3);
    expect(needingConfirmation(changes, 3)).toHaveLength(0);
  });

  it('wants a yes when nothing would be left', () => {
    expect(stop([change('delete', 'a')], [])?.message).toContain('nothing of the set would be left');
  });
});
