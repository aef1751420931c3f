import { compactRules, type PolicyRule } from './rules.ts';

/** A role that exists apart from the printed ones, and that the identity gets as well. */
export interface HeldRole {
  readonly kind: 'Role' | 'ClusterRole';
  readonly name: string;
}

/** What the identity may do, collected: in the whole cluster (no namespace) or in one namespace. */
export interface Rights {
  allow(namespace: string | undefined, rule: PolicyRule): void;
  hold(namespace: string | undefined, role: HeldRole): void;
  /** Something that whoever reads the Role must know, once. */
  note(text: string): void;
  readonly places: readonly Place[];
  readonly notes: readonly string[];
}

/** The rights in one place. */
export interface Place {
  /** Absent: the whole cluster. */
  readonly namespace?: string;
  readonly rules: readonly PolicyRule[];
  readonly roles: readonly HeldRole[];
}

/** Opens an empty collection. */
export function collectRights(): Rights {
  const rules = new Map<string, PolicyRule[]>();
  const roles = new Map<string, HeldRole[]>();
  const notes = new Set<string>();
  const add = <T>(all: Map<string, T[]>, namespace: string | undefined, item: T): void => {
    all.set(namespace ?? '', [...(all.get(namespace ?? '') ?? []), item]);
  };
  return {
    allow: (namespace, rule) => add(rules, namespace, rule),
    hold: (namespace, role) => {
      const isHeld = roles
        .get(namespace ?? '')
        ?.some(each => each.kind === role.kind && each.name === role.name);
      if (isHeld !== true) add(roles, namespace, role);
    },
    note: text => void notes.add(text),
    get places() {
      const names = new Set([...rules.keys(), ...roles.keys()]);
      return [...names].toSorted().map(namespace => ({
        ...(namespace !== '' && { namespace }),
        rules: compactRules(rules.get(namespace) ?? []),
        roles: roles.get(namespace) ?? [],
      }));
    },
    get notes() {
      return [...notes];
    },
  };
}
