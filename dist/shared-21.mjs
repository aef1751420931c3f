import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  durationText,
  fitTexts,
  foldMarkdown,
  headlineOf,
  packFolds,
  partFolds,
  piecesOf,
  renderJson,
  renderMarkdown
} from "./shared-42.mjs";
import {
  codeSpan,
  counted,
  isWriting,
  titleAt,
  withoutCommands,
  writingModes
} from "./shared-40.mjs";
import {
  sortDiagnostics
} from "./shared-29.mjs";
import {
  entriesDigest
} from "./shared-37.mjs";
import {
  isSameMatter
} from "./shared-34.mjs";
import {
  hasChanges
} from "./shared-27.mjs";
import {
  recordName,
  recordSchema
} from "./shared-38.mjs";
import {
  listAt,
  numberAt,
  textAt
} from "./shared-22.mjs";
import {
  Failure
} from "./shared-30.mjs";
import {
  isList,
  isObject,
  parseJson,
  stringifyJson,
  valueAt
} from "./shared-32.mjs";

// src/report/elsewhere.ts
var namesBytes = 3e3;
var elsewhereBytes = namesBytes + 4e3;
function elsewhereWords(places) {
  const filled = places.filter(({ folds }) => folds.some(({ titles }) => titles.length > 0));
  if (filled.length === 0) return "";
  const each = Math.floor(namesBytes / filled.length);
  const items = filled.map(({ name: name4, folds }) => `- ${name4}: ${namesIn(folds, each)}`);
  return ["Not in this text, because it would be too long:", "", ...items].join("\n");
}
function namesIn(folds, limitBytes2) {
  const titles = [...new Set(folds.flatMap((fold) => fold.titles))];
  const shown = [];
  let left = limitBytes2;
  for (const title of titles) {
    const name4 = codeSpan(title);
    left -= Buffer.byteLength(name4) + 2;
    if (left < 0) break;
    shown.push(name4);
  }
  const more = titles.length - shown.length;
  if (more === 0) return shown.join(", ");
  return shown.length === 0 ? counted(more, "object") : `${shown.join(", ")} and ${more} more`;
}

// src/report/timeline.ts
var shownRows = 20;
function timelineOf(report) {
  return report.targets.map((target) => chartOf(target, report.targets.length > 1)).filter((chart) => chart !== "").join("\n\n");
}
function chartOf(target, isOneOfMany) {
  const { outcome } = target;
  if (!outcome || outcome.durationMs < 1e3) return "";
  const rows = rowsOf(outcome, target).toSorted((a, b) => b.durationMs - a.durationMs).slice(0, shownRows).toSorted((a, b) => a.startMs - b.startMs);
  if (rows.length === 0) return "";
  const sections = ["apply", "wait", "hook", "delete"].flatMap((section) => {
    const members = rows.filter((row) => row.section === section);
    return members.length === 0 ? [] : [`  section ${section}`, ...members.map(rowLine)];
  });
  const name4 = isOneOfMany ? ` in ${plain(target.name)}` : "";
  return [
    `<details><summary>What took how long${name4}: ${durationText(outcome.durationMs)} in all</summary>`,
    "",
    "```mermaid",
    "gantt",
    "  dateFormat x",
    "  axisFormat %M:%S",
    ...sections,
    "```",
    "",
    "</details>"
  ].join("\n");
}
function rowsOf(outcome, target) {
  return [
    ...outcome.steps.filter(({ state }) => state !== "skipped").map((step) => stepRow(step, target)),
    ...(outcome.hooks ?? []).filter(({ state }) => state !== "skipped").map((hook) => hookRow(hook, target)),
    // A hook that failed has a row of its own.
    ...outcome.health.filter(({ address }) => !outcome.hooks?.some((hook) => hook.address === address)).map((health) => healthRow(health, target))
  ];
}
function stepRow(step, target) {
  return {
    section: step.action === "delete" ? "delete" : "apply",
    title: titleAt(step.address, target),
    startMs: step.startMs ?? 0,
    durationMs: step.durationMs,
    isBad: step.state === "failed"
  };
}
function hookRow(hook, target) {
  return {
    section: "hook",
    title: titleAt(hook.address, target),
    startMs: hook.startMs ?? 0,
    durationMs: hook.durationMs,
    isBad: hook.state === "failed"
  };
}
function healthRow(health, target) {
  return {
    section: "wait",
    title: titleAt(health.address, target),
    startMs: health.startMs ?? 0,
    durationMs: health.waitedMs,
    isBad: health.state !== "ready"
  };
}
function rowLine({ title, startMs, durationMs, isBad }) {
  const start = Math.round(startMs);
  const end = start + Math.max(1, Math.round(durationMs));
  return `    ${plain(title)} ${durationText(durationMs)} :${isBad ? "crit, " : ""}${start}, ${end}`;
}
function plain(text) {
  return text.replaceAll(/[^\w ./-]/g, "-").slice(0, 80);
}

// src/report/layout.ts
var continuationBytes = 58e3;
var summaryBytes = 1e6;
function layOut(report, room) {
  const pieces = piecesOf(report, "comment");
  const folds = partFolds(pieces.folds, continuationBytes);
  const fixed = fitTexts(pieces, room.firstBytes);
  const everything = packFolds(folds, { firstBytes: fixed.left, continuations: 0, continuationBytes });
  const packed2 = everything.rest.length === 0 ? everything : packFolds(folds, {
    firstBytes: Math.max(0, fixed.left - elsewhereBytes),
    continuations: room.continuations,
    continuationBytes
  });
  const inSummary = new Set(summaryFolds(pieces, folds));
  return {
    continuations: packed2.continuations.map(textOf),
    first: (places) => {
      const written = packed2.continuations.map((part, index) => {
        const url = places.continuations[index];
        return { name: `[part ${index + 2}](${url ?? ""})`, folds: part, isThere: url !== void 0 };
      });
      const left = [...written.filter((part) => !part.isThere).flatMap((part) => part.folds), ...packed2.rest];
      const words2 = elsewhereWords([
        ...written.filter((part) => part.isThere),
        ...furtherPlaces(left, inSummary, places)
      ]);
      const notes = [words2, artifactWords(words2 !== "" || fixed.isShort, places)].filter((note) => note !== "");
      return joined([...fixed.start, ...packed2.first.map(foldMarkdown), ...notes, ...fixed.end]);
    }
  };
}
function renderSummary(report, places = {}) {
  const all = piecesOf(report, "comment");
  const chart = timelineOf(report);
  const pieces = chart === "" ? all : { ...all, end: [chart, ...all.end] };
  const folds = partFolds(pieces.folds, continuationBytes);
  const fixed = fitTexts(pieces, summaryBytes);
  const shown = summaryFolds(pieces, folds);
  const left = folds.slice(shown.length);
  const words2 = elsewhereWords(furtherPlaces(left, /* @__PURE__ */ new Set(), places));
  const notes = [words2, artifactWords(words2 !== "" || fixed.isShort, places)].filter((note) => note !== "");
  return joined([...fixed.start, ...shown.map(foldMarkdown), ...notes, ...fixed.end]);
}
function renderWhole(report) {
  const { start, folds, end } = piecesOf(report, "whole");
  return joined([...start, ...folds.map(foldMarkdown), ...end]);
}
function summaryFolds(pieces, folds) {
  let left = fitTexts(pieces, summaryBytes).left - elsewhereBytes;
  const end = folds.findIndex((fold) => {
    left -= Buffer.byteLength(foldMarkdown(fold)) + 2;
    return left < 0;
  });
  return end === -1 ? folds : folds.slice(0, end);
}
function furtherPlaces(folds, inSummary, { runUrl: runUrl2, artifact }) {
  const hasSummary = runUrl2 !== void 0;
  const isThere = (fold) => hasSummary && inSummary.has(fold);
  const last = artifact === void 0 ? "nowhere but in the log of a run on the command line" : "the artifact";
  return [
    { name: `the [summary of the run](${runUrl2 ?? ""})`, folds: folds.filter(isThere) },
    { name: last, folds: folds.filter((fold) => !isThere(fold)) }
  ];
}
function artifactWords(isNeeded, { artifact, runUrl: runUrl2 }) {
  if (!isNeeded || artifact === void 0) return "";
  const run = runUrl2 === void 0 ? "the run" : `[the run](${runUrl2})`;
  return `Everything, with every value in full, is in the artifact ${codeSpan(artifact)} of ${run}.`;
}
function textOf(folds) {
  return joined(folds.map(foldMarkdown));
}
function joined(parts) {
  return withoutCommands(`${parts.join("\n\n")}
`);
}

// src/github/zip.ts
import { crc32, deflateRawSync } from "node:zlib";
var dosDate = 33;
var utf8 = 2048;
var deflated = 8;
function zipOf(files) {
  const locals = [];
  const directory = [];
  let offset = 0;
  const names = Object.keys(files).toSorted();
  for (const name4 of names) {
    const content = Buffer.from(files[name4] ?? "");
    const packed2 = deflateRawSync(content);
    const label = Buffer.from(name4);
    const common = commonHeader({ checksum: crc32(content), packed: packed2, content, label });
    const local = Buffer.concat([Buffer.from("PK"), common, label, packed2]);
    locals.push(local);
    directory.push(Buffer.concat([Buffer.from("PK\0"), common, tailAt(offset), label]));
    offset += local.length;
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  return Buffer.concat([...locals, ...directory, endOf({ count: names.length, size, offset })]);
}
function commonHeader(entry) {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(utf8, 2);
  header.writeUInt16LE(deflated, 4);
  header.writeUInt16LE(dosDate, 8);
  header.writeUInt32LE(entry.checksum, 10);
  header.writeUInt32LE(entry.packed.length, 14);
  header.writeUInt32LE(entry.content.length, 18);
  header.writeUInt16LE(entry.label.length, 22);
  return header;
}
function tailAt(offset) {
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(offset, 10);
  return tail;
}
function endOf(directory) {
  const end = Buffer.alloc(22);
  end.write("PK");
  end.writeUInt16LE(directory.count, 8);
  end.writeUInt16LE(directory.count, 10);
  end.writeUInt32LE(directory.size, 12);
  end.writeUInt32LE(directory.offset, 16);
  return end;
}

// src/github/artifact.ts
var artifactName = "artifact";
function artifactSurface({ open: open2, log, secrets }) {
  let written = "";
  return {
    name: artifactName,
    publish: async (report) => {
      const [target] = report.targets;
      if (!target || report.result === "clean") return;
      const name4 = artifactNameOf(report, target);
      const { record } = target;
      const files = {
        [`${report.mode}.md`]: renderWhole(report),
        "report.json": renderJson(report),
        ...record && { "deploy-record.json": JSON.stringify(record, void 0, 2) }
      };
      const safe = Object.entries(files).map(([file, text]) => [file, secrets.redact(text)]);
      await open2().upload(name4, zipOf(Object.fromEntries(safe)));
      written = name4;
      log.info(`the whole report is the artifact ${name4} of this run`);
    },
    outputs: () => ({ artifact: written })
  };
}
function artifactNameOf({ mode }, { environment, name: name4 }) {
  return `gitops-push-${mode}-${environment}-${name4}`.replaceAll(/[^\w.-]/g, "-");
}

// src/github/artifact-service.ts
import { createHash } from "node:crypto";
var version = 4;
var service = "twirp/github.actions.results.api.v1.ArtifactService";
function openArtifactService(place, world) {
  const run = backendIdsIn(place.token.reveal());
  const call = async (method, message) => await callService(place, world, method, { ...run, ...message });
  return {
    upload: async (name4, archive) => {
      const order = { name: name4, version };
      const first = await call("CreateArtifact", order);
      if (first.status === 409) await call("DeleteArtifact", { name: name4 });
      const made = requireDone(first.status === 409 ? await call("CreateArtifact", order) : first, name4);
      await putBlob(textAt(made, "/signed_upload_url") ?? "", archive, name4);
      const hash = `sha256:${createHash("sha256").update(archive).digest("hex")}`;
      requireDone(await call("FinalizeArtifact", { name: name4, size: String(archive.length), hash }), name4);
    }
  };
}
async function callService({ resultsUrl, token }, { program }, method, message) {
  const send = await loadFetch();
  const answer = await send(new URL(`${service}/${method}`, resultsUrl).href, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token.reveal()}`,
      "content-type": "application/json",
      "user-agent": program
    },
    body: stringifyJson(message)
  });
  return { status: answer.status, body: parsed(await answer.text()) };
}
async function putBlob(url, archive, name4) {
  const send = await loadFetch();
  const { status } = await send(url, {
    method: "PUT",
    headers: { "content-type": "application/zip", "x-ms-blob-type": "BlockBlob" },
    body: Buffer.from(archive)
  });
  if (status !== 201) throw refused(name4, status, "");
}
async function loadFetch() {
  return (await import("./octokit.mjs")).openFetch();
}
function requireDone({ status, body }, name4) {
  if (status === 200) return body;
  throw refused(name4, status, textAt(body, "/msg") ?? "");
}
function refused(name4, status, message) {
  const why = message === "" ? "" : ` (${message})`;
  return new Failure("github-refused", `artifact ${name4}: the service answered ${status}${why}`, {
    hint: "The result stands in the job summary and in the log."
  });
}
function parsed(text) {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
function backendIdsIn(token) {
  const claims = parsed(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
  const [, run, job] = /(?:^| )Actions\.Results:([^: ]+):([^: ]+)/.exec(textAt(claims, "/scp") ?? "") ?? [];
  if (run !== void 0 && job !== void 0)
    return { workflow_run_backend_id: run, workflow_job_run_backend_id: job };
  throw new Failure("github-refused", "the token of the runner names no run to leave an artifact in", {
    hint: "Enterprise Server has no artifact service of this version; the result stands in the job summary."
  });
}

// src/github/permissions.ts
var permissionOfPath = [
  [/\/artifacts\/metadata/, "artifact-metadata"],
  [/\/issues\/(?:comments|\{issue_number\}\/comments)/, "pull-requests"],
  [/\/issues/, "issues"],
  [/\/pulls|\/graphql/, "pull-requests"],
  [/\/deployments/, "deployments"],
  [/\/check-runs/, "checks"],
  [/\/actions\//, "actions"],
  [/\/status(?:es)?(?:\/|$)/, "statuses"]
];
var writing = "contents: read, actions: read, checks: read, deployments: write, statuses: write, pull-requests: write";
var permissionsOfMode = {
  validate: "contents: read",
  preview: "contents: read, pull-requests: write, checks: write",
  deploy: writing,
  rollback: writing,
  resume: writing,
  destroy: writing,
  heal: writing,
  drift: "contents: read, issues: write",
  render: "contents: read",
  rbac: "contents: read",
  history: "contents: read, deployments: read"
};
function permissionFor(route) {
  const [method = "", path5 = ""] = route.split(" ");
  const name4 = permissionOfPath.find(([pattern]) => pattern.test(path5))?.[1] ?? "contents";
  return `${name4}: ${method === "GET" || path5 === "/graphql" ? "read" : "write"}`;
}
function blockFor(route, asker) {
  const block = new Map(permissionsOfMode[asker.mode].split(", ").map((each) => splitPermission(each)));
  const own = route.endsWith("/graphql") ? [] : [permissionFor(route)];
  for (const [name4, level] of [...permissionsOfSettings(asker), ...own].map(splitPermission))
    if (block.get(name4) !== "write") block.set(name4, level);
  return [...block].map((each) => each.join(": ")).join(", ");
}
function permissionsOfSettings({ mode, access, github }) {
  const record = writingModes.some((each) => each === mode) ? github?.record ?? [] : [];
  return [
    ...access?.access === "oidc" ? ["id-token: write"] : [],
    ...record.includes("note") ? ["contents: write"] : [],
    ...record.includes("linked-artifacts") ? ["artifact-metadata: write"] : []
  ];
}
function splitPermission(text) {
  const [name4 = "", level = ""] = text.split(": ");
  return [name4, level];
}

// src/github/refusal.ts
var RequestFailure = class extends Failure {
  refusal;
  constructor(refusal, words2) {
    super("github-refused", words2.message, { hint: words2.hint });
    this.name = "RequestFailure";
    this.refusal = refusal;
  }
};
function statusOf(error) {
  return error instanceof RequestFailure ? error.refusal.status : void 0;
}
function isUnknownOutcome(error) {
  const status = statusOf(error);
  return status !== void 0 && (status === 0 || status >= 500);
}
function isRateLimit({ status, headers, message }) {
  if (status !== 403 && status !== 429) return false;
  return status === 429 || headers["retry-after"] !== void 0 || headers["x-ratelimit-remaining"] === "0" || /secondary rate limit/i.test(message);
}

// src/github/advice.ts
function explainRefusal(refusal, asker) {
  const { route, status, message, errors, headers } = refusal;
  const said = [message, ...errors].filter((text) => text !== "").join("; ");
  const id = headers["x-github-request-id"];
  const answered = status === 0 ? "did not answer" : `answered ${status}`;
  return {
    message: `GitHub ${answered} to ${route}: ${said}${id === void 0 ? "" : ` (request ${id})`}`,
    hint: hintOf(refusal, asker)
  };
}
function hintOf(refusal, asker) {
  const { status, route } = refusal;
  if (isRateLimit(refusal)) return limitHint(refusal);
  if (status === 0 || status >= 500)
    return "GitHub has trouble, or the way to it has. Run the job again later; GitHub's status page tells more.";
  switch (status) {
    case 401:
      return `The token is missing, has expired or belongs to another host. Give the step the token of its job: \`${ownToken}\`, which is what it has without the input. On a host of your own GITHUB_API_URL must lead there.`;
    case 403:
      return ruleHint(refusal) ?? permissionHint(refusal, asker);
    case 404:
      return notFoundHint(refusal, asker);
    case 409:
      return route.endsWith("/deployments") ? "GitHub found a conflict although neither a merge nor checks were asked for: run the job again, and please report it when it stays." : "Something else changed it at the same time: run the job again.";
    case 410:
      return route.includes("/issues") ? "Issues are switched off in this repository: switch them on in its settings, or do without the issue: `drift-issue: false`." : "It was deleted: run the job again.";
    case 422:
      return unprocessableHint(route, asker);
    default:
      return "Look at the words of GitHub above.";
  }
}
var ownToken = "github-token: '${{ github.token }}'";
function limitHint({ headers, message }) {
  const retryAfter = headers["retry-after"];
  if (headers["x-ratelimit-remaining"] === "0" && retryAfter === void 0) {
    const reset = Number(headers["x-ratelimit-reset"] ?? 0) * 1e3;
    const until = reset > 0 ? ` It is full again at ${new Date(reset).toISOString()}.` : "";
    return `The hour's requests of this repository are used up.${until} Run the job again then.`;
  }
  const kind = /secondary/i.test(message) ? "the secondary rate limit" : "a rate limit";
  return `This is ${kind}, not a missing permission: wait ${retryAfter ?? 60} seconds and run the job again.`;
}
var rules = [
  [
    /archived/i,
    "The repository is archived, and nothing can be written to it: unarchive it in its settings."
  ],
  [/is locked/i, "The conversation is locked: unlock it, or do without the comment: `comment: off`."],
  [
    /IP allow list/i,
    "The organization lets in some addresses only: put that of this runner on its IP allow list, or run the job on a runner that is on it."
  ],
  [
    /SAML/i,
    `The token is not authorized for the single sign-on of the organization: authorize it, or give the step the token of its job: \`${ownToken}\`.`
  ]
];
function ruleHint({ message }) {
  return rules.find(([pattern]) => pattern.test(message))?.[1];
}
function notFoundHint(refusal, asker) {
  const { route } = refusal;
  if (route.includes("/artifacts/metadata"))
    return `Linked artifacts are there for repositories of an organization. Leave \`linked-artifacts\` out: \`${recordWithout("linked-artifacts", asker)}\`.`;
  const gone = route.includes("/compare/") ? " A commit is gone after a force-push." : "";
  return `It is not there, or the token may not see it, which GitHub answers in the same way.${gone} ${permissionHint(refusal, asker)}`;
}
function permissionHint({ route, headers, message }, asker) {
  const accepted = headers["x-accepted-github-permissions"];
  const told = accepted === void 0 ? "" : ` GitHub accepts: ${accepted.replaceAll("_", "-")}.`;
  const needs = route.endsWith("/graphql") ? "" : `The token needs \`${permissionFor(route)}\`.${told} `;
  const block = `\`permissions: { ${blockFor(route, asker)} }\``;
  const isPersonal2 = asker.tokenIs === "personal" || /personal access token/i.test(message);
  const way = isPersonal2 ? `It is the token of a person, for which the permissions of the job do not count: give it that, or give the step the token of its job, \`${ownToken}\`, and the job` : "Give the job";
  return `${needs}${way}: ${block}. A workflow that is called needs them in its caller, too.`;
}
function unprocessableHint(route, asker) {
  if (route.endsWith("/deployments"))
    return "The commit is not on GitHub: push it first, then run the job again.";
  if (/\/statuses\//.test(route))
    return `A commit takes 1,000 statuses of one context. The next commit starts anew; for this one leave \`status\` out: \`${recordWithout("status", asker)}\`.`;
  if (route.includes("/git/refs")) return "Others write to it at the same time: run the job again.";
  return "GitHub does not take the content: please report it.";
}
function recordWithout(place, { github }) {
  const left = (github?.record ?? []).filter((each) => each !== place);
  return `record: ${left.length === 0 ? "summary" : left.join(", ")}`;
}

// src/github/redact.ts
function redactValues(params, untouched, secrets) {
  return Object.fromEntries(
    Object.entries(params).map(([name4, value]) => [
      name4,
      untouched.has(name4) ? value : redacted(value, secrets)
    ])
  );
}
function redacted(value, secrets) {
  if (typeof value === "string") return secrets.redact(value);
  if (isList(value)) return value.map((item) => redacted(item, secrets));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redacted(item, secrets)]));
}

// src/github/client.ts
var publicApi = "https://api.github.com";
function openClient(options) {
  const { settings, world } = options;
  const asker = { ...settings, ...isPersonal(options.token) && { tokenIs: "personal" } };
  const [owner = "", repo = ""] = options.repository.split("/");
  let opened;
  const send = async (action) => {
    const { apiUrl = publicApi, pace = "github" } = options;
    opened ??= import("./octokit.mjs").then(({ openOctokit }) => openOctokit({ ...options, apiUrl, pace }));
    const answer = await action(await opened);
    if ("body" in answer) return answer.body;
    const { message, hint } = explainRefusal(answer.refusal, asker);
    const redact = (text) => world.secrets.redact(text);
    throw new RequestFailure(answer.refusal, { message: redact(message), hint: redact(hint) });
  };
  const filled = (route, params) => ({
    ...redactValues(params, pathNames(route), world.secrets),
    ...route.includes("{owner}") && { owner, repo }
  });
  return {
    owner,
    repo,
    send: async (route, params = {}) => await send(async (octokit) => await octokit.request(route, filled(route, params))),
    all: async (route, params = {}) => {
      const pages = await send(async (octokit) => await octokit.pages(route, filled(route, params)));
      return isList(pages) ? pages : [];
    },
    query: async (text, variables) => await send(async (octokit) => await octokit.query(text, variables))
  };
}
function isPersonal(token) {
  return /^(?:ghp|gho|ghu|github_pat)_/.test(token.reveal());
}
function pathNames(route) {
  return new Set([...route.matchAll(/\{(\w+)\}/g)].map(([, name4]) => name4 ?? ""));
}

// src/github/once.ts
async function createOnce(create3, find2) {
  try {
    return await create3();
  } catch (error) {
    if (!isUnknownOutcome(error)) throw error;
    return await find2() ?? await create3();
  }
}

// src/github/receipt-text.ts
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
var longestReceipt = 6e4;
var largestBytes = 4 * 1024 * 1024;
function receiptText(report) {
  const [target] = report.targets;
  const lines = report.targets.flatMap(
    ({ environment, name: name4, planDigest: planDigest2, renderedDigest: renderedDigest2 }) => planDigest2 === void 0 ? [] : [`${environment}/${name4} plan ${planDigest2} rendered ${renderedDigest2 ?? ""}`]
  );
  const { pullRequest, commit = "", runId = "0", attempt = 1 } = report.run;
  const digests = ["```text", ...lines, "```"].join("\n");
  if (report.result !== "previewed" || !target) return digests;
  const { planDigest, renderedDigest = "", planEntries: entries } = target;
  const receipt = {
    schema: 1,
    unit: `${target.environment}/${target.name}`,
    digest: planDigest ?? "",
    renderedDigest,
    ...pullRequest && { pullRequest: pullRequest.number },
    head: pullRequest?.headSha ?? commit,
    run: runId,
    attempt
  };
  const whole = packed(entries && planDigest !== void 0 ? { ...receipt, entries } : receipt);
  return `${digests}

<!-- gitops-push receipt ${whole.length <= longestReceipt ? whole : packed(receipt)} -->`;
}
function packed(receipt) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
  return brotliCompressSync(JSON.stringify(receipt), { params }).toString("base64");
}
function readReceipt(text) {
  const [, base64] = /<!-- gitops-push receipt ([A-Za-z0-9+/=]+) -->/.exec(text) ?? [];
  if (base64 === void 0) return void 0;
  try {
    const options = { maxOutputLength: largestBytes };
    return receiptIn(
      parseJson(brotliDecompressSync(Buffer.from(base64, "base64"), options).toString("utf8"))
    );
  } catch {
    return void 0;
  }
}
function receiptIn(json) {
  const [unit, digest, renderedDigest] = [
    textAt(json, "/unit"),
    textAt(json, "/digest"),
    textAt(json, "/renderedDigest")
  ];
  const [head, run, attempt] = [textAt(json, "/head"), textAt(json, "/run"), numberAt(json, "/attempt")];
  const pullRequest = numberAt(json, "/pullRequest");
  if (numberAt(json, "/schema") !== 1 || unit === void 0 || digest === void 0) return void 0;
  if (renderedDigest === void 0 || head === void 0 || run === void 0 || attempt === void 0)
    return void 0;
  const given = isObject(json) && isList(json["entries"]) ? listAt(json, "/entries").map(entryIn) : void 0;
  if (given && entriesDigest(given) !== digest) return void 0;
  return {
    schema: 1,
    unit,
    digest,
    renderedDigest,
    head,
    run,
    attempt,
    ...given && { entries: given },
    ...pullRequest !== void 0 && { pullRequest }
  };
}
function entryIn(json) {
  return {
    address: textAt(json, "/address") ?? "",
    action: textAt(json, "/action") ?? "",
    fields: listAt(json, "/fields").map((field) => ({
      path: textAt(field, "/path") ?? "",
      value: textAt(field, "/value") ?? ""
    })),
    value: textAt(json, "/value") ?? null
  };
}

// src/github/sections.ts
import { createHash as createHash2 } from "node:crypto";

// src/github/marker.ts
function withMarker(marker, text) {
  return `<!-- ${escaped({ "gitops-push": 1, ...marker })} -->
${text}`;
}
function escaped(marker) {
  return JSON.stringify(marker).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e");
}
function splitMarker(body) {
  const lines = body.replaceAll("\r\n", "\n");
  const end = lines.indexOf("\n");
  const [, json] = /^<!-- (\{.*\}) -->$/.exec(end === -1 ? lines : lines.slice(0, end)) ?? [];
  const marker = json === void 0 ? void 0 : parseMarker(json);
  if (marker === void 0 || numberAt(marker, "/gitops-push") !== 1 || !isObject(marker)) return void 0;
  return { marker, text: end === -1 ? "" : lines.slice(end + 1).trimEnd() };
}
function parseMarker(json) {
  try {
    return parseJson(json);
  } catch {
    return void 0;
  }
}

// src/github/sections.ts
function isNewer(a, b) {
  return a.run > b.run || a.run === b.run && a.attempt > b.attempt;
}
function digestOf(text) {
  return createHash2("sha256").update(text).digest("hex");
}
function digestWithout(text, link) {
  return digestOf(link === void 0 || link === "" ? text : text.replaceAll(link, ""));
}
function joinSections(shared, wrap) {
  const places = [];
  let text = "";
  for (const { text: part, ...section } of shared.sections) {
    const [before, after] = wrap({ ...section, text: part });
    text += `${text === "" ? "" : "\n\n---\n\n"}${before}`;
    places.push({ ...section, at: text.length, length: part.length });
    text += `${part}${after}`;
  }
  const newest = shared.sections.reduce(
    (best, section) => best === void 0 || isNewer(section, best) ? section : best,
    void 0
  );
  const marker = {
    ...shared.identity,
    ...newest && { head: newest.head, run: newest.run, attempt: newest.attempt },
    part: 1,
    digest: digestOf(text),
    sections: places
  };
  return withMarker(marker, text);
}
function splitSections(body) {
  const split = splitMarker(body);
  if (!split || split.marker["key"] !== void 0) return void 0;
  const { marker, text } = split;
  const {
    "gitops-push": _,
    head: _head,
    run: _run,
    attempt: _attempt,
    part: _part,
    digest,
    sections: _places,
    ...identity
  } = marker;
  if (digest !== digestOf(text)) return { identity, sections: [] };
  return { identity, sections: listAt(marker, "/sections").flatMap((place) => sectionAt(place, text)) };
}
function sectionAt(place, text) {
  const [key, head, digest] = [textAt(place, "/key"), textAt(place, "/head"), textAt(place, "/digest")];
  const [run, attempt] = [numberAt(place, "/run"), numberAt(place, "/attempt")];
  const [at, length] = [numberAt(place, "/at"), numberAt(place, "/length")];
  if (key === void 0 || head === void 0 || digest === void 0) return [];
  if (run === void 0 || attempt === void 0 || at === void 0 || length === void 0) return [];
  return [{ key, head, digest, run, attempt, text: text.slice(at, at + length) }];
}

// src/github/checks.ts
var batch = 50;
var titleLimit = 255;
var messageLimit = 16e3;
var path = "/repos/{owner}/{repo}/check-runs";
var prefix = "gitops-push/";
function checkName(unit) {
  return `${prefix}${unit}`;
}
async function createPreviewCheck(client, { report, summary }) {
  const ref = report.run.pullRequest?.headSha ?? report.run.commit;
  const [target] = report.targets;
  if (ref === void 0 || !target) return void 0;
  const name4 = checkName(`${target.environment}/${target.name}`);
  const annotations = annotationsOf(report);
  const output = (from) => ({
    title: headlineOf(report).slice(0, titleLimit),
    summary,
    text: receiptText(report),
    annotations: annotations.slice(from, from + batch)
  });
  const made = await createRun(client, report, { ref, name: name4, output: output(0) });
  for (let from = batch; from < annotations.length; from += batch) {
    await client.send(`PATCH ${path}/{check_run_id}`, {
      check_run_id: numberAt(made, "/id") ?? 0,
      output: output(from)
    });
  }
  const appId = numberAt(made, "/app/id");
  return appId === void 0 ? void 0 : { appId };
}
async function previewSections(client, { appId }, head) {
  const runs = await client.all("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
    ref: head,
    app_id: appId,
    filter: "all"
  });
  return runs.flatMap((run) => sectionOfRun(run, head)).toSorted((a, b) => a.run - b.run || a.attempt - b.attempt);
}
function sectionOfRun(run, head) {
  const name4 = textAt(run, "/name");
  const text = textAt(run, "/output/summary");
  const [, runId, attempt] = /^(\d+)\/(\d+)$/.exec(textAt(run, "/external_id") ?? "") ?? [];
  if (name4?.startsWith(prefix) !== true || text === void 0 || runId === void 0) return [];
  return [
    {
      key: `preview ${name4.slice(prefix.length)}`,
      head,
      run: Number(runId),
      attempt: Number(attempt),
      digest: digestWithout(text, textAt(run, "/details_url")),
      text
    }
  ];
}
async function createRun(client, report, { ref, name: name4, output }) {
  const { runId = "0", attempt = 1, runUrl: runUrl2 } = report.run;
  const externalId = `${runId}/${attempt}`;
  return await createOnce(
    async () => await client.send(`POST ${path}`, {
      name: name4,
      head_sha: ref,
      external_id: externalId,
      status: "completed",
      conclusion: conclusionOf(report),
      output,
      ...runUrl2 !== void 0 && { details_url: runUrl2 }
    }),
    async () => await findRun(client, ref, name4, externalId)
  );
}
async function findRun(client, ref, name4, externalId) {
  const runs = await client.all("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
    ref,
    check_name: name4
  });
  return runs.find((run) => textAt(run, "/external_id") === externalId);
}
function conclusionOf({ result }) {
  if (result === "cancelled") return "cancelled";
  return result === "failed" || result === "partial" ? "failure" : "success";
}
function annotationsOf(report) {
  const findings = sortDiagnostics(report.targets.flatMap((target) => target.diagnostics));
  return findings.flatMap(
    (finding) => finding.location && finding.location.isElsewhere !== true ? [annotationOf(finding, finding.location)] : []
  );
}
function annotationOf(finding, { file, line, column }) {
  const { severity, code, message, hint } = finding;
  return {
    path: file,
    start_line: line,
    end_line: line,
    start_column: column,
    end_column: column,
    annotation_level: severity === "error" ? "failure" : severity,
    title: code.slice(0, titleLimit),
    message: [message, ...hint === void 0 ? [] : [hint]].join("\n").slice(0, messageLimit)
  };
}

// src/github/comment-text.ts
var limitBytes = 64e3;
var deploy = "deploy ";
var preview = "preview ";
function sectionKey(kind, target) {
  return `${kind} ${target.environment}/${target.name}`;
}
var leastBytes = 8e3;
var mostBytes = 6e4;
function roomFor(others) {
  const taken = others.reduce((sum, { text }) => sum + Buffer.byteLength(text) + sectionFrameBytes, 0);
  const share = Math.floor(limitBytes / (others.length + 1)) - sectionFrameBytes;
  const left = limitBytes - sectionFrameBytes * 2 - taken;
  return Math.max(leastBytes, Math.min(mostBytes, Math.max(left, share)));
}
var sectionFrameBytes = 500;
function commentBody(identity, sections, ours) {
  const ordered = sections.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.key < b.key ? -1 : 1));
  const deployed = new Set(
    ordered.filter(({ key }) => key.startsWith(deploy)).map(({ key }) => key.slice(deploy.length))
  );
  const wrap = (section) => section.key.startsWith(preview) && deployed.has(section.key.slice(preview.length)) ? ["<details><summary>What the preview showed</summary>\n\n", "\n\n</details>"] : ["", ""];
  const bodyOf2 = (parts2) => joinSections({ identity, sections: parts2 }, wrap);
  let parts = ordered;
  let body = bodyOf2(parts);
  while (Buffer.byteLength(body) > limitBytes) {
    const next = shorter(parts, ours);
    if (next === void 0) break;
    parts = next;
    body = bodyOf2(parts);
  }
  return body;
}
function shorter(parts, ours) {
  const others = parts.filter(({ key }) => key !== ours);
  const [longest] = others.filter((section) => !isShort(section)).toSorted((a, b) => b.text.length - a.text.length);
  if (longest !== void 0)
    return parts.map((section) => section === longest ? shortened(section) : section);
  const last = others.at(-1);
  return last === void 0 ? void 0 : parts.filter((section) => section !== last);
}
var elsewhere = "The rest does not fit into this comment; it is in the summary of its run.";
function isShort(section) {
  return section.text.endsWith(elsewhere);
}
function shortened(section) {
  const start = section.text.split("\n<details", 1)[0] ?? "";
  const kept2 = start.length < longestStart ? start.trimEnd() : section.text.split("\n", 1)[0] ?? "";
  return { ...section, text: `${kept2}

${elsewhere}` };
}
var longestStart = 2e3;
function rankOf({ key }) {
  return key.startsWith(deploy) ? 0 : 1;
}

// src/github/continuation-marker.ts
function continuationBody(identity, mark, text) {
  return withMarker({ ...identity, ...mark, digest: digestOf(text) }, text);
}
function readContinuation(body) {
  const split = splitMarker(body);
  const [key, part] = [textAt(split?.marker, "/key"), numberAt(split?.marker, "/part")];
  if (!split || key === void 0 || part === void 0) return void 0;
  const digest = textAt(split.marker, "/digest") ?? "";
  return {
    key,
    part,
    run: numberAt(split.marker, "/run") ?? 0,
    attempt: numberAt(split.marker, "/attempt") ?? 0,
    digest: digest === digestOf(split.text) ? digest : "",
    identity: split.marker
  };
}

// src/github/pull.ts
var pullQuery = `query Comments($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      headRefOid
      comments(first: 100, after: $after) {
        nodes { fullDatabaseId body isMinimized viewerDidAuthor url }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;
async function readPull(client, number) {
  const nodes = [];
  let after = null;
  for (; ; ) {
    const page = await client.query(pullQuery, {
      owner: client.owner,
      name: client.repo,
      number,
      after
    });
    const pull = valueAt(page, "/repository/pullRequest");
    const headSha = textAt(pull, "/headRefOid");
    if (headSha === void 0) throw new Failure("github-refused", `pull request ${number} is not there`);
    nodes.push(...listAt(pull, "/comments/nodes").filter(isOurs));
    if (valueAt(pull, "/comments/pageInfo/hasNextPage") !== true)
      return { headSha, ...commentsIn(client, number, nodes) };
    after = textAt(pull, "/comments/pageInfo/endCursor") ?? null;
  }
}
function isOurs(node) {
  return valueAt(node, "/viewerDidAuthor") === true && valueAt(node, "/isMinimized") !== true;
}
function commentsIn(client, number, nodes) {
  const found = nodes.map((node) => ({
    id: Number(textAt(node, "/fullDatabaseId")),
    url: textAt(node, "/url") ?? "",
    body: textAt(node, "/body") ?? ""
  })).toSorted((a, b) => a.id - b.id);
  const isAbout = (identity) => textAt(identity, "/repo") === `${client.owner}/${client.repo}` && numberAt(identity, "/pr") === number;
  return {
    comments: found.flatMap(({ id, url, body }) => {
      const shared = splitSections(body);
      return shared && isAbout(shared.identity) ? [{ id, url, shared }] : [];
    }),
    continuations: found.flatMap(({ id, url, body }) => {
      const marked = readContinuation(body);
      return marked && isAbout(marked.identity) ? [{ ...marked, id, url }] : [];
    })
  };
}
function identityOf(client, number) {
  return { repo: `${client.owner}/${client.repo}`, pr: number };
}

// src/github/continuations.ts
var mostContinuations = 5;
async function putContinuations(client, order) {
  const { section, texts, pull } = order;
  const ours = pull.continuations.filter(({ key }) => key === section.key);
  if (ours.some((found) => isNewer(found, section))) return [];
  const urls = [];
  for (const [index, text] of texts.entries()) {
    const part = index + 2;
    urls.push(await putOne(client, order, { part, text: `${headOf(order, part)}

${text.trimEnd()}` }));
  }
  for (const { part } of ours.filter((found) => found.part > texts.length + 1))
    await putOne(client, order, { part, text: emptyWords });
  return urls;
}
var emptyWords = "This comment continued a longer preview; it is not needed now.";
function headOf({ section, texts }, part) {
  const what = section.key.replaceAll(/[^\w ./-]/g, "");
  return `Part ${part} of ${texts.length + 1} of the ${what}, commit \`${section.head.slice(0, 7)}\`; the first part is the comment with the table.`;
}
async function putOne(client, order, { part, text }) {
  const { number, section, pull } = order;
  const { key, head, run, attempt } = section;
  const isIt = (found2) => found2.key === key && found2.part === part;
  const found = pull.continuations.find(isIt);
  if (found?.digest === digestOf(text)) return found.url;
  const body = continuationBody(identityOf(client, number), { key, part, head, run, attempt }, text);
  if (found) {
    await client.send("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
      comment_id: found.id,
      body
    });
    return found.url;
  }
  return await createOnce(
    async () => {
      const path5 = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
      const made = await client.send(path5, { issue_number: number, body });
      return numberAt(made, "/id") === void 0 ? "" : textAt(made, "/html_url") ?? "";
    },
    async () => (await readPull(client, number)).continuations.find(isIt)?.url
  );
}

// src/github/report-section.ts
function sectionHead(report, kind, head) {
  const { run, targets } = report;
  const [target] = targets;
  return {
    key: sectionKey(kind, target ?? { environment: "", name: "" }),
    head,
    run: Number(run.runId ?? 0),
    attempt: run.attempt ?? 1
  };
}
function sectionOf(head, text, runUrl2) {
  const trimmed = text.trimEnd();
  return { ...head, digest: digestWithout(trimmed, runUrl2), text: trimmed };
}

// src/github/soft.ts
var unshown = /* @__PURE__ */ new Set(["unsafe-event", "ref-not-allowed"]);
function isShown({ reasonCode }) {
  return !unshown.has(reasonCode);
}
function soft(surface, world) {
  return {
    name: surface.name,
    ...surface.outputs && { outputs: () => surface.outputs?.() ?? {} },
    publish: async (report) => {
      if (!isShown(report)) return;
      await softly(surface.name, world, async () => await surface.publish(report));
    }
  };
}
async function softly(name4, outside, action) {
  try {
    return await action();
  } catch (error) {
    warnOf(name4, outside, error);
    return void 0;
  }
}
function warnOf(name4, { log, secrets }, error) {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof Failure && error.hint !== void 0 ? ` ${error.hint}` : "";
  log.warn(secrets.redact(`${name4} was not written: ${message}.${hint}`));
  if (!(error instanceof Failure) && error instanceof Error) log.debug(error.stack ?? "");
}

// src/github/sticky-comment.ts
var mostWrites = 3;
async function putSection(client, order) {
  const { number, section } = order;
  let pull = order.pull ?? await readPull(client, number);
  let told = [];
  let written;
  for (let writes = 0; ; writes += 1) {
    const own = mayWrite(pull, order) ? [section] : [];
    if (own.length === 0 && writes === 0) return { written: "moved-on" };
    const [first] = pull.comments;
    if (!first && order.ifMissing === "skip") return { written: "skipped" };
    const found = pull.comments.flatMap(({ shared }) => shared.sections);
    const wanted = newestOf([...found, ...told, ...own]);
    if (first && holds(first, wanted)) {
      await removeDoubles(client, pull, (double) => isLeft(double, section));
      return { written: written ?? whyNot(wanted, section), url: first.url };
    }
    if (writes === mostWrites) return { written: written ?? "older", ...first && { url: first.url } };
    written ??= first ? "updated" : "created";
    const created = await write(client, order, first, wanted);
    await order.pause();
    pull = await readPull(client, number);
    await removeDoubles(client, pull, (double) => double.id === created || isLeft(double, section));
    told = await order.others?.(pull.headSha) ?? [];
  }
}
function mayWrite(pull, { head, section }) {
  return head === "any" || pull.headSha === section.head;
}
function newestOf(sections) {
  const newest = /* @__PURE__ */ new Map();
  for (const section of sections) {
    const before = newest.get(section.key);
    if (!before || !isNewer(before, section)) newest.set(section.key, section);
  }
  return [...newest.values()];
}
function holds({ shared }, wanted) {
  return wanted.every(
    (section) => shared.sections.some(({ key, digest }) => key === section.key && digest === section.digest)
  );
}
function whyNot(wanted, section) {
  const there = wanted.find(({ key }) => key === section.key);
  return there && isNewer(there, section) ? "older" : "unchanged";
}
async function write(client, { number, section }, first, wanted) {
  const body = commentBody(identityOf(client, number), wanted, section.key);
  if (!first) return await create(client, number, body);
  await change(client, first.id, body);
  return void 0;
}
async function createComment(client, { number, section }) {
  await create(client, number, commentBody(identityOf(client, number), [section], section.key));
}
async function create(client, number, body) {
  return await createOnce(
    async () => {
      const path5 = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
      return numberAt(await client.send(path5, { issue_number: number, body }), "/id") ?? 0;
    },
    async () => (await readPull(client, number)).comments[0]?.id
  );
}
async function change(client, id, body) {
  await unlessGone(async () => {
    await client.send("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", { comment_id: id, body });
  });
}
function isLeft({ shared }, { run }) {
  return shared.sections.every((section) => section.run < run);
}
async function removeDoubles(client, { comments }, isMeant) {
  for (const { id } of comments.slice(1).filter(isMeant)) {
    await unlessGone(async () => {
      await client.send("DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}", { comment_id: id });
    });
  }
}
async function unlessGone(action) {
  try {
    await action();
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
}

// src/github/comment.ts
function previewSurface(options) {
  const { client, world, when } = options;
  let address = "";
  return {
    name: "preview",
    publish: async (report) => {
      const { pullRequest } = report.run;
      const pull = when === "off" || !pullRequest ? void 0 : await softly("comment", world, async () => await readPull(client, pullRequest.number));
      const laid = await layOutPreview(options, report, pull);
      const owner = await softly(
        "check run",
        world,
        async () => await createPreviewCheck(client, { report, summary: laid.section.text })
      );
      if (laid.isShort)
        world.log.info("the preview is longer than a comment: the rest is linked from its first part");
      if (!pull) return;
      const url = await softly(
        "comment",
        world,
        async () => await comment(options, report, { ...laid, pull, owner })
      );
      address = url ?? "";
    },
    outputs: () => ({ "comment-url": address })
  };
}
async function layOutPreview({ client, world, artifact, when }, report, pull) {
  const { number = 0, headSha = "" } = report.run.pullRequest ?? {};
  const head = sectionHead(report, "preview", headSha);
  const others = pull?.comments[0]?.shared.sections.filter(({ key }) => key !== head.key) ?? [];
  const mayComment = pull !== void 0 && isWanted(report, pull, when) && isOurTurn(pull, head);
  const continuations = mayComment ? mostContinuations : 0;
  const layout = layOut(report, { firstBytes: roomFor(others), continuations });
  const redacted2 = layout.continuations.map((text2) => world.secrets.redact(text2));
  const draft = () => sectionOf(head, world.secrets.redact(layout.first(placesOf(report, [], artifact()))));
  const urls = mayComment ? await softly("continuation of the comment", world, async () => {
    if (redacted2.length > 0 && pull.comments.length === 0)
      await createComment(client, { number, section: draft() });
    return await putContinuations(client, { number, section: head, texts: redacted2, pull });
  }) : void 0;
  const text = world.secrets.redact(layout.first(placesOf(report, urls ?? [], artifact())));
  return { section: sectionOf(head, text, report.run.runUrl), isShort: layout.continuations.length > 0 };
}
function placesOf({ run }, continuations, artifact) {
  const { runUrl: runUrl2 } = run;
  return {
    continuations,
    ...runUrl2 !== void 0 && { runUrl: runUrl2 },
    ...artifact !== void 0 && { artifact }
  };
}
function isOurTurn(pull, head) {
  const before = pull.comments.flatMap(({ shared }) => shared.sections).find(({ key }) => key === head.key);
  return pull.headSha === head.head && !(before && isNewer(before, head));
}
function isWanted(report, pull, when) {
  return when === "on" || isWorthTelling(report) || pull.comments.length > 0;
}
async function comment({ client, world, pause, when }, report, { section, isShort: isShort2, pull, owner }) {
  const { number = 0 } = report.run.pullRequest ?? {};
  const ifMissing = when === "on" || isWorthTelling(report) ? "create" : "skip";
  const isDrafted = pull.comments.length === 0 && isShort2;
  const { written, url } = await putSection(client, {
    number,
    section,
    ...!isDrafted && { pull },
    pause,
    head: "current",
    ifMissing,
    ...owner && { others: async (headSha) => await previewSections(client, owner, headSha) }
  });
  world.log.info(`comment of #${number}: ${words[written]}${url === void 0 ? "" : ` (${url})`}`);
  return url;
}
var words = {
  created: "created",
  updated: "updated",
  unchanged: "says this already",
  older: "left as it is, a newer run wrote it",
  "moved-on": "not written, the branch has newer commits",
  skipped: "not written, nothing would change"
};
function isWorthTelling(report) {
  return report.result !== "previewed" || report.targets.some((target) => hasChanges([...target.changes, ...target.rendered?.changes ?? []]));
}

// src/github/description.ts
var limitCharacters = 140;
function describeRun(report) {
  const record = report.targets[0]?.record;
  return describe(headlineOf(report), record);
}
function describe(text, record) {
  const name4 = typeof record === "object" ? recordName(record) : record;
  const end = name4 === void 0 ? "" : ` · ${name4}`;
  const line = text.replaceAll(/\s+/g, " ").trim();
  const room = Math.max(0, limitCharacters - end.length);
  const start = line.length <= room ? line : `${line.slice(0, Math.max(0, room - 1)).toWellFormed()}…`;
  return `${start}${end}`.slice(0, limitCharacters);
}
function recordIn(description) {
  const name4 = description.slice(description.lastIndexOf(" · ") + 3);
  return /#\d+$/.test(name4) && description.includes(" · ") ? name4 : void 0;
}

// src/github/letter-content.ts
function contentOf(content) {
  const copy = JSON.parse(JSON.stringify(content));
  return copy;
}

// src/github/deployments.ts
var path2 = "/repos/{owner}/{repo}/deployments";
var finalStates = /* @__PURE__ */ new Set(["success", "failure", "error", "inactive"]);
function openDeployments(client, run) {
  const place = { client, run };
  const ids = /* @__PURE__ */ new Map();
  const reached = /* @__PURE__ */ new Map();
  const findOrMake = async (subject) => {
    const among = reached.get(subject.sha);
    reached.delete(subject.sha);
    const found = await find(place, subject, among);
    if (found !== void 0) return found;
    return await createOnce(
      async () => await create2(client, subject),
      async () => await find(place, subject)
    );
  };
  return {
    reach: async (sha, environment) => {
      reached.set(sha, await list(client, { sha, environment }));
    },
    set: async (subject, status) => {
      const known = ids.get(subject.id);
      const id = known ?? await findOrMake(subject);
      ids.set(subject.id, id);
      const isNew = known !== void 0 || status.state === "in_progress";
      if (isNew || !hasEnded(await statusesOf(client, id), subject)) await add(place, id, status);
      return id;
    },
    end: async (subject, status) => {
      const id = await find(place, subject);
      if (id !== void 0 && !hasEnded(await statusesOf(client, id), subject)) await add(place, id, status);
    }
  };
}
async function list(client, { sha, environment }) {
  return await client.all(`GET ${path2}`, { sha, environment });
}
async function statusesOf(client, id) {
  return await client.all(`GET ${path2}/{deployment_id}/statuses`, { deployment_id: id });
}
async function find({ client, run }, subject, among) {
  const known = among ?? await list(client, subject);
  const own = known.find((each) => textAt(each, "/payload/id") === subject.id);
  if (own !== void 0) return numberAt(own, "/id");
  for (const each of known) {
    const id = numberAt(each, "/id");
    if (id !== void 0 && textAt(each, "/task") === "deploy" && isFor(subject, await statusesOf(client, id), run))
      return id;
  }
  return void 0;
}
async function add({ client, run }, id, status) {
  const isSaid = (said) => textAt(said, "/state") === status.state && textAt(said, "/description") === status.description;
  await createOnce(
    async () => {
      await client.send(`POST ${path2}/{deployment_id}/statuses`, {
        deployment_id: id,
        ...status,
        // The targets of one environment would deactivate one another.
        auto_inactive: false,
        ...run.runUrl !== void 0 && { log_url: run.runUrl }
      });
      return true;
    },
    async () => (await statusesOf(client, id)).some(isSaid) || void 0
  );
}
function hasEnded(statuses, { name: name4 }) {
  return statuses.some(
    (status) => finalStates.has(textAt(status, "/state") ?? "") && recordIn(textAt(status, "/description") ?? "") === name4
  );
}
function isFor(subject, statuses, { runId, jobId }) {
  const takenBy = statuses.map((status) => recordIn(textAt(status, "/description") ?? "")).find(Boolean);
  if (takenBy !== void 0) return takenBy === subject.name;
  if (runId === void 0) return false;
  const place = jobId === void 0 ? `/actions/runs/${runId}/` : `/actions/runs/${runId}/job/${jobId}/`;
  return statuses.some((status) => `${textAt(status, "/log_url") ?? ""}/`.includes(place));
}
async function create2(client, { name: name4, sha, target, environment, payload }) {
  const made = await client.send(`POST ${path2}`, {
    ref: sha,
    task: taskOf(target),
    environment,
    auto_merge: false,
    required_contexts: [],
    description: describe(`Deploy of ${target}`, name4),
    payload
  });
  const id = numberAt(made, "/id");
  if (id === void 0 || textAt(made, "/sha") !== sha)
    throw new Failure("github-refused", `GitHub made no deployment of ${sha}`, {
      hint: "It answered with another commit, or merged instead: please report it."
    });
  return id;
}
function taskOf(target) {
  return `gitops-push:${target}`;
}
function subjectOf(record) {
  const { id, environment, target, commit } = record;
  if (commit === void 0)
    throw new Failure("github-refused", `${recordName(record)} has no commit to deploy`);
  return {
    id,
    name: recordName(record),
    target: target.name,
    environment,
    sha: commit,
    payload: payloadOf(record)
  };
}
var mostImages = 20;
function payloadOf({ written: _w, unanswered: _u, ...record }) {
  return contentOf({ ...record, images: record.images.slice(0, mostImages) });
}

// src/github/deployment.ts
var name = "deployment";
function deploymentMirror({ client, run, environment }) {
  const deployments = openDeployments(client, run);
  const begun = [];
  let newest;
  return {
    name,
    reach: async (commit) => await deployments.reach(commit, environment),
    begin: async (record) => {
      const subject = subjectOf(record);
      const description = describe(`Deploying ${record.target.name} to ${record.environment}`, record);
      newest = await deployments.set(subject, { state: "in_progress", description });
    },
    resume: (record) => {
      if (record.commit !== void 0) begun.push(record);
    },
    lettersOf: (report, at) => begun.map(
      (record) => letterOf({ subject: subjectOf(record), ...endingOf(record, report), ifMissing: "create" }, at)
    ),
    letterOfBrokenOff: (record) => {
      const description = describe("Broken off before its end", record);
      const subject = subjectOf(record);
      return letterOf({ subject, state: "error", description, ifMissing: "skip" }, record.startedAt);
    },
    deliver: async ({ content }) => {
      const { subject, ifMissing, ...status } = JSON.parse(JSON.stringify(content));
      if (ifMissing === "skip") await deployments.end(subject, status);
      else newest = await deployments.set(subject, status);
    },
    outputs: () => ({ "deployment-id": newest === void 0 ? "" : String(newest) })
  };
}
function letterOf(content, at) {
  return { to: name, key: content.subject.id, at, content: contentOf(content) };
}
function endingOf(record, report) {
  const [target] = report.targets;
  const isWayBack = target?.putBack !== void 0 && target.record && target.record.id !== record.id;
  if (!isWayBack) return { state: finalStateOf(report), description: describeRun(report) };
  const isDone = target.putBack?.state === "done";
  const words2 = isDone ? `Put back after ${report.mode} failed` : "Could not be put back";
  return { state: isDone ? "success" : "failure", description: describe(words2, record) };
}
function finalStateOf(report) {
  if (report.result === "cancelled" || report.reasonCode === "cancelled") return "error";
  return report.result === "failed" || report.result === "partial" ? "failure" : "success";
}

// src/github/issue.ts
var news = {
  changed: "The drift has changed: the text above is what differs now.",
  clean: "The drift is gone.",
  again: "There is drift again: the text above is what differs now."
};
var clean = "clean";
var path3 = "/repos/{owner}/{repo}/issues";
function issueSurface({ client, secrets }) {
  return {
    name: "drift issue",
    publish: async (report) => {
      const [target] = report.targets;
      if (!target || report.result !== "drifted" && report.result !== "clean") return;
      const section = sectionOf2(report, target, (text) => secrets.redact(text));
      const found = await findIssue(client, target.environment);
      if (found) return await update(client, target.environment, found, section);
      if (section.digest !== clean) await open(client, target.environment, section);
    }
  };
}
function sectionOf2(report, target, redact) {
  return {
    key: target.name,
    head: target.record?.commit ?? report.run.commit ?? "",
    run: Number(report.run.runId ?? 0),
    attempt: report.run.attempt ?? 1,
    digest: report.result === "clean" ? clean : target.planDigest ?? "",
    text: redact(renderMarkdown(report)).trimEnd()
  };
}
async function open(client, environment, section) {
  await createOnce(
    async () => {
      await client.send(`POST ${path3}`, {
        title: `Drift in ${environment}`,
        body: bodyOf(environment, [section])
      });
      return true;
    },
    async () => await findIssue(client, environment) ? true : void 0
  );
}
async function update(client, environment, found, section) {
  const before = found.sections.find(({ key }) => key === section.key);
  if ((before?.digest ?? clean) === section.digest) return;
  const sections = [...found.sections.filter(({ key }) => key !== section.key), section];
  const isClean = sections.every(({ digest }) => digest === clean);
  await client.send(`PATCH ${path3}/{issue_number}`, {
    issue_number: found.number,
    body: bodyOf(environment, sections),
    ...isClean && found.isOpen && { state: "closed", state_reason: "completed" },
    ...!isClean && !found.isOpen && { state: "open", state_reason: "reopened" }
  });
  if (isClean && !found.isOpen) return;
  const body = isClean ? news.clean : found.isOpen ? news.changed : news.again;
  await client.send(`POST ${path3}/{issue_number}/comments`, { issue_number: found.number, body });
}
function bodyOf(environment, sections) {
  const ordered = sections.toSorted((a, b) => a.key < b.key ? -1 : 1);
  return joinSections({ identity: { drift: environment }, sections: ordered }, () => ["", ""]);
}
async function findIssue(client, environment) {
  const viewer = await client.query("query Viewer { viewer { login } }", {});
  const creator = textAt(viewer, "/viewer/login") ?? "";
  const issues = await client.all(`GET ${path3}`, {
    creator,
    state: "all",
    sort: "created",
    direction: "asc"
  });
  return issues.flatMap((issue) => foundIn(issue, creator, environment))[0];
}
function foundIn(issue, creator, environment) {
  if (valueAt(issue, "/pull_request") !== void 0 || textAt(issue, "/user/login") !== creator) return [];
  const shared = splitSections(textAt(issue, "/body") ?? "");
  const number = numberAt(issue, "/number");
  if (number === void 0 || textAt(shared?.identity, "/drift") !== environment) return [];
  return [{ number, isOpen: textAt(issue, "/state") === "open", sections: shared?.sections ?? [] }];
}

// src/github/linked-artifacts.ts
var mostRecords = 1e3;
var longestName = 256;
var longestVersion = 100;
var longestPlace = 128;
var name2 = "linked artifacts";
function linkedArtifactsMirror({
  client,
  world
}) {
  return {
    name: name2,
    lettersOf: (report, at) => {
      const record = recordOf(report, world);
      if (!record) return [];
      const deployments = record.images.flatMap((image) => entryOf(image, record));
      const unknown = record.images.length - deployments.length;
      if (unknown > 0)
        world.log.info(
          `linked artifacts: ${unknown} of ${record.images.length} images have no digest and are left out`
        );
      return deployments.length === 0 ? [] : [letterOf2(record, deployments.slice(0, mostRecords), at)];
    },
    deliver: async ({ content }) => {
      const { cluster, body } = JSON.parse(JSON.stringify(content));
      const route = "POST /orgs/{org}/artifacts/metadata/deployment-record/cluster/{cluster}";
      await client.send(route, { org: client.owner, cluster, ...body });
    }
  };
}
function recordOf({ targets }, { run }) {
  const [record] = targets.flatMap((target) => target.record ?? []);
  return record?.result === "success" && record.run?.id === run.runId ? record : void 0;
}
function letterOf2(record, deployments, at) {
  const cluster = record.target.serverHash.slice(0, 16);
  const body = {
    logical_environment: record.environment.slice(0, longestPlace),
    deployments,
    return_records: false
  };
  return { to: name2, key: `${cluster} ${record.target.name}`, at, content: contentOf({ cluster, body }) };
}
function entryOf(image, { target, kind }) {
  const [, repository = "", tag, digest] = /^([^@]+?)(?::([^:/@]+))?@(sha256:[0-9a-f]{64})$/.exec(image) ?? [];
  if (digest === void 0) return [];
  const deployed = [target.namespace ?? "default", target.name, repository.split("/").at(-1) ?? ""].join("-");
  return [
    {
      name: repository.slice(0, longestName),
      digest,
      status: kind === "destroy" ? "decommissioned" : "deployed",
      deployment_name: deployed.slice(0, longestName),
      ...tag !== void 0 && { version: tag.slice(0, longestVersion) }
    }
  ];
}

// src/github/mail.ts
function openMail({ mirrors, world, recordFailure }) {
  let brokenOffs = [];
  let silence;
  const warned = /* @__PURE__ */ new Set();
  const warn = (name4, error) => {
    const what = `${name4} ${statusOf(error) ?? ""}`;
    if (!warned.has(what)) warnOf(name4, world, error);
    warned.add(what);
  };
  const orStop = async (name4, ask2) => {
    try {
      await ask2();
    } catch (error) {
      if (isAway(error)) silence = error;
      if (recordFailure === "fail" && isAway(error)) throw stopped(error);
      warn(name4, error);
    }
  };
  return {
    reach: async (commit) => {
      for (const mirror of mirrors) {
        await orStop(mirror.name, async () => await mirror.reach?.(commit));
      }
    },
    begin: async (record, brokenOff) => {
      if (brokenOff?.commit !== void 0)
        brokenOffs = mirrors.flatMap((mirror) => mirror.letterOfBrokenOff?.(brokenOff) ?? []);
      for (const mirror of mirrors) {
        mirror.resume?.(record);
        if (silence === void 0) await orStop(mirror.name, async () => await mirror.begin?.(record));
      }
    },
    isSilent: () => silence !== void 0,
    resume: (record) => {
      for (const mirror of mirrors) mirror.resume?.(record);
    },
    send: async (report, left) => {
      const at = new Date(world.clock.nowMs()).toISOString();
      const own = isShown(report) ? mirrors.flatMap((mirror) => mirror.lettersOf(report, at)) : [];
      const news2 = [...brokenOffs, ...own];
      const old = left.filter((letter) => !news2.some((each) => isSameMatter(each, letter)));
      const isStopped = silence !== void 0 && recordFailure === "fail";
      return await sendAll([...old, ...news2], mirrors, { warn, ...isStopped && { silence } });
    }
  };
}
async function sendAll(letters, mirrors, { warn, ...before }) {
  const told = [];
  const unsent = [];
  let refused2 = 0;
  let { silence } = before;
  for (const letter of letters) {
    const mirror = mirrors.find(({ name: name4 }) => name4 === letter.to);
    try {
      if (silence !== void 0) throw silence;
      await mirror?.deliver(letter);
      told.push(letter);
    } catch (error) {
      if (silence === void 0) warn(letter.to, error);
      if (statusOf(error) === 0) silence = error;
      if (mayPass(error, letter)) {
        unsent.push(kept(letter, mirror, error));
        continue;
      }
      refused2 += 1;
      told.push(letter);
    }
  }
  return { told, unsent, refused: refused2 };
}
function kept(letter, mirror, error) {
  const attempts = ("attempts" in letter ? letter.attempts : 0) + 1;
  const lastError = (error instanceof Error ? error.message : String(error)).slice(0, longestError);
  return { ...mirror?.shortened?.(letter) ?? letter, attempts, lastError };
}
var longestError = 200;
function isAway(error) {
  if (!(error instanceof RequestFailure)) return false;
  const { refusal } = error;
  return refusal.status === 0 || refusal.status >= 500 || isRateLimit(refusal);
}
function mayPass(error, letter) {
  const status = statusOf(error) ?? 422;
  return isAway(error) || status === 401 || "attempts" in letter && status === 403;
}
function stopped(error) {
  const { message, hint = "" } = error instanceof Failure ? error : { message: String(error) };
  return new Failure("record-failed", `stopped before the first write: ${message}`, {
    hint: `Nothing was changed. ${hint} With \`record-failure: continue\` the deploy goes on, and GitHub is told later.`,
    cause: error
  });
}

// src/github/merged-pulls.ts
async function pullRequestOf(pulls, commit) {
  const [first] = await pulls?.mergedBy(commit).catch(() => []) ?? [];
  return numberAt(first, "/number");
}
function askMergedPulls(client, defaultBranch) {
  const asked = /* @__PURE__ */ new Map();
  const ask2 = async (commit) => {
    const pulls = await client.all("GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls", {
      commit_sha: commit
    });
    return pulls.filter(
      (pull) => textAt(pull, "/merged_at") !== void 0 && (defaultBranch === void 0 || textAt(pull, "/base/ref") === defaultBranch)
    );
  };
  return {
    mergedBy: async (commit) => {
      const before = asked.get(commit);
      if (before) return await before;
      const now = ask2(commit).catch((error) => {
        asked.delete(commit);
        throw error;
      });
      asked.set(commit, now);
      return await now;
    }
  };
}

// src/github/merged-pr.ts
var firstBytes = 3e4;
var mostComments = 5;
function mergedPullMirror({ client, world, pause, artifact, pulls }, isWanted2) {
  const textOf2 = (report, name4) => world.secrets.redact(
    layOut(report, { firstBytes, continuations: 0 }).first({
      continuations: [],
      ...report.run.runUrl !== void 0 && { runUrl: report.run.runUrl },
      ...name4 !== void 0 && { artifact: name4 }
    })
  );
  let address;
  return {
    name: "comment",
    lettersOf: (report, at) => {
      const commit = commitOf(report);
      const isOld = report.result === "superseded" || report.result === "unchanged";
      if (commit === void 0 || isOld || !isWanted2(report)) return [];
      const text = textOf2(report, artifact());
      const section = sectionOf(sectionHead(report, "deploy", commit), text, report.run.runUrl);
      const content = { commit, section };
      return [{ to: "comment", key: `${commit} ${section.key}`, at, content: contentOf(content) }];
    },
    deliver: async ({ content }) => {
      const { commit, section } = JSON.parse(JSON.stringify(content));
      for (const pull of (await pulls.mergedBy(commit)).slice(0, mostComments)) {
        const number = numberAt(pull, "/number");
        if (number === void 0) continue;
        const order = { number, section, pause, head: "any", ifMissing: "create" };
        const { written, url } = await putSection(client, order);
        address ??= url;
        world.log.info(`comment of #${number}: ${words[written]}`);
      }
    },
    shortened: (letter) => {
      const content = JSON.parse(JSON.stringify(letter.content));
      return { ...letter, content: contentOf({ ...content, section: shortened(content.section) }) };
    },
    outputs: () => ({ "comment-url": address ?? "" })
  };
}
function commitOf({ result, run, targets }) {
  return result === "rolled-back" ? targets[0]?.record?.previous?.commit : run.commit;
}

// src/github/note.ts
var mostTries = 5;
var path4 = "/repos/{owner}/{repo}/git";
function noteMirror({ client, run }) {
  return {
    name: "note",
    lettersOf: (report, at) => lettersOf(report, run, at),
    deliver: async ({ content }) => {
      const note = JSON.parse(JSON.stringify(content));
      for (let tries = 1; ; tries += 1) {
        try {
          return await write2(client, note);
        } catch (error) {
          const isMoved = statusOf(error) === 422 || statusOf(error) === 409;
          if (!isMoved || tries === mostTries) throw error;
        }
      }
    }
  };
}
function lettersOf({ targets }, { runId }, at) {
  const [record] = targets.flatMap((target) => target.record ?? []);
  if (record?.commit === void 0 || record.run?.id !== runId) return [];
  const { commit, id, environment } = record;
  const content = {
    commit,
    id,
    ref: `notes/gitops-push/${environment.toLowerCase().replaceAll(/[^a-z0-9-]+/g, "-")}`,
    line: JSON.stringify(slim(record)),
    message: `Record ${recordName(record)}`
  };
  return [{ to: "note", key: id, at, content: contentOf(content) }];
}
function slim({ written: _w, unanswered: _u, ...record }) {
  return { ...record, images: record.images.slice(0, 20) };
}
async function write2(client, { commit, ref, id, line, message }) {
  const parent = await headOf2(client, ref);
  const there = parent === void 0 ? nothing(commit) : await noteAt(client, parent, commit);
  if (there.text.includes(`"${id}"`)) return;
  const blob = await make(client, "blobs", { content: `${there.text}${line}
`, encoding: "utf-8" });
  const tree = await make(client, "trees", {
    ...there.tree !== void 0 && { base_tree: there.tree },
    tree: [{ path: there.path, mode: "100644", type: "blob", sha: blob }]
  });
  const made = await make(client, "commits", {
    message,
    tree,
    parents: parent === void 0 ? [] : [parent]
  });
  if (parent === void 0) await client.send(`POST ${path4}/refs`, { ref: `refs/${ref}`, sha: made });
  else await client.send(`PATCH ${path4}/refs/{ref}`, { ref, sha: made, force: false });
}
async function headOf2(client, ref) {
  try {
    return textAt(await client.send(`GET ${path4}/ref/{ref}`, { ref }), "/object/sha");
  } catch (error) {
    if (statusOf(error) === 404) return void 0;
    throw error;
  }
}
function nothing(commit) {
  return { tree: void 0, path: commit, text: "" };
}
var fanOut = /^[0-9a-f]{2}$/;
async function noteAt(client, head, commit) {
  const tree = textAt(
    await client.send(`GET ${path4}/commits/{commit_sha}`, { commit_sha: head }),
    "/tree/sha"
  );
  const folders = [];
  let below = tree;
  for (; ; ) {
    const listed = await client.send(`GET ${path4}/trees/{tree_sha}`, { tree_sha: below ?? "" });
    const entries = listAt(listed, "/tree");
    const rest = commit.slice(folders.join("").length);
    const at = (name4) => textAt(
      entries.find((entry) => textAt(entry, "/path") === name4),
      "/sha"
    );
    const blob = at(rest);
    const place = [...folders, rest].join("/");
    if (blob !== void 0) {
      const stored = await client.send(`GET ${path4}/blobs/{file_sha}`, { file_sha: blob });
      const text = Buffer.from(textAt(stored, "/content") ?? "", "base64").toString("utf8");
      return { tree, path: place, text };
    }
    const isParted = entries.some((entry) => fanOut.test(textAt(entry, "/path") ?? ""));
    if (!isParted) return { tree, path: place, text: "" };
    folders.push(rest.slice(0, 2));
    below = at(rest.slice(0, 2));
    if (below === void 0) return { tree, path: [...folders, rest.slice(2)].join("/"), text: "" };
  }
}
async function make(client, what, body) {
  return textAt(await client.send(`POST ${path4}/${what}`, body), "/sha") ?? "";
}

// src/github/status.ts
var name3 = "commit status";
function statusMirror({ client }) {
  return {
    name: name3,
    lettersOf: (report, at) => contentsOf(report).map((content) => letterOf3(content, at)),
    deliver: async ({ content }) => {
      const { unchanged, ...wanted } = JSON.parse(JSON.stringify(content));
      const newest = await newestStatus(client, wanted);
      if (newest && (says(newest, wanted, unchanged) || isLater(newest, wanted))) return;
      await client.send("POST /repos/{owner}/{repo}/statuses/{sha}", wanted);
    }
  };
}
function letterOf3(content, at) {
  return { to: name3, key: `${content.sha} ${content.context}`, at, content: contentOf(content) };
}
function contentsOf(report) {
  const [target] = report.targets;
  const sha = target?.record?.commit ?? report.run.commit;
  const state = stateOf(report);
  if (!target || sha === void 0 || state === void 0) return [];
  const { runUrl: runUrl2 } = report.run;
  const common = { context: contextOf(target), ...runUrl2 !== void 0 && { target_url: runUrl2 } };
  const unchanged = report.result === "unchanged" && target.record ? recordName(target.record) : void 0;
  const description = describeRun(report);
  const own = { ...common, sha, state, description, ...unchanged !== void 0 && { unchanged } };
  const left = target.record?.previous?.commit;
  if (report.result !== "rolled-back" || left === void 0 || left === sha) return [own];
  const told = describe(`Rolled back to ${sha.slice(0, 7)}`, target.record);
  return [own, { ...common, sha: left, state: "failure", description: told }];
}
function contextOf({ environment, name: target }) {
  return `gitops-push/${environment}/${target}`.toLowerCase();
}
function stateOf({ result, reasonCode }) {
  if (reasonCode === "cancelled") return "error";
  switch (result) {
    case "deployed":
    case "unchanged":
    case "rolled-back":
    case "destroyed":
      return "success";
    case "failed":
    case "partial":
    case "held":
      return "failure";
    case "cancelled":
      return "error";
    case "valid":
    case "previewed":
    case "superseded":
    case "resumed":
    case "rendered":
    case "listed":
    case "clean":
    case "drifted":
      return void 0;
  }
}
async function newestStatus(client, { sha, context }) {
  const combined = await client.send("GET /repos/{owner}/{repo}/commits/{ref}/status", {
    ref: sha,
    per_page: 100
  });
  const found = listAt(combined, "/statuses").find(
    (status) => textAt(status, "/context")?.toLowerCase() === context
  );
  return found === void 0 ? void 0 : { state: textAt(found, "/state") ?? "", description: textAt(found, "/description") ?? "" };
}
function says(newest, wanted, unchanged) {
  if (newest.state !== wanted.state) return false;
  return newest.description === wanted.description || recordIn(newest.description) === (unchanged ?? " ");
}
function isLater(newest, wanted) {
  return numberIn(newest) > numberIn(wanted) && numberIn(wanted) > 0;
}
function numberIn({ description }) {
  return Number(/#(\d+)$/.exec(recordIn(description) ?? "")?.[1] ?? 0);
}

// src/github/run-context.ts
var dependabot = "dependabot[bot]";
function readRunContext(env, payloadText) {
  const payload = parsePayload(payloadText);
  const given = (key, variable) => {
    const value = env[variable];
    return value === void 0 || value === "" ? {} : { [key]: value };
  };
  const event = env["GITHUB_EVENT_NAME"];
  const pullRequest = pullRequestOf2(payload);
  const isFromFork = isForeign(event, payload);
  const isPullRequest = event === "pull_request";
  const isReadOnly = isPullRequest && (isFromFork || env["GITHUB_ACTOR"] === dependabot);
  const mergeBaseSha = textAt(payload, "/merge_group/base_sha");
  const defaultBranch = textAt(payload, "/repository/default_branch");
  return {
    host: "github",
    attempt: Number(env["GITHUB_RUN_ATTEMPT"] ?? 1),
    ...runNumber(env),
    ...runUrl(env),
    ...given("repository", "GITHUB_REPOSITORY"),
    ...given("repositoryId", "GITHUB_REPOSITORY_ID"),
    ...given("commit", "GITHUB_SHA"),
    ...given("ref", "GITHUB_REF"),
    ...given("event", "GITHUB_EVENT_NAME"),
    ...given("actor", "GITHUB_ACTOR"),
    ...given("runId", "GITHUB_RUN_ID"),
    ...given("workflow", "GITHUB_WORKFLOW"),
    ...defaultBranch !== void 0 && { defaultBranch },
    ...pullRequest && { pullRequest },
    ...mergeBaseSha !== void 0 && { mergeBaseSha },
    ...isFromFork && { isFromFork },
    ...isReadOnly && { isReadOnly }
  };
}
function parsePayload(text) {
  if (text === void 0) return null;
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
function runNumber(env) {
  const number = Number(env["GITHUB_RUN_NUMBER"]);
  return Number.isSafeInteger(number) && number > 0 ? { runNumber: number } : {};
}
function runUrl(env) {
  const [server, repository, run] = ["GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID"].map(
    (name4) => env[name4] ?? ""
  );
  return server === "" || run === "" ? {} : { runUrl: `${server}/${repository}/actions/runs/${run}` };
}
function pullRequestOf2(payload) {
  const number = numberAt(payload, "/pull_request/number");
  const headSha = textAt(payload, "/pull_request/head/sha");
  const baseSha = textAt(payload, "/pull_request/base/sha");
  const baseRef = textAt(payload, "/pull_request/base/ref");
  return number === void 0 || headSha === void 0 || baseSha === void 0 || baseRef === void 0 ? void 0 : { number, headSha, baseSha, baseRef };
}
function isForeign(event, payload) {
  const [head, base] = headAndBase[event ?? ""] ?? [];
  if (head === void 0 || base === void 0) return false;
  const headId = numberAt(payload, head);
  return headId === void 0 || headId !== numberAt(payload, base);
}
var headAndBase = {
  pull_request: ["/pull_request/head/repo/id", "/pull_request/base/repo/id"],
  pull_request_target: ["/pull_request/head/repo/id", "/pull_request/base/repo/id"],
  workflow_run: ["/workflow_run/head_repository/id", "/repository/id"]
};

// src/github/receipts.ts
var mostPushes = 20;
function githubPreviews(options) {
  return {
    shownFor: async ({ unit, commit, deployed }) => {
      try {
        return await shownFor(options, unit, { commit, deployed });
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        return {
          receipts: [],
          missing: [`GitHub did not tell: ${error.message}. ${error.hint ?? ""}`.trim()]
        };
      }
    }
  };
}
async function shownFor(options, unit, { commit, deployed }) {
  const pushes = await pushesOf(options, commit, deployed);
  if (pushes === void 0)
    return {
      receipts: [],
      missing: ["which pull requests were merged since the last deploy cannot be told"]
    };
  const pulls = /* @__PURE__ */ new Map();
  const direct = [];
  for (const push of pushes) {
    const found = await options.pulls.mergedBy(push);
    for (const pull of found) pulls.set(numberAt(pull, "/number") ?? 0, pull);
    if (found.length === 0) direct.push(push);
  }
  const receipts = [];
  const missing = direct.map((push) => `${push.slice(0, 7)} was pushed without a pull request`);
  for (const [number, pull] of pulls) {
    const head = textAt(pull, "/head/sha") ?? "";
    const receipt = await findReceipt(options.client, { unit, on: head, event: "pull_request", pullRequest: number }) ?? await findReceipt(options.client, { unit, on: commit, event: "merge_group" });
    if (receipt) receipts.push(receipt);
    else
      missing.push(`#${number} has no preview of its newest commit ${head.slice(0, 7)} that can be trusted`);
  }
  return {
    receipts: [...new Map(receipts.map((each) => [`${each.run}/${each.head}`, each])).values()],
    missing
  };
}
async function pushesOf({ world }, commit, deployed) {
  if (deployed === void 0 || deployed === commit) return [commit];
  const pushes = await world.ancestry.pushesSince?.(deployed, commit);
  return pushes === void 0 || pushes.length > mostPushes ? void 0 : pushes;
}
async function findReceipt(client, wanted) {
  const runs = await client.all("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
    ref: wanted.on,
    check_name: checkName(wanted.unit),
    filter: "all"
  });
  const ours = runs.filter((run) => textAt(run, "/app/slug") === actionsApp).toSorted((a, b) => orderOf(b) - orderOf(a));
  const [newest] = ours;
  if (newest === void 0 || textAt(newest, "/conclusion") !== "success") return void 0;
  const receipt = readReceipt(textAt(newest, "/output/text") ?? "");
  if (!receipt || !agrees(receipt, newest, wanted)) return void 0;
  return await isTrusted(client, receipt, wanted) ? receipt : void 0;
}
var actionsApp = "github-actions";
function orderOf(run) {
  const [id = 0, attempt = 0] = (textAt(run, "/external_id") ?? "").split("/").map(Number);
  return id * 1e3 + attempt;
}
function agrees(receipt, run, { unit, on, pullRequest }) {
  return receipt.unit === unit && receipt.head === on && receipt.pullRequest === pullRequest && textAt(run, "/external_id") === `${receipt.run}/${receipt.attempt}`;
}
async function isTrusted(client, receipt, { on, event }) {
  const run = await client.send("GET /repos/{owner}/{repo}/actions/runs/{run_id}", {
    run_id: Number(receipt.run)
  });
  return textAt(run, "/head_sha") === on && textAt(run, "/event") === event && numberAt(run, "/head_repository/id") !== void 0 && numberAt(run, "/head_repository/id") === numberAt(run, "/repository/id") && (numberAt(run, "/run_attempt") ?? 0) >= receipt.attempt;
}

// src/github/told-records.ts
var lookedAt = 100;
var recordsQuery = `query Deployments($owner: String!, $name: String!, $environments: [String!], $first: Int!) {
  viewer { login }
  repository(owner: $owner, name: $name) {
    deployments(environments: $environments, first: $first, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes {
        commitOid
        payload
        creator { __typename login }
        statuses(first: 10) { nodes { state description createdAt } }
      }
    }
  }
}`;
async function toldRecords(client, target) {
  const answer = await client.query(recordsQuery, {
    owner: client.owner,
    name: client.repo,
    environments: [target.environment],
    first: lookedAt
  });
  const viewer = textAt(answer, "/viewer/login") ?? "";
  return listAt(answer, "/repository/deployments/nodes").filter((node) => isTrusted2(viewer, node)).flatMap((node) => recordOf2(node)).filter((record) => record.target.name === target.name && record.environment === target.environment).toSorted((a, b) => a.sequence - b.sequence || (a.id < b.id ? -1 : 1));
}
function isTrusted2(viewer, node) {
  const creator = textAt(node, "/creator/login") ?? "";
  if (viewer.endsWith("[bot]")) return `${creator.replace(/\[bot\]$/, "")}[bot]` === viewer;
  const isOfJobs = textAt(node, "/creator/__typename") === "Bot" && creator === "github-actions";
  return creator === viewer || isOfJobs;
}
function recordOf2(node) {
  const record = payloadOf2(textAt(node, "/payload") ?? "");
  if (!record || record.commit !== textAt(node, "/commitOid")) return [];
  const name4 = recordName(record);
  const end = listAt(node, "/statuses/nodes").find(
    (status) => recordIn(textAt(status, "/description") ?? "") === name4 && resultOf(textAt(status, "/state")) !== void 0
  );
  const result = resultOf(textAt(end, "/state"));
  const finishedAt = textAt(end, "/createdAt");
  if (result === void 0 || finishedAt === void 0) return [record];
  const durationMs = Math.max(0, Date.parse(finishedAt) - Date.parse(record.startedAt));
  return [{ ...record, result, finishedAt, durationMs }];
}
var results = {
  SUCCESS: "success",
  FAILURE: "failed",
  ERROR: "cancelled"
};
function resultOf(state) {
  return results[state ?? ""];
}
function payloadOf2(text) {
  let value = text;
  for (let layers = 0; typeof value === "string" && layers < 3; layers += 1) value = parsedOr(value);
  const texts = ["/id", "/environment", "/target/name", "/startedAt", "/kind", "/renderedDigest"];
  const isRecord = isObject(value) && numberAt(value, "/schema") === recordSchema && numberAt(value, "/sequence") !== void 0 && isObject(valueAt(value, "/objects")) && texts.every((pointer) => textAt(value, pointer) !== void 0);
  const record = isRecord ? JSON.parse(JSON.stringify(value)) : void 0;
  return record;
}
function parsedOr(text) {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

// src/github/runs.ts
var relations = ["identical", "ahead", "behind", "diverged"];
function askGitHub(options) {
  const { settings, world } = options;
  const { repository } = world.run;
  const token = settings.github?.token;
  if (token === void 0 || repository === void 0) return { runs: world.runs, ancestry: world.ancestry };
  const client = openClient({ ...options, token, repository });
  const pulls = options.pulls ?? askMergedPulls(client, world.run.defaultBranch);
  return {
    previews: githubPreviews({ client, world, pulls }),
    toldRecords: async (target) => await ask(world, async () => await toldRecords(client, target)),
    runs: {
      isFinished: async (run) => run.repository.toLowerCase() === repository.toLowerCase() ? await ask(world, async () => isOver(await readRun(client, run.id), run.attempt)) : void 0
    },
    ancestry: {
      ...world.ancestry,
      compare: async (base, ours) => {
        const relation = await world.ancestry.compare(base, ours);
        if (relation !== "unknown") return relation;
        return await ask(world, async () => await compare(client, base, ours)) ?? "unknown";
      }
    }
  };
}
async function readRun(client, id) {
  return await client.send("GET /repos/{owner}/{repo}/actions/runs/{run_id}", { run_id: Number(id) });
}
function isOver(run, attempt) {
  const newest = numberAt(run, "/run_attempt") ?? 0;
  return newest > attempt || newest === attempt && textAt(run, "/status") === "completed";
}
async function compare(client, base, ours) {
  const route = "GET /repos/{owner}/{repo}/compare/{basehead}";
  const status = textAt(await client.send(route, { basehead: `${base}...${ours}`, per_page: 1 }), "/status");
  return relations.find((relation) => relation === status);
}
async function ask(world, question) {
  try {
    return await question();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    world.log.warn(`${error.message}${error.hint === void 0 ? "" : ` ${error.hint}`}`);
    return void 0;
  }
}

// src/github/open-pulls.ts
function openPulls(options) {
  const { settings, world } = options;
  const { repository, defaultBranch } = world.run;
  const token = settings.github?.token;
  if (token === void 0 || repository === void 0) return {};
  return {
    pulls: askMergedPulls(openClient({ ...options, token, repository }), defaultBranch)
  };
}

// src/github/index.ts
function openSurfaces(options) {
  const { settings, world } = options;
  const { run, log } = world;
  const token = settings.github?.token;
  const nowhere = {
    surfaces: [],
    outputs: () => ({}),
    pullRequestOf: async () => await Promise.resolve(void 0)
  };
  if (!hasSurfaces(settings) || run.repository === void 0) return nowhere;
  if (run.isReadOnly === true) {
    log.info(
      "pull requests of forks and of Dependabot have a token that only reads: the result stands in the summary and in an artifact"
    );
    return { ...nowhere, surfaces: artifactsOf(options).map((surface) => soft(surface, world)) };
  }
  if (token === void 0) {
    log.warn("without github-token nothing is shown on GitHub but the summary");
    return nowhere;
  }
  const client = openClient({ ...options, token, repository: run.repository });
  const { pace = "github" } = options;
  const pause = async () => {
    if (pace === "github") await world.clock.sleep(pauseMs, world.signal).catch(() => void 0);
  };
  const artifacts = artifactsOf(options);
  const artifact = () => artifacts[0]?.outputs?.()["artifact"] || void 0;
  const pulls = options.pulls ?? askMergedPulls(client, run.defaultBranch);
  const shared = { client, world, pause, artifact, pulls };
  const mirrors = isWriting(settings) ? mirrorsOf(shared, settings) : [];
  const recordFailure = settings.github?.recordFailure ?? "fail";
  const mail = openMail({ mirrors, world, recordFailure });
  return {
    surfaces: [...artifacts, ...surfacesOf(shared, settings)].map((surface) => soft(surface, world)),
    ...mirrors.length > 0 && { mail },
    pullRequestOf: async (commit) => mail.isSilent() ? void 0 : await pullRequestOf(pulls, commit),
    outputs: () => Object.assign({}, ...mirrors.map((mirror) => mirror.outputs?.() ?? {}))
  };
}
function artifactsOf({ world, artifacts }) {
  if (artifacts === void 0) {
    world.log.info(
      "the runner has no artifact service for this action: the whole report stands in the summary of the job"
    );
    return [];
  }
  return [artifactSurface({ ...world, open: () => openArtifactService(artifacts, world) })];
}
function hasSurfaces(settings) {
  return settings.mode === "preview" || settings.mode === "drift" || isWriting(settings);
}
var pauseMs = 2e3;
function surfacesOf(shared, { mode, github }) {
  const { client, world } = shared;
  const { run, secrets } = world;
  if (mode === "drift") return github?.driftIssue === false ? [] : [issueSurface({ client, secrets })];
  const isPreview = mode === "preview" && (run.pullRequest !== void 0 || run.event === "merge_group");
  return isPreview ? [previewSurface({ ...shared, when: github?.comment ?? "off" })] : [];
}
function mirrorsOf(shared, { mode, environment, github }) {
  const { client, world } = shared;
  const { comment: comment2 = "off", record = [] } = github ?? {};
  const tells = world.run.event === "push" || mode === "rollback";
  return [
    ...record.includes("deployment") ? [deploymentMirror({ client, run: world.run, environment })] : [],
    ...record.includes("status") ? [statusMirror({ client })] : [],
    ...record.includes("note") ? [noteMirror({ client, run: world.run })] : [],
    ...record.includes("linked-artifacts") ? [linkedArtifactsMirror({ client, world })] : [],
    ...record.includes("comment") && comment2 !== "off" ? [mergedPullMirror(shared, () => tells)] : []
  ];
}

export {
  renderSummary,
  artifactName,
  readRunContext,
  askGitHub,
  openPulls,
  openSurfaces
};
