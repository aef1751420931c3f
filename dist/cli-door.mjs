#!/usr/bin/env node
import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  atExit,
  cancelSignal,
  exitCodeOf,
  renderText
} from "./shared-43.mjs";
import {
  run
} from "./shared-20.mjs";
import {
  collectSecrets,
  gitEnv,
  inWords,
  inputGroups,
  inputsOf,
  namedProcesses,
  quote,
  readCheckout,
  readSettings,
  systemShell,
  version,
  wireWorld
} from "./shared-23.mjs";
import {
  nearestName
} from "./shared-25.mjs";
import "./shared-33.mjs";
import "./shared-28.mjs";
import "./shared-31.mjs";
import {
  systemClock
} from "./shared-44.mjs";
import {
  renderJson,
  renderMarkdown
} from "./shared-42.mjs";
import {
  modes,
  visible
} from "./shared-40.mjs";
import {
  shellWord
} from "./shared-41.mjs";
import "./shared-29.mjs";
import "./shared-37.mjs";
import "./shared-34.mjs";
import "./shared-27.mjs";
import {
  recordSchema
} from "./shared-38.mjs";
import "./shared-39.mjs";
import {
  Failure
} from "./shared-30.mjs";
import {
  isObject,
  parseJson,
  stringifyJson,
  textAt,
  valueAt
} from "./shared-32.mjs";
import "./shared-1.mjs";

// src/cli.ts
import { readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { basename, relative, resolve } from "node:path";
import { styleText } from "node:util";

// src/input/commands.ts
var commands = {
  validate: "Checks the manifests without a cluster; fetches nothing unless render-network says so.",
  preview: "Shows what a deploy would change, and writes nothing.",
  deploy: "Applies the manifests, deletes what they no longer hold, waits until all is ready and records it.",
  rollback: "Goes back to an earlier deploy: its commit, proved to give the same again, is deployed anew.",
  resume: "Lifts the hold that a rollback left behind, and shows what the next deploy brings back.",
  destroy: "Deletes everything that was deployed under a name; needs its name in confirm.",
  drift: "Shows how what is there differs from what was deployed last, and writes nothing.",
  heal: "Deploys again what was deployed last, when what is there differs from it.",
  render: "Prints the objects as they would be sent; fetches nothing unless render-network says so.",
  rbac: "Prints the least rights to deploy or preview the manifests, without asking a cluster.",
  history: "Lists the recorded deploys, newest first.",
  help: "Explains a command and its flags."
};
var terminalFlags = [
  {
    name: "color",
    doc: "Colour the output, or not. Without it: on a terminal, unless NO_COLOR is set.",
    isNegatable: true
  },
  { name: "debug", doc: "Say more about what happens.", isNegatable: false },
  { name: "help", doc: "Explain the command.", isNegatable: false },
  { name: "version", doc: "Print the version.", isNegatable: false }
];
function isCommand(word) {
  return Object.hasOwn(commands, word);
}

// src/input/flags.ts
import { parseArgs } from "node:util";
function splitArguments(argv) {
  const booleans = booleanNames();
  const words = [];
  const flags = /* @__PURE__ */ new Map();
  for (const token of tokensOf(argv, booleans)) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    const { name, value } = namedValue(token, booleans);
    const earlier = flags.get(name)?.values ?? [];
    flags.set(name, { written: token.rawName, values: [...earlier, value] });
  }
  return { words, flags };
}
function booleanNames() {
  const rows = inputsOf("terminal").filter((row) => row.kind === "boolean");
  return new Set([...rows, ...terminalFlags].map((row) => row.name));
}
function tokensOf(argv, booleans) {
  const options = {};
  for (const row of [...inputsOf("terminal"), ...terminalFlags]) {
    options[row.name] = { type: booleans.has(row.name) ? "boolean" : "string" };
  }
  options["help"] = { type: "boolean", short: "h" };
  return parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}
function namedValue(token, booleans) {
  const { name, value } = token;
  const positive = name.replace(/^no-/, "");
  if (value === void 0 && positive !== name && booleans.has(positive)) {
    return { name: positive, value: "false" };
  }
  if (booleans.has(name)) return { name, value: value ?? "true" };
  const isFlag = token.inlineValue === false && value?.startsWith("--") === true;
  return { name, value: isFlag ? void 0 : value };
}

// src/input/help.ts
var columns = 100;
var indent = 2;
var gap = 2;
function helpText(command) {
  if (command === void 0 || command === "help") return overview();
  const sections = Object.entries(inputGroups).map(([group, title]) => ({
    title,
    rows: inputsOf("terminal").filter((row) => row.group === group && row.modes.includes(command)).map((row) => ({ left: inputFlag(row), right: inputDoc(row) }))
  }));
  const always = { title: "Always", rows: ownFlags() };
  const shown = [...sections, always].filter((section) => section.rows.length > 0);
  const width = Math.max(...shown.flatMap((section) => section.rows.map((row) => row.left.length)));
  const blocks = shown.map((section) => `${section.title}
${table(section.rows, width)}`);
  return [`gitops-push ${command} [flags]`, commands[command], ...blocks].join("\n\n");
}
function overview() {
  const names = Object.entries(commands).map(([left, right]) => ({ left, right }));
  const flags = ownFlags();
  const width = Math.max(...[...names, ...flags].map((row) => row.left.length));
  return [
    "gitops-push <command> [flags]",
    `Commands
${table(names, width)}`,
    `Always
${table(flags, width)}`,
    "The flags of a command: gitops-push help <command>"
  ].join("\n\n");
}
function ownFlags() {
  return terminalFlags.map((flag) => ({
    left: flag.isNegatable ? `--[no-]${flag.name}` : `--${flag.name}`,
    right: flag.doc
  }));
}
function inputFlag(row) {
  if (row.kind === "boolean") return row.default === "true" ? `--[no-]${row.name}` : `--${row.name}`;
  return `--${row.name} ${placeholder(row)}`;
}
function placeholder(row) {
  if (row.isFile) return "FILE";
  switch (row.kind) {
    case "choice":
      return (row.choices ?? []).join("|");
    case "count":
      return "NUMBER";
    case "duration":
      return "DURATION";
    case "list":
      return "LIST";
    case "secret":
    case "text":
      return "TEXT";
    case "boolean":
      return "";
  }
}
function inputDoc(row) {
  const withFile = row.isFile ? `${row.doc} The path of a file that holds it.` : row.doc;
  const isGiven = row.default !== void 0 && !row.default.startsWith("${{");
  return isGiven ? `${withFile} Default: ${row.default}.` : withFile;
}
function table(rows, width) {
  const start2 = indent + width + gap;
  return rows.map((row) => {
    const lines = wrap(row.right, columns - start2);
    const first = `${" ".repeat(indent)}${row.left.padEnd(width + gap)}${lines[0] ?? ""}`;
    return [first, ...lines.slice(1).map((line) => " ".repeat(start2) + line)].join("\n");
  }).join("\n");
}
function wrap(text, width) {
  const lines = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

// src/input/argv.ts
function readArgv(argv) {
  const { words, flags } = splitArguments(argv);
  const [word, ...others] = words;
  if (flags.has("version")) return { kind: "version" };
  if (word === void 0) {
    if (flags.size === 0 || flags.has("help")) return { kind: "help", text: helpText() };
    return wrong([["No command is given", `Write ${inWords(modes)} first.`]]);
  }
  if (!isCommand(word)) return wrong([unknownCommand(word)]);
  if (word === "help") return readHelp(others);
  if (flags.has("help")) return { kind: "help", text: helpText(word) };
  return readRun(word, others, flags);
}
function readHelp(words) {
  const [word] = words;
  if (word === void 0) return { kind: "help", text: helpText() };
  return isCommand(word) ? { kind: "help", text: helpText(word) } : wrong([unknownCommand(word)]);
}
function readRun(mode, extraWords, flags) {
  const rows = inputsOf("terminal");
  const complaints = [];
  const inputs = { mode };
  const files = {};
  const own = /* @__PURE__ */ new Map();
  for (const [name, flag] of flags) {
    const row = rows.find((candidate) => candidate.name === name);
    const read = readFlag(name, flag, { mode, row });
    if ("complaint" in read) complaints.push(read.complaint);
    else if (row === void 0) own.set(name, read.value);
    else if (row.isFile) files[row.name] = read.value;
    else inputs[row.name] = read.value;
  }
  if (complaints.length === 0 && extraWords.length > 0) complaints.push(unexpectedWords(extraWords));
  if (complaints.length > 0) return wrong(complaints);
  const color = own.get("color");
  return {
    kind: "run",
    mode,
    inputs,
    files,
    ...color !== void 0 && { color: color === "true" },
    debug: own.get("debug") === "true"
  };
}
function readFlag(name, flag, about) {
  const { written, values } = flag;
  const { mode, row } = about;
  if (row === void 0 && !terminalFlags.some((own) => own.name === name)) {
    return { complaint: unknownFlag(written, mode) };
  }
  if (row !== void 0 && !row.modes.includes(mode)) {
    return { complaint: [`${written} does nothing in ${mode}`, `It counts in ${inWords(row.modes)}.`] };
  }
  const given = values.filter((value2) => value2 !== void 0 && value2 !== "");
  if (given.length < values.length) {
    return { complaint: [`${written} has no value`, `Write ${written} VALUE or ${written}=VALUE.`] };
  }
  if (given.length > 1 && row?.kind !== "list") {
    return { complaint: [`${written} is given ${given.length} times`, "Give it once."] };
  }
  const value = given.join("\n");
  if (row === void 0 && value !== "true" && value !== "false") {
    return { complaint: [`${written} is ${quote(value)}`, `Write ${written} alone.`] };
  }
  return { value };
}
function unknownCommand(word) {
  const nearest = nearestName(word, Object.keys(commands));
  const hint = nearest === void 0 ? `Write ${inWords(modes)}.` : `Did you mean ${nearest}?`;
  return [`The command ${quote(word)} does not exist`, hint];
}
function unknownFlag(written, mode) {
  if (written === "--mode") return ["--mode does not exist", `The command is the mode: gitops-push ${mode}.`];
  const names = [...inputsOf("terminal"), ...terminalFlags].map((row) => row.name);
  const nearest = nearestName(written.replace(/^-+(?:no-)?/, ""), names);
  const hint = nearest === void 0 ? `See gitops-push help ${mode}.` : `Did you mean --${nearest}?`;
  return [`${written} does not exist`, hint];
}
function unexpectedWords(words) {
  const first = words[0] ?? "";
  return [`${words.map(quote).join(" ")} stands alone`, `Values follow their flag: --path ${first}`];
}
function wrong(complaints) {
  const mistakes = complaints.map(
    ([message, hint]) => ({ code: "input-invalid", severity: "error", message, hint })
  );
  return { kind: "mistakes", mistakes };
}

// src/input/command-lines.ts
var ofOneRun = /* @__PURE__ */ new Set([
  "base",
  "confirm",
  "dry-run",
  "freeze-override",
  "output",
  "preview",
  "reason",
  "rollback-to",
  "secrets",
  "subject"
]);
var mayHoldSecrets = /* @__PURE__ */ new Set(["config-map"]);
function commandLines({ inputs, files }, program) {
  const given = { ...inputs, ...files };
  const flagsOf = (mode) => inputsOf("terminal").flatMap(({ name, kind, modes: some, isFile }) => {
    const value = given[name];
    if (value === void 0 || ofOneRun.has(name) || !some.includes(mode)) return [];
    if (kind === "boolean") return [value === "false" ? `--no-${name}` : `--${name}`];
    if (kind === "secret" && isFile !== true || mayHoldSecrets.has(name))
      return [`--${name} "$${name.toUpperCase().replaceAll("-", "_")}"`];
    const values = kind === "list" ? value.split("\n") : [value];
    return values.map((each) => `--${name} ${shellWord(each)}`);
  });
  const lines = modes.map((mode) => [mode, [program, mode, ...flagsOf(mode)].join(" ")]);
  return Object.fromEntries(lines);
}

// src/report/sarif.ts
var schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
var shownResults = 5e3;
var levels = { error: "error", warning: "warning", notice: "note" };
function renderSarif(report, version2) {
  const findings = report.targets.flatMap(({ diagnostics }) => diagnostics);
  const failures = [report.failure, ...report.targets.map(({ failure }) => failure)].flatMap(
    (each) => each ?? []
  );
  const ids = [...new Set(findings.map(({ code }) => code))].toSorted();
  const run2 = {
    tool: {
      driver: {
        name: "gitops-push",
        // A version of three numbers, as the format wants it.
        semanticVersion: version2,
        rules: ids.map((id) => ({ id, defaultConfiguration: { level: levels[worstOf(findings, id)] } }))
      }
    },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { SRCROOT: { description: { text: "the root of the repository" } } },
    invocations: [
      {
        executionSuccessful: failures.length === 0,
        toolExecutionNotifications: failures.map(({ code, message, hint }) => ({
          level: "error",
          descriptor: { id: code },
          message: { text: hint === void 0 ? message : `${message}. ${hint}` }
        }))
      }
    ],
    results: findings.slice(0, shownResults).map((finding) => resultOf(finding, ids.indexOf(finding.code)))
  };
  return `${stringifyJson({ $schema: schema, version: "2.1.0", runs: [run2] }, 2)}
`;
}
function resultOf(finding, ruleIndex) {
  const { code, severity, message, hint, address } = finding;
  const locations = locationsOf(finding);
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: hint === void 0 ? message : `${message}. ${hint}` },
    ...locations.length > 0 && { locations },
    // The same finding in the same object, wherever its line has moved to.
    partialFingerprints: { "finding/v1": [code, address ?? finding.location?.file ?? "", message].join("|") }
  };
}
function locationsOf({ location, address }) {
  const physical = location && location.isElsewhere !== true ? [physicalOf(location)] : [];
  const logical = address === void 0 ? [] : [{ fullyQualifiedName: address, kind: "object" }];
  if (physical.length === 0 && logical.length === 0) return [];
  return [
    {
      ...physical[0] && { physicalLocation: physical[0] },
      ...logical.length > 0 && { logicalLocations: logical }
    }
  ];
}
function physicalOf({ file, line, column }) {
  const uri = file.split("/").map(encodeURIComponent).join("/");
  return {
    artifactLocation: { uri, uriBaseId: "SRCROOT" },
    region: { startLine: line, startColumn: column }
  };
}
function worstOf(findings, id) {
  const found = new Set(findings.flatMap(({ code, severity }) => code === id ? [severity] : []));
  return found.has("error") ? "error" : found.has("warning") ? "warning" : "notice";
}

// src/system/gather.ts
function gatherWrites(write) {
  let kept = "";
  const flush = () => {
    const text = kept;
    kept = "";
    if (text !== "") write(text);
  };
  return {
    write: (text) => {
      if (kept === "") setImmediate(flush);
      kept += text;
    },
    flush
  };
}

// src/system/log-live.ts
import { stripVTControlCharacters } from "node:util";

// src/system/log-terminal.ts
function terminalLog(options) {
  const line = (text) => options.write(`${visible(options.redact(text))}
`);
  return {
    info: line,
    warn: (text) => line(`warning: ${text}`),
    error: (text) => line(`error: ${text}`),
    debug: (text) => {
      if (options.debug) line(`debug: ${text}`);
    },
    group: (title) => {
      line(title);
      return { end: () => void 0 };
    }
  };
}

// src/system/log-live.ts
var shownLines = 10;
var keptRows = 4;
var tickMs = 1e3;
function liveLog(options) {
  const entries = /* @__PURE__ */ new Map();
  let drawn = [];
  let ticking;
  const paint = (above) => {
    const { columns: columns2, rows } = options.size();
    const erased = drawn.length === 0 ? "" : `\x1B[${rowsOf(drawn, columns2)}A\x1B[0J`;
    drawn = linesOf(entries, columns2, rows, options.clock.elapsedMs());
    options.write(`${erased}${above}${drawn.map((line) => `${line}
`).join("")}`);
  };
  const tick = async ({ signal }) => {
    while (!signal.aborted) {
      await options.clock.sleep(tickMs, signal).catch(() => void 0);
      if (!signal.aborted) paint("");
    }
  };
  const log = terminalLog({ ...options, write: paint });
  return {
    ...log,
    live: (key, text) => {
      const before = entries.get(key);
      if (text === void 0 ? !before : before?.text === text) return;
      if (text === void 0) entries.delete(key);
      else
        entries.set(key, {
          text: options.redact(text),
          sinceMs: before?.sinceMs ?? options.clock.elapsedMs()
        });
      paint("");
      if (entries.size === 0) ticking?.abort();
      else if (!ticking || ticking.signal.aborted) void tick(ticking = new AbortController());
    }
  };
}
function rowsOf(lines, columns2) {
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns2)), 0);
}
function linesOf(entries, columns2, rows, nowMs) {
  const room = Math.max(1, Math.min(shownLines, rows - keptRows));
  const all = [...entries];
  const shown = all.length > room ? all.slice(0, room - 1) : all;
  const lines = shown.map(([key, { text, sinceMs }]) => {
    const seconds = `${Math.round((nowMs - sinceMs) / 1e3)} s`.padStart(6);
    return cutTo(`${seconds}  ${key}: ${text}`, columns2 - 1);
  });
  const more = all.length - shown.length;
  return more === 0 ? lines : [...lines, cutTo(`        and ${more} more`, columns2 - 1)];
}
function cutTo(text, columns2) {
  const plain = stripVTControlCharacters(text).replaceAll(/[\u0000-\u001F\u007F-\u009F]+/g, " ");
  if (widthOf(plain) <= columns2) return plain;
  let width = 1;
  let kept = "";
  for (const character of plain) {
    width += widthOf(character);
    if (width > columns2) break;
    kept += character;
  }
  return `${kept}…`.slice(0, Math.max(0, columns2));
}
function widthOf(text) {
  let width = 0;
  for (const character of text)
    width += (character.codePointAt(0) ?? 0) >= 4352 && character !== "…" ? 2 : 1;
  return width;
}

// src/terminal/history-file.ts
function historyFile(path, disk) {
  const read = async () => recordsIn(await disk.read(path) ?? "");
  return {
    all: async ({ name, environment }) => (await read()).filter((record) => record.target.name === name && record.environment === environment),
    put: async (record) => {
      try {
        const isWhole = /(?:^|\n)$/.test(await disk.read(path) ?? "");
        await disk.appendPrivate(path, `${isWhole ? "" : "\n"}${JSON.stringify(record)}
`);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new Failure("record-failed", `the record could not be written to ${path}: ${why}`, {
          hint: "Name a file that can be written: --history FILE.",
          cause: error
        });
      }
    }
  };
}
function recordsIn(text) {
  const records = text.split("\n").flatMap((line) => recordIn(line) ?? []);
  return [...new Map(records.map((record) => [record.id, record])).values()];
}
function recordIn(line) {
  if (line.trim() === "") return void 0;
  try {
    const value = parseJson(line);
    const isRecord = isObject(value) && value["schema"] === recordSchema && textAt(value, "/id") !== void 0 && textAt(value, "/target/name") !== void 0 && typeof valueAt(value, "/sequence") === "number";
    const record = isRecord ? JSON.parse(line) : void 0;
    return record;
  } catch {
    return void 0;
  }
}

// src/cli.ts
var misused = 2;
process.exitCode = await main(readArgv(process.argv.slice(2)));
async function main(argv) {
  switch (argv.kind) {
    case "help":
      process.stdout.write(`${argv.text}
`);
      return 0;
    case "version":
      process.stdout.write(`${version}
`);
      return 0;
    case "mistakes":
      return complain(argv.mistakes);
    case "run":
      return await start(argv);
  }
}
async function start(request) {
  const { env } = process;
  const checkout = await readCheckout(systemShell(), process.cwd(), gitEnv(env));
  const files = await readFiles(request.files);
  if ("mistakes" in files) return complain(files.mistakes);
  const repositoryName = checkout.repository?.split("/")[1] ?? basename(checkout.root ?? process.cwd());
  const read = readSettings({ ...request.inputs, ...files.texts }, { host: "terminal", repositoryName });
  if ("mistakes" in read) return complain(read.mistakes);
  const secrets = collectSecrets();
  const redact = (text) => secrets.redact(text);
  const log = openLog(redact, request.debug);
  for (const warning of read.warnings) log.warn(lineOf(warning));
  const world = wireWorld({
    log,
    secrets,
    run: { ...contextOf(checkout), commandLines: commandLines(request, programName()) },
    workspace: process.cwd(),
    assets: new URL("./assets/", import.meta.url),
    env,
    passEnv: read.settings.pulumi.passEnv,
    signal: cancelSignal("terminal", (code) => process.exit(code)),
    version,
    processes: await namedProcesses(process.pid)
  });
  const kept = read.settings.pulumi.historyFile;
  const asked = await askedOf(read.settings, world, checkout.host);
  const records = kept === void 0 ? void 0 : historyFile(resolve(kept), world.disk);
  const result = await run(read.settings, { ...world, ...asked, ...records && { records } });
  print(result, read.settings, request, secrets);
  return exitCodeOf(result.report);
}
async function askedOf(settings, world, host) {
  const token = settings.github?.token;
  if (token === void 0) return {};
  world.secrets.add(token.reveal());
  const apiUrl = process.env["GITHUB_API_URL"] ?? apiOf(host);
  if (apiUrl === void 0) {
    world.log.warn(
      "GitHub is not asked: the remote `origin` leads to none. Set GITHUB_API_URL, for example https://api.github.com."
    );
    return {};
  }
  const { askGitHub } = await import("./github.mjs");
  const { runs, ancestry, toldRecords } = askGitHub({ settings, world, apiUrl });
  return { runs, ancestry, ...toldRecords && { toldRecords } };
}
function apiOf(host) {
  if (host === "github.com") return "https://api.github.com";
  if (host === void 0 || !host.includes(".")) return void 0;
  return host.endsWith(".ghe.com") ? `https://api.${host}` : `https://${host}/api/v3`;
}
function openLog(redact, debug) {
  const { stderr, env } = process;
  const write = (text) => stderr.write(text);
  if (!stderr.isTTY || env["TERM"] === "dumb") {
    const gathered = gatherWrites(write);
    atExit(gathered.flush);
    return terminalLog({ write: gathered.write, redact, debug });
  }
  const size = () => ({
    columns: stderr.columns || 80,
    rows: stderr.rows || 24
  });
  return liveLog({ write, redact, debug, size, clock: systemClock() });
}
function programName() {
  const path = process.argv[1] ?? "";
  if (basename(path) === "gitops-push") return "gitops-push";
  const near = relative(process.cwd(), path);
  return `node ${shellWord(near.startsWith("..") ? path : near)}`;
}
function contextOf(checkout) {
  const { commit, ref, dirty, repository } = checkout;
  return {
    host: "terminal",
    actor: userInfo().username,
    ...commit !== void 0 && { commit },
    ...ref !== void 0 && { ref },
    ...dirty !== void 0 && { dirty },
    ...repository !== void 0 && { repository }
  };
}
async function readFiles(files) {
  const texts = {};
  const mistakes = [];
  for (const [name, path] of Object.entries(files)) {
    try {
      texts[name] = await readFile(path, "utf8");
    } catch (error) {
      const why = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
      mistakes.push({
        code: "input-invalid",
        severity: "error",
        message: `--${name} ${path} cannot be read (${why})`,
        hint: "Give the path of a file that exists and that you may read."
      });
    }
  }
  return mistakes.length > 0 ? { mistakes } : { texts };
}
function print(result, settings, request, secrets) {
  const color = request.color ?? (process.stdout.isTTY && process.env["NO_COLOR"] === void 0);
  const text = () => {
    if (result.rendered !== void 0) return result.rendered;
    switch (settings.output) {
      case "json":
        return renderJson(result.report);
      case "markdown":
        return renderMarkdown(result.report);
      case "sarif":
        return renderSarif(result.report, version);
      case "text":
      case "yaml":
        return renderText(result.report, { color, width: process.stdout.columns ?? 100 });
    }
  };
  const output = result.rendered === void 0 ? secrets.redact(text()) : text();
  process.stdout.write(output.endsWith("\n") ? output : `${output}
`);
}
function complain(mistakes) {
  for (const mistake of mistakes) process.stderr.write(`${styleText("red", "error")}: ${lineOf(mistake)}
`);
  return misused;
}
function lineOf(diagnostic) {
  return diagnostic.hint === void 0 ? diagnostic.message : `${diagnostic.message}
  ${diagnostic.hint}`;
}
