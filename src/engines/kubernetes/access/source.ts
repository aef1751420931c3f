import { delimiter, dirname, join } from 'node:path';
import { Failure } from '../../../model/failure.ts';
import type { Secret } from '../../../model/secret.ts';
import type { AccessSettings } from '../../../model/settings.ts';
import type { World } from '../../../model/world.ts';

/** One kubeconfig text. `name` is how messages call it; `folder` is where its relative paths start, when it is a file. */
export interface KubeconfigText {
  readonly text: string;
  readonly name: string;
  readonly folder?: string;
}

/** Where the access comes from: kubeconfig texts to be merged, or the parts given one by one. */
export type AccessSource =
  | { readonly from: 'kubeconfig'; readonly texts: readonly KubeconfigText[] }
  | {
      readonly from: 'inputs';
      readonly server: string;
      readonly token: Secret;
      readonly certificateAuthority?: string;
    }
  | {
      readonly from: 'oidc';
      readonly server: string;
      readonly audience: string;
      readonly certificateAuthority?: string;
    };

/**
 * Takes what the settings name and nothing else: empty inputs never fall back to what the machine happens to have.
 * @throws Failure credentials-missing, kubeconfig-refused when git tracks the file
 */
export async function readSource(settings: AccessSettings, world: World): Promise<AccessSource> {
  if (settings.access === 'ambient') return { from: 'kubeconfig', texts: await readAmbient(world) };
  const { kubeconfig, server, token, certificateAuthority } = settings;
  const authority = certificateAuthority === undefined ? {} : { certificateAuthority };
  if (settings.access === 'oidc')
    return { from: 'oidc', server: server ?? '', audience: settings.oidcAudience ?? '', ...authority };
  const text = kubeconfig?.reveal() ?? '';
  if (text.trim() !== '') return { from: 'kubeconfig', texts: [{ text, name: 'the input kubeconfig' }] };
  if (server === undefined || server === '') {
    throw missing(
      world,
      'no credentials for the cluster were given: the input kubeconfig is empty, and so is server with token',
    );
  }
  if (token === undefined || token.reveal() === '') {
    throw missing(
      world,
      'no credentials for the cluster were given: server is set, but the input token is empty',
    );
  }
  return {
    from: 'inputs',
    server,
    token,
    ...authority,
  };
}

function missing(world: World, message: string): Failure {
  const atTerminal =
    'Give --kubeconfig FILE, or --access ambient to use what this machine has (KUBECONFIG or the home folder).';
  const inWorkflow =
    'A secret that does not exist, or that this job may not read (wrong environment, fork), arrives as an empty text: check its name and where it is stored. What the machine itself has is used only with access: ambient.';
  return new Failure('credentials-missing', message, {
    hint: world.run.host === 'terminal' ? atTerminal : inWorkflow,
  });
}

/** The files of KUBECONFIG (kubectl merges several), else the home folder's; those that do not exist are passed over. */
async function readAmbient(world: World): Promise<readonly KubeconfigText[]> {
  const paths = ambientPaths(world.env);
  const texts: KubeconfigText[] = [];
  for (const path of paths) {
    const text = await world.files.readOutside(path);
    if (text === undefined) continue;
    if (await world.files.isTracked(path)) throw tracked(path);
    texts.push({ text, name: path, folder: dirname(path) });
  }
  if (texts.length > 0) return texts;
  const looked =
    paths.length === 0 ? 'neither KUBECONFIG nor a home folder is set' : `${paths.join(', ')} does not exist`;
  throw new Failure('credentials-missing', `no kubeconfig was found on this machine: ${looked}`, {
    hint: 'With access: ambient a step before this one must log in and leave a kubeconfig (KUBECONFIG or ~/.kube/config). Or give the input kubeconfig.',
  });
}

function ambientPaths(env: World['env']): readonly string[] {
  const named = (env['KUBECONFIG'] ?? '').split(delimiter).filter(path => path !== '');
  if (named.length > 0) return named;
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '';
  return home === '' ? [] : [join(home, '.kube', 'config')];
}

function tracked(path: string): Failure {
  return new Failure(
    'kubeconfig-refused',
    `${path} is tracked by git, so whoever may read the repository has its keys`,
    {
      hint: 'Issue new credentials, remove the file from the repository and store it as a secret.',
    },
  );
}
