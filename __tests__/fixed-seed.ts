import fc from 'fast-check';

/**
 * Property tests try the same examples in every run, so that a red run can be looked at again; FAST_CHECK_SEED names other
 * ones, `FAST_CHECK_SEED=random` new ones each time.
 */
const seed = process.env['FAST_CHECK_SEED'] ?? '20261121';

if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });
