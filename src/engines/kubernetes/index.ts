import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Engine, OpenEngine } from '../../model/engine.ts';
import { Failure } from '../../model/failure.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Plan } from '../../model/plan.ts';
import type { AccessSettings, Settings } from '../../model/settings.ts';
import type { Target } from '../../model/target.ts';
import type { World } from '../../model/world.ts';
import type { Cluster } from './cluster.ts';
import { secretValuesOf } from '../../diff/mask.ts';
import { applySetIdOf } from './ledger/apply-set.ts';
import { type KubernetesLedger, openLedger } from './ledger/index.ts';
import { renderedDigestOf } from './manifest/digest.ts';
import { imagesOf } from './manifest/images.ts';
import { validateManifests } from './manifest/rules/index.ts';
import { writeJsonList, writeYaml } from './manifest/write.ts';
import { parentNameOf } from './names.ts';
import { renderSource } from './render/index.ts';
import { listKeysIn } from './schema/list-keys.ts';
import { loadSchemas, type Schemas } from './schema/table.ts';
import type { PlannedSet } from './plan/index.ts';

/** Opens the Kubernetes engine for one target; the cluster is reached only when a plan is asked for. */
export const open: OpenEngine = async (target, settings, world) => {
  const rendered = await renderSource(target.source, world.files);
  for (const { object } of rendered.manifests)
    for (const value of secretValuesOf(object)) world.secrets.add(value);
  const schemas = loadSchemas(await world.files.readAsset('kubernetes-schemas.json.br'));
  return new KubernetesEngine({ target, settings, world, schemas, ...rendered });
};

interface EngineInput {
  readonly target: Target;
  readonly settings: Settings;
  readonly world: World;
  readonly schemas: Schemas;
  readonly manifests: readonly Manifest[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Connection {
  readonly cluster: Cluster;
  /** What the credentials themselves give cause to say. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Loads the client's code only now: validate and render never need it. */
async function connect(settings: AccessSettings, world: World): Promise<Connection> {
  const [{ openAccess }, { openCluster }] = await Promise.all([
    import('./access/index.ts'),
    import('./api/index.ts'),
  ]);
  const access = await openAccess(settings, world);
  return { cluster: openCluster(access, world), diagnostics: access.diagnostics };
}

class KubernetesEngine implements Engine {
  readonly ledger: KubernetesLedger;
  readonly #input: EngineInput;
  #connection: Promise<Connection> | undefined;
  #planned: PlannedSet | undefined;

  constructor(input: EngineInput) {
    this.#input = input;
    this.ledger = openLedger({
      target: input.target,
      world: input.world,
      cluster: async () => await this.#connect(),
      namespace: async () => await this.#recordNamespace(),
      wanted: () => ({
        ids: this.#current().steps.map(step => step.intent.id),
        images: imagesOf(input.manifests),
      }),
      prepare: async () => await this.#prepareNamespace(),
    });
  }

  async validate(): Promise<readonly Diagnostic[]> {
    const { manifests, diagnostics, schemas, settings } = this.#input;
    const kubernetesVersion = settings.kubernetesVersion ?? schemas.versions.at(-1) ?? '';
    return await Promise.resolve([
      ...diagnostics,
      ...validateManifests(manifests, { schemas, kubernetesVersion }),
    ]);
  }

  async render(format: 'yaml' | 'json'): Promise<string> {
    const objects = this.#input.manifests.map((manifest): JsonObject => manifest.object);
    return await Promise.resolve(format === 'yaml' ? writeYaml(objects) : writeJsonList(objects));
  }

  async plan(): Promise<Plan> {
    const { manifests, settings, schemas, world } = this.#input;
    const cluster = await this.#connect();
    const [version, parent, namespace, { planSet }] = await Promise.all([
      cluster.serverVersion('plan'),
      this.ledger.parent(),
      this.#namespace(),
      import('./plan/index.ts'),
    ]);
    this.#planned = await planSet({
      manifests,
      renderedDigest: this.#renderedDigest(),
      cluster,
      secrets: world.secrets,
      namespace,
      setId: await this.#setId(),
      parent,
      livePlan: settings.livePlan,
      prune: settings.prune,
      listKeysOf: intent => listKeysIn(schemas, version, intent.id),
    });
    const { plan } = this.#planned;
    const found = (await this.#connection)?.diagnostics ?? [];
    return { ...plan, diagnostics: [...found, ...plan.diagnostics] };
  }

  async apply(plan: Plan): Promise<Outcome> {
    const { settings, world } = this.#input;
    const planned = this.#current();
    if (planned.plan.digest !== plan.digest)
      throw new Failure('internal', 'apply was given another plan than the last one');
    const last = await this.ledger.last();
    const isHealed = last === undefined || last.result === 'success';
    const { applySet } = await import('./apply/index.ts');
    return await applySet(planned, {
      cluster: await this.#connect(),
      world,
      setId: await this.#setId(),
      timeoutMs: settings.timeoutMs,
      waitFor: !settings.wait ? 'none' : isHealed ? 'changed' : 'all',
    });
  }

  close(): void {
    void this.#connection?.then(
      ({ cluster }) => cluster.close(),
      () => undefined,
    );
  }

  #current(): PlannedSet {
    if (!this.#planned) throw new Failure('internal', 'apply was asked for before a plan was made');
    return this.#planned;
  }

  #renderedDigest(): string {
    return renderedDigestOf(this.#input.manifests, this.#input.target.source.namespace);
  }

  async #connect(): Promise<Cluster> {
    const { settings, world } = this.#input;
    this.#connection ??= connect(settings.access, world);
    return (await this.#connection).cluster;
  }

  async #namespace(): Promise<string> {
    return this.#input.target.source.namespace ?? (await this.#connect()).contextNamespace;
  }

  async #recordNamespace(): Promise<string> {
    return this.#input.settings.recordNamespace ?? (await this.#namespace());
  }

  async #setId(): Promise<string> {
    return applySetIdOf({
      name: parentNameOf(this.#input.target.name),
      namespace: await this.#recordNamespace(),
    });
  }

  /** The record lives in a namespace that this very change may bring: then that namespace is made first, alone. */
  async #prepareNamespace(): Promise<void> {
    const namespace = await this.#recordNamespace();
    const step = this.#current().steps.find(
      ({ intent }) =>
        intent.id.group === '' && intent.id.kind === 'Namespace' && intent.id.name === namespace,
    );
    if (step?.change.action !== 'create' || !step.intent.resource) return;
    const { sendObject } = await import('./apply/send.ts');
    await sendObject(step, step.intent.resource, {
      cluster: await this.#connect(),
      fieldsOf: this.#current().fieldsOf,
    });
  }
}
