import { expect, test } from 'vitest';
import { inputsFromEnv } from '../../src/input/from-env.ts';

test('takes the inputs from the variables of the runner, unknown ones too', () => {
  const env = { 'INPUT_DRY-RUN': 'true', INPUT_PTH: 'x', INPUT_PATH: '', PATH: '/bin', GONE: undefined };
  expect(inputsFromEnv(env)).toEqual({ 'dry-run': 'true', pth: 'x', path: '' });
});
