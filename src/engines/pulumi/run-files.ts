import { basename, join } from 'node:path';
import { Failure } from '../../model/failure.ts';
import { isObject, type Json, stringifyJson, textAt, valueAt } from '../../model/json.ts';
import type { PulumiSettings } from '../../model/settings.ts';
import type { World } from '../../model/world.ts';
import type { OperationOptions } from './automation.ts';
import { objectIn } from './cli/printed.ts';
import { readYaml } from './project/yaml.ts';
import type { PulumiStack } from './stack.ts';

/** Files of one run, in a folder that only we may enter; they go when disposed. */
export interface RunFiles extends AsyncDisposable {
  readonly planPath: string;
  /** What the operations must be told of them. */
  readonly options: Pick<OperationOptions, 'configFile'>;
}

/**
 * Makes the folder of the run: the place of the plan, and a copy of the stack's file when configuration is given or when
 * the checkout has no such file; `madeFile` is what creating the stack in this run left of it.
 */
export async function prepareFiles(
  stack: PulumiStack,
  { settings, madeFile }: { readonly settings: PulumiSettings; readonly madeFile: string | undefined },
  world: World,
): Promise<RunFiles> {
  const made = await world.disk.temporary();
  try {
    const isCopied = settings.configMap !== undefined || stack.project.stackFile === undefined;
    const given = { configMap: settings.configMap, madeFile };
    const configFile = isCopied ? await copyConfig(stack, given, made.folder, world) : undefined;
    return {
      planPath: join(made.folder, 'plan.json'),
      options: configFile === undefined ? {} : { configFile },
      [Symbol.asyncDispose]: async () => await made[Symbol.asyncDispose](),
    };
  } catch (error) {
    await made[Symbol.asyncDispose]();
    throw error;
  }
}

/** The stack's file with the given values in it, in a folder of ours: the checkout stays as it is. */
async function copyConfig(
  stack: PulumiStack,
  { configMap, madeFile }: { readonly configMap: string | undefined; readonly madeFile: string | undefined },
  folder: string,
  world: World,
): Promise<string> {
  const { stackFile } = stack.project;
  const path = join(folder, basename(stackFile?.path ?? 'Pulumi.stack.yaml'));
  await world.disk.writePrivate(path, stackFile?.text ?? madeFile ?? (await keysOfState(stack)));
  const values = configMap === undefined ? [] : readConfigMap(configMap);
  if (values.length === 0) return path;
  const flags = values.flatMap(({ key, text, isSecret }) => {
    if (isSecret) world.secrets.add(text);
    return [isSecret ? '--secret' : '--plaintext', `${key}=${text}`];
  });
  await stack.ask(['config', 'set-all', '--path', '--config-file', path, ...flags]);
  return path;
}

/**
 * How the state keeps its secrets, as the stack's file would say it. Without a file each run would make a new salt, and
 * could read neither the state's secrets nor its own plan: "message authentication failed" (pulumi/pulumi #16412).
 */
async function keysOfState(stack: PulumiStack): Promise<string> {
  const { stdout } = await stack.ask(['stack', 'export']);
  const provider = valueAt(objectIn(stdout), '/deployment/secrets_providers');
  const salt = textAt(provider, '/state/salt');
  if (textAt(provider, '/type') === 'passphrase' && salt !== undefined)
    return `encryptionsalt: ${JSON.stringify(salt)}\n`;
  const url = textAt(provider, '/state/url');
  const key = textAt(provider, '/state/encryptedkey');
  return url === undefined || key === undefined
    ? ''
    : `secretsprovider: ${JSON.stringify(url)}\nencryptedkey: ${JSON.stringify(key)}\n`;
}

interface ConfigValue {
  readonly key: string;
  readonly text: string;
  readonly isSecret: boolean;
}

/** The values of `config-map`: `{ value, secret }`, or the value alone. Objects become one value per leaf. */
export function readConfigMap(text: string): readonly ConfigValue[] {
  const read = readYaml(text);
  if ('problem' in read) {
    throw new Failure('inputs-invalid', `config-map is no YAML map: ${read.problem} (line ${read.line})`, {
      hint: 'Write it as in pulumi/actions:\n  config-map: |\n    aws:region: { value: eu-west-1 }\n    password: { value: "${{ secrets.PASSWORD }}", secret: true }',
    });
  }
  return Object.entries(read.object).flatMap(([key, entry]) => {
    const isWrapped = isObject(entry) && Object.hasOwn(entry, 'value');
    const value = isWrapped ? (valueAt(entry, '/value') ?? null) : entry;
    const isSecret = isWrapped && valueAt(entry, '/secret') === true;
    return leavesOf(key, value).map(leaf => ({ ...leaf, isSecret }));
  });
}

/** `a.b` and `a[0]`: the paths that `pulumi config set --path` understands. */
function leavesOf(path: string, value: Json): readonly { readonly key: string; readonly text: string }[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(`${path}[${index}]`, item));
  if (isObject(value)) {
    return Object.entries(value).flatMap(([name, item]) =>
      leavesOf(
        /^[\w-]+$/.test(name) ? `${path}.${name}` : `${path}["${name.replaceAll('"', String.raw`\"`)}"]`,
        item,
      ),
    );
  }
  return [{ key: path, text: typeof value === 'string' ? value : stringifyJson(value) }];
}
