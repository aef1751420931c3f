/**
 * How many examples a property test tries: all of them, or with `TEST_EFFORT=quick` a fifth. `npm run check` is quick, so
 * that it can be run after every change; `npm test` tries them all.
 */
export function runs(full: number): number {
  return process.env['TEST_EFFORT'] === 'quick' ? Math.ceil(full / 5) : full;
}
