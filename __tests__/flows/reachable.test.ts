import { expect, it } from 'vitest';
import { requireReachable } from '../../src/flows/goal.ts';
import type { Relation } from '../../src/model/world.ts';

const wanted = {
  commit: 'a'.repeat(40),
  environment: 'production',
  target: { name: 'shop', serverHash: 'h' },
  sequence: 3,
};

const reach = async (relation: Relation, unsafeAllow: readonly ('diverged' | 'unreachable-commit')[] = []) =>
  await requireReachable(
    {
      settings: { unsafeAllow },
      world: {
        run: { host: 'github', commit: 'b'.repeat(40) },
        ancestry: { compare: async () => await Promise.resolve(relation) },
      },
    },
    wanted,
  );

it.each<Relation>(['identical', 'ahead', 'unknown'])(
  'goes back to a commit when ours is %s',
  async relation => {
    await expect(reach(relation)).resolves.toBeUndefined();
  },
);

it.each<Relation>(['diverged', 'behind'])(
  'goes back to no commit when ours is %s, unless told so by name',
  async relation => {
    await expect(reach(relation)).rejects.toMatchObject({
      code: 'commit-unreachable',
      reasonCode: 'no-rollback-target',
      hint: expect.stringContaining('unsafe-allow: unreachable-commit'),
    });
    await expect(reach(relation, ['diverged'])).rejects.toMatchObject({ code: 'commit-unreachable' });
    await expect(reach(relation, ['unreachable-commit'])).resolves.toBeUndefined();
  },
);
