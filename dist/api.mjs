import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  collectionPath,
  objectPath,
  refusal,
  refusedFields
} from "./shared-10.mjs";
import {
  discoveryRefused
} from "./shared-9.mjs";
import {
  apiVersionOf
} from "./shared-35.mjs";
import {
  proxyFor
} from "./shared-19.mjs";
import {
  Failure
} from "./shared-30.mjs";
import {
  isList,
  isObject,
  listAt,
  parseJson,
  stringifyJson,
  textAt,
  valueAt
} from "./shared-32.mjs";
import "./shared-1.mjs";

// src/engines/kubernetes/api/open-cluster.ts
import { createHash } from "node:crypto";

// src/engines/kubernetes/transport/effect.ts
var applyPatch = "application/apply-patch+yaml";
function isWrite(request) {
  switch (request.method) {
    case "GET":
      return false;
    case "POST":
      return !isDryRun(request) && !isReview(request.path);
    case "PUT":
    case "PATCH":
      return !isDryRun(request);
    case "DELETE":
      return !isDryDelete(request);
  }
}
function isRepeatable(request) {
  if (!isWrite(request)) return true;
  switch (request.method) {
    case "POST":
      return false;
    case "PATCH":
      return request.contentType === applyPatch;
    case "GET":
    case "PUT":
    case "DELETE":
      return true;
  }
}
function survivesCancel(request) {
  return request.phase === "record" || request.phase === "lock";
}
function isDryRun(request) {
  return request.query?.["dryRun"] === "All";
}
function isDryDelete(request) {
  if (request.body === void 0) return isDryRun(request);
  const options = parseJson(request.body);
  const dryRun = isObject(options) ? options["dryRun"] : void 0;
  return isList(dryRun) && dryRun.includes("All");
}
function isReview(path) {
  return /^\/apis\/(?:authorization|authentication)\.k8s\.io\/.*reviews$/.test(path);
}

// src/engines/kubernetes/transport/answer.ts
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

// src/engines/kubernetes/transport/status.ts
var longestMessage = 2e3;
var reasons = {
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  405: "MethodNotAllowed",
  406: "NotAcceptable",
  410: "Expired",
  413: "RequestEntityTooLarge",
  415: "UnsupportedMediaType",
  429: "TooManyRequests",
  503: "ServiceUnavailable",
  504: "Timeout"
};
function parseStatus(httpStatus, body) {
  if (!isObject(body) || body["kind"] !== "Status") {
    const text = typeof body === "string" ? body.trim() : "";
    return { code: httpStatus, reason: reasons[httpStatus] ?? "", message: short(text), causes: [] };
  }
  return {
    code: httpStatus,
    reason: textOf(body["reason"]),
    message: short(textOf(body["message"])),
    causes: causesOf(valueAt(body, "/details/causes"))
  };
}
function statedRetryAfterMs(body) {
  const seconds = valueAt(body, "/details/retryAfterSeconds");
  return typeof seconds === "number" && seconds > 0 ? seconds * 1e3 : void 0;
}
function causesOf(causes) {
  if (!isList(causes)) return [];
  return causes.filter(isObject).map((cause) => ({
    reason: textOf(cause["reason"]),
    field: textOf(cause["field"]),
    message: short(textOf(cause["message"]))
  }));
}
function textOf(value) {
  return typeof value === "string" ? value : "";
}
function short(text) {
  return text.length > longestMessage ? `${text.slice(0, longestMessage)} … (cut)` : text;
}

// src/engines/kubernetes/transport/message.ts
function troubleOf(stage, error) {
  const known = error instanceof Error ? error : new Error(String(error));
  const code = "code" in known && typeof known.code === "string" ? known.code : "";
  const isBroken = code.startsWith("ERR_HTTP2");
  return { kind: "trouble", stage, code: isBroken ? "ECONNRESET" : code, error: known };
}
function timeout(what, limitMs) {
  return Object.assign(new Error(`${what} within ${limitMs / 1e3} s`), { code: "TIMEOUT" });
}
function connectionLost(cause) {
  return Object.assign(new Error("the connection was lost", { cause }), { code: "ECONNRESET" });
}

// src/engines/kubernetes/transport/answer.ts
var maybeProxy = /* @__PURE__ */ new Set([401, 429, 502, 503, 504]);
async function readReply(message, limits) {
  const httpStatus = message.httpStatus;
  const refused = httpStatus >= 400;
  const bytes = await readBytes(message, refused ? limits.refusalBytes : limits.answerBytes);
  if ("kind" in bytes) return bytes;
  if (httpStatus >= 300 && !refused) return stranger(`with a redirect (HTTP ${httpStatus})`);
  const type = headerOf(message, "content-type") ?? "";
  if (type.includes("html") && !maybeProxy.has(httpStatus))
    return stranger(`with a web page (HTTP ${httpStatus})`);
  const body = parseBody(bytes.toString("utf8"), type, refused);
  if (body === void 0) return stranger(`with a text that is not JSON (HTTP ${httpStatus})`);
  const retryAfterMs = headerRetryAfterMs(message) ?? statedRetryAfterMs(body);
  return {
    kind: "reply",
    answer: {
      httpStatus,
      body,
      warnings: warningsOf(message),
      ...refused && { status: parseStatus(httpStatus, body) }
    },
    ...retryAfterMs !== void 0 && { retryAfterMs }
  };
}
function warningsOf({ warnings }) {
  return warnings.flatMap(
    (header) => Array.from(
      header.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g),
      (match) => (
        // Node.js reads header bytes as latin1, the server writes UTF-8.
        Buffer.from((match[1] ?? "").replaceAll(/\\(.)/g, "$1"), "latin1").toString("utf8")
      )
    )
  );
}
function headerOf({ headers }, name) {
  const value = headers[name];
  return typeof value === "string" ? value : void 0;
}
async function readBytes(message, limitBytes) {
  try {
    const bytes = await collect(message, limitBytes);
    if (bytes.length > limitBytes && message.httpStatus < 400) return tooLong(limitBytes);
    if (headerOf(message, "content-encoding") !== "gzip") return bytes;
    return await promisify(gunzip)(bytes, { maxOutputLength: limitBytes });
  } catch (error) {
    const trouble = troubleOf("reading", error);
    return trouble.code === "ERR_BUFFER_TOO_LARGE" ? tooLong(limitBytes) : trouble;
  }
}
async function collect(message, limitBytes) {
  const { body } = message;
  const chunks = [];
  let size = 0;
  return await new Promise((resolve, reject) => {
    body.on("data", (chunk) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size <= limitBytes) return;
      resolve(Buffer.concat(chunks));
      body.destroy();
    });
    body.once("end", () => {
      if (message.isWhole()) resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
      else reject(connectionLost());
    });
    body.on("error", reject);
    body.once("close", () => {
      if (!body.readableEnded) reject(connectionLost());
    });
  });
}
function parseBody(text, type, refused) {
  if (type.startsWith("text/plain")) return text;
  try {
    return parseJson(text);
  } catch {
    return refused ? text : void 0;
  }
}
function headerRetryAfterMs(message) {
  const seconds = Number(headerOf(message, "retry-after"));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1e3 : void 0;
}
function stranger(how) {
  return { kind: "stranger", how };
}
function tooLong(limitBytes) {
  return stranger(`with more than ${Math.round(limitBytes / 1024 / 1024)} MiB`);
}

// src/engines/kubernetes/transport/latency.ts
var window = 24;
function followLatency() {
  const all = /* @__PURE__ */ new Map();
  return {
    add(series, latencyMs) {
      const known = all.get(series) ?? { best: Infinity, last: 0, sum: 0, count: 0 };
      all.set(series, known);
      known.sum += latencyMs;
      known.count += 1;
      if (known.count < window) return;
      known.last = known.sum / known.count;
      known.best = Math.min(known.best, known.last);
      known.sum = 0;
      known.count = 0;
    },
    paceOf(series) {
      const known = all.get(series);
      if (!known || known.last <= known.best * 1.5) return "steady";
      return known.last <= known.best * 3 ? "slower" : "much slower";
    }
  };
}

// src/engines/kubernetes/transport/rate.ts
var smallest = 8;
var firstRounds = 1 / 8;
var usualRounds = 2;
var cautiousRounds = 16;
var mostCautiousRounds = 256;
function openRate(limits) {
  const most = limits.inFlightAtMost;
  const latency = followLatency();
  let limit = Math.min(limits.inFlightAtStart, most);
  let era = 0;
  let answers = 0;
  let tooMany = Infinity;
  let caution = cautiousRounds;
  return {
    get limit() {
      return limit;
    },
    get era() {
      return era;
    },
    accepted(series, latencyMs) {
      latency.add(series, latencyMs);
      answers += 1;
      const rounds = limit + 1 >= tooMany ? caution : era === 0 ? firstRounds : usualRounds;
      if (answers < limit * rounds) return;
      answers = 0;
      const pace = latency.paceOf(series);
      if (pace === "much slower" && limit > smallest) limit -= 1;
      if (pace !== "steady" || limit >= most) return;
      limit += 1;
      if (limit <= tooMany) return;
      tooMany = Infinity;
      caution = cautiousRounds;
    },
    throttled(sentIn, inFlight) {
      if (sentIn === era) {
        if (inFlight >= tooMany) caution = Math.min(caution * 2, mostCautiousRounds);
        era += 1;
        answers = 0;
        limit = Math.floor(limit / 2);
      }
      tooMany = Math.min(tooMany, inFlight);
      limit = Math.max(1, Math.min(limit, tooMany - 1));
    }
  };
}

// src/engines/kubernetes/transport/concurrency.ts
function openSeats(limits) {
  const rate = openRate(limits);
  const waiting = [];
  let taken = 0;
  const wake = () => {
    while (taken < rate.limit && waiting.length > 0) {
      taken += 1;
      waiting.shift()?.();
    }
  };
  const seat = () => {
    const sentIn = rate.era;
    const inFlight = taken;
    return {
      leave(verdict, series, latencyMs) {
        taken -= 1;
        if (verdict === "accepted") rate.accepted(series, latencyMs);
        if (verdict === "throttled") rate.throttled(sentIn, inFlight);
        wake();
      }
    };
  };
  return {
    async take(urgency) {
      if (taken < rate.limit && waiting.length === 0) taken += 1;
      else await new Promise((go) => urgency === "urgent" ? waiting.unshift(go) : waiting.push(go));
      return seat();
    },
    get limit() {
      return rate.limit;
    }
  };
}

// src/engines/kubernetes/transport/limits.ts
var defaultLimits = {
  connectMs: 1e4,
  answerMs: 6e4,
  watchIdleMs: 3e5,
  inFlightAtStart: 32,
  inFlightAtMost: 64,
  triesPerRequest: 5,
  retriesPerRun: 300,
  firstWaitMs: 500,
  longestWaitMs: 3e4,
  outageMs: 3e4,
  startingMs: 2e4,
  answerBytes: 256 * 1024 * 1024,
  refusalBytes: 64 * 1024
};

// src/engines/kubernetes/transport/retry.ts
var passing = [
  /failed calling (?:admission )?webhook/,
  /conversion webhook for .* failed:/s,
  /etcdserver: .*(?:leader changed|timed out|timeout)/s
];
function isWorthRepeating(request, result, { hasAnswered, isComingBack: isComingBack2 }) {
  if (result.kind === "trouble") return isPassingTrouble(request, result, hasAnswered);
  if (isComingBack2 && isDoubtful(request, result)) return true;
  const { httpStatus, status } = result.answer;
  if (!status) return false;
  switch (httpStatus) {
    case 429:
      return true;
    case 409:
      return status.message.includes("Operation cannot be fulfilled on resourcequota");
    case 500:
      return isRepeatable(request) && status.reason === "InternalError" && passing.some((pattern) => pattern.test(status.message));
    case 502:
    case 503:
    case 504:
      return isRepeatable(request);
    default:
      return false;
  }
}
function isDoubtful(request, { answer }) {
  if (answer.httpStatus === 401 || answer.httpStatus === 403) return true;
  return request.path.endsWith("reviews") && valueAt(answer.body, "/status/allowed") === false;
}
function isUncertain(result) {
  if (result.kind === "trouble") return result.stage !== "connecting";
  return [500, 502, 504].includes(result.answer.httpStatus);
}
function waitBeforeMs(tries, retryAfterMs, random, limits) {
  const backOff = Math.min(limits.firstWaitMs * 2 ** (tries - 1), limits.longestWaitMs);
  const asked = Math.min(retryAfterMs ?? 0, limits.longestWaitMs * 2);
  return Math.round(Math.max(backOff, asked) * (1 + random / 4));
}
var passingCodes = /* @__PURE__ */ new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "TIMEOUT"
]);
function isPassingTrouble(request, trouble, hasAnswered) {
  if (!passingCodes.has(trouble.code)) return false;
  if (trouble.stage === "connecting") return hasAnswered || trouble.code === "EAI_AGAIN";
  return isRepeatable(request);
}

// src/engines/kubernetes/transport/link.ts
function isComingBack({ brokeAtMs, limits, world }) {
  return brokeAtMs !== void 0 && world.clock.elapsedMs() - brokeAtMs < limits.startingMs;
}
function noteTry(link, opened) {
  if (opened.kind === "opened") {
    link.hasAnswered = true;
    link.awaySinceMs = void 0;
  } else if (opened.code !== "ABORT_ERR" && (link.hasAnswered || opened.stage !== "connecting")) {
    link.brokeAtMs = link.world.clock.elapsedMs();
    if (link.hasAnswered) link.awaySinceMs ??= link.brokeAtMs;
  }
}
function outgoingOf(link, request, credentials) {
  const query = request.query ? `?${queryOf(request.query)}` : "";
  const endsWithCancel = !isWrite(request) && !survivesCancel(request);
  return {
    method: request.method,
    path: request.path + query,
    headers: {
      accept: request.accept ?? "application/json, */*",
      "accept-encoding": "gzip",
      "user-agent": `${link.world.program} (${request.phase})`,
      ...request.body !== void 0 && { "content-type": request.contentType ?? "application/json" }
    },
    ...request.body !== void 0 && { body: request.body },
    credentials,
    ...endsWithCancel && { signal: link.world.signal }
  };
}
function queryOf(query) {
  return Object.entries(query).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
}
async function waitForNextTry(link, request, result, tries) {
  const { limits, sent, world } = link;
  const state = { hasAnswered: link.hasAnswered, isComingBack: isComingBack(link) };
  if (!isWorthRepeating(request, result, state)) return false;
  if (!isPatient(link, { request, result, tries })) return false;
  sent.retries += 1;
  const asked = result.kind === "reply" ? result.retryAfterMs : void 0;
  const waitMs = waitBeforeMs(Math.min(tries, limits.triesPerRequest - 1), asked, Math.random(), limits);
  world.log.debug(`${request.method} ${request.path}: ${reasonOf(result)}, again in ${waitMs} ms`);
  try {
    await world.clock.sleep(waitMs, survivesCancel(request) ? void 0 : world.signal);
  } catch (error) {
    throw world.signal.aborted ? cancelled() : error;
  }
  return true;
}
function isPatient(link, {
  request,
  result,
  tries
}) {
  const { limits, sent, world, awaySinceMs } = link;
  if (!world.signal.aborted) {
    if (result.kind === "trouble" && awaySinceMs !== void 0)
      return world.clock.elapsedMs() - awaySinceMs < limits.outageMs;
    if (result.kind === "reply" && isComingBack(link) && isDoubtful(request, result)) return true;
  }
  return tries < limits.triesPerRequest && sent.retries < limits.retriesPerRun;
}
function refuseAfterCancel(link, request) {
  if (link.world.signal.aborted && !survivesCancel(request)) throw cancelled();
}
function cancelled() {
  return new Failure("cancelled", "the run was cancelled; nothing more was sent to the cluster");
}
function isRejected(result) {
  return result.kind === "reply" && result.answer.httpStatus === 401;
}
function reasonOf(result) {
  return result.kind === "trouble" ? `no answer (${result.code})` : `HTTP ${result.answer.httpStatus}`;
}

// src/engines/kubernetes/transport/trouble.ts
var unknownAuthority = /* @__PURE__ */ new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "CERT_SIGNATURE_FAILURE",
  "CERT_UNTRUSTED",
  "CERT_REJECTED",
  "INVALID_CA",
  "INVALID_PURPOSE"
]);
function failureOfTrouble(trouble, access) {
  const place = placeOf(access);
  const { code, error } = trouble;
  if (unknownAuthority.has(code)) return untrustedAuthority(place, access, error);
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID") {
    const when = code === "CERT_HAS_EXPIRED" ? "has expired" : "is not valid yet";
    return new Failure("server-untrusted", `the certificate of the server at ${place} ${when}`, {
      hint: "Renew the serving certificate of the cluster, and check that the clock of this machine is right.",
      cause: error
    });
  }
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return wrongName(place, access, error);
  if (/ALERT_(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_\w+)$/.test(code)) {
    return new Failure(
      "credentials-rejected",
      `the server at ${place} refused the connection for its client certificate (${code})`,
      {
        hint: "The client certificate is missing, expired or of another cluster: take a new one from the cluster.",
        cause: error
      }
    );
  }
  if (code === "EPROTO" || code.startsWith("HPE_") || code.startsWith("ERR_SSL_")) {
    return unusable(place, `the server at ${place} does not speak HTTPS`, error);
  }
  return unreachable(trouble, place, access);
}
function failureOfStranger(stranger2, access) {
  const place = placeOf(access);
  return unusable(place, `the server at ${place} answers ${stranger2.how}, which no Kubernetes API does`);
}
function credentialsRejected(access) {
  return new Failure(
    "credentials-rejected",
    `the server at ${placeOf(access)} does not accept the credentials (401 Unauthorized, ${access.identity})`,
    {
      hint: access.rejectedHint?.() ?? "They are expired, revoked or of another cluster. Issue new ones and store them in the secret that this run reads; a token of a ServiceAccount ends with its Secret or its lifetime."
    }
  );
}
function placeOf(access) {
  const { hostname, port, protocol } = new URL(access.server);
  return `${hostname}:${port === "" ? protocol === "http:" ? 80 : 443 : port}`;
}
function untrustedAuthority(place, access, cause) {
  const given = access.trust.certificateAuthority !== void 0;
  return new Failure(
    "server-untrusted",
    given ? `the certificate of the server at ${place} was not issued by the given certificate authority` : `the certificate of the server at ${place} was issued by an authority that this machine does not know`,
    {
      hint: given ? "The certificate authority is of another cluster, or the cluster has a new one: take it from the cluster again (certificate-authority-data of its kubeconfig)." : "Give the cluster's own authority: certificate-authority-data in the kubeconfig, or the input certificate-authority.",
      cause
    }
  );
}
function wrongName(place, access, cause) {
  const expected = access.trust.serverName ?? new URL(access.server).hostname;
  const names = "cert" in cause ? namesOf(cause.cert) : "";
  return new Failure(
    "server-untrusted",
    `the certificate of the server at ${place} is not for ${expected}${names === "" ? "" : `, but for ${names}`}`,
    {
      hint: "Reach the server by a name that stands in its certificate, or set tls-server-name in the kubeconfig to one that does.",
      cause
    }
  );
}
function namesOf(certificate) {
  if (typeof certificate !== "object" || certificate === null || !("subjectaltname" in certificate))
    return "";
  return typeof certificate.subjectaltname === "string" ? certificate.subjectaltname.slice(0, 300) : "";
}
function unusable(place, message, cause) {
  return new Failure("server-unusable", message, {
    hint: `Check host, port and path of the server's URL (${place}): it must be the address of the API server itself, not of a dashboard, a login page or a proxy.`,
    ...cause && { cause }
  });
}
function unreachable(trouble, place, access) {
  const through = access.proxy ? " through the proxy of the kubeconfig" : "";
  return new Failure(
    "server-unreachable",
    `the server at ${place} cannot be reached${through}: ${whatOf(trouble)}`,
    {
      hint: "Check the address, and that this machine may reach it: a private endpoint needs a runner in its network, and a firewall or an allow-list must know the runner.",
      cause: trouble.error
    }
  );
}
function whatOf(trouble) {
  const { code, stage } = trouble;
  if (code === "ECONNREFUSED") return "the connection was refused";
  if (code === "ENOTFOUND") return "the name has no address (DNS)";
  if (code === "EAI_AGAIN") return "the name could not be looked up (DNS)";
  if (code === "ERR_PROXY_TUNNEL") return "the proxy did not open a tunnel";
  if (code === "TIMEOUT") return trouble.error.message;
  if (code === "ECONNRESET" && stage !== "connecting")
    return "the connection was lost before the answer was there";
  return code === "" ? "the connection failed" : `the connection failed (${code})`;
}

// src/engines/kubernetes/transport/watch.ts
async function* watchEvents(link, request, signal) {
  if (signal.aborted) return;
  const opened = await openStream(link, request, AbortSignal.any([signal, link.world.signal]), "json");
  if (opened === "ended") return;
  if (opened.kind === "reply") {
    yield { type: "ERROR", object: statusObjectOf(opened) };
    return;
  }
  opened.setIdleLimit(link.limits.watchIdleMs);
  try {
    for await (const lines of linesOf(opened.message.body))
      for (const line of lines) if (line.trim() !== "") yield eventOf(line, link);
  } finally {
    opened.message.body.destroy();
  }
}
async function openText(link, request, signal) {
  const opened = await openStream(link, request, AbortSignal.any([signal, link.world.signal]), "text");
  if (opened === "ended") return { lines: empty() };
  if (opened.kind === "reply")
    return opened.answer.status ? { status: opened.answer.status } : { lines: empty() };
  opened.setIdleLimit(link.limits.watchIdleMs);
  return { lines: textOf2(opened) };
}
async function* textOf2({ message }) {
  try {
    yield* linesOf(message.body, longestLine);
  } finally {
    message.body.destroy();
  }
}
async function* empty() {
  yield* await Promise.resolve([]);
}
async function openStream(link, request, signal, wanted) {
  if (signal.aborted) return "ended";
  for (let tries = 1; ; tries += 1) {
    refuseAfterCancel(link, request);
    const result = await openOnce(link, request, signal, wanted);
    if (result.kind === "opened") return result;
    if (signal.aborted) return "ended";
    if (await waitForNextTry(link, request, result, tries)) continue;
    if (result.kind === "trouble") throw failureOfTrouble(result, link.access);
    if (isRejected(result)) throw credentialsRejected(link.access);
    return result;
  }
}
async function openOnce(link, request, signal, wanted) {
  const credentials = await link.access.credentials();
  const open = async (by) => {
    link.sent.requests += 1;
    const outgoing = outgoingOf(link, request, by);
    const { "accept-encoding": _, ...headers } = outgoing.headers;
    const opened = await link.wire.open({ ...outgoing, headers, signal, isEndless: true });
    noteTry(link, opened);
    if (opened.kind === "trouble") return opened;
    const type = headerOf(opened.message, "content-type") ?? "";
    if (opened.message.httpStatus === 200 && type.includes(wanted === "json" ? "json" : "text/plain"))
      return opened;
    const reply = await readReply(opened.message, link.limits);
    if (reply.kind === "stranger") throw failureOfStranger(reply, link.access);
    return reply;
  };
  const first = await open(credentials);
  if (!isRejected(first)) return first;
  const renewed = await link.access.renew(credentials);
  const second = renewed ? await open(renewed) : first;
  if (isRejected(second) && !isComingBack(link)) throw credentialsRejected(link.access);
  return second;
}
var longestLine = 64 * 1024;
async function* linesOf(message, limit = Number.POSITIVE_INFINITY) {
  const decoder = new TextDecoder();
  let rest = "";
  const chunks = message[Symbol.asyncIterator]();
  for (; ; ) {
    const chunk = await chunks.next().catch(() => void 0);
    if (!chunk) return;
    if (chunk.done) break;
    const lines = (rest + decoder.decode(chunk.value, { stream: true })).split("\n");
    rest = (lines.pop() ?? "").slice(0, limit);
    if (lines.length > 0) yield lines.map((line) => line.slice(0, limit));
  }
  if (Number.isFinite(limit) && rest !== "") yield [rest];
}
var types = ["ADDED", "MODIFIED", "DELETED", "BOOKMARK", "ERROR"];
function eventOf(line, link) {
  const event = parseLine(line);
  const type = types.find((known) => isObject(event) && event["type"] === known);
  const object = isObject(event) ? event["object"] : void 0;
  if (type === void 0 || !isObject(object)) {
    throw failureOfStranger(
      { kind: "stranger", how: "a watch with something that is no event" },
      link.access
    );
  }
  return { type, object };
}
function parseLine(line) {
  try {
    return parseJson(line);
  } catch {
    return void 0;
  }
}
function statusObjectOf(reply) {
  const { body, status, httpStatus } = reply.answer;
  if (isObject(body) && body["kind"] === "Status") return body;
  return {
    kind: "Status",
    apiVersion: "v1",
    status: "Failure",
    code: httpStatus,
    reason: status?.reason ?? "",
    message: status?.message ?? ""
  };
}

// src/engines/kubernetes/transport/endpoint.ts
import { isIP } from "node:net";
import { createSecureContext } from "node:tls";
function endpointOf(server, { trust }) {
  const isPlain = server.protocol === "http:";
  return {
    isPlain,
    origin: server.origin,
    host: server.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: server.port === "" ? isPlain ? 80 : 443 : Number(server.port),
    prefix: server.pathname === "/" ? "" : server.pathname,
    trust
  };
}
function connectionKey(credentials) {
  return credentials.clientCertificate?.certificate ?? "";
}
function tlsOptionsOf({ trust }, { clientCertificate: client }) {
  const identity = {
    minVersion: "TLSv1.2",
    ...trust.certificateAuthority !== void 0 && { ca: trust.certificateAuthority },
    ...client && { cert: client.certificate, key: client.key.reveal() }
  };
  return {
    ...identity,
    secureContext: createSecureContext(identity),
    rejectUnauthorized: trust.verification === "full",
    ...trust.serverName !== void 0 && { servername: trust.serverName }
  };
}
function serverNameOf({ trust, host }) {
  return trust.serverName ?? (isIP(host) === 0 ? host : "");
}
function headersOf({ headers, credentials, body }) {
  const { authorization, impersonation } = credentials;
  return {
    ...headers,
    ...impersonation,
    ...authorization && { authorization: authorization.reveal() },
    ...body !== void 0 && { "content-length": String(Buffer.byteLength(body)) }
  };
}

// src/engines/kubernetes/transport/http1.ts
import https from "node:https";
function openAgents(endpoint, proxyEnv, limits) {
  const agents = /* @__PURE__ */ new Map();
  const agentFor = (credentials) => {
    const key = connectionKey(credentials);
    const agent = agents.get(key) ?? makeAgent(endpoint, credentials, proxyEnv);
    agents.set(key, agent);
    return agent;
  };
  return {
    open: async (outgoing) => await openRequest(endpoint, () => agentFor(outgoing.credentials).agent, outgoing, limits),
    adopt: (socket, credentials) => agentFor(credentials).adopted.push(socket),
    close: () => {
      for (const { agent } of agents.values()) agent.destroy();
    }
  };
}
function makeAgent(endpoint, credentials, proxyEnv) {
  const shared = { keepAlive: true, maxFreeSockets: 64, proxyEnv };
  const agent = endpoint.isPlain ? new (plainHttp()).Agent(shared) : new https.Agent({ ...shared, ...tlsOptionsOf(endpoint, credentials) });
  const adopted = [];
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => adopted.pop() ?? connect(options, callback);
  return { agent, adopted };
}
function plainHttp() {
  return process.getBuiltinModule("node:http");
}
async function openRequest({ isPlain, host, port, prefix }, agentOf, outgoing, limits) {
  const options = {
    host,
    port,
    method: outgoing.method,
    timeout: limits.connectMs,
    path: prefix + outgoing.path,
    headers: headersOf(outgoing),
    ...outgoing.signal && { signal: outgoing.signal }
  };
  try {
    const request = (isPlain ? plainHttp() : https).request({ ...options, agent: agentOf() });
    return await headOf(request, outgoing.body, limits);
  } catch (error) {
    return troubleOf("connecting", error);
  }
}
async function headOf(request, body, limits) {
  let stage = "connecting";
  const connected = () => {
    stage = "waiting";
    request.setTimeout(limits.answerMs);
  };
  request.once("socket", (socket) => {
    if (request.reusedSocket || isConnected(socket)) connected();
    else socket.once("encrypted" in socket ? "secureConnect" : "connect", connected);
  });
  request.on("timeout", () => {
    const isConnecting = stage === "connecting";
    request.destroy(
      isConnecting ? timeout("no connection", limits.connectMs) : timeout("no answer", limits.answerMs)
    );
  });
  return await new Promise((resolve) => {
    request.once(
      "response",
      (answer) => resolve({
        kind: "opened",
        message: messageOf(answer),
        setIdleLimit: (idleMs2) => request.setTimeout(idleMs2)
      })
    );
    request.on("error", (error) => resolve(troubleOf(stage, error)));
    request.end(body);
  });
}
function messageOf(answer) {
  const { statusCode = 0, headers, rawHeaders } = answer;
  const warnings = rawHeaders.filter((_, index) => index % 2 === 1 && isWarning(rawHeaders[index - 1]));
  return { httpStatus: statusCode, headers, warnings, body: answer, isWhole: () => answer.complete };
}
function isWarning(name) {
  return name !== void 0 && name.length === 7 && name.toLowerCase() === "warning";
}
function isConnected(socket) {
  if (socket.connecting) return false;
  return !("secureConnecting" in socket) || socket.secureConnecting === false;
}

// src/engines/kubernetes/transport/sessions.ts
import { connect as openSession } from "node:http2";
import { connect as openTls } from "node:tls";

// src/engines/kubernetes/transport/http2.ts
import {
  constants
} from "node:http2";
async function openStream2(line, { prefix }, outgoing, limits) {
  const { method, path, body, signal } = outgoing;
  let stream;
  try {
    stream = line.session.request(
      { ":method": method, ":path": prefix + path, ...headersOf(outgoing) },
      { endStream: body === void 0, ...signal && { signal } }
    );
  } catch (error) {
    line.isRetired = true;
    return troubleOf("connecting", connectionLost(error));
  }
  countIn(line, stream);
  stream.setTimeout(limits.answerMs, () => {
    line.isRetired = true;
    stream.destroy(timeout("no answer", limits.answerMs));
  });
  return await new Promise((resolve) => {
    let isAnswered = false;
    stream.once("response", (headers) => {
      isAnswered = true;
      resolve({
        kind: "opened",
        message: messageOf2(headers, stream),
        setIdleLimit: (silenceMs) => stream.setTimeout(silenceMs)
      });
    });
    stream.on("error", (error) => resolve(lostOn(stream, error)));
    stream.once("close", () => {
      if (!isAnswered) resolve(lostOn(stream, connectionLost()));
    });
    if (body !== void 0) stream.end(body);
  });
}
function countIn(line, stream) {
  if (line.inFlight === 0) line.session.ref();
  line.inFlight += 1;
  stream.once("close", () => {
    line.inFlight -= 1;
    line.freeSinceMs = line.clock.elapsedMs();
    if (line.inFlight === 0 && !line.session.destroyed) line.session.unref();
  });
}
function messageOf2(headers, stream) {
  const { warning } = headers;
  const warnings = warning === void 0 ? [] : [warning].flat();
  const isWhole = () => stream.rstCode === constants.NGHTTP2_NO_ERROR;
  return { httpStatus: headers[":status"] ?? 0, headers, warnings, body: stream, isWhole };
}
function lostOn(stream, error) {
  const isRefused = stream.rstCode === constants.NGHTTP2_REFUSED_STREAM;
  return troubleOf(isRefused ? "connecting" : "waiting", error);
}

// src/engines/kubernetes/transport/sessions.ts
var windowBytes = 16 * 1024 * 1024;
var idleMs = 3e4;
function openSessions(endpoint, limits, clock) {
  const dialled = /* @__PURE__ */ new Map();
  const lines = /* @__PURE__ */ new Set();
  const dialledFor = (credentials) => {
    const key = connectionKey(credentials);
    const known = dialled.get(key);
    if (known && !isOver(known, clock)) return { call: known, isFirst: false };
    const settle = async () => {
      const result = await dial(endpoint, credentials, limits, clock);
      call.result = result;
      if (result.kind === "line") lines.add(result);
      return result;
    };
    const call = { answer: settle(), result: void 0 };
    dialled.set(key, call);
    return { call, isFirst: true };
  };
  return {
    open: async (outgoing) => {
      const { call, isFirst } = dialledFor(outgoing.credentials);
      const line = call.result ?? await unlessAborted(call.answer, outgoing.signal);
      if (line.kind === "line") return await openStream2(line, endpoint, outgoing, limits);
      return line.kind === "http/1.1" && !isFirst ? { kind: line.kind } : line;
    },
    close: () => {
      for (const { session } of lines) session.destroy();
    }
  };
}
function isOver({ result }, clock) {
  switch (result?.kind) {
    case void 0:
    case "http/1.1":
      return false;
    case "trouble":
      return true;
    case "line":
      return result.isRetired || result.session.closed || result.session.destroyed || result.inFlight === 0 && clock.elapsedMs() - result.freeSinceMs > idleMs;
  }
}
async function dial(endpoint, credentials, limits, clock) {
  try {
    const socket = await secure(endpoint, credentials, limits.connectMs);
    return socket.alpnProtocol === "h2" ? lineOn(socket, endpoint, clock) : { kind: "http/1.1", socket };
  } catch (error) {
    return troubleOf("connecting", error);
  }
}
async function secure(endpoint, credentials, connectMs) {
  const { host, port } = endpoint;
  const socket = openTls({
    host,
    port,
    ...tlsOptionsOf(endpoint, credentials),
    servername: serverNameOf(endpoint),
    ALPNProtocols: ["h2", "http/1.1"]
  });
  socket.setTimeout(connectMs, () => socket.destroy(timeout("no connection", connectMs)));
  return await new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.once("close", () => reject(connectionLost()));
    socket.once("secureConnect", () => {
      socket.setTimeout(0).removeAllListeners("timeout");
      resolve(socket);
    });
  });
}
function lineOn(socket, { origin }, clock) {
  const session = openSession(origin, {
    createConnection: () => socket,
    settings: { enablePush: false, initialWindowSize: windowBytes },
    // In MB: what is in flight is bounded elsewhere, and the default of 10 would refuse it when objects are large.
    maxSessionMemory: 1024
  });
  const line = {
    kind: "line",
    session,
    inFlight: 0,
    freeSinceMs: clock.elapsedMs(),
    isRetired: false,
    clock
  };
  session.once("connect", () => session.setLocalWindowSize(windowBytes));
  session.on("error", () => void 0);
  session.on("goaway", () => {
    line.isRetired = true;
  });
  session.unref();
  return line;
}
async function unlessAborted(work, signal) {
  if (!signal) return await work;
  const { promise: stopped, resolve } = Promise.withResolvers();
  const stop = () => resolve(troubleOf("connecting", Object.assign(new Error("aborted"), { code: "ABORT_ERR" })));
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop);
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

// src/engines/kubernetes/transport/wire.ts
function openWire(access, { env, clock }, limits) {
  const server = new URL(access.server);
  const endpoint = endpointOf(server, access);
  const proxyEnv = proxyFor(server, access.proxy, env);
  const agents = openAgents(endpoint, proxyEnv, limits);
  if (endpoint.isPlain || Object.keys(proxyEnv).length > 0) return agents;
  const sessions = openSessions(endpoint, limits, clock);
  return {
    open: async (outgoing) => {
      if (outgoing.isEndless) return await agents.open(outgoing);
      const answer = await sessions.open(outgoing);
      if (answer.kind !== "http/1.1") return answer;
      if (answer.socket) agents.adopt(answer.socket, outgoing.credentials);
      return await agents.open(outgoing);
    },
    close: () => {
      sessions.close();
      agents.close();
    }
  };
}

// src/engines/kubernetes/transport/https.ts
function openTransport(access, world, limits = defaultLimits) {
  const link = {
    access,
    world,
    limits,
    wire: openWire(access, world, limits),
    seats: openSeats(limits),
    sent: { requests: 0, retries: 0 },
    hasAnswered: false,
    awaySinceMs: void 0,
    brokeAtMs: void 0
  };
  return {
    send: async (request) => await sendUntilAnswered(link, request),
    watch: (request, signal) => watchEvents(link, request, signal),
    text: async (request, signal) => await openText(link, request, signal),
    sent: link.sent,
    close: () => link.wire.close()
  };
}
async function sendUntilAnswered(link, request) {
  let mayBeDone = false;
  for (let tries = 1; ; tries += 1) {
    refuseAfterCancel(link, request);
    const result = await tryOnce(link, request);
    if (!await waitForNextTry(link, request, result, tries)) {
      if (result.kind === "trouble") throw failureOfTrouble(result, link.access);
      if (isRejected(result)) throw credentialsRejected(link.access);
      return mayBeDone ? { ...result.answer, mayBeDone } : result.answer;
    }
    mayBeDone ||= isWrite(request) && isUncertain(result);
  }
}
async function tryOnce(link, request) {
  const credentials = await link.access.credentials();
  const first = await exchange(link, request, credentials);
  if (!isRejected(first)) return first;
  const renewed = await link.access.renew(credentials);
  const second = renewed ? await exchange(link, request, renewed) : first;
  if (isRejected(second) && !isComingBack(link)) throw credentialsRejected(link.access);
  return second;
}
async function exchange(link, request, credentials) {
  const seat = await link.seats.take(survivesCancel(request) ? "urgent" : "normal");
  const startedMs = link.world.clock.elapsedMs();
  let verdict = "failed";
  try {
    refuseAfterCancel(link, request);
    const result = await sendAndRead(link, request, credentials);
    if (result.kind === "stranger") throw failureOfStranger(result, link.access);
    if (result.kind === "trouble" && link.world.signal.aborted && result.code === "ABORT_ERR")
      throw cancelled();
    verdict = verdictOf(result);
    return result;
  } finally {
    seat.leave(verdict, request.method, link.world.clock.elapsedMs() - startedMs);
  }
}
async function sendAndRead(link, request, credentials) {
  link.sent.requests += 1;
  const opened = await link.wire.open(outgoingOf(link, request, credentials));
  noteTry(link, opened);
  if (opened.kind === "trouble") return opened;
  return await readReply(opened.message, link.limits);
}
function verdictOf(result) {
  if (result.kind === "trouble") return "failed";
  const { httpStatus } = result.answer;
  if (httpStatus === 429 || httpStatus === 503) return "throttled";
  return httpStatus >= 500 ? "failed" : "accepted";
}

// src/engines/kubernetes/api/discovered.ts
function isText(value) {
  return typeof value === "string";
}

// src/engines/kubernetes/api/discovery-by-group.ts
async function discoverByGroup(transport, bodies, phase) {
  const core = bodies.flatMap((body) => listAt(body, "/versions").filter(isText)).map((version) => ({ group: "", version }));
  const named = bodies.flatMap((body) => listAt(body, "/groups").filter(isObject)).flatMap(versionsOf);
  const stale = [];
  const found = await Promise.all(
    [...core, ...named].map(async ({ group, version }) => {
      const path = group === "" ? `/api/${version}` : `/apis/${group}/${version}`;
      const answer = await transport.send({ method: "GET", path, phase });
      if (answer.status) stale.push(`${group}/${version}`);
      return answer.status ? [] : resourcesOf(answer.body, group, version);
    })
  );
  return { resources: found.flat(), stale };
}
function versionsOf(group) {
  const name = textAt(group, "/name") ?? "";
  const preferred = textAt(group, "/preferredVersion/version");
  const versions = listAt(group, "/versions").filter(isObject).map((version) => textAt(version, "/version") ?? "");
  const ordered = versions.toSorted((a, b) => Number(b === preferred) - Number(a === preferred));
  return ordered.map((version) => ({ group: name, version }));
}
function resourcesOf(body, group, version) {
  return listAt(body, "/resources").filter(isObject).filter((resource) => textAt(resource, "/name")?.includes("/") === false).map((resource) => ({
    group,
    version,
    kind: textAt(resource, "/kind") ?? "",
    plural: textAt(resource, "/name") ?? "",
    namespaced: resource["namespaced"] === true,
    verbs: listAt(resource, "/verbs").filter(isText)
  }));
}

// src/engines/kubernetes/api/discovery.ts
var aggregated = [
  "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
  "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList",
  "application/json"
].join(",");
async function discover(transport, phase) {
  const ask = async (path) => await transport.send({ method: "GET", path, accept: aggregated, phase });
  const answers = await Promise.all([ask("/api"), ask("/apis")]);
  for (const answer of answers) if (answer.status) throw discoveryRefused(answer);
  const bodies = answers.map((answer) => answer.body);
  const isAggregated = bodies.every((body) => textAt(body, "/kind") === "APIGroupDiscoveryList");
  return indexOf(isAggregated ? readAggregated(bodies) : await discoverByGroup(transport, bodies, phase));
}
function readAggregated(bodies) {
  const resources = [];
  const stale = [];
  for (const group of bodies.flatMap((body) => listAt(body, "/items").filter(isObject))) {
    const name = textAt(group, "/metadata/name") ?? "";
    for (const version of listAt(group, "/versions").filter(isObject)) {
      const versionName = textAt(version, "/version") ?? "";
      if (version["freshness"] === "Stale") stale.push(`${name}/${versionName}`);
      for (const found of listAt(version, "/resources").filter(isObject)) {
        resources.push({
          group: name,
          version: versionName,
          kind: textAt(found, "/responseKind/kind") ?? "",
          plural: textAt(found, "/resource") ?? "",
          namespaced: found["scope"] === "Namespaced",
          verbs: listAt(found, "/verbs").filter(isText)
        });
      }
    }
  }
  return { resources, stale };
}
function indexOf({ resources, stale }) {
  const byKind = /* @__PURE__ */ new Map();
  const preferred = /* @__PURE__ */ new Map();
  for (const resource of resources) {
    const { group, version, kind } = resource;
    if (kind === "" || resource.plural === "") continue;
    const exact = `${group}/${version}/${kind}`;
    const groupKind = group === "" ? kind : `${kind}.${group}`;
    if (!byKind.has(exact)) byKind.set(exact, resource);
    if (!preferred.has(groupKind)) preferred.set(groupKind, resource);
  }
  return {
    find(id) {
      const found = byKind.get(`${id.group}/${id.version}/${id.kind}`);
      if (!found && stale.includes(`${id.group}/${id.version}`)) throw extensionDown(id.group, id.version);
      return found;
    },
    preferred: (groupKind) => preferred.get(groupKind),
    all: [...preferred.values()]
  };
}
function extensionDown(group, version) {
  return new Failure(
    "server-unusable",
    `the API ${group}/${version} is served by an extension that does not answer`,
    {
      hint: `See why: kubectl get apiservice ${version}.${group} -o yaml. Repair or remove the extension, then run again.`
    }
  );
}

// src/engines/kubernetes/api/lists.ts
var pageSize = 500;
var metadataOnly = {
  list: "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json",
  watch: "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json"
};
async function listAll(transport, resource, options, phase) {
  const items = [];
  let paging = { limit: String(pageSize) };
  for (; ; ) {
    const answer = await askPage(transport, resource, options, paging, phase);
    if (answer.httpStatus === 410 && "continue" in paging) {
      items.length = 0;
      paging = {};
      continue;
    }
    if (answer.httpStatus === 404) return { items: [], resourceVersion: "" };
    if (answer.status) {
      const { namespace } = options;
      throw refusal(answer, { verb: "list", resource, ...namespace !== void 0 && { namespace } });
    }
    const found = listAt(answer.body, "/items").filter(isObject);
    items.push(...found.map((item) => withKind(item, resource, options)));
    const next = textAt(answer.body, "/metadata/continue") ?? "";
    const resourceVersion = textAt(answer.body, "/metadata/resourceVersion") ?? "";
    if (next === "") return { items, resourceVersion };
    if (options.pages === "first") return { items, resourceVersion, hasMore: true };
    paging = { limit: String(pageSize), continue: next };
  }
}
async function askPage(transport, resource, options, paging, phase) {
  return await transport.send({
    method: "GET",
    path: collectionPath(resource, options.namespace),
    query: { ...selectorsOf(options), ...paging },
    ...acceptOf(options, "list"),
    phase
  });
}
function selectorsOf(options) {
  return {
    ...options.labelSelector !== void 0 && { labelSelector: options.labelSelector },
    ...options.fieldSelector !== void 0 && { fieldSelector: options.fieldSelector }
  };
}
function acceptOf(options, how) {
  return options.only === "metadata" ? { accept: metadataOnly[how] } : {};
}
function withKind(item, resource, options) {
  const own = { apiVersion: apiVersionOf(resource), kind: resource.kind };
  return options.only === "metadata" ? { ...item, ...own } : { ...own, ...item };
}

// src/engines/kubernetes/api/open-cluster.ts
function openCluster(access, world) {
  return clusterOn(openTransport(access, world), access);
}
function clusterOn(transport, access) {
  const discovery = once(async (phase) => await discover(transport, phase));
  const version = once(async (phase) => await readVersion(transport, phase));
  return {
    contextNamespace: access.contextNamespace,
    serverHash: createHash("sha256").update(access.server).digest("hex"),
    sent: transport.sent,
    serverVersion: async (phase) => await version.get(phase),
    resourceOf: async (id, phase) => (await discovery.get(phase)).find(id),
    preferredOf: async (groupKind, phase) => (await discovery.get(phase)).preferred(groupKind),
    served: async (phase) => (await discovery.get(phase)).all,
    forgetDiscovery: () => discovery.forget(),
    get: async (resource, place, phase) => await getObject(transport, resource, place, phase),
    list: async (resource, options, phase) => await listAll(transport, resource, options, phase),
    apply: async (resource, place, body, options, phase) => await transport.send({
      method: "PATCH",
      path: objectPath(resource, place),
      query: {
        fieldManager: options.manager,
        force: String(options.force),
        fieldValidation: "Strict",
        ...options.dryRun && { dryRun: "All" }
      },
      body,
      contentType: applyPatch,
      phase
    }),
    remove: async (resource, place, options, phase) => await transport.send(removal(resource, place, options, phase)),
    watch: (resource, options, signal, phase) => watchObjects(transport, resource, options, signal, phase),
    text: async (path, query, signal, phase) => await transport.text({ method: "GET", path, query, phase }, signal),
    raw: async (method, path, options, phase) => await transport.send({ method, path, ...options, phase }),
    close: () => transport.close()
  };
}
function once(make) {
  let made;
  return {
    async get(phase) {
      const mine = made ??= make(phase);
      try {
        return await mine;
      } catch (error) {
        if (made === mine) made = void 0;
        throw error;
      }
    },
    forget() {
      made = void 0;
    }
  };
}
async function readVersion(transport, phase) {
  const answer = await transport.send({ method: "GET", path: "/version", phase });
  const major = /^\d+/.exec(textAt(answer.body, "/major") ?? "")?.[0];
  const minor = /^\d+/.exec(textAt(answer.body, "/minor") ?? "")?.[0];
  if (!answer.status && major !== void 0 && minor !== void 0) return `${major}.${minor}`;
  throw new Failure("server-unusable", `the server does not say its version (HTTP ${answer.httpStatus})`, {
    hint: "Check the URL of the server: /version below it must answer as a Kubernetes API does. Or set kubernetes-version."
  });
}
async function getObject(transport, resource, place, phase) {
  const answer = await transport.send({ method: "GET", path: objectPath(resource, place), phase });
  if (answer.httpStatus === 404) return void 0;
  if (answer.status || !isObject(answer.body)) throw refusal(answer, { verb: "get", resource, ...place });
  return answer.body;
}
function removal(resource, place, options, phase) {
  const { uid, resourceVersion, propagation, dryRun } = options;
  const body = stringifyJson({
    apiVersion: "v1",
    kind: "DeleteOptions",
    preconditions: { uid, ...resourceVersion !== void 0 && { resourceVersion } },
    propagationPolicy: propagation,
    ...dryRun && { dryRun: ["All"] }
  });
  return { method: "DELETE", path: objectPath(resource, place), body, phase };
}
async function* watchObjects(transport, resource, options, signal, phase) {
  const request = {
    method: "GET",
    path: collectionPath(resource, options.namespace),
    query: {
      ...selectorsOf(options),
      watch: "1",
      resourceVersion: options.from,
      allowWatchBookmarks: "true"
    },
    ...acceptOf(options, "watch"),
    phase
  };
  for await (const { type, object } of transport.watch(request, signal)) {
    yield { type, object: type === "ERROR" ? object : withKind(object, resource, options) };
  }
}
export {
  clusterOn,
  collectionPath,
  objectPath,
  openCluster,
  refusal,
  refusedFields
};
