import { type Mode, type Settings, writingModes } from '../model/settings.ts';

/** What a run asks of GitHub, as far as the permissions of its job depend on it. */
export type Asker = Pick<Settings, 'mode'> & {
  readonly access?: Pick<Settings['access'], 'access'>;
  readonly github?: Pick<NonNullable<Settings['github']>, 'record'>;
};

/** Paths and the permission that reading and writing below them needs; the first that matches counts. */
const permissionOfPath: readonly (readonly [RegExp, string])[] = [
  [/\/artifacts\/metadata/, 'artifact-metadata'],
  [/\/issues\/(?:comments|\{issue_number\}\/comments)/, 'pull-requests'],
  [/\/issues/, 'issues'],
  [/\/pulls|\/graphql/, 'pull-requests'],
  [/\/deployments/, 'deployments'],
  [/\/check-runs/, 'checks'],
  [/\/actions\//, 'actions'],
  [/\/status(?:es)?(?:\/|$)/, 'statuses'],
];

/** One job runs all modes that write, so what is pasted for one of them must not take away what another needs. */
const writing =
  'contents: read, actions: read, checks: read, deployments: write, statuses: write, pull-requests: write';

/** The permissions of a job that runs a mode; a job that declares any has no others. */
const permissionsOfMode: Readonly<Record<Mode, string>> = {
  validate: 'contents: read',
  preview: 'contents: read, pull-requests: write, checks: write',
  deploy: writing,
  rollback: writing,
  resume: writing,
  destroy: writing,
  heal: writing,
  drift: 'contents: read, issues: write',
  render: 'contents: read',
  rbac: 'contents: read',
  history: 'contents: read, deployments: read',
};

/** The permission that a route needs, as a `permissions:` block names it: `deployments: write`. */
export function permissionFor(route: string): string {
  const [method = '', path = ''] = route.split(' ');
  const name = permissionOfPath.find(([pattern]) => pattern.test(path))?.[1] ?? 'contents';
  return `${name}: ${method === 'GET' || path === '/graphql' ? 'read' : 'write'}`;
}

/** The block to paste into the job: all that this run needs with its settings, and what this request needs beside it. */
export function blockFor(route: string, asker: Asker): string {
  const block = new Map(permissionsOfMode[asker.mode].split(', ').map(each => splitPermission(each)));
  // One query asks for many things, all of which the mode has.
  const own = route.endsWith('/graphql') ? [] : [permissionFor(route)];
  for (const [name, level] of [...permissionsOfSettings(asker), ...own].map(splitPermission))
    if (block.get(name) !== 'write') block.set(name, level);
  return [...block].map(each => each.join(': ')).join(', ');
}

function permissionsOfSettings({ mode, access, github }: Asker): readonly string[] {
  const record = writingModes.some(each => each === mode) ? (github?.record ?? []) : [];
  return [
    ...(access?.access === 'oidc' ? ['id-token: write'] : []),
    ...(record.includes('note') ? ['contents: write'] : []),
    ...(record.includes('linked-artifacts') ? ['artifact-metadata: write'] : []),
  ];
}

function splitPermission(text: string): readonly [string, string] {
  const [name = '', level = ''] = text.split(': ');
  return [name, level];
}
