import { openAccess } from '../../../../src/engines/kubernetes/access/index.ts';
import { Secret } from '../../../../src/model/secret.ts';
import type { AccessSettings } from '../../../../src/model/settings.ts';
import type { TestWorld } from '../transport/world.ts';

/** The token of the kubeconfigs below: it must never turn up in a message. */
export const token = 'canary-token-6c01d7e2aa';

/** Parts of a kubeconfig with one context; lines of YAML without indentation. */
export interface Parts {
  readonly cluster?: readonly string[];
  readonly user?: readonly string[];
  readonly context?: readonly string[];
}

/** A kubeconfig of one context `prod`, with these lines below cluster and user. */
export function kubeconfig(parts: Parts = {}): string {
  return [
    'apiVersion: v1',
    'kind: Config',
    'current-context: prod',
    'clusters:',
    '- name: the-cluster',
    '  cluster:',
    ...lines(parts.cluster ?? ['server: https://10.0.0.1:6443']),
    'users:',
    '- name: the-user',
    '  user:',
    ...lines(parts.user ?? [`token: ${token}`]),
    'contexts:',
    '- name: prod',
    '  context:',
    ...lines(parts.context ?? ['cluster: the-cluster', 'user: the-user', 'namespace: shop']),
    '',
  ].join('\n');
}

/** Settings of `access: input`. */
export function inputs(more: Partial<AccessSettings> & { readonly text?: string }): AccessSettings {
  const { text, ...rest } = more;
  return {
    access: 'input',
    allowKubeconfig: [],
    ...(text !== undefined && { kubeconfig: new Secret(text) }),
    ...rest,
  };
}

/** Opens the access of a kubeconfig text. */
export async function openText(
  text: string,
  world: TestWorld,
  allowKubeconfig: readonly string[] = [],
): ReturnType<typeof openAccess> {
  return await openAccess(inputs({ text, allowKubeconfig }), world);
}

function lines(given: readonly string[]): readonly string[] {
  return given.map(line => `    ${line}`);
}
