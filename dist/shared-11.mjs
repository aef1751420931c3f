import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  containersOf,
  podSpecOf
} from "./shared-13.mjs";
import {
  annotationOf
} from "./shared-16.mjs";
import {
  recordName
} from "./shared-38.mjs";
import {
  addressOf,
  objectKeyOf
} from "./shared-35.mjs";
import {
  Failure
} from "./shared-30.mjs";
import {
  isObject,
  listAt,
  numberAt,
  textAt,
  valueAt
} from "./shared-32.mjs";

// src/engines/kubernetes/ledger/target-lost.ts
function targetLost(newest, cause) {
  const whose = newest ? `: its record is ${recordName(newest)}` : "";
  return new Failure("lock-lost", `another run took the target over${whose}`, {
    hint: "Nothing more is written. What this run had written until then is told above; the other run deploys the whole set again.",
    ...cause && { cause }
  });
}

// src/engines/kubernetes/order/depends-on.ts
var dependsOnAnnotations = [
  "gitops-push.dev/depends-on",
  "config.kubernetes.io/depends-on"
];
function readDependsOn(id, body, isKnown) {
  const texts = dependsOnAnnotations.flatMap((name) => annotationOf(body, name) ?? []);
  const entries = texts.flatMap((text) => text.split(/[,\n]/)).map((entry) => entry.trim()).filter((entry) => entry !== "");
  const references = [];
  const unreadable2 = [];
  for (const entry of entries) {
    const found = readEntry(entry, id, isKnown);
    if (found) references.push(found);
    else unreadable2.push(entry);
  }
  return { references, unreadable: unreadable2 };
}
function readEntry(entry, id, isKnown) {
  const inside = /^([^/]*)\/namespaces\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(entry);
  if (inside) {
    const [, group2 = "", namespace = "", kind2 = "", name2 = ""] = inside;
    return { group: group2, kind: kind2, namespace, name: name2 };
  }
  const outside = /^([^/]*)\/([^/]+)\/([^/]+)$/.exec(entry);
  if (!outside) return void 0;
  const [, group = "", kind = "", name = ""] = outside;
  const reference = { group, kind, name };
  const beside = id.namespace === void 0 ? reference : { ...reference, namespace: id.namespace };
  return !isKnown(reference) && isKnown(beside) ? beside : reference;
}

// src/engines/kubernetes/order/references.ts
var rbac = "rbac.authorization.k8s.io";
function referencesOf(id, body) {
  const here = id.namespace === void 0 ? {} : { namespace: id.namespace };
  const podSpec = podSpecOf(id, body);
  const byKind = finders[`${id.group}/${id.kind}`];
  return [...podSpec ? ofPodSpec(podSpec, here) : [], ...byKind ? byKind(body, here) : []].filter(
    (reference) => reference.name !== ""
  );
}
var finders = {
  [`${rbac}/RoleBinding`]: ofBinding,
  [`${rbac}/ClusterRoleBinding`]: ofBinding,
  "/ServiceAccount": (body, here) => [
    ...namesIn(body, "/secrets").map((name) => core("Secret", name, here)),
    ...namesIn(body, "/imagePullSecrets").map((name) => core("Secret", name, here))
  ],
  "/PersistentVolumeClaim": (body, here) => [
    ...named("storage.k8s.io", "StorageClass", textAt(body, "/spec/storageClassName")),
    ...named("", "PersistentVolume", textAt(body, "/spec/volumeName")),
    ...named(
      textAt(body, "/spec/dataSource/apiGroup") ?? "",
      textAt(body, "/spec/dataSource/kind") ?? "",
      textAt(body, "/spec/dataSource/name"),
      here
    )
  ],
  "/PersistentVolume": (body) => named("storage.k8s.io", "StorageClass", textAt(body, "/spec/storageClassName")),
  "apps/StatefulSet": (body, here) => [
    ...named("", "Service", textAt(body, "/spec/serviceName"), here),
    ...listAt(body, "/spec/volumeClaimTemplates").flatMap(
      (claim) => named("storage.k8s.io", "StorageClass", textAt(claim, "/spec/storageClassName"))
    )
  ],
  "autoscaling/HorizontalPodAutoscaler": (body, here) => target(body, "/spec/scaleTargetRef", here),
  "keda.sh/ScaledObject": (body, here) => [
    ...target(body, "/spec/scaleTargetRef", here),
    ...listAt(body, "/spec/triggers").flatMap(
      (trigger) => named(
        "keda.sh",
        textAt(trigger, "/authenticationRef/kind") ?? "TriggerAuthentication",
        textAt(trigger, "/authenticationRef/name"),
        here
      )
    )
  ],
  "networking.k8s.io/Ingress": (body, here) => [
    ...named("networking.k8s.io", "IngressClass", textAt(body, "/spec/ingressClassName")),
    ...listAt(body, "/spec/tls").flatMap((tls) => named("", "Secret", textAt(tls, "/secretName"), here)),
    ...backendsOf(body).map((name) => core("Service", name, here))
  ],
  "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding": ofPolicyBinding("ValidatingAdmissionPolicy"),
  "admissionregistration.k8s.io/MutatingAdmissionPolicyBinding": ofPolicyBinding("MutatingAdmissionPolicy"),
  "gateway.networking.k8s.io/Gateway": (body) => named("gateway.networking.k8s.io", "GatewayClass", textAt(body, "/spec/gatewayClassName")),
  "gateway.networking.k8s.io/HTTPRoute": ofRoute,
  "gateway.networking.k8s.io/GRPCRoute": ofRoute,
  "gateway.networking.k8s.io/TCPRoute": ofRoute
};
function ofPodSpec(spec, here) {
  const containers = containersOf(spec);
  const fromEnv = containers.flatMap((container) => [
    ...listAt(container, "/envFrom").flatMap((source) => [
      ...named("", "ConfigMap", textAt(source, "/configMapRef/name"), here),
      ...named("", "Secret", textAt(source, "/secretRef/name"), here)
    ]),
    ...listAt(container, "/env").flatMap((variable) => [
      ...named("", "ConfigMap", textAt(variable, "/valueFrom/configMapKeyRef/name"), here),
      ...named("", "Secret", textAt(variable, "/valueFrom/secretKeyRef/name"), here)
    ])
  ]);
  return [
    ...fromEnv,
    ...listAt(spec, "/volumes").flatMap((volume) => ofVolume(volume, here)),
    ...namesIn(spec, "/imagePullSecrets").map((name) => core("Secret", name, here)),
    ...named("", "ServiceAccount", textAt(spec, "/serviceAccountName"), here),
    ...named("scheduling.k8s.io", "PriorityClass", textAt(spec, "/priorityClassName")),
    ...named("node.k8s.io", "RuntimeClass", textAt(spec, "/runtimeClassName")),
    ...listAt(spec, "/resourceClaims").flatMap((claim) => [
      ...named("resource.k8s.io", "ResourceClaim", textAt(claim, "/resourceClaimName"), here),
      ...named("resource.k8s.io", "ResourceClaimTemplate", textAt(claim, "/resourceClaimTemplateName"), here)
    ])
  ];
}
function ofVolume(volume, here) {
  const sources = [volume, ...listAt(volume, "/projected/sources")];
  return [
    ...named("", "PersistentVolumeClaim", textAt(volume, "/persistentVolumeClaim/claimName"), here),
    ...sources.flatMap((source) => [
      ...named("", "ConfigMap", textAt(source, "/configMap/name"), here),
      ...named("", "Secret", textAt(source, "/secret/secretName") ?? textAt(source, "/secret/name"), here)
    ]),
    ...named("", "Secret", textAt(volume, "/csi/nodePublishSecretRef/name"), here)
  ];
}
function ofBinding(body, here) {
  const kind = textAt(body, "/roleRef/kind") ?? "";
  return [
    ...named(rbac, kind, textAt(body, "/roleRef/name"), kind === "Role" ? here : {}),
    ...accountsOf(body, here)
  ];
}
function accountsOf(binding, here) {
  return listAt(binding, "/subjects").filter(isObject).filter((subject) => subject["kind"] === "ServiceAccount").flatMap((subject) => {
    const namespace = textAt(subject, "/namespace") ?? here.namespace;
    return named(
      "",
      "ServiceAccount",
      textAt(subject, "/name"),
      namespace === void 0 ? {} : { namespace }
    );
  });
}
function ofPolicyBinding(kind) {
  return (body, here) => [
    ...named("admissionregistration.k8s.io", kind, textAt(body, "/spec/policyName")),
    ...named("", "ConfigMap", textAt(body, "/spec/paramRef/name"), placeOf(body, "/spec/paramRef", here))
  ];
}
function ofRoute(body, here) {
  const backends = listAt(body, "/spec/rules").flatMap((rule) => listAt(rule, "/backendRefs"));
  return [
    ...listAt(body, "/spec/parentRefs").flatMap(
      (parent) => named(
        textAt(parent, "/group") ?? "gateway.networking.k8s.io",
        textAt(parent, "/kind") ?? "Gateway",
        textAt(parent, "/name"),
        placeOf(parent, "", here)
      )
    ),
    ...backends.flatMap(
      (backend) => named(
        textAt(backend, "/group") ?? "",
        textAt(backend, "/kind") ?? "Service",
        textAt(backend, "/name"),
        placeOf(backend, "", here)
      )
    )
  ];
}
function backendsOf(ingress) {
  const paths = listAt(ingress, "/spec/rules").flatMap((rule) => listAt(rule, "/http/paths"));
  const all = [
    textAt(ingress, "/spec/defaultBackend/service/name"),
    ...paths.map((path) => textAt(path, "/backend/service/name"))
  ];
  return all.filter((name) => name !== void 0);
}
function target(body, pointer, here) {
  const reference = valueAt(body, pointer);
  const apiVersion = textAt(reference, "/apiVersion") ?? "apps/v1";
  const group = apiVersion.includes("/") ? apiVersion.split("/")[0] ?? "" : "";
  return named(group, textAt(reference, "/kind") ?? "Deployment", textAt(reference, "/name"), here);
}
function placeOf(body, pointer, here) {
  const namespace = textAt(body, `${pointer}/namespace`) ?? here.namespace;
  return namespace === void 0 ? {} : { namespace };
}
function namesIn(body, pointer) {
  return listAt(body, pointer).flatMap((each) => textAt(each, "/name") ?? []);
}
function named(group, kind, name, here = {}) {
  return name === void 0 ? [] : [{ group, kind, name, ...here }];
}
function core(kind, name, here) {
  return { group: "", kind, name, ...here };
}

// src/engines/kubernetes/order/edges.ts
function keyOfReference(reference) {
  return objectKeyOf({ version: "", ...reference });
}
function impliedEdges(objects) {
  const byKind = Map.groupBy(objects, ({ id }) => `${id.group}/${id.kind}`);
  const kinds = definedKinds(byKind.get("apiextensions.k8s.io/CustomResourceDefinition") ?? []);
  const services = byKind.get("apiregistration.k8s.io/APIService") ?? [];
  const watchers = watchersByNamespace(objects);
  const bindings = bindingsByAccount(objects);
  const backends = backendsByService(objects);
  return objects.flatMap((object) => {
    const { id, key } = object;
    const after = (to, needs = "written") => to === void 0 || to === key ? [] : [{ from: key, to, origin: "implied", needs }];
    const named2 = referencesOf(id, object.body).flatMap((reference) => after(keyOfReference(reference)));
    const place = id.namespace === void 0 ? [] : after(namespaceKey(id.namespace), "ready");
    const kind = after(kinds.get(`${id.group}/${id.kind}`), "ready");
    const served = services.filter((service) => serves(service.body, id)).flatMap((each) => after(each.key, "ready"));
    return [
      ...place,
      ...kind,
      ...served,
      ...named2,
      ...podSpecOf(id, object.body) ? watchedBy(object, watchers, bindings).flatMap((to) => after(to)) : [],
      ...servicesOf(object).flatMap((service) => [
        ...after(service),
        ...(backends.get(service) ?? []).flatMap((backend) => after(backend, "ready"))
      ]),
      // What intercepts requests to the API comes last: it must find its backend up, and nothing of this set depends on it.
      ...isInterceptor(id) ? objects.filter((other) => !isInterceptor(other.id)).flatMap((other) => after(other.key)) : []
    ];
  });
}
function namespaceKey(name) {
  return keyOfReference({ group: "", kind: "Namespace", name });
}
function definedKinds(definitions) {
  return new Map(
    definitions.map(({ key, body }) => [
      `${textAt(body, "/spec/group") ?? ""}/${textAt(body, "/spec/names/kind") ?? ""}`,
      key
    ])
  );
}
function serves(apiService, id) {
  return textAt(apiService, "/spec/group") === id.group && textAt(apiService, "/spec/version") === id.version;
}
var watching = /* @__PURE__ */ new Set(["networking.k8s.io/NetworkPolicy", "/ResourceQuota", "/LimitRange"]);
function watchersByNamespace(objects) {
  const found = objects.filter(({ id }) => watching.has(`${id.group}/${id.kind}`));
  const grouped = Map.groupBy(found, ({ id }) => id.namespace ?? "");
  return new Map([...grouped].map(([namespace, group]) => [namespace, group.map(({ key }) => key)]));
}
function bindingsByAccount(objects) {
  const pairs = objects.filter(({ id }) => id.group === "rbac.authorization.k8s.io" && id.kind.endsWith("Binding")).flatMap(
    ({ id, key, body }) => accountsOf(body, id.namespace === void 0 ? {} : { namespace: id.namespace }).map(
      (account) => [keyOfReference(account), key]
    )
  );
  const grouped = Map.groupBy(pairs, ([account]) => account);
  return new Map([...grouped].map(([account, group]) => [account, group.map(([, key]) => key)]));
}
function watchedBy({ id, body }, watchers, bindings) {
  const namespace = id.namespace ?? "";
  const name = textAt(podSpecOf(id, body), "/serviceAccountName") ?? "default";
  const account = keyOfReference({ group: "", kind: "ServiceAccount", namespace, name });
  return [...watchers.get(namespace) ?? [], ...bindings.get(account) ?? []];
}
function servicesOf({ id, body }) {
  const configurations = isInterceptor(id) ? listAt(body, "/webhooks").map((webhook) => valueAt(webhook, "/clientConfig/service")) : id.kind === "APIService" && id.group === "apiregistration.k8s.io" ? [valueAt(body, "/spec/service")] : [];
  return configurations.filter(isObject).map(
    (service) => keyOfReference({
      group: "",
      kind: "Service",
      namespace: textAt(service, "/namespace") ?? "",
      name: textAt(service, "/name") ?? ""
    })
  );
}
function backendsByService(objects) {
  const workloads = objects.filter(({ id, body }) => id.kind !== "CronJob" && podSpecOf(id, body));
  const services = objects.filter(({ id }) => id.group === "" && id.kind === "Service");
  return new Map(
    services.map((service) => {
      const selector = valueAt(service.body, "/spec/selector");
      const chosen = workloads.filter(
        ({ id, body }) => id.namespace === service.id.namespace && isSelected(body, id, selector)
      );
      return [service.key, chosen.map(({ key }) => key)];
    })
  );
}
function isSelected(body, id, selector) {
  const pointer = id.kind === "Pod" ? "/metadata/labels" : "/spec/template/metadata/labels";
  const labels = valueAt(body, pointer);
  if (!isObject(selector) || !isObject(labels)) return false;
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value);
}
var interceptors = /* @__PURE__ */ new Set(["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"]);
function isInterceptor(id) {
  return id.group === "admissionregistration.k8s.io" && interceptors.has(id.kind);
}

// src/engines/kubernetes/order/graph.ts
function levelsOf(nodes, edges) {
  const known = new Set(nodes);
  const inside = edges.filter(({ from, to }) => known.has(from) && known.has(to) && from !== to);
  const asked = inside.filter((edge) => edge.origin === "asked");
  const cycles = circlesOf(nodes, asked);
  const inCircle = new Set(cycles.flat());
  const sound = asked.filter(({ from, to }) => !(inCircle.has(from) && inCircle.has(to)));
  const kept = dropCircles(nodes, [...sound, ...inside.filter((edge) => edge.origin === "implied")]);
  return { levels: longestWays(nodes, kept), edges: kept, cycles };
}
function dropCircles(nodes, edges) {
  const knots = knotsOf(nodes, edges);
  const knotOf = new Map(knots.flatMap((knot, index) => knot.map((node) => [node, index])));
  const isLoose = ({ from, to }) => {
    const knot = knotOf.get(from);
    return knot === void 0 || knot !== knotOf.get(to);
  };
  const kept = edges.filter((edge) => isLoose(edge) || edge.origin === "asked");
  const next = neighboursOf(kept);
  for (const edge of edges) {
    if (isLoose(edge) || edge.origin === "asked") continue;
    if (wayBetween(edge.to, edge.from, next)) continue;
    kept.push(edge);
    next.set(edge.from, [...next.get(edge.from) ?? [], edge.to]);
  }
  return kept;
}
function longestWays(nodes, edges) {
  const next = neighboursOf(edges);
  const open = new Map(nodes.map((node) => [node, new Set(next.get(node)).size]));
  const above = Map.groupBy(edges, (edge) => edge.to);
  const levels = /* @__PURE__ */ new Map();
  let due = nodes.filter((node) => open.get(node) === 0);
  for (let level = 0; due.length > 0; level += 1) {
    const later = [];
    for (const node of due) levels.set(node, level);
    for (const node of due) {
      for (const from of new Set((above.get(node) ?? []).map((edge) => edge.from))) {
        const left = (open.get(from) ?? 0) - 1;
        open.set(from, left);
        if (left === 0) later.push(from);
      }
    }
    due = later;
  }
  return levels;
}
function circlesOf(nodes, edges) {
  const next = neighboursOf(edges);
  return knotsOf(nodes, edges).map((knot) => {
    const [start = ""] = knot;
    const members = new Set(knot);
    const inside = new Map([...next].map(([node, to]) => [node, to.filter((each) => members.has(each))]));
    const ways = (inside.get(start) ?? []).map((first) => wayBetween(first, start, inside));
    return [start, ...ways.find((way) => way !== void 0)?.slice(0, -1) ?? []];
  });
}
function knotsOf(nodes, edges) {
  const next = neighboursOf(edges);
  const index = /* @__PURE__ */ new Map();
  const low = /* @__PURE__ */ new Map();
  const stack = [];
  const onStack = /* @__PURE__ */ new Set();
  const knots = [];
  const enter = (node) => {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    stack.push(node);
    onStack.add(node);
    return { node, left: [...next.get(node) ?? []] };
  };
  for (const root of nodes) {
    if (index.has(root)) continue;
    const path = [enter(root)];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { node, left } = top;
      const to = left.shift();
      if (to !== void 0 && !index.has(to)) path.push(enter(to));
      else if (to !== void 0) {
        if (onStack.has(to)) low.set(node, Math.min(low.get(node) ?? 0, index.get(to) ?? 0));
      } else {
        path.pop();
        const parent = path.at(-1)?.node;
        if (parent !== void 0) low.set(parent, Math.min(low.get(parent) ?? 0, low.get(node) ?? 0));
        if (low.get(node) === index.get(node)) {
          const knot = stack.splice(stack.indexOf(node));
          for (const each of knot) onStack.delete(each);
          if (knot.length > 1) knots.push(knot);
        }
      }
    }
  }
  return knots;
}
function wayBetween(start, end, next) {
  const cameFrom = /* @__PURE__ */ new Map([[start, void 0]]);
  for (const node of cameFrom.keys()) {
    if (node === end) {
      const way = [];
      for (let at = node; at !== void 0; at = cameFrom.get(at)) way.unshift(at);
      return way;
    }
    for (const to of next.get(node) ?? []) if (!cameFrom.has(to)) cameFrom.set(to, node);
  }
  return void 0;
}
function neighboursOf(edges) {
  const grouped = Map.groupBy(edges, (edge) => edge.from);
  return new Map([...grouped].map(([from, group]) => [from, [...new Set(group.map((edge) => edge.to))]]));
}

// src/engines/kubernetes/order/index.ts
function orderOf(objects) {
  const byKey = new Map(objects.map((object) => [object.key, object]));
  const asked = [];
  const diagnostics = [];
  for (const object of objects) {
    const { id, key, body } = object;
    const found = readDependsOn(id, body, (reference) => byKey.has(keyOfReference(reference)));
    for (const entry of found.unreadable) diagnostics.push(unreadable(object, entry));
    for (const reference of found.references) {
      const to = keyOfReference(reference);
      if (byKey.has(to) && to !== key) asked.push({ from: key, to, origin: "asked", needs: "ready" });
      else
        diagnostics.push(
          to === key ? cycle([object]) : missing(object, addressOf({ version: "*", ...reference }))
        );
    }
  }
  const { levels, edges, cycles } = levelsOf([...byKey.keys()], [...asked, ...impliedEdges(objects)]);
  for (const keys of cycles) diagnostics.push(cycle(keys.flatMap((key) => byKey.get(key) ?? [])));
  return { waves: wavesOf(levels), edges, diagnostics };
}
function deletionOrderOf(objects) {
  const early = objects.filter(({ id }) => isCustom(id) || id.kind === "CustomResourceDefinition");
  const others = objects.filter((object) => !early.includes(object) && !isInterceptor(object.id));
  const barrier = [
    ...early.map(({ key }) => ({ from: key, to: afterEarly })),
    ...others.map(({ key }) => ({ from: afterEarly, to: key }))
  ].map((edge) => ({ ...edge, origin: "implied", needs: "ready" }));
  const edges = [...impliedEdges(objects), ...early.length > 0 ? barrier : []];
  const reversed = edges.map((edge) => ({ ...edge, from: edge.to, to: edge.from }));
  const waves = wavesOf(levelsOf([...objects.map(({ key }) => key), afterEarly], reversed).levels);
  return waves.map((wave) => wave.filter((key) => key !== afterEarly)).filter((wave) => wave.length > 0);
}
var afterEarly = " after custom resources and their definitions";
function isCustom({ group }) {
  return group.includes(".") && !group.endsWith(".k8s.io");
}
function wavesOf(levels) {
  const grouped = Map.groupBy(levels.keys(), (key) => levels.get(key) ?? 0);
  return [...grouped].toSorted(([a], [b]) => a - b).map(([, keys]) => keys);
}
function cycle(members) {
  const names = members.map(({ id }) => addressOf(id));
  return {
    code: "depends-on-cycle",
    severity: "error",
    message: `these objects wait for one another: ${[...names, names[0] ?? ""].join(" -> ")}`,
    hint: `Take one of the annotations ${dependsOnAnnotations[0]} away.`,
    ...placeOf2(members[0])
  };
}
function missing(object, address) {
  return {
    code: "depends-on-missing",
    severity: "error",
    message: `${addressOf(object.id)} depends on ${address}, which is not part of this set`,
    hint: "Name an object of the same path: [group]/namespaces/NAMESPACE/KIND/NAME, or [group]/KIND/NAME for kinds without a namespace.",
    ...placeOf2(object)
  };
}
function unreadable(object, entry) {
  return {
    code: "depends-on-unreadable",
    severity: "error",
    message: `${addressOf(object.id)}: the annotation ${dependsOnAnnotations[0]} names ${entry}, which cannot be read`,
    hint: "Write apps/namespaces/shop/Deployment/web, or /Namespace/shop for the core group and a kind without a namespace; several with commas between them.",
    ...placeOf2(object)
  };
}
function placeOf2(object) {
  if (!object) return {};
  return { ...object.location && { location: object.location }, address: addressOf(object.id) };
}

// src/engines/kubernetes/ready/readiness.ts
var notSeen = "the controller has not seen it yet";
function ready(message) {
  return { state: "ready", message };
}
function waiting(message) {
  return { state: "waiting", message };
}
function stuck(message) {
  return { state: "stuck", message };
}
function conditionOf(object, type) {
  const found = listAt(object, "/status/conditions").find(
    (item) => isObject(item) && item["type"] === type
  );
  if (!found) return void 0;
  return {
    status: textAt(found, "/status") ?? "",
    reason: textAt(found, "/reason") ?? "",
    message: textAt(found, "/message") ?? "",
    since: textAt(found, "/lastTransitionTime")
  };
}
function isBehind(object) {
  const generation = numberAt(object, "/metadata/generation");
  const observed = numberAt(object, "/status/observedGeneration");
  return generation !== void 0 && observed !== void 0 && observed < generation;
}
function countAt(object, field) {
  return numberAt(object, `/status/${field}`) ?? 0;
}
function wantedReplicas(object) {
  return numberAt(object, "/spec/replicas") ?? 1;
}
function refusedPods(object) {
  const failure = conditionOf(object, "ReplicaFailure");
  return failure?.status === "True" ? `; ${refusedWords(failure.message)}` : "";
}
function refusedWords(detail) {
  return `Pods are refused: ${detail}`;
}

// src/engines/kubernetes/apply/pause.ts
async function pause(durationMs, world) {
  try {
    await world.clock.sleep(durationMs, world.signal);
  } catch (error) {
    if (!world.signal.aborted) throw error;
    throw new Failure("cancelled", "the run was cancelled; nothing more was sent to the cluster");
  }
}

export {
  targetLost,
  pause,
  orderOf,
  deletionOrderOf,
  notSeen,
  ready,
  waiting,
  stuck,
  conditionOf,
  isBehind,
  countAt,
  wantedReplicas,
  refusedPods,
  refusedWords
};
