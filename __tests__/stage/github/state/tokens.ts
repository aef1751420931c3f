import { randomInt } from 'node:crypto';
import type { Account, Accounts } from './accounts.ts';
import { actionsBot } from './accounts.ts';
import type { Clock } from './clock.ts';

/** Permissions as a workflow's `permissions:` block names them. */
export type Permission =
  | 'actions'
  | 'artifact-metadata'
  | 'attestations'
  | 'checks'
  | 'contents'
  | 'deployments'
  | 'id-token'
  | 'issues'
  | 'packages'
  | 'pull-requests'
  | 'statuses';

/** What a token may: each permission that is not named is none. */
export type Permissions = Readonly<Partial<Record<Permission, 'read' | 'write' | 'none'>>>;

/** A token to be made. */
export interface TokenOrder {
  /** Whom it acts as; a login that ends in `[bot]` is an app's. Default: `github-actions[bot]`. */
  readonly login?: string;
  /** Default: everything may be written. An app that declares any permission has no other. */
  readonly permissions?: Permissions | 'read-all' | 'write-all';
  /** Full names; for an app the repositories that it is installed on. Default: all. */
  readonly repositories?: readonly string[];
  /** As for a pull request from a fork or by Dependabot: whatever was asked for, nothing may be written. */
  readonly readOnly?: boolean;
  /** Default: it does not expire. */
  readonly expiresInMinutes?: number;
}

/** A token that GitHub knows. */
export interface Token {
  /** What a client sends. */
  readonly value: string;
  readonly login: string;
  readonly permissions: Permissions;
  /** From now on GitHub answers 401. */
  readonly revoke: () => void;
}

/** A token with what the stand-in needs to know of it. */
export interface KnownToken extends Token {
  readonly account: Account;
  readonly repositories: readonly string[] | undefined;
  readonly isAlive: () => boolean;
}

/** All tokens. */
export interface Tokens {
  readonly issue: (order?: TokenOrder) => KnownToken;
  /** The token of this value while it lives. */
  readonly find: (value: string) => KnownToken | undefined;
}

const all: readonly Permission[] = [
  'actions',
  'artifact-metadata',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'id-token',
  'issues',
  'packages',
  'pull-requests',
  'statuses',
];

/** No tokens yet. */
export function createTokens(accounts: Accounts, clock: Clock): Tokens {
  const known = new Map<string, KnownToken>();
  return {
    issue: (order = {}) => {
      const account = accounts.of(order.login ?? actionsBot);
      const value = `${account.type === 'Bot' ? 'ghs' : 'ghp'}_${randomText(36)}`;
      const endsMs =
        order.expiresInMinutes === undefined ? Infinity : clock.nowMs() + order.expiresInMinutes * 60_000;
      const token: KnownToken = {
        value,
        login: account.login,
        account,
        permissions: permissionsOf(order),
        repositories: order.repositories?.map(name => name.toLowerCase()),
        isAlive: () => clock.nowMs() < endsMs,
        revoke: () => void known.delete(value),
      };
      known.set(value, token);
      return token;
    },
    find: value => {
      const token = known.get(value);
      return token?.isAlive() === true ? token : undefined;
    },
  };
}

function permissionsOf({ permissions = 'write-all', readOnly = false }: TokenOrder): Permissions {
  const asked: Permissions =
    typeof permissions === 'string'
      ? Object.fromEntries(all.map(name => [name, permissions === 'read-all' ? 'read' : 'write']))
      : permissions;
  if (!readOnly) return asked;
  return Object.fromEntries(
    Object.entries(asked)
      .filter(([name]) => name !== 'id-token')
      .map(([name, level]) => [name, level === 'none' ? 'none' : 'read']),
  );
}

function randomText(length: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from({ length }, () => letters.charAt(randomInt(letters.length))).join('');
}
