import { ok } from '../http/answers.ts';
import type { Handlers } from '../http/call.ts';

/** The handler of the rate limit itself, which costs nothing. */
export const rateLimitHandlers: Handlers = {
  'rate-limit/get': call => {
    const core = call.state.rateLimits.usage(call.token, 'core');
    const graphql = call.state.rateLimits.usage(call.token, 'graphql');
    const search = { limit: 30, used: 0, remaining: 30, reset: core.reset };
    return ok({ resources: { core, graphql, search }, rate: core });
  },
};
