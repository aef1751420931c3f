import { describe, expect, it } from 'vitest';
import { whyNotAsked } from '../../../../src/engines/kubernetes/plan/unasked.ts';

describe('a refused dry run', () => {
  it.each([
    { message: 'admission webhook "a.example.com" does not support dry run', name: 'a.example.com' },
    {
      message: 'admission webhook "b.example.com" denied the request: dry run not supported',
      name: 'b.example.com',
    },
    {
      message:
        "x is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no dry-run, please",
      name: 'p',
    },
  ])('is no judgement of the object: $message', ({ message, name }) => {
    const status = { code: 400, reason: 'BadRequest', message, causes: [] };
    expect(whyNotAsked({ httpStatus: 400, body: null, status, warnings: [] })).toContain(name);
  });

  it.each([
    'admission webhook "a.example.com" denied the request: image must be signed',
    'dry run of something is not allowed',
    'spec.dryRun: Invalid value',
  ])('is one: %s', message => {
    const status = { code: 400, reason: 'BadRequest', message, causes: [] };
    expect(whyNotAsked({ httpStatus: 400, body: null, status, warnings: [] })).toBeUndefined();
  });
});
