import type { Hold } from '../../../model/hold.ts';
import type { Holds } from '../../../model/ledger.ts';
import { resumedRecord } from '../../../model/new-record.ts';
import { type DeployRecord, recordName } from '../../../model/record.ts';
import type { LedgerContext } from './context.ts';
import { holdIn, holdLine, type Lifted, liftedTag, readLifted, writeLifted } from './hold.ts';
import { isOurs } from './trail.ts';

/** What is held back at a stack, and the words about it in the messages of its updates. */
export interface StackHolds extends Holds {
  /** The line for the next update's message; undefined when nothing is held back. */
  line(): Promise<string | undefined>;
  /** What was lifted, of the hold that the stack's history tells. */
  lifted(): Promise<Lifted | undefined>;
  /** The stack's history was read anew. */
  forget(): void;
}

/** Opens the holds of a stack; `all` are its records. A tag is asked for only where the history tells a hold. */
export function openHolds(context: LedgerContext, all: () => Promise<readonly DeployRecord[]>): StackHolds {
  let known: Promise<Found> | undefined;
  let next: { readonly hold: Hold | undefined } | undefined;
  const found = async (): Promise<Found> => {
    known ??= find(context);
    return await known;
  };
  const current = async (): Promise<Hold | undefined> => {
    const { hold, lifted } = await found();
    return lifted?.hold === hold?.record ? undefined : hold;
  };
  return {
    current,
    set: hold => {
      next = { hold };
    },
    lift: async reason => {
      const hold = await current();
      const record = resumedRecord(await all(), { reason }, context.world);
      if (hold) await context.tags.set(liftedTag, writeLifted(hold, record));
      await context.world.records?.put(record);
      return record;
    },
    line: async () => {
      const hold = next ? next.hold : await current();
      if (!hold) return undefined;
      const from = (await all()).find(record => recordName(record) === hold.from);
      return holdLine(hold, from?.renderedDigest ?? '');
    },
    lifted: async () => (await found()).lifted,
    forget: () => {
      context.tags.forget();
      known = undefined;
    },
  };
}

interface Found {
  readonly hold?: Hold | undefined;
  readonly lifted?: Lifted | undefined;
}

/** The newest update of ours tells what is held back, unless the tag says that just this was lifted. */
async function find({ planned, target, tags }: LedgerContext): Promise<Found> {
  const { updates } = await planned();
  const ours = updates.find(update => isOurs(update, target));
  const hold = ours && holdIn(ours.message);
  if (!hold) return {};
  return { hold, lifted: readLifted((await tags.all()).get(liftedTag) ?? '') };
}
