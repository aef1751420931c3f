import type { Signature } from '../git/commits.ts';
import type { Account, Accounts } from './accounts.ts';
import { stampOf } from './clock.ts';

/** How somebody signs a commit: with the address by which GitHub knows its author again. */
export function signatureOf(account: Account, ms: number): Signature {
  const email = `${account.id}+${account.login}@users.noreply.github.com`;
  return { name: account.login, email, date: stampOf(ms) };
}

/** The account behind a signature; undefined when the address is nobody's here. */
export function accountBehind(accounts: Accounts, signature: Signature): Account | undefined {
  const [, login] = /^\d+\+(.+)@users\.noreply\.github\.com$/.exec(signature.email) ?? [];
  return login === undefined ? undefined : accounts.find(login);
}
