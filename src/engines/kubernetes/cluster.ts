import type { JsonObject } from '../../model/json.ts';
import type { ObjectId } from '../../model/manifest.ts';
import type { ApiAnswer, TextStream, WatchEvent } from './transport/transport.ts';

/** A kind as the server serves it. `plural` is the path segment. */
export interface Resource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/** A page-joined list and the resourceVersion to start a watch from. */
export interface ObjectList {
  readonly items: readonly JsonObject[];
  readonly resourceVersion: string;
  /** Set when only the first page was asked for and there are more. */
  readonly hasMore?: true;
}

/** Narrows a list or watch. Absent namespace: cluster-wide. */
export interface ListOptions {
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /** `metadata`: PartialObjectMetadata only, for where labels and uid are enough. */
  readonly only?: 'metadata';
  /** `first`: one page (500 objects), for where the whole is worth having only when it is small. Absent: all pages. */
  readonly pages?: 'first';
}

/** How a server-side apply is sent. */
export interface ApplyOptions {
  readonly manager: string;
  readonly force: boolean;
  readonly dryRun: boolean;
}

/** How a delete is sent; both preconditions must still hold or the server answers 409. */
export interface DeleteOptions {
  readonly uid: string;
  readonly resourceVersion?: string;
  readonly propagation: 'Background' | 'Foreground' | 'Orphan';
  readonly dryRun: boolean;
}

/** The API of one cluster, as this engine needs it. `phase` of each call is the part of the run it belongs to. */
export interface Cluster {
  /** The namespace of the kubeconfig's context, `default` when it names none. */
  readonly contextNamespace: string;
  /** sha-256 (64 hex) of the server's URL: names the cluster in records without telling where it is. */
  readonly serverHash: string;
  /** `1.36`: the server's minor version. */
  serverVersion(phase: string): Promise<string>;
  /** The served resource of a kind, from one aggregated discovery per run; undefined when the server has no such kind. */
  resourceOf(id: Pick<ObjectId, 'group' | 'version' | 'kind'>, phase: string): Promise<Resource | undefined>;
  /** The preferred served version of a group and kind (`Deployment.apps`), undefined when it is not served. */
  preferredOf(groupKind: string, phase: string): Promise<Resource | undefined>;
  /** All served kinds, each in its preferred version. */
  served(phase: string): Promise<readonly Resource[]>;
  /** Forgets discovery, after a CRD was applied. */
  forgetDiscovery(): void;
  /** The object, or undefined when it does not exist. @throws Failure permission-missing, ... */
  get(resource: Resource, place: Place, phase: string): Promise<JsonObject | undefined>;
  /** All pages. @throws Failure permission-missing, ... */
  list(resource: Resource, options: ListOptions, phase: string): Promise<ObjectList>;
  /** Server-side apply with strict field validation; the answer may be a refusal. `body` is JSON text. */
  apply(
    resource: Resource,
    place: Place,
    body: string,
    options: ApplyOptions,
    phase: string,
  ): Promise<ApiAnswer>;
  /** Deletes with the options in the body only; the answer may be a refusal. */
  remove(resource: Resource, place: Place, options: DeleteOptions, phase: string): Promise<ApiAnswer>;
  /** Watches from a list's resourceVersion, with bookmarks; ends when the server ends it. */
  watch(
    resource: Resource,
    options: ListOptions & { readonly from: string },
    signal: AbortSignal,
    phase: string,
  ): AsyncIterable<WatchEvent>;
  /** A text that grows while it is read, a log that is followed; ends when the server, a cut or the signal ends it. */
  text(
    path: string,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal,
    phase: string,
  ): Promise<TextStream>;
  /** Any other request (logs, access reviews, a PUT). */
  raw(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    path: string,
    options: RawOptions,
    phase: string,
  ): Promise<ApiAnswer>;
  close(): void;
}

/** Name and namespace of an object; namespace absent for cluster-scoped kinds. */
export interface Place {
  readonly namespace?: string;
  readonly name: string;
}

/** Query, body and content type of a raw request. */
export interface RawOptions {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly contentType?: string;
}
