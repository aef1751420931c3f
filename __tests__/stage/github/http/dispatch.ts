import { serveArtifactCall } from '../services/artifact-service.ts';
import { serveIdentity } from '../services/identity.ts';
import { problem, type Answer } from './answers.ts';
import type { ExchangeParts, Incoming } from './exchange.ts';
import { serveRest } from './serve-rest.ts';

/** Gives a request to the part of GitHub that it is for. */
export async function dispatch(parts: ExchangeParts, incoming: Incoming): Promise<Answer> {
  const { service, headers, path, url, body, method } = incoming;
  const authorization = headers.authorization ?? '';
  switch (service) {
    case 'rest':
      return refusedBefore(parts, incoming) ?? (await dispatchRest(parts, incoming));
    case 'graphql':
      return refusedBefore(parts, incoming) ?? (await dispatchGraphQL(parts, incoming));
    case 'artifacts':
      if (path.startsWith('/blobs/')) return parts.state.blobs.serve({ method, url, body });
      return serveArtifactCall(parts.state, parts.runtimeTokens, {
        path,
        authorization,
        body: body.toString('utf8'),
      });
    case 'oidc':
      return await serveIdentity(parts.state, parts.runtimeTokens, parts.openIssuer, { url, authorization });
    case 'other':
      parts.report({ kind: 'request', operation: `${method} ${path}`, message: 'is not for the API' });
      return { status: 404, bytes: Buffer.from('Not Found'), headers: { 'content-type': 'text/html' } };
  }
}

async function dispatchRest(parts: ExchangeParts, incoming: Incoming): Promise<Answer> {
  const { match, method, path, url, headers, body, token } = incoming;
  if (!match) {
    parts.report({
      kind: 'request',
      operation: `${method} ${path}`,
      message: 'the stand-in does not have it',
    });
    return problem(404, 'Not Found');
  }
  const accept = headers.accept ?? '';
  return await serveRest(parts, { match, method, url, accept, body: body.toString('utf8'), token });
}

async function dispatchGraphQL(parts: ExchangeParts, { token, body }: Incoming): Promise<Answer> {
  const { serveGraphQL } = await import('../graphql/serve.ts');
  return await serveGraphQL({
    state: parts.state,
    token,
    schema: parts.contract.graphql,
    body: body.toString('utf8'),
    report: message => parts.report({ kind: 'query', operation: 'graphql', message }),
  });
}

/** What GitHub looks at first: who asks, with what, and how often. */
function refusedBefore(parts: ExchangeParts, incoming: Incoming): Answer | undefined {
  const { headers, token, service, match } = incoming;
  if (!headers['user-agent'])
    return problem(
      403,
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
    );
  if (headers.authorization !== undefined && !token) return problem(401, 'Bad credentials');
  const version = headers['x-github-api-version'];
  if (version !== undefined && version !== '2022-11-28')
    return problem(400, `The stand-in speaks version 2022-11-28 of the API, not ${String(version)}.`);
  if (match?.operation === 'rate-limit/get') return undefined;
  return parts.state.rateLimits.count(token, service === 'graphql' ? 'graphql' : 'core');
}
