import { type Flow, reportOf } from './flow.ts';

/** Lists the records kept at the target, newest first. Writes nothing. */
export const history: Flow = async ({ engine, target }) => {
  const records = await engine.ledger.all();
  return {
    result: 'listed',
    reasonCode: '',
    target: { ...reportOf(target, []), history: records.toReversed() },
  };
};
