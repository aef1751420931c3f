import { describe, expect, it } from 'vitest';
import { openAccess } from '../../../../src/engines/kubernetes/access/index.ts';
import type { World } from '../../../../src/model/world.ts';
import { everythingOf, failureOf } from '../transport/failures.ts';
import { type TestWorld, testWorld } from '../transport/world.ts';
import { inputs } from './kubeconfig.ts';

const nowMs = Date.parse('2026-01-10T12:00:00Z');
const settings = inputs({ access: 'oidc', server: 'https://10.0.0.1:6443', oidcAudience: 'gitops-push' });

function jwt(claims: object): string {
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.canary-signature`;
}

/** A world whose host gives tokens of five minutes, each with its number. */
function worldWith(identityToken: World['identityToken']): TestWorld {
  return { ...testWorld({ nowMs }), ...(identityToken && { identityToken }) };
}

describe('access by the identity of the job', () => {
  it('sends its token, for the audience that is asked for', async () => {
    const audiences: string[] = [];
    const access = await openAccess(
      settings,
      worldWith(async audience => {
        audiences.push(audience);
        return await Promise.resolve(jwt({ exp: nowMs / 1000 + 300 }));
      }),
    );
    expect(audiences).toEqual(['gitops-push']);
    expect(access).toMatchObject({
      server: 'https://10.0.0.1:6443',
      identity: 'the token of this job for gitops-push',
    });
    expect((await access.credentials()).authorization?.reveal()).toMatch(/^Bearer e30\./);
  });

  it('gets a new one before the five minutes are over, and once after a 401, however many ask', async () => {
    let count = 0;
    const test = testWorld({ nowMs });
    const identityToken = async (): Promise<string> => {
      count += 1;
      return await Promise.resolve(jwt({ jti: String(count), exp: test.clock.nowMs() / 1000 + 300 }));
    };
    const access = await openAccess(settings, { ...test, identityToken });
    test.advance(239_000);
    const first = await access.credentials();
    expect(count).toBe(1);
    test.advance(2_000);
    const all = await Promise.all(Array.from({ length: 8 }, async () => await access.credentials()));
    expect(count).toBe(2);
    expect(all[0]?.authorization?.reveal()).not.toBe(first.authorization?.reveal());
    const rejected = await access.credentials();
    await Promise.all([access.renew(rejected), access.renew(rejected)]);
    expect(count).toBe(3);
  });

  it('says what to compare when the server answers 401, and shows no token', async () => {
    const claims = {
      aud: 'gitops-push',
      iss: 'https://issuer',
      sub: 'repo:acme/shop:ref:refs/heads/main',
      repository: 'acme/shop',
      exp: nowMs / 1000 + 300,
    };
    const access = await openAccess(
      settings,
      worldWith(async () => await Promise.resolve(jwt(claims))),
    );
    const hint = access.rejectedHint?.() ?? '';
    for (const text of ['aud: gitops-push', 'iss: https://issuer', 'sub: repo:acme/shop:ref:refs/heads/main'])
      expect(hint).toContain(text);
    expect(hint).not.toContain('canary');
  });

  it.each([
    ['in a workflow', 'github', 'id-token: write'],
    ['at a terminal', 'terminal', '--kubeconfig'],
  ] as const)('says what is missing %s without an identity', async (_where, host, says) => {
    const world = { ...testWorld({ nowMs }), run: { host } };
    const failure = await failureOf(openAccess(settings, world));
    expect(failure.code).toBe('credentials-missing');
    expect(failure.hint).toContain(says);
  });

  it('is gated like any other server', async () => {
    const plain = { ...settings, server: 'http://10.0.0.1:6443' };
    const failure = await failureOf(
      openAccess(
        plain,
        worldWith(async () => await Promise.resolve('canary')),
      ),
    );
    expect(failure.code).toBe('kubeconfig-refused');
    expect(everythingOf(failure)).not.toContain('canary');
  });
});
