import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  cancelSignal,
  collectSecrets,
  exitCodeOf,
  headlineOf,
  namedProcesses,
  readIfThere,
  readSettings,
  renderJson,
  renderMarkdown,
  renderText,
  run,
  version,
  wireWorld
} from "./shared-11.mjs";
import {
  hasChanges,
  recordName,
  sortDiagnostics
} from "./shared-12.mjs";
import {
  listAt,
  numberAt,
  require_tunnel,
  textAt
} from "./shared-3.mjs";
import {
  require_undici
} from "./shared-17.mjs";
import {
  Secret
} from "./shared-16.mjs";
import {
  Failure
} from "./shared-13.mjs";
import {
  __toESM,
  isList,
  isObject,
  parseJson,
  stringifyJson,
  valueAt
} from "./shared-14.mjs";

// node_modules/@actions/core/lib/command.js
import * as os from "os";

// node_modules/@actions/core/lib/utils.js
function toCommandValue(input) {
  if (input === null || input === void 0) {
    return "";
  } else if (typeof input === "string" || input instanceof String) {
    return input;
  }
  return JSON.stringify(input);
}
function toCommandProperties(annotationProperties) {
  if (!Object.keys(annotationProperties).length) {
    return {};
  }
  return {
    title: annotationProperties.title,
    file: annotationProperties.file,
    line: annotationProperties.startLine,
    endLine: annotationProperties.endLine,
    col: annotationProperties.startColumn,
    endColumn: annotationProperties.endColumn
  };
}

// node_modules/@actions/core/lib/command.js
function issueCommand(command, properties, message) {
  const cmd = new Command(command, properties, message);
  process.stdout.write(cmd.toString() + os.EOL);
}
function issue(name, message = "") {
  issueCommand(name, {}, message);
}
var CMD_STRING = "::";
var Command = class {
  constructor(command, properties, message) {
    if (!command) {
      command = "missing.command";
    }
    this.command = command;
    this.properties = properties;
    this.message = message;
  }
  toString() {
    let cmdStr = CMD_STRING + this.command;
    if (this.properties && Object.keys(this.properties).length > 0) {
      cmdStr += " ";
      let first = true;
      for (const key in this.properties) {
        if (this.properties.hasOwnProperty(key)) {
          const val = this.properties[key];
          if (val) {
            if (first) {
              first = false;
            } else {
              cmdStr += ",";
            }
            cmdStr += `${key}=${escapeProperty(val)}`;
          }
        }
      }
    }
    cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
    return cmdStr;
  }
};
function escapeData(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}

// node_modules/@actions/core/lib/file-command.js
import * as crypto from "crypto";
import * as fs from "fs";
import * as os2 from "os";
function issueFileCommand(command, message) {
  const filePath = process.env[`GITHUB_${command}`];
  if (!filePath) {
    throw new Error(`Unable to find environment variable for file command ${command}`);
  }
  if (!fs.existsSync(filePath)) {
    throw new Error(`Missing file at path: ${filePath}`);
  }
  fs.appendFileSync(filePath, `${toCommandValue(message)}${os2.EOL}`, {
    encoding: "utf8"
  });
}
function prepareKeyValueMessage(key, value) {
  const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
  const convertedValue = toCommandValue(value);
  if (key.includes(delimiter)) {
    throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
  }
  if (convertedValue.includes(delimiter)) {
    throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
  }
  return `${key}<<${delimiter}${os2.EOL}${convertedValue}${os2.EOL}${delimiter}`;
}

// node_modules/@actions/core/lib/core.js
import * as os4 from "os";

// node_modules/@actions/http-client/lib/index.js
var tunnel = __toESM(require_tunnel(), 1);
var import_undici = __toESM(require_undici(), 1);
var HttpCodes;
(function(HttpCodes2) {
  HttpCodes2[HttpCodes2["OK"] = 200] = "OK";
  HttpCodes2[HttpCodes2["MultipleChoices"] = 300] = "MultipleChoices";
  HttpCodes2[HttpCodes2["MovedPermanently"] = 301] = "MovedPermanently";
  HttpCodes2[HttpCodes2["ResourceMoved"] = 302] = "ResourceMoved";
  HttpCodes2[HttpCodes2["SeeOther"] = 303] = "SeeOther";
  HttpCodes2[HttpCodes2["NotModified"] = 304] = "NotModified";
  HttpCodes2[HttpCodes2["UseProxy"] = 305] = "UseProxy";
  HttpCodes2[HttpCodes2["SwitchProxy"] = 306] = "SwitchProxy";
  HttpCodes2[HttpCodes2["TemporaryRedirect"] = 307] = "TemporaryRedirect";
  HttpCodes2[HttpCodes2["PermanentRedirect"] = 308] = "PermanentRedirect";
  HttpCodes2[HttpCodes2["BadRequest"] = 400] = "BadRequest";
  HttpCodes2[HttpCodes2["Unauthorized"] = 401] = "Unauthorized";
  HttpCodes2[HttpCodes2["PaymentRequired"] = 402] = "PaymentRequired";
  HttpCodes2[HttpCodes2["Forbidden"] = 403] = "Forbidden";
  HttpCodes2[HttpCodes2["NotFound"] = 404] = "NotFound";
  HttpCodes2[HttpCodes2["MethodNotAllowed"] = 405] = "MethodNotAllowed";
  HttpCodes2[HttpCodes2["NotAcceptable"] = 406] = "NotAcceptable";
  HttpCodes2[HttpCodes2["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
  HttpCodes2[HttpCodes2["RequestTimeout"] = 408] = "RequestTimeout";
  HttpCodes2[HttpCodes2["Conflict"] = 409] = "Conflict";
  HttpCodes2[HttpCodes2["Gone"] = 410] = "Gone";
  HttpCodes2[HttpCodes2["TooManyRequests"] = 429] = "TooManyRequests";
  HttpCodes2[HttpCodes2["InternalServerError"] = 500] = "InternalServerError";
  HttpCodes2[HttpCodes2["NotImplemented"] = 501] = "NotImplemented";
  HttpCodes2[HttpCodes2["BadGateway"] = 502] = "BadGateway";
  HttpCodes2[HttpCodes2["ServiceUnavailable"] = 503] = "ServiceUnavailable";
  HttpCodes2[HttpCodes2["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function(Headers2) {
  Headers2["Accept"] = "accept";
  Headers2["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function(MediaTypes2) {
  MediaTypes2["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
var HttpRedirectCodes = [
  HttpCodes.MovedPermanently,
  HttpCodes.ResourceMoved,
  HttpCodes.SeeOther,
  HttpCodes.TemporaryRedirect,
  HttpCodes.PermanentRedirect
];
var HttpResponseRetryCodes = [
  HttpCodes.BadGateway,
  HttpCodes.ServiceUnavailable,
  HttpCodes.GatewayTimeout
];

// node_modules/@actions/core/lib/summary.js
import { EOL as EOL3 } from "os";
import { constants, promises } from "fs";
var __awaiter = function(thisArg, _arguments, P, generator) {
  function adopt(value) {
    return value instanceof P ? value : new P(function(resolve) {
      resolve(value);
    });
  }
  return new (P || (P = Promise))(function(resolve, reject) {
    function fulfilled(value) {
      try {
        step(generator.next(value));
      } catch (e) {
        reject(e);
      }
    }
    function rejected(value) {
      try {
        step(generator["throw"](value));
      } catch (e) {
        reject(e);
      }
    }
    function step(result) {
      result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
    }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
var { access, appendFile, writeFile } = promises;
var SUMMARY_ENV_VAR = "GITHUB_STEP_SUMMARY";
var Summary = class {
  constructor() {
    this._buffer = "";
  }
  /**
   * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
   * Also checks r/w permissions.
   *
   * @returns step summary file path
   */
  filePath() {
    return __awaiter(this, void 0, void 0, function* () {
      if (this._filePath) {
        return this._filePath;
      }
      const pathFromEnv = process.env[SUMMARY_ENV_VAR];
      if (!pathFromEnv) {
        throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
      }
      try {
        yield access(pathFromEnv, constants.R_OK | constants.W_OK);
      } catch (_a) {
        throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
      }
      this._filePath = pathFromEnv;
      return this._filePath;
    });
  }
  /**
   * Wraps content in an HTML tag, adding any HTML attributes
   *
   * @param {string} tag HTML tag to wrap
   * @param {string | null} content content within the tag
   * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
   *
   * @returns {string} content wrapped in HTML element
   */
  wrap(tag, content, attrs = {}) {
    const htmlAttrs = Object.entries(attrs).map(([key, value]) => ` ${key}="${value}"`).join("");
    if (!content) {
      return `<${tag}${htmlAttrs}>`;
    }
    return `<${tag}${htmlAttrs}>${content}</${tag}>`;
  }
  /**
   * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
   *
   * @param {SummaryWriteOptions} [options] (optional) options for write operation
   *
   * @returns {Promise<Summary>} summary instance
   */
  write(options) {
    return __awaiter(this, void 0, void 0, function* () {
      const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
      const filePath = yield this.filePath();
      const writeFunc = overwrite ? writeFile : appendFile;
      yield writeFunc(filePath, this._buffer, { encoding: "utf8" });
      return this.emptyBuffer();
    });
  }
  /**
   * Clears the summary buffer and wipes the summary file
   *
   * @returns {Summary} summary instance
   */
  clear() {
    return __awaiter(this, void 0, void 0, function* () {
      return this.emptyBuffer().write({ overwrite: true });
    });
  }
  /**
   * Returns the current summary buffer as a string
   *
   * @returns {string} string of summary buffer
   */
  stringify() {
    return this._buffer;
  }
  /**
   * If the summary buffer is empty
   *
   * @returns {boolen} true if the buffer is empty
   */
  isEmptyBuffer() {
    return this._buffer.length === 0;
  }
  /**
   * Resets the summary buffer without writing to summary file
   *
   * @returns {Summary} summary instance
   */
  emptyBuffer() {
    this._buffer = "";
    return this;
  }
  /**
   * Adds raw text to the summary buffer
   *
   * @param {string} text content to add
   * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
   *
   * @returns {Summary} summary instance
   */
  addRaw(text, addEOL = false) {
    this._buffer += text;
    return addEOL ? this.addEOL() : this;
  }
  /**
   * Adds the operating system-specific end-of-line marker to the buffer
   *
   * @returns {Summary} summary instance
   */
  addEOL() {
    return this.addRaw(EOL3);
  }
  /**
   * Adds an HTML codeblock to the summary buffer
   *
   * @param {string} code content to render within fenced code block
   * @param {string} lang (optional) language to syntax highlight code
   *
   * @returns {Summary} summary instance
   */
  addCodeBlock(code, lang) {
    const attrs = Object.assign({}, lang && { lang });
    const element = this.wrap("pre", this.wrap("code", code), attrs);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML list to the summary buffer
   *
   * @param {string[]} items list of items to render
   * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
   *
   * @returns {Summary} summary instance
   */
  addList(items, ordered = false) {
    const tag = ordered ? "ol" : "ul";
    const listItems = items.map((item) => this.wrap("li", item)).join("");
    const element = this.wrap(tag, listItems);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML table to the summary buffer
   *
   * @param {SummaryTableCell[]} rows table rows
   *
   * @returns {Summary} summary instance
   */
  addTable(rows) {
    const tableBody = rows.map((row) => {
      const cells = row.map((cell) => {
        if (typeof cell === "string") {
          return this.wrap("td", cell);
        }
        const { header, data, colspan, rowspan } = cell;
        const tag = header ? "th" : "td";
        const attrs = Object.assign(Object.assign({}, colspan && { colspan }), rowspan && { rowspan });
        return this.wrap(tag, data, attrs);
      }).join("");
      return this.wrap("tr", cells);
    }).join("");
    const element = this.wrap("table", tableBody);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds a collapsable HTML details element to the summary buffer
   *
   * @param {string} label text for the closed state
   * @param {string} content collapsable content
   *
   * @returns {Summary} summary instance
   */
  addDetails(label, content) {
    const element = this.wrap("details", this.wrap("summary", label) + content);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML image tag to the summary buffer
   *
   * @param {string} src path to the image you to embed
   * @param {string} alt text description of the image
   * @param {SummaryImageOptions} options (optional) addition image attributes
   *
   * @returns {Summary} summary instance
   */
  addImage(src, alt, options) {
    const { width, height } = options || {};
    const attrs = Object.assign(Object.assign({}, width && { width }), height && { height });
    const element = this.wrap("img", null, Object.assign({ src, alt }, attrs));
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML section heading element
   *
   * @param {string} text heading text
   * @param {number | string} [level=1] (optional) the heading level, default: 1
   *
   * @returns {Summary} summary instance
   */
  addHeading(text, level) {
    const tag = `h${level}`;
    const allowedTag = ["h1", "h2", "h3", "h4", "h5", "h6"].includes(tag) ? tag : "h1";
    const element = this.wrap(allowedTag, text);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML thematic break (<hr>) to the summary buffer
   *
   * @returns {Summary} summary instance
   */
  addSeparator() {
    const element = this.wrap("hr", null);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML line break (<br>) to the summary buffer
   *
   * @returns {Summary} summary instance
   */
  addBreak() {
    const element = this.wrap("br", null);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML blockquote to the summary buffer
   *
   * @param {string} text quote text
   * @param {string} cite (optional) citation url
   *
   * @returns {Summary} summary instance
   */
  addQuote(text, cite) {
    const attrs = Object.assign({}, cite && { cite });
    const element = this.wrap("blockquote", text, attrs);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML anchor tag to the summary buffer
   *
   * @param {string} text link text/content
   * @param {string} href hyperlink
   *
   * @returns {Summary} summary instance
   */
  addLink(text, href) {
    const element = this.wrap("a", text, { href });
    return this.addRaw(element).addEOL();
  }
};
var _summary = new Summary();
var summary = _summary;

// node_modules/@actions/core/lib/platform.js
import os3 from "os";

// node_modules/@actions/io/lib/io-util.js
import * as fs2 from "fs";
var { chmod, copyFile, lstat, mkdir, open, readdir, rename, rm, rmdir, stat, symlink, unlink } = fs2.promises;
var IS_WINDOWS = process.platform === "win32";
var READONLY = fs2.constants.O_RDONLY;

// node_modules/@actions/exec/lib/toolrunner.js
var IS_WINDOWS2 = process.platform === "win32";

// node_modules/@actions/core/lib/platform.js
var platform = os3.platform();
var arch = os3.arch();

// node_modules/@actions/core/lib/core.js
var ExitCode;
(function(ExitCode2) {
  ExitCode2[ExitCode2["Success"] = 0] = "Success";
  ExitCode2[ExitCode2["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
function setSecret(secret) {
  issueCommand("add-mask", {}, secret);
}
function setOutput(name, value) {
  const filePath = process.env["GITHUB_OUTPUT"] || "";
  if (filePath) {
    return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
  }
  process.stdout.write(os4.EOL);
  issueCommand("set-output", { name }, toCommandValue(value));
}
function setFailed(message) {
  process.exitCode = ExitCode.Failure;
  error(message);
}
function debug(message) {
  issueCommand("debug", {}, message);
}
function error(message, properties = {}) {
  issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function warning(message, properties = {}) {
  issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function info(message) {
  process.stdout.write(message + os4.EOL);
}
function startGroup(name) {
  issue("group", name);
}
function endGroup() {
  issue("endgroup");
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
  for (const name of names) {
    const content = Buffer.from(files[name] ?? "");
    const packed = deflateRawSync(content);
    const label = Buffer.from(name);
    const common = commonHeader({ checksum: crc32(content), packed, content, label });
    const local = Buffer.concat([Buffer.from("PK"), common, label, packed]);
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
function artifactSurface({ open: open3, log, secrets }) {
  return {
    name: "artifact",
    publish: async (report) => {
      const [target] = report.targets;
      if (!target) return;
      const name = artifactNameOf(report, target);
      const files = { "preview.md": renderMarkdown(report), "report.json": renderJson(report) };
      const safe = Object.entries(files).map(([file, text]) => [file, secrets.redact(text)]);
      await open3().upload(name, zipOf(Object.fromEntries(safe)));
      log.info(`the whole preview is the artifact ${name} of this run`);
    }
  };
}
function artifactNameOf({ mode }, { environment, name }) {
  return `gitops-push-${mode}-${environment}-${name}`.replaceAll(/[^\w.-]/g, "-");
}

// src/github/artifact-service.ts
import { createHash } from "node:crypto";
var version2 = 4;
var service = "twirp/github.actions.results.api.v1.ArtifactService";
function openArtifactService(place, world) {
  const run2 = backendIdsIn(place.token.reveal());
  const call = async (method, message) => await callService(place, world, method, { ...run2, ...message });
  return {
    upload: async (name, archive) => {
      const order = { name, version: version2 };
      const first = await call("CreateArtifact", order);
      if (first.status === 409) await call("DeleteArtifact", { name });
      const made = requireDone(first.status === 409 ? await call("CreateArtifact", order) : first, name);
      await putBlob(textAt(made, "/signed_upload_url") ?? "", archive, name);
      const hash = `sha256:${createHash("sha256").update(archive).digest("hex")}`;
      requireDone(await call("FinalizeArtifact", { name, size: String(archive.length), hash }), name);
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
async function putBlob(url, archive, name) {
  const send = await loadFetch();
  const { status } = await send(url, {
    method: "PUT",
    headers: { "content-type": "application/zip", "x-ms-blob-type": "BlockBlob" },
    body: Buffer.from(archive)
  });
  if (status !== 201) throw refused(name, status, "");
}
async function loadFetch() {
  return (await import("./octokit.mjs")).openFetch();
}
function requireDone({ status, body }, name) {
  if (status === 200) return body;
  throw refused(name, status, textAt(body, "/msg") ?? "");
}
function refused(name, status, message) {
  const why = message === "" ? "" : ` (${message})`;
  return new Failure("github-refused", `artifact ${name}: the service answered ${status}${why}`, {
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
  const [, run2, job] = /(?:^| )Actions\.Results:([^: ]+):([^: ]+)/.exec(textAt(claims, "/scp") ?? "") ?? [];
  if (run2 !== void 0 && job !== void 0)
    return { workflow_run_backend_id: run2, workflow_job_run_backend_id: job };
  throw new Failure("github-refused", "the token of the runner names no run to leave an artifact in", {
    hint: "Enterprise Server has no artifact service of this version; the result stands in the job summary."
  });
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
function statusOf(error2) {
  return error2 instanceof RequestFailure ? error2.refusal.status : void 0;
}
function isUnknownOutcome(error2) {
  const status = statusOf(error2);
  return status !== void 0 && (status === 0 || status >= 500);
}

// src/github/once.ts
async function createOnce(create3, find) {
  try {
    return await create3();
  } catch (error2) {
    if (!isUnknownOutcome(error2)) throw error2;
    return await find() ?? await create3();
  }
}

// src/github/checks.ts
var batch = 50;
var titleLimit = 255;
var messageLimit = 16e3;
var path = "/repos/{owner}/{repo}/check-runs";
function checksSurface({ client, secrets }) {
  return {
    name: "check run",
    publish: async (report) => {
      const { pullRequest } = report.run;
      const [target] = report.targets;
      if (!pullRequest || !target) return;
      const name = `gitops-push/${target.environment}/${target.name}`;
      const annotations = annotationsOf(report);
      const output = (from) => ({
        title: headlineOf(report).slice(0, titleLimit),
        summary: secrets.redact(renderMarkdown(report)),
        text: digestsOf(report),
        annotations: annotations.slice(from, from + batch)
      });
      const id = await createRun(client, report, { ref: pullRequest.headSha, name, output: output(0) });
      for (let from = batch; from < annotations.length; from += batch) {
        await client.send(`PATCH ${path}/{check_run_id}`, { check_run_id: id, output: output(from) });
      }
    }
  };
}
async function createRun(client, report, { ref, name, output }) {
  const { runId = "0", attempt = 1, runUrl: runUrl2 } = report.run;
  const externalId = `${runId}/${attempt}`;
  const create3 = async () => {
    const made = await client.send(`POST ${path}`, {
      name,
      head_sha: ref,
      external_id: externalId,
      status: "completed",
      conclusion: conclusionOf(report),
      output,
      ...runUrl2 !== void 0 && { details_url: runUrl2 }
    });
    return numberAt(made, "/id");
  };
  const id = await createOnce(create3, async () => await findRun(client, ref, name, externalId));
  if (id === void 0) throw new Failure("github-refused", `GitHub made no check run ${name}`);
  return id;
}
async function findRun(client, ref, name, externalId) {
  const runs = await client.all("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
    ref,
    check_name: name
  });
  return numberAt(
    runs.find((run2) => textAt(run2, "/external_id") === externalId),
    "/id"
  );
}
function conclusionOf({ result }) {
  if (result === "cancelled") return "cancelled";
  return result === "failed" || result === "partial" ? "failure" : "success";
}
function digestsOf(report) {
  const lines = report.targets.flatMap(
    ({ environment, name, planDigest, renderedDigest }) => planDigest === void 0 ? [] : [`${environment}/${name} plan ${planDigest} rendered ${renderedDigest ?? ""}`]
  );
  return ["```text", ...lines, "```"].join("\n");
}
function annotationsOf(report) {
  const findings = sortDiagnostics(report.targets.flatMap((target) => target.diagnostics));
  return findings.flatMap((finding) => finding.location ? [annotationOf(finding, finding.location)] : []);
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

// src/github/permissions.ts
var permissionOfPath = [
  [/\/issues\/(?:comments|\{issue_number\}\/comments)/, "pull-requests"],
  [/\/issues/, "issues"],
  [/\/pulls|\/graphql/, "pull-requests"],
  [/\/deployments/, "deployments"],
  [/\/check-runs/, "checks"],
  [/\/actions\//, "actions"],
  [/\/status(?:es)?(?:\/|$)/, "statuses"]
];
var permissionsOfMode = {
  validate: "contents: read",
  preview: "contents: read, pull-requests: write, checks: write",
  deploy: "contents: read, actions: read, deployments: write, statuses: write, pull-requests: write",
  rollback: "contents: read, actions: read, deployments: write, statuses: write, pull-requests: write",
  drift: "contents: read, issues: write",
  render: "contents: read",
  rbac: "contents: read",
  history: "contents: read"
};
function permissionFor(route) {
  const [method = "", path4 = ""] = route.split(" ");
  const name = permissionOfPath.find(([pattern]) => pattern.test(path4))?.[1] ?? "contents";
  return `${name}: ${method === "GET" || path4 === "/graphql" ? "read" : "write"}`;
}
function isRateLimit({ status, headers, message }) {
  if (status !== 403 && status !== 429) return false;
  return status === 429 || headers["retry-after"] !== void 0 || headers["x-ratelimit-remaining"] === "0" || /secondary rate limit/i.test(message);
}
function explainRefusal(refusal, mode) {
  const { route, status, message, errors, headers } = refusal;
  const said = [message, ...errors].filter((text) => text !== "").join("; ");
  const id = headers["x-github-request-id"];
  const answered = status === 0 ? "did not answer" : `answered ${status}`;
  return {
    message: `GitHub ${answered} to ${route}: ${said}${id === void 0 ? "" : ` (request ${id})`}`,
    hint: hintOf(refusal, mode)
  };
}
function hintOf(refusal, mode) {
  const { status } = refusal;
  if (isRateLimit(refusal)) return limitHint(refusal);
  if (status === 0 || status >= 500)
    return "GitHub has trouble, or the way to it has. Run the job again later; GitHub's status page tells more.";
  switch (status) {
    case 401:
      return "The token is missing, has expired or belongs to another host: give `github-token`, and check GITHUB_API_URL.";
    case 403:
      return permissionHint(refusal, mode);
    case 404:
      return `It is not there, or the token may not see it, which GitHub answers in the same way. ${permissionHint(refusal, mode)}`;
    case 409:
      return refusal.route.endsWith("/deployments") ? "GitHub found a conflict although neither a merge nor checks were asked for: please report it." : "Something else changed it at the same time: run the job again.";
    case 410:
      return "Issues are switched off in this repository, or the thing was deleted.";
    case 422:
      return unprocessableHint(refusal.route);
    default:
      return "Look at the words of GitHub above.";
  }
}
function limitHint({ headers, message }) {
  const retryAfter = headers["retry-after"];
  if (headers["x-ratelimit-remaining"] === "0" && retryAfter === void 0) {
    const reset = Number(headers["x-ratelimit-reset"] ?? 0) * 1e3;
    const until = reset > 0 ? ` It is full again at ${new Date(reset).toISOString()}.` : "";
    return `The hour's requests of this repository are used up.${until}`;
  }
  const kind = /secondary/i.test(message) ? "the secondary rate limit" : "a rate limit";
  return `This is ${kind}, not a missing permission: wait ${retryAfter ?? 60} seconds and run the job again.`;
}
function permissionHint({ route, headers }, mode) {
  const accepted = headers["x-accepted-github-permissions"];
  const told = accepted === void 0 ? "" : ` GitHub accepts: ${accepted.replaceAll("_", "-")}.`;
  return `The token needs \`${permissionFor(route)}\`.${told} Give the job: \`permissions: { ${permissionsOfMode[mode]} }\`. A workflow that is called needs them in its caller, too.`;
}
function unprocessableHint(route) {
  if (route.endsWith("/deployments")) return "The commit is not on GitHub: push it first.";
  if (/\/statuses\//.test(route))
    return "A commit takes 1,000 statuses of one context: the next commit starts anew.";
  return "GitHub does not take the content: please report it.";
}

// src/github/redact.ts
function redactValues(params, untouched, secrets) {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      untouched.has(name) ? value : redacted(value, secrets)
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
  const { mode, world } = options;
  const [owner = "", repo = ""] = options.repository.split("/");
  let opened;
  const send = async (action) => {
    const { apiUrl = publicApi, pace = "github" } = options;
    opened ??= import("./octokit.mjs").then(({ openOctokit }) => openOctokit({ ...options, apiUrl, pace }));
    const answer = await action(await opened);
    if ("body" in answer) return answer.body;
    const { message, hint } = explainRefusal(answer.refusal, mode);
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
function pathNames(route) {
  return new Set([...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ""));
}

// src/github/sections.ts
import { createHash as createHash2 } from "node:crypto";
function isNewer(a, b) {
  return a.run > b.run || a.run === b.run && a.attempt > b.attempt;
}
function digestOf(text) {
  return createHash2("sha256").update(text).digest("hex");
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
    "gitops-push": 1,
    ...shared.identity,
    ...newest && { head: newest.head, run: newest.run, attempt: newest.attempt },
    part: 1,
    digest: digestOf(text),
    sections: places
  };
  return `<!-- ${escaped(marker)} -->
${text}`;
}
function escaped(marker) {
  return JSON.stringify(marker).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e");
}
function splitSections(body) {
  const lines = body.replaceAll("\r\n", "\n");
  const end = lines.indexOf("\n");
  const [, json] = /^<!-- (\{.*\}) -->$/.exec(end === -1 ? lines : lines.slice(0, end)) ?? [];
  const marker = json === void 0 ? void 0 : parseMarker(json);
  if (marker === void 0 || numberAt(marker, "/gitops-push") !== 1 || !isObject(marker)) return void 0;
  const text = end === -1 ? "" : lines.slice(end + 1).trimEnd();
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
function parseMarker(json) {
  try {
    return parseJson(json);
  } catch {
    return void 0;
  }
}
function sectionAt(place, text) {
  const [key, head, digest] = [textAt(place, "/key"), textAt(place, "/head"), textAt(place, "/digest")];
  const [run2, attempt] = [numberAt(place, "/run"), numberAt(place, "/attempt")];
  const [at, length] = [numberAt(place, "/at"), numberAt(place, "/length")];
  if (key === void 0 || head === void 0 || digest === void 0) return [];
  if (run2 === void 0 || attempt === void 0 || at === void 0 || length === void 0) return [];
  return [{ key, head, digest, run: run2, attempt, text: text.slice(at, at + length) }];
}

// src/github/comment-text.ts
var limitBytes = 64e3;
var deploy = "deploy ";
var preview = "preview ";
function sectionKey(kind, target) {
  return `${kind} ${target.environment}/${target.name}`;
}
function commentBody(identity, sections, ours) {
  const ordered = sections.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.key < b.key ? -1 : 1));
  const deployed = new Set(
    ordered.filter(({ key }) => key.startsWith(deploy)).map(({ key }) => key.slice(deploy.length))
  );
  const wrap = (section) => section.key.startsWith(preview) && deployed.has(section.key.slice(preview.length)) ? ["<details><summary>What the preview showed</summary>\n\n", "\n\n</details>"] : ["", ""];
  let parts = ordered;
  let body = joinSections({ identity, sections: parts }, wrap);
  while (Buffer.byteLength(body) > limitBytes) {
    const longest = parts.filter((section) => section.key !== ours && !isShort(section)).toSorted((a, b) => b.text.length - a.text.length)[0];
    if (longest === void 0) break;
    parts = parts.map((section) => section === longest ? shortened(section) : section);
    body = joinSections({ identity, sections: parts }, wrap);
  }
  return body;
}
var elsewhere = "The rest does not fit into this comment; it is in the summary of its run.";
function isShort(section) {
  return section.text.endsWith(elsewhere);
}
function shortened(section) {
  return { ...section, text: `${section.text.split("\n", 1)[0] ?? ""}

${elsewhere}` };
}
function rankOf({ key }) {
  return key.startsWith(deploy) ? 0 : 1;
}

// src/github/report-section.ts
function sectionOf(report, kind, head, redact) {
  const text = redact(renderMarkdown(report)).trimEnd();
  const { run: run2, targets } = report;
  const [target] = targets;
  return {
    key: sectionKey(kind, target ?? { environment: "", name: "" }),
    head,
    run: Number(run2.runId ?? 0),
    attempt: run2.attempt ?? 1,
    digest: digestOf(run2.runUrl === void 0 ? text : text.replaceAll(run2.runUrl, "")),
    text
  };
}

// src/github/sticky-comment.ts
async function putSection(client, order) {
  const { number, section } = order;
  const pull = await readPull(client, number);
  if (order.head === "current" && pull.headSha !== section.head) return "moved-on";
  const [first, ...doubles] = pull.comments;
  if (!first) return order.ifMissing === "skip" ? "skipped" : await create(client, order);
  for (const double of doubles) await remove(client, double.id);
  return await update(client, order, first);
}
async function update(client, { number, section }, found) {
  const { sections } = found.shared;
  const before = sections.find(({ key }) => key === section.key);
  if (before && isNewer(before, section)) return "older";
  if (before?.digest === section.digest) return "unchanged";
  const all = [...sections.filter(({ key }) => key !== section.key), section];
  await client.send("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
    comment_id: found.id,
    body: commentBody(identityOf(client, number), all, section.key)
  });
  return "updated";
}
async function create(client, order) {
  const { number, section } = order;
  const ownId = await createOnce(
    async () => {
      const comment = await client.send("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
        issue_number: number,
        body: commentBody(identityOf(client, number), [section], section.key)
      });
      return numberAt(comment, "/id");
    },
    async () => (await readPull(client, number)).comments[0]?.id
  );
  const [first, ...doubles] = (await readPull(client, number)).comments;
  if (first === void 0 || first.id === ownId || ownId === void 0) {
    for (const double of doubles) await remove(client, double.id);
    return "created";
  }
  await remove(client, ownId);
  return await update(client, order, first);
}
async function remove(client, id) {
  await client.send("DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}", { comment_id: id });
}
function identityOf(client, number) {
  return { repo: `${client.owner}/${client.repo}`, pr: number };
}
var pullQuery = `query Comments($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      headRefOid
      comments(first: 100, after: $after) {
        nodes { fullDatabaseId body isMinimized viewerDidAuthor }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
}`;
async function readPull(client, number) {
  const comments = [];
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
    comments.push(...listAt(pull, "/comments/nodes").flatMap((node) => oursIn(client, number, node)));
    if (valueAt(pull, "/comments/pageInfo/hasNextPage") !== true)
      return { headSha, comments: comments.toSorted((a, b) => a.id - b.id) };
    after = textAt(pull, "/comments/pageInfo/endCursor") ?? null;
  }
}
function oursIn(client, number, node) {
  if (valueAt(node, "/viewerDidAuthor") !== true || valueAt(node, "/isMinimized") === true) return [];
  const shared = splitSections(textAt(node, "/body") ?? "");
  const isAbout = textAt(shared?.identity, "/repo") === `${client.owner}/${client.repo}` && numberAt(shared?.identity, "/pr") === number;
  return shared && isAbout ? [{ id: Number(textAt(node, "/fullDatabaseId")), shared }] : [];
}

// src/github/comment.ts
function commentSurface({ client, log, secrets, when }) {
  return {
    name: "comment",
    publish: async (report) => {
      const { pullRequest } = report.run;
      if (!pullRequest) return;
      const { number, headSha } = pullRequest;
      const section = sectionOf(report, "preview", headSha, (text) => secrets.redact(text));
      const ifMissing = when === "on" || isWorthTelling(report) ? "create" : "skip";
      const written = await putSection(client, { number, section, head: "current", ifMissing });
      log.info(`comment of #${number}: ${words[written]}`);
    }
  };
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
  const end = record === void 0 ? "" : ` · ${recordName(record)}`;
  const line = text.replaceAll(/\s+/g, " ").trim();
  const room = Math.max(0, limitCharacters - end.length);
  const start2 = line.length <= room ? line : `${line.slice(0, Math.max(0, room - 1)).toWellFormed()}…`;
  return `${start2}${end}`.slice(0, limitCharacters);
}

// src/github/deployment.ts
var path2 = "/repos/{owner}/{repo}/deployments";
function deploymentSurface({ client, run: run2 }) {
  let begun;
  let id;
  const set = async (state, description) => {
    if (begun === void 0) return;
    id ??= await adoptOrCreate(client, run2, begun);
    await client.send(`POST ${path2}/{deployment_id}/statuses`, {
      deployment_id: id,
      state,
      description,
      // The targets of one environment would deactivate one another.
      auto_inactive: false,
      ...run2.runUrl !== void 0 && { log_url: run2.runUrl }
    });
  };
  return {
    name: "deployment",
    begin: async (record) => {
      begun = record;
      await set("in_progress", describe(`Deploying ${record.target.name} to ${record.environment}`, record));
    },
    publish: async (report) => await set(finalStateOf(report), describeRun(report)),
    outputs: () => ({ "deployment-id": id === void 0 ? "" : String(id) })
  };
}
function finalStateOf(report) {
  if (report.result === "cancelled") return "error";
  return report.result === "failed" || report.result === "partial" ? "failure" : "success";
}
async function adoptOrCreate(client, run2, record) {
  const sha = record.commit;
  if (sha === void 0) throw new Failure("github-refused", `${recordName(record)} has no commit to deploy`);
  const existing = await client.all(`GET ${path2}`, { sha, environment: record.environment });
  const adopted = await ofThisJob(client, run2, existing) ?? ofRecord(existing, record);
  if (adopted !== void 0) return adopted;
  return await createOnce(
    async () => await create2(client, run2, { record, sha }),
    async () => ofRecord(await client.all(`GET ${path2}`, { sha, environment: record.environment }), record)
  );
}
async function ofThisJob(client, run2, deployments) {
  for (const deployment of deployments.filter((each) => textAt(each, "/task") === "deploy")) {
    const id = numberAt(deployment, "/id");
    if (id === void 0 || run2.runId === void 0) continue;
    const statuses = await client.all(`GET ${path2}/{deployment_id}/statuses`, { deployment_id: id });
    const place = `/actions/runs/${run2.runId}/`;
    if (statuses.some((status) => `${textAt(status, "/log_url") ?? ""}/`.includes(place))) return id;
  }
  return void 0;
}
function ofRecord(deployments, record) {
  const own = deployments.find((deployment) => textAt(deployment, "/payload/id") === record.id);
  return numberAt(own, "/id");
}
async function create2(client, run2, { record, sha }) {
  const made = await client.send(`POST ${path2}`, {
    ref: sha,
    task: `gitops-push:${record.target.name}`,
    environment: record.environment,
    auto_merge: false,
    required_contexts: [],
    description: describe(`Deploy of ${record.target.name}`, record),
    payload: payloadOf(record, run2)
  });
  const id = numberAt(made, "/id");
  if (id === void 0 || textAt(made, "/sha") !== sha)
    throw new Failure("github-refused", `GitHub made no deployment of ${sha}`, {
      hint: "It answered with another commit, or merged instead: please report it."
    });
  return id;
}
function payloadOf(record, run2) {
  return {
    schema: record.schema,
    id: record.id,
    sequence: record.sequence,
    kind: record.kind,
    app: record.app,
    target: record.target.name,
    renderedDigest: record.renderedDigest,
    planDigest: record.planDigest,
    images: record.images.slice(0, 20),
    ...run2.runId !== void 0 && { run: { id: run2.runId, attempt: run2.attempt ?? 1 } }
  };
}

// src/github/issue.ts
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
      if (found) return await update2(client, target.environment, found, section);
      if (section.digest !== clean) await open2(client, target.environment, section);
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
async function open2(client, environment, section) {
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
async function update2(client, environment, found, section) {
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
  return issues.flatMap((issue2) => foundIn(issue2, creator, environment))[0];
}
function foundIn(issue2, creator, environment) {
  if (valueAt(issue2, "/pull_request") !== void 0 || textAt(issue2, "/user/login") !== creator) return [];
  const shared = splitSections(textAt(issue2, "/body") ?? "");
  const number = numberAt(issue2, "/number");
  if (number === void 0 || textAt(shared?.identity, "/drift") !== environment) return [];
  return [{ number, isOpen: textAt(issue2, "/state") === "open", sections: shared?.sections ?? [] }];
}

// src/github/merged-pr.ts
var mostComments = 5;
function mergedPullSurface({ client, log, secrets }) {
  return {
    name: "comment",
    publish: async (report) => {
      const { commit } = report.run;
      const isOld = report.result === "superseded" || report.result === "unchanged";
      if (commit === void 0 || isOld) return;
      const pulls = await client.all("GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls", {
        commit_sha: commit
      });
      const merged = pulls.filter((pull) => textAt(pull, "/merged_at") !== void 0);
      for (const pull of merged.slice(0, mostComments)) {
        const number = numberAt(pull, "/number");
        if (number === void 0) continue;
        const section = sectionOf(report, "deploy", commit, (text) => secrets.redact(text));
        const written = await putSection(client, { number, section, head: "any", ifMissing: "create" });
        log.info(`comment of #${number}: ${words[written]}`);
      }
    }
  };
}

// src/github/soft.ts
var unshown = /* @__PURE__ */ new Set(["unsafe-event", "ref-not-allowed"]);
function soft(surface, world) {
  const attempt = async (action) => {
    try {
      await action();
    } catch (error2) {
      const message = error2 instanceof Error ? error2.message : String(error2);
      const hint = error2 instanceof Failure && error2.hint !== void 0 ? ` ${error2.hint}` : "";
      world.log.warn(world.secrets.redact(`${surface.name} was not written: ${message}.${hint}`));
      if (!(error2 instanceof Failure) && error2 instanceof Error) world.log.debug(error2.stack ?? "");
    }
  };
  return {
    name: surface.name,
    ...surface.begin && { begin: async (record) => await attempt(async () => await surface.begin?.(record)) },
    ...surface.outputs && { outputs: () => surface.outputs?.() ?? {} },
    publish: async (report) => {
      if (!unshown.has(report.reasonCode)) await attempt(async () => await surface.publish(report));
    }
  };
}

// src/github/status.ts
function statusSurface({ client }) {
  return {
    name: "commit status",
    publish: async (report) => {
      const [target] = report.targets;
      const sha = target?.record?.commit ?? report.run.commit;
      const state = stateOf(report);
      if (!target || sha === void 0 || state === void 0) return;
      await setStatus(client, report, target, { sha, state, description: describeRun(report) });
      const left = target.record?.previous?.commit;
      if (report.result !== "rolled-back" || left === void 0 || left === sha) return;
      const description = describe(`Rolled back to ${sha.slice(0, 7)}`, target.record);
      await setStatus(client, report, target, { sha: left, state: "failure", description });
    }
  };
}
async function setStatus(client, report, target, wanted) {
  const { sha, state, description } = wanted;
  const context = `gitops-push/${target.environment}/${target.name}`.toLowerCase();
  const newest = await newestStatus(client, sha, context);
  if (newest && says(newest, wanted, report, target)) return;
  await client.send("POST /repos/{owner}/{repo}/statuses/{sha}", {
    sha,
    state,
    context,
    description,
    ...report.run.runUrl !== void 0 && { target_url: report.run.runUrl }
  });
}
function stateOf({ result }) {
  switch (result) {
    case "deployed":
    case "unchanged":
    case "rolled-back":
      return "success";
    case "failed":
    case "partial":
      return "failure";
    case "cancelled":
      return "error";
    case "valid":
    case "previewed":
    case "superseded":
    case "rendered":
    case "listed":
    case "clean":
    case "drifted":
      return void 0;
  }
}
async function newestStatus(client, ref, context) {
  const combined = await client.send("GET /repos/{owner}/{repo}/commits/{ref}/status", {
    ref,
    per_page: 100
  });
  const found = listAt(combined, "/statuses").find(
    (status) => textAt(status, "/context")?.toLowerCase() === context
  );
  return found === void 0 ? void 0 : { state: textAt(found, "/state") ?? "", description: textAt(found, "/description") ?? "" };
}
function says(newest, wanted, report, target) {
  if (newest.state !== wanted.state) return false;
  if (newest.description === wanted.description) return true;
  const isNamed = target.record !== void 0 && newest.description.endsWith(recordName(target.record));
  return report.result === "unchanged" && isNamed;
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
  const pullRequest = pullRequestOf(payload);
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
  const [server, repository, run2] = ["GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID"].map(
    (name) => env[name] ?? ""
  );
  return server === "" || run2 === "" ? {} : { runUrl: `${server}/${repository}/actions/runs/${run2}` };
}
function pullRequestOf(payload) {
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

// src/github/runs.ts
var relations = ["identical", "ahead", "behind", "diverged"];
function askGitHub(options) {
  const { settings, world } = options;
  const { repository } = world.run;
  const token = settings.github?.token;
  if (token === void 0 || repository === void 0) return { runs: world.runs, ancestry: world.ancestry };
  const client = openClient({ ...options, token, repository, mode: settings.mode });
  return {
    runs: {
      isFinished: async (run2) => run2.repository.toLowerCase() === repository.toLowerCase() ? await ask(world, async () => isOver(await readRun(client, run2.id), run2.attempt)) : void 0
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
function isOver(run2, attempt) {
  const newest = numberAt(run2, "/run_attempt") ?? 0;
  return newest > attempt || newest === attempt && textAt(run2, "/status") === "completed";
}
async function compare(client, base, ours) {
  const route = "GET /repos/{owner}/{repo}/compare/{basehead}";
  const status = textAt(await client.send(route, { basehead: `${base}...${ours}`, per_page: 1 }), "/status");
  return relations.find((relation) => relation === status);
}
async function ask(world, question) {
  try {
    return await question();
  } catch (error2) {
    if (!(error2 instanceof Failure)) throw error2;
    world.log.warn(`${error2.message}${error2.hint === void 0 ? "" : ` ${error2.hint}`}`);
    return void 0;
  }
}

// src/github/index.ts
function openSurfaces(options) {
  const { settings, world } = options;
  const { run: run2, log } = world;
  const token = settings.github?.token;
  if (!hasSurfaces(settings) || run2.repository === void 0) return [];
  if (run2.isReadOnly === true) {
    log.info(
      "pull requests of forks and of Dependabot have a token that only reads: the result stands in the summary and in an artifact"
    );
    return artifactsOf(options).map((surface) => soft(surface, world));
  }
  if (token === void 0) {
    log.warn("without github-token nothing is shown on GitHub but the summary");
    return [];
  }
  const { mode } = settings;
  const client = openClient({ ...options, token, repository: run2.repository, mode });
  return surfacesOf(client, settings, world).map((surface) => soft(surface, world));
}
function artifactsOf({ world, artifacts, settings }) {
  if (artifacts === void 0 || settings.mode !== "preview") return [];
  return [artifactSurface({ ...world, open: () => openArtifactService(artifacts, world) })];
}
function hasSurfaces({ mode, dryRun }) {
  return mode === "preview" || mode === "drift" || (mode === "deploy" || mode === "rollback") && !dryRun;
}
function surfacesOf(client, settings, world) {
  const { run: run2, log, secrets } = world;
  const { comment = "off", record = [] } = settings.github ?? {};
  const shared = { client, log, secrets };
  switch (settings.mode) {
    case "preview":
      return run2.pullRequest === void 0 ? [] : [
        ...comment === "off" ? [] : [commentSurface({ ...shared, when: comment })],
        checksSurface(shared)
      ];
    case "deploy":
    case "rollback":
      return [
        ...record.includes("deployment") ? [deploymentSurface({ client, run: run2 })] : [],
        ...record.includes("status") ? [statusSurface({ client })] : [],
        ...record.includes("comment") && comment !== "off" && run2.event === "push" ? [mergedPullSurface(shared)] : []
      ];
    case "drift":
      return [issueSurface(shared)];
    case "validate":
    case "render":
    case "rbac":
    case "history":
      return [];
  }
}

// src/input/from-env.ts
var prefix = "INPUT_";
function inputsFromEnv(env) {
  const entries = Object.entries(env).flatMap(
    ([variable, value]) => variable.startsWith(prefix) && value !== void 0 ? [[variable.slice(prefix.length).toLowerCase(), value]] : []
  );
  return Object.fromEntries(entries);
}

// src/report/outputs.ts
function outputsOf(report) {
  const [target] = report.targets;
  const sum = (action) => String(report.targets.reduce((total, each) => total + each.counts[action], 0));
  return {
    result: report.result,
    "reason-code": report.reasonCode,
    created: sum("create"),
    updated: sum("update"),
    recreated: sum("recreate"),
    deleted: sum("delete"),
    unchanged: sum("unchanged"),
    "plan-digest": target?.planDigest ?? "",
    "rendered-digest": target?.renderedDigest ?? "",
    drifted: String(report.result === "drifted"),
    record: target?.record ? JSON.stringify(target.record) : "",
    "record-id": target?.record?.id ?? "",
    recorded: String(report.mode !== "drift" && target?.record?.finishedAt !== void 0),
    // A surface that makes one sets it again.
    "deployment-id": ""
  };
}

// src/system/log-actions.ts
function actionsLog(redact) {
  const safe = (text) => defuseCommands(redact(text));
  return {
    info: (text) => info(safe(text)),
    warn: (text) => warning(safe(text)),
    error: (text) => error(safe(text)),
    debug: (text) => debug(safe(text)),
    group: (title) => {
      startGroup(safe(title));
      return { end: endGroup };
    }
  };
}
function defuseCommands(text) {
  return text.replaceAll(/(^|[\r\n])([\s\u0085]*):(?=:)/g, "$1$2:​").replaceAll("##[", "#​#[");
}

// src/action.ts
var shownAnnotations = 10;
await main(process.env);
async function main(env) {
  const event = env["GITHUB_EVENT_NAME"];
  const repositoryName = env["GITHUB_REPOSITORY"]?.split("/")[1];
  const read = readSettings(inputsFromEnv(env), {
    host: "action",
    ...event !== void 0 && { event },
    ...repositoryName !== void 0 && { repositoryName }
  });
  if ("mistakes" in read) {
    for (const mistake of read.mistakes) error(lineOf(mistake));
    setOutput("result", "failed");
    setOutput("reason-code", "input-invalid");
    process.exitCode = 2;
    return;
  }
  for (const finding of read.warnings) warning(lineOf(finding));
  await start(read.settings, env);
}
async function start(settings, env) {
  const secrets = collectSecrets((form) => setSecret(form));
  if (settings.github?.token) secrets.add(settings.github.token.reveal());
  const world = wireWorld({
    log: actionsLog((text) => secrets.redact(text)),
    secrets,
    run: readRunContext(env, await readIfThere(env["GITHUB_EVENT_PATH"] ?? "")),
    workspace: env["GITHUB_WORKSPACE"] ?? process.cwd(),
    assets: new URL("./assets/", import.meta.url),
    env,
    signal: cancelSignal("github", (code) => process.exit(code)),
    version,
    processes: await namedProcesses(process.pid)
  });
  const apiUrl = env["GITHUB_API_URL"];
  const github = { settings, world, ...apiUrl !== void 0 && { apiUrl } };
  const surfaces = openSurfaces({ ...github, ...artifactsIn(env, secrets) });
  const announce = async (record) => {
    for (const surface of surfaces) await surface.begin?.(record);
  };
  const { report, rendered } = await run(settings, { ...world, ...askGitHub(github), announce });
  world.log.info(rendered ?? renderText(report, { color: false, width: 120 }));
  await publish(report, settings, world, surfaces);
  conclude(report, settings, world);
}
function artifactsIn(env, secrets) {
  const resultsUrl = env["ACTIONS_RESULTS_URL"] ?? "";
  const token = env["ACTIONS_RUNTIME_TOKEN"] ?? "";
  if (resultsUrl === "" || token === "") return {};
  secrets.add(token);
  return { artifacts: { resultsUrl, token: new Secret(token) } };
}
async function publish(report, settings, { secrets }, surfaces) {
  const redact = (text) => secrets.redact(text);
  annotate(report, redact);
  for (const [name, value] of Object.entries(outputsOf(report))) setOutput(name, redact(value));
  const isDeploy = report.mode === "deploy" || report.mode === "rollback";
  if (!isDeploy || settings.github?.record.includes("summary") !== false)
    await summary.addRaw(redact(renderMarkdown(report))).write();
  for (const surface of surfaces) {
    await surface.publish(report);
    for (const [name, value] of Object.entries(surface.outputs?.() ?? {})) setOutput(name, value);
  }
}
function conclude(report, settings, { secrets }) {
  const isTolerated = report.result === "drifted" && !settings.failOnDrift;
  if (exitCodeOf(report) === 0 || isTolerated) return;
  const [why] = report.targets.flatMap((target) => target.failure ? [target.failure.message] : []);
  setFailed(defuseCommands(secrets.redact(why ?? `${report.mode}: ${report.result}`)));
  process.exitCode = exitCodeOf(report);
}
function annotate(report, redact) {
  const left = { error: shownAnnotations, warning: shownAnnotations };
  for (const finding of sortDiagnostics(report.targets.flatMap((target) => target.diagnostics))) {
    if (finding.severity === "notice" || left[finding.severity] === 0) continue;
    left[finding.severity] -= 1;
    const { location } = finding;
    const place = location ? { file: location.file, startLine: location.line, startColumn: location.column } : {};
    const show = finding.severity === "error" ? error : warning;
    show(defuseCommands(redact(lineOf(finding))), { title: finding.code, ...place });
  }
}
function lineOf(diagnostic) {
  return diagnostic.hint === void 0 ? diagnostic.message : `${diagnostic.message}. ${diagnostic.hint}`;
}
