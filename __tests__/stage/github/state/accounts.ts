import { nodeIdOf, type Ids } from './ids.ts';

/** A GitHub App. */
export interface App {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
}

/** A user, a bot (whose login ends in `[bot]`) or an organisation. */
export interface Account {
  readonly id: number;
  readonly nodeId: string;
  readonly login: string;
  readonly type: 'User' | 'Bot' | 'Organization';
  /** The app that the bot is the face of. */
  readonly app?: App;
}

/** The accounts by login, whatever its case; who is asked for and does not exist is made. */
export interface Accounts {
  readonly of: (login: string) => Account;
  /** Makes an organisation; repositories of it are the organisation's. */
  readonly organization: (login: string) => Account;
  readonly find: (login: string) => Account | undefined;
}

/** The bot that GITHUB_TOKEN acts as. Its ids are GitHub's own. */
export const actionsBot = 'github-actions[bot]';

const actionsAppId = 15_368;
const actionsBotId = 41_898_282;

/** No accounts yet. */
export function createAccounts(ids: Ids): Accounts {
  const known = new Map<string, Account>();
  const keep = (account: Account): Account => {
    known.set(account.login.toLowerCase(), account);
    return account;
  };
  const make = (login: string): Account => {
    if (!login.endsWith('[bot]')) {
      const id = ids.next('user');
      return { id, nodeId: nodeIdOf('user', id), login, type: 'User' };
    }
    const slug = login.slice(0, -'[bot]'.length);
    const id = login === actionsBot ? actionsBotId : ids.next('bot');
    const app = { id: login === actionsBot ? actionsAppId : ids.next('app'), slug, name: nameOf(slug) };
    return { id, nodeId: nodeIdOf('bot', id), login, type: 'Bot', app };
  };
  return {
    of: login => known.get(login.toLowerCase()) ?? keep(make(login)),
    organization: login => {
      const id = ids.next('organization');
      return keep({ id, nodeId: nodeIdOf('organization', id), login, type: 'Organization' });
    },
    find: login => known.get(login.toLowerCase()),
  };
}

function nameOf(slug: string): string {
  return slug
    .split('-')
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')
    .replace('Github', 'GitHub');
}
