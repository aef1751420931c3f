import { Failure } from '../../../model/failure.ts';
import { type Json, listAt, textAt } from '../../../model/json.ts';
import type { World } from '../../../model/world.ts';
import { credentialsOf } from './client-node.ts';
import { claimsOfToken, expiryOfToken } from './expiry.ts';
import type { Gated } from './gate.ts';
import { type Fresh, renewalTimeMs } from './keep-credentials.ts';
import { bearSecret, isHeaderText } from './mask.ts';
import type { AccessSource } from './source.ts';

/** For whom the token of the job is issued; undefined when the access does not use one. */
export function audienceOf(source: AccessSource): string | undefined {
  return source.from === 'oidc' ? source.audience : undefined;
}

/** A new token of this job; it lives five minutes, so it is renewed while a deploy waits. @throws Failure credentials-missing */
export async function obtainFromJob(gated: Gated, audience: string, world: World): Promise<Fresh> {
  const text = await world.identityToken?.(audience);
  if (text === undefined) throw noIdentity(world);
  const token = bearSecret(text, world.secrets);
  if (!isHeaderText(text)) {
    throw new Failure('credentials-missing', 'the host gave this job an identity token that is no token', {
      hint: 'Run again; if it stays so, look at the state of the host (githubstatus.com).',
    });
  }
  const credentials = await credentialsOf(gated, { token }, world.secrets);
  const expiresAtMs = expiryOfToken(text);
  if (expiresAtMs === undefined) return { credentials };
  return { credentials, renewAtMs: renewalTimeMs(expiresAtMs, world.clock.nowMs()) };
}

/** A 401 has no reason in it: what the server compares, and what the token says about each. */
export function rejectedHintOf({ credentials }: Fresh, audience: string): () => string {
  const claims = claimsOfToken(credentials.authorization?.reveal().replace(/^Bearer /, '') ?? '');
  const said = ['iss', 'sub', 'repository']
    .map(name => [name, textAt(claims, `/${name}`)] as const)
    .flatMap(([name, value]) => (value === undefined ? [] : [`\n- ${name}: ${value}`]));
  return () =>
    `Compare the AuthenticationConfiguration of the API server with what the token says; the reason stands in the server's log alone.\n- aud: ${audiencesOf(claims) ?? audience}${said.join('')}\nIts issuer must be listed with this audience, the server must reach the issuer over https, and every claimValidationRules expression must hold. docs/access.md shows a whole one.`;
}

function audiencesOf(claims: Json | undefined): string | undefined {
  const many = listAt(claims, '/aud').filter(each => typeof each === 'string');
  return many.length > 0 ? many.join(', ') : textAt(claims, '/aud');
}

function noIdentity(world: World): Failure {
  const inWorkflow =
    'Add `id-token: write` to the permissions of the job. Pull requests of forks never get one.';
  const atTerminal = 'Only a job of GitHub Actions has one. At a terminal give --kubeconfig FILE.';
  return new Failure('credentials-missing', 'access is oidc, but this job has no identity token', {
    hint: world.run.host === 'terminal' ? atTerminal : inWorkflow,
  });
}
