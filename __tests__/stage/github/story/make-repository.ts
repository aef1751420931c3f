import { join } from 'node:path';
import { createBareRepository, openGit } from '../git/git.ts';
import type { Files } from '../git/write.ts';
import { nodeIdOf } from '../state/ids.ts';
import { createRepositoryState, type RepositoryState } from '../state/repository.ts';
import type { State } from '../state/state.ts';

/** A repository to be made. */
export interface RepositoryOrder {
  readonly owner: string;
  readonly name: string;
  readonly private?: boolean;
  /** What the owner is when it is new; default: an organisation. */
  readonly ownerType?: 'organization' | 'user';
  /** Default: `main`. */
  readonly defaultBranch?: string;
  /** The files of the first commit; default: a README.md. */
  readonly files?: Files;
  /** Without any commit. */
  readonly isEmpty?: boolean;
}

/** Makes repositories, each with a bare repository in a folder. */
export function createRepositoryMaker(
  state: State,
  folder: string,
): {
  readonly make: (order: RepositoryOrder) => Promise<RepositoryState>;
  readonly fork: (of: RepositoryState, login: string) => Promise<RepositoryState>;
} {
  const keep = (repo: RepositoryState): RepositoryState => {
    const key = repo.fullName.toLowerCase();
    if (state.repositories.has(key)) throw new Error(`${repo.fullName} exists already`);
    state.repositories.set(key, repo);
    return repo;
  };
  const facts = (login: string, name: string) => {
    const id = state.ids.next('repository');
    return {
      id,
      nodeId: nodeIdOf('repository', id),
      name,
      owner: state.accounts.of(login),
      createdMs: state.clock.nowMs(),
      gitFolder: join(folder, login, `${name}.git`),
    };
  };
  return {
    make: async order => {
      const { owner, name, defaultBranch = 'main', ownerType = 'organization' } = order;
      if (ownerType === 'organization' && !state.accounts.find(owner)) state.accounts.organization(owner);
      const { gitFolder, ...known } = facts(owner, name);
      const git = await createBareRepository(gitFolder, defaultBranch);
      return keep(createRepositoryState({ ...known, isPrivate: order.private ?? false, defaultBranch, git }));
    },
    fork: async (of, login) => {
      const { gitFolder, ...known } = facts(login, of.name);
      await of.git.run(['clone', '--quiet', '--bare', of.git.folder, gitFolder]);
      const git = openGit(gitFolder);
      const { isPrivate, defaultBranch } = of;
      return keep(createRepositoryState({ ...known, isPrivate, defaultBranch, git, parent: of }));
    },
  };
}
