import type { Change } from '../../model/change.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Engine } from '../../model/engine.ts';
import type { Guard } from '../../model/ledger.ts';
import { Failure } from '../../model/failure.ts';
import type { ObjectDigests } from '../../model/hold.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Outcome } from '../../model/outcome.ts';
import { newestKubernetes } from '../../model/kubernetes-version.ts';
import type { Plan } from '../../model/plan.ts';
import type { DeployRecord } from '../../model/record.ts';
import type { Settings } from '../../model/settings.ts';
import type { KubernetesSource } from '../../model/source.ts';
import type { Target } from '../../model/target.ts';
import type { World } from '../../model/world.ts';
import type { Asked } from './apply/rights.ts';
import type { Cluster } from './cluster.ts';
import { type Connection, connect } from './connection.ts';
import { applySetIdOf } from './ledger/apply-set.ts';
import { differencesOf } from './ledger/kept-digests.ts';
import { type KubernetesLedger, openLedger, type Wanted } from './ledger/index.ts';
import { objectDigestsOf, ownDigestsOf } from './manifest/object-digests.ts';
import { imagesByObject, imagesOf } from './manifest/images.ts';
import { momentsOf } from './hooks/due.ts';
import { writeJsonList, writeYaml } from './manifest/write.ts';
import { isBrought, makeNamespace } from './ledger/namespace.ts';
import { parentNameOf } from './names.ts';
import { type ApplyOrder, orderOf } from './order/index.ts';
import { placedOf } from './order/placed.ts';
import type { PlannedSet } from './plan/index.ts';
import { compareRendered } from './render/compare.ts';
import { ownRules } from './ready/own-rules.ts';
import { listKeysIn } from './schema/list-keys.ts';
import { rendererOf } from './render/renderer.ts';
import { emptySource, type LoadedSource, loadSource, recordedOf } from './source.ts';
import { validateSource } from './validate.ts';

/** One Kubernetes target in one run: a set of manifests and the cluster they are applied to. */
export class KubernetesEngine implements Engine {
  readonly ledger: KubernetesLedger;
  /** The way to the cluster, taken when it is first needed; another may be put in its place before. */
  reach: typeof connect = connect;
  readonly #target: Target & { readonly source: KubernetesSource };
  readonly #settings: Settings;
  readonly #world: World;
  #connection: Promise<Connection> | undefined;
  #source: Promise<LoadedSource> | undefined;
  #planned: PlannedSet | undefined;
  #plan: Plan | undefined;
  #asked: Promise<Asked> | undefined;
  #order: ApplyOrder = orderOf([]);

  constructor(target: Target & { readonly source: KubernetesSource }, settings: Settings, world: World) {
    this.#target = target;
    this.#settings = settings;
    this.#world = world;
    this.ledger = openLedger({
      target,
      world,
      confirmed: settings.confirm,
      timeoutMs: settings.timeoutMs,
      reason: settings.freezeOverride ?? settings.reason,
      cluster: async () => await this.#cluster(),
      namespace: async () => await this.#recordNamespace(),
      wanted: async () => ({
        ids: [...this.#current().steps.map(step => step.intent.id), ...this.#current().kept],
        images: imagesOf((await this.#loaded()).manifests),
        ...(settings.mode === 'destroy'
          ? { imageOverrides: [] }
          : { imageOverrides: settings.imageOverrides, ...(await this.#recorded()) }),
      }),
      prepare: async () => await this.#prepareNamespace(),
    });
  }

  async validate(): Promise<readonly Diagnostic[]> {
    const askVersion = async (): Promise<string> => await (await this.#cluster()).serverVersion('plan');
    return await validateSource(await this.#loaded(), this.#settings, askVersion);
  }

  async render(format: 'yaml' | 'json'): Promise<string> {
    const objects = (await this.#loaded()).manifests.map((manifest): JsonObject => manifest.object);
    return format === 'yaml' ? writeYaml(objects) : writeJsonList(objects);
  }

  async changesSince(base?: Engine): Promise<readonly Change[]> {
    if (base && !(base instanceof KubernetesEngine))
      throw new Failure('internal', 'manifests were compared with those of another engine');
    const after = await this.#loaded();
    const before = base ? (await base.#loaded()).manifests : [];
    const { kubernetesVersion: version = newestKubernetes } = this.#settings;
    const { namespace } = this.#target.source;
    return compareRendered(before, after, { version, ...(namespace !== undefined && { namespace }) });
  }

  async rbac(format: 'yaml' | 'json'): Promise<string> {
    const { printRbac, rbacInputOf } = await import('./rbac/print.ts');
    return printRbac(rbacInputOf(await this.#loaded(), this.#target.name, this.#settings), format);
  }

  async renderedDigest(): Promise<string> {
    return (await this.#loaded()).renderedDigest;
  }

  async images(): Promise<ReadonlyMap<string, readonly string[]>> {
    return imagesByObject((await this.#loaded()).manifests, await this.#namespace());
  }

  async digests(): Promise<ObjectDigests | undefined> {
    const { manifests, noDigest } = await this.#loaded();
    // What was decrypted on the way here must not be guessed by its digest.
    return noDigest === undefined ? objectDigestsOf(manifests, await this.#namespace()) : undefined;
  }

  async renderer(): Promise<string | undefined> {
    return await rendererOf(this.#target.source.path, this.#world);
  }

  async differencesFrom(record: DeployRecord): Promise<readonly string[] | undefined> {
    const [{ manifests }, namespace] = await Promise.all([this.#loaded(), this.#namespace()]);
    const then = await this.ledger.digestsOf(record);
    return then && differencesOf(then, ownDigestsOf(manifests, namespace));
  }

  async plan(): Promise<Plan> {
    const { manifests, renderedDigest, schemas } = await this.#loaded();
    const cluster = await this.#cluster();
    const [version, parent, namespace, setId, { planSet }] = await Promise.all([
      cluster.serverVersion('plan'),
      this.ledger.parent(),
      this.#namespace(),
      this.#setId(),
      import('./plan/index.ts'),
      // Discovery on the way with the others: the plan begins by asking it.
      cluster.preferredOf('ConfigMap', 'plan'),
    ]);
    const { livePlan, mode, prune, conflicts, ignore } = this.#settings;
    // A target without a record will be written to: what that takes is asked beside the dry runs.
    this.#asked = mode === 'deploy' && parent === undefined ? this.#askForRecord() : undefined;
    this.#asked?.catch(() => undefined);
    this.#planned = await planSet({
      manifests,
      moments: momentsOf(mode),
      renderedDigest,
      cluster,
      secrets: this.#world.secrets,
      namespace,
      recordNamespace: await this.#recordNamespace(),
      setId,
      parent,
      livePlan,
      intention: mode === 'preview' ? 'to show' : mode === 'drift' ? 'to compare' : 'to write',
      host: this.#world.run.host,
      prune: prune || mode === 'destroy',
      rules: { conflicts, ignore },
      listKeysOf: intent => listKeysIn(schemas, version, intent.id),
    });
    const found = (await this.#connection)?.diagnostics ?? [];
    this.#order = orderOf(this.#planned.steps.map(step => placedOf(step)));
    const diagnostics = [...found, ...this.#planned.plan.diagnostics, ...this.#order.diagnostics];
    this.#plan = { ...this.#planned.plan, diagnostics };
    return this.#plan;
  }

  async requireRights(): Promise<void> {
    const { requireRights } = await import('./apply/rights.ts');
    await requireRights(this.#current(), this.#asked ?? this.#askForRecord(), await this.#cluster());
  }

  async apply(plan: Plan, guard: Guard): Promise<Outcome> {
    if (plan !== this.#plan) throw new Failure('internal', 'apply was given another plan than the last one');
    const last = await this.ledger.last();
    const isHealed = last === undefined || last.result === 'success';
    const { applySet } = await import('./apply/index.ts');
    return await applySet(this.#current(), {
      cluster: await this.#cluster(),
      world: this.#world,
      guard,
      order: this.#order,
      setId: await this.#setId(),
      timeoutMs: this.#settings.timeoutMs,
      stallMs: this.#settings.stallMs,
      rules: ownRules(this.#settings.ready),
      waitFor: !this.#settings.wait ? 'none' : isHealed ? 'changed' : 'all',
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

  async #loaded(): Promise<LoadedSource> {
    const load = this.#settings.mode === 'destroy' ? emptySource : loadSource;
    this.#source ??= load(this.#target.source, this.#settings, this.#world);
    return await this.#source;
  }

  async #cluster(): Promise<Cluster> {
    this.#connection ??= this.reach(this.#settings.access, this.#world);
    return (await this.#connection).cluster;
  }

  async #namespace(): Promise<string> {
    const { namespace, contextNamespace } = this.#target.source;
    return namespace ?? contextNamespace ?? (await this.#cluster()).contextNamespace;
  }

  async #recorded(): Promise<Pick<Wanted, 'rendering' | 'digests'>> {
    const [source, namespace] = await Promise.all([this.#loaded(), this.#namespace()]);
    return await recordedOf(this.#target.source, this.#settings, {
      ...source,
      namespace,
      world: this.#world,
    });
  }

  async #recordNamespace(): Promise<string> {
    return this.#settings.recordNamespace ?? (await this.#namespace());
  }

  async #setId(): Promise<string> {
    return applySetIdOf({ name: parentNameOf(this.#target.name), namespace: await this.#recordNamespace() });
  }

  async #askForRecord(): Promise<Asked> {
    const { askForRecord } = await import('./apply/rights.ts');
    const [namespace, parent] = await Promise.all([this.#recordNamespace(), this.ledger.parent()]);
    const place = { name: parentNameOf(this.#target.name), namespace, isNew: parent === undefined };
    return await askForRecord(place, await this.#cluster());
  }

  /** Lock and record live in a namespace that the plan may bring: then it is made first, alone. Without a plan none is. */
  async #prepareNamespace(): Promise<void> {
    const namespace = await this.#recordNamespace();
    if (!this.#planned || !isBrought(namespace, this.#planned.steps)) return;
    await makeNamespace(await this.#cluster(), namespace, await this.#setId());
  }
}
