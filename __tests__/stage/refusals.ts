import { expect } from 'vitest';
import type { Permissions } from './github/github.ts';
import { push, schedule } from './runner/events.ts';
import type { StepRun } from './runner/runner.ts';
import { openShop, type Place, previewEvent, type Shop } from './shop.ts';

const digest = `sha256:${'a'.repeat(64)}`;

/** What a repository holds at this version: a Pod whose image linked artifacts tell of, and something that changes. */
export const files = (namespace: string, version: string): Readonly<Record<string, string>> => ({
  'deploy/settings.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: ${namespace} }\ndata: { version: "${version}" }\n`,
  'deploy/web.yaml': `apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: ${namespace} }\nspec: { containers: [{ name: web, image: "registry.example/shop@${digest}" }] }\n`,
});

/** Opens a shop with it. */
export const open = async (name: string, place?: Place): Promise<Shop> =>
  await openShop(name, namespace => files(namespace, '0'), place);

/** Lines of the log that tell of a refusal. */
export const refusals = ({ log }: StepRun): readonly string[] =>
  log.split('\n').filter(line => /GitHub (?:answered|did not answer)/.test(line));

/** What the log says to paste: the permissions of the job, and inputs of the step. */
export interface Pasted {
  readonly permissions?: Permissions;
  readonly with: Readonly<Record<string, string>>;
}

/** Reads it. */
export function pastedFrom(run: StepRun): Pasted {
  const inputs: Record<string, string> = {};
  let permissions: Permissions | undefined;
  for (const [, name = '', value = ''] of refusals(run)
    .join('\n')
    .matchAll(/`([a-z-]+): ([^`]+)`/g)) {
    if (/^(?:read|write)$/.test(value)) continue;
    if (name !== 'permissions') {
      inputs[name] = value.replace(/^'(.*)'$/, '$1');
      continue;
    }
    const block = value.replace(/^\{ (.*) \}$/, '$1').split(', ');
    const read = Object.fromEntries(block.map(each => each.split(': ')));
    // All say the same, or the last one pasted would take away what another had given.
    if (permissions) expect(read).toEqual(permissions);
    permissions = read;
  }
  return { ...(permissions && { permissions }), with: inputs };
}

/** How a mode is played; each time there is something new to tell. */
export type Play = (
  shop: Shop,
  order: { token?: string; with?: Readonly<Record<string, string>> },
) => Promise<StepRun>;

const everything = { record: 'deployment, status, summary, comment, note, linked-artifacts' };

let turn = 0;

/** Merges a pull request, and deploys it. */
export const deploy: Play = async (shop, { with: given, ...order }) => {
  const { repository, namespace } = shop;
  turn += 1;
  const branch = `change-${turn}`;
  await repository.push(branch, files(namespace, `deploy ${turn}`), `Change ${turn}`);
  const sha = await repository.merge(await repository.openPullRequest({ branch, title: branch }));
  return await shop.play({
    ...order,
    event: push({ sha }),
    with: { ...everything, wait: 'false', ...given },
  });
};

/** Opens a pull request, and previews it. */
export const preview: Play = async (shop, { with: given = {}, ...order }) => {
  const { repository, namespace } = shop;
  turn += 1;
  const branch = `preview-${turn}`;
  await repository.push(branch, files(namespace, `preview ${turn}`), `Change ${turn}`);
  const pull = await repository.openPullRequest({ branch, title: branch });
  const ref = `refs/pull/${pull.number}/merge`;
  return await shop.play({ ...order, event: previewEvent(pull), ref, with: given });
};

/** Changes something by hand, and looks for drift. */
export const drift: Play = async (shop, { with: given = {}, ...order }) => {
  turn += 1;
  const value = JSON.stringify({ data: { version: `by hand ${turn}` } });
  await shop.cluster.kubectl(['patch', 'configmap/settings', '-n', shop.namespace, '-p', value]);
  const sha = await shop.repository.sha('main');
  return await shop.play({ ...order, event: schedule({ sha }), with: given });
};

/** The same mode once more, as the log of the last run says to do it. */
export async function playAsPasted(
  shop: Shop,
  play: Play,
  { permissions, with: given }: Pasted,
): Promise<StepRun> {
  const token = permissions && { token: shop.github.token({ permissions }).value };
  return await play(shop, { ...token, with: given });
}

/** The log tells of these requests. */
export function expectRefused(run: StepRun, requests: readonly string[]): void {
  const told = refusals(run).join('\n');
  for (const request of requests) expect(told, run.log).toContain(request);
}

/** How routes begin. */
export const repo = '/repos/{owner}/{repo}';
