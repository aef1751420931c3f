import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  labelOfItem,
  labelOfKey,
  nameOfItem,
  orderSuffix
} from "./shared-8.mjs";
import {
  canonicalJson,
  isEqual,
  isList,
  isObject,
  joinPointer,
  parseJson,
  stringifyJson
} from "./shared-32.mjs";

// src/diff/mark.ts
var mark = /\(secret \w+\)/;
function markFor(key) {
  return `(secret ${key})`;
}
function escapeLookAlikes(text) {
  return text.replaceAll(/\((\\*)secret /g, "(\\$1secret ");
}
function holdsMark(value) {
  if (typeof value === "string") return mark.test(value);
  if (isList(value)) return value.some(holdsMark);
  return isObject(value) && Object.values(value).some(holdsMark);
}
function withoutMarkKeys(value) {
  if (typeof value === "string") return value.replaceAll(new RegExp(mark, "g"), "(secret)");
  if (isList(value)) return value.map(withoutMarkKeys);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutMarkKeys(item)]));
}

// src/diff/secret-names.ts
var secretWords = /* @__PURE__ */ new Set([
  "password",
  "passwd",
  "passphrase",
  "passcode",
  "pwd",
  "secret",
  "secrets",
  "token",
  "tokens",
  "apikey",
  "credential",
  "credentials",
  "dsn",
  "privatekey"
]);
var secretEndings = [["pass"], ["key"], ["key", "id"], ["cookie"], ["salt"], ["pem"]];
var harmlessEndings = /* @__PURE__ */ new Set([
  "file",
  "path",
  "dir",
  "directory",
  "name",
  "url",
  "uri",
  "endpoint",
  "issuer",
  "audience",
  "ttl",
  "expiry",
  "expiration",
  "seconds",
  "minutes",
  "hours",
  "days",
  "length",
  "limit",
  "count",
  "type",
  "algorithm",
  "enabled",
  "required"
]);
var openKeys = /* @__PURE__ */ new Set(["public", "partition", "sort", "primary", "foreign", "cache"]);
var telltale = /pass|pwd|secret|token|key|credential|dsn|cookie|salt|pem/i;
function looksSecret(name) {
  if (!telltale.test(name)) return false;
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, "$1 $2").toLowerCase().split(/[^a-z\d]+/).filter((word) => word !== "");
  const last = words.at(-1);
  if (last === void 0 || harmlessEndings.has(last)) return false;
  return words.some((word) => secretWords.has(word)) || secretEndings.some((ending) => endsWith(words, ending));
}
function endsWith(words, ending) {
  const before = words.at(-1 - ending.length);
  return ending.every((word, index) => words[words.length - ending.length + index] === word) && !(ending[0] === "key" && before !== void 0 && openKeys.has(before));
}
var whereabouts = /* @__PURE__ */ new Set([
  "user",
  "username",
  "login",
  "host",
  "hostname",
  "port",
  "database",
  "db",
  "dbname",
  "schema",
  "engine",
  "region",
  "bucket",
  "name",
  "type"
]);
function isWhereabouts(key, value) {
  const last = key.toLowerCase().split(/[^a-z]+/).at(-1) ?? "";
  return whereabouts.has(last) && /^[a-z\d-]{1,24}$/i.test(value);
}

// src/diff/secret-text.ts
var userInfo = /([a-z][a-z\d+.-]{0,30}:\/\/[^\s:/@]*:)([^\s/]+)(?=@)/gi;
var privateKey = /(-----BEGIN [A-Z ]*PRIVATE KEY-----)([\s\S]*?)(?=-----END [A-Z ]*PRIVATE KEY-----|$(?![\s\S]))/g;
var setting = /((?:^|[\s;,&?'"-])(?:password|passwd|pwd|accountkey|sharedaccesskey|sharedaccesssignature)\s?=\s?)([^\s;&'",$][^\s;&'",]*)/gi;
function replaceSecretText(text, replace) {
  if (!/:\/\/|PRIVATE KEY-----|(?:passw(?:or)?d|pwd|accountkey|signature|accesskey)\s?=/i.test(text))
    return text;
  const put = (_all, start, secret) => `${start}${replace(secret)}`;
  return text.replaceAll(userInfo, put).replaceAll(privateKey, put).replaceAll(setting, put);
}
function secretsInText(text) {
  const found = [];
  replaceSecretText(text, (secret) => {
    found.push(secret);
    return "";
  });
  return found;
}

// src/diff/mask.ts
var lastApplied = "kubectl.kubernetes.io/last-applied-configuration";
var variableName = /^[A-Z][A-Z\d_]*$/;
var shortestTelling = 8;
function maskObject(object, markOf) {
  const mark2 = (value) => markFor(markOf(value));
  return maskMap(object, mark2, false);
}
function secretValuesOf(object) {
  const names = namesOf(object);
  const values = within(object);
  return [...new Set(values)].filter((value) => value !== "" && !names.includes(value));
}
function maskSecret(object, mark2) {
  const entries = withoutLastApplied(object).map(([key, value]) => {
    if (key === "data") return [key, maskValues(value, (item) => mark2(decodedOf(item)))];
    if (key === "stringData") return [key, maskValues(value, (item) => mark2(textOf(item)))];
    return [key, maskWithin(value, mark2, false)];
  });
  return Object.fromEntries(entries);
}
function maskWithin(value, mark2, areVariables) {
  if (typeof value === "string") {
    return replaceSecretText(escapeLookAlikes(value), (secret) => mark2(secret));
  }
  if (isList(value)) return value.map((item) => maskWithin(item, mark2, false));
  return isObject(value) ? maskMap(value, mark2, areVariables) : value;
}
function maskMap(value, mark2, areVariables) {
  if (isSecret(value)) return maskSecret(value, mark2);
  const isVariable = isSecretVariable(value);
  const entries = withoutLastApplied(value).map(([key, item]) => {
    const isHidden = isVariable && key === "value" || areVariables && isSecretKey(key);
    const isVariables = isConfigMap(value) && key === "data";
    return [key, isHidden ? mark2(textOf(item)) : maskWithin(item, mark2, isVariables)];
  });
  return Object.fromEntries(entries);
}
function within(value) {
  if (typeof value === "string") return secretsInText(value);
  if (isList(value)) return value.flatMap(within);
  if (!isObject(value)) return [];
  const isVariable = isSecretVariable(value);
  const inside = Object.entries(value).flatMap(([key, item]) => {
    if (key === lastApplied && typeof item === "string") return inLastApplied(item);
    if (isConfigMap(value) && key === "data" && isObject(item)) return inVariables(item);
    return [...isVariable && key === "value" ? telling(textOf(item)) : [], ...within(item)];
  });
  if (!isSecret(value)) return inside;
  return [...inData(value["data"], decodedOf), ...inData(value["stringData"], textOf), ...inside];
}
function inVariables(data) {
  return Object.entries(data).flatMap(([key, item]) => [
    ...isSecretKey(key) ? telling(textOf(item)) : [],
    ...within(item)
  ]);
}
function inLastApplied(text) {
  try {
    const object = parseJson(text);
    return isObject(object) ? secretValuesOf(object) : [];
  } catch {
    return [text];
  }
}
function telling(value) {
  return value.length >= shortestTelling && !/^[a-z]+$/i.test(value) ? [value] : [];
}
function maskValues(values, mark2) {
  if (values === null) return values;
  if (!isObject(values)) return mark2(values);
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, mark2(value)]));
}
function inData(data, plainOf) {
  if (data === void 0 || data === null) return [];
  if (!isObject(data)) return [textOf(data), ...textsWithin(data)];
  return Object.entries(data).flatMap(([key, value]) => {
    const plain = plainOf(value);
    return isWhereabouts(key, plain) ? [] : [plain, textOf(value), ...textsWithin(value), ...secretsInText(plain)];
  });
}
function textsWithin(value) {
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((item) => typeof item === "string" ? [item] : textsWithin(item));
}
function isSecretVariable(value) {
  const name = value["name"];
  return typeof name === "string" && looksSecret(name) && typeof value["value"] === "string";
}
function isSecretKey(key) {
  return variableName.test(key) && looksSecret(key);
}
function isSecret(object) {
  return object["kind"] === "Secret" && (object["apiVersion"] === "v1" || object["apiVersion"] === void 0);
}
function isConfigMap(object) {
  return object["kind"] === "ConfigMap" && object["apiVersion"] === "v1";
}
function namesOf(object) {
  const metadata = isObject(object["metadata"]) ? object["metadata"] : {};
  return [metadata["name"], metadata["namespace"]].flatMap((name) => typeof name === "string" ? [name] : []);
}
function withoutLastApplied(object) {
  return Object.entries(object).filter(([key]) => key !== lastApplied);
}
function textOf(value) {
  return typeof value === "string" ? value : stringifyJson(value);
}
function decodedOf(value) {
  if (typeof value !== "string") return stringifyJson(value);
  const compact = value.replaceAll(/[\r\n]/g, "");
  if (!/^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(compact)) return value;
  const bytes = Buffer.from(compact, "base64");
  const text = bytes.toString("utf8");
  return Buffer.from(text, "utf8").equals(bytes) ? text : bytes.toString("base64");
}

// node_modules/diff/libesm/diff/base.js
var Diff = class {
  diff(oldStr, newStr, options = {}) {
    let callback;
    if (typeof options === "function") {
      callback = options;
      options = {};
    } else if ("callback" in options) {
      callback = options.callback;
    }
    const oldString = this.castInput(oldStr, options);
    const newString = this.castInput(newStr, options);
    const oldTokens = this.removeEmpty(this.tokenize(oldString, options));
    const newTokens = this.removeEmpty(this.tokenize(newString, options));
    return this.diffWithOptionsObj(oldTokens, newTokens, options, callback);
  }
  diffWithOptionsObj(oldTokens, newTokens, options, callback) {
    var _a;
    const done = (value) => {
      value = this.postProcess(value, options);
      if (callback) {
        setTimeout(function() {
          callback(value);
        }, 0);
        return void 0;
      } else {
        return value;
      }
    };
    const newLen = newTokens.length, oldLen = oldTokens.length;
    let editLength = 1;
    let maxEditLength = newLen + oldLen;
    if (options.maxEditLength != null) {
      maxEditLength = Math.min(maxEditLength, options.maxEditLength);
    }
    const maxExecutionTime = (_a = options.timeout) !== null && _a !== void 0 ? _a : Infinity;
    const abortAfterTimestamp = Date.now() + maxExecutionTime;
    const bestPath = [{ oldPos: -1, lastComponent: void 0 }];
    let newPos = this.extractCommon(bestPath[0], newTokens, oldTokens, 0, options);
    if (bestPath[0].oldPos + 1 >= oldLen && newPos + 1 >= newLen) {
      return done(this.buildValues(bestPath[0].lastComponent, newTokens, oldTokens));
    }
    let minDiagonalToConsider = -Infinity, maxDiagonalToConsider = Infinity;
    const execEditLength = () => {
      for (let diagonalPath = Math.max(minDiagonalToConsider, -editLength); diagonalPath <= Math.min(maxDiagonalToConsider, editLength); diagonalPath += 2) {
        let basePath;
        const removePath = bestPath[diagonalPath - 1], addPath = bestPath[diagonalPath + 1];
        if (removePath) {
          bestPath[diagonalPath - 1] = void 0;
        }
        let canAdd = false;
        if (addPath) {
          const addPathNewPos = addPath.oldPos - diagonalPath;
          canAdd = addPath && 0 <= addPathNewPos && addPathNewPos < newLen;
        }
        const canRemove = removePath && removePath.oldPos + 1 < oldLen;
        if (!canAdd && !canRemove) {
          bestPath[diagonalPath] = void 0;
          continue;
        }
        if (!canRemove || canAdd && removePath.oldPos < addPath.oldPos) {
          basePath = this.addToPath(addPath, true, false, 0, options);
        } else {
          basePath = this.addToPath(removePath, false, true, 1, options);
        }
        newPos = this.extractCommon(basePath, newTokens, oldTokens, diagonalPath, options);
        if (basePath.oldPos + 1 >= oldLen && newPos + 1 >= newLen) {
          return done(this.buildValues(basePath.lastComponent, newTokens, oldTokens)) || true;
        } else {
          bestPath[diagonalPath] = basePath;
          if (basePath.oldPos + 1 >= oldLen) {
            maxDiagonalToConsider = Math.min(maxDiagonalToConsider, diagonalPath - 1);
          }
          if (newPos + 1 >= newLen) {
            minDiagonalToConsider = Math.max(minDiagonalToConsider, diagonalPath + 1);
          }
        }
      }
      editLength++;
    };
    if (callback) {
      (function exec() {
        setTimeout(function() {
          if (editLength > maxEditLength || Date.now() > abortAfterTimestamp) {
            return callback(void 0);
          }
          if (!execEditLength()) {
            exec();
          }
        }, 0);
      })();
    } else {
      while (editLength <= maxEditLength && Date.now() <= abortAfterTimestamp) {
        const ret = execEditLength();
        if (ret) {
          return ret;
        }
      }
    }
  }
  addToPath(path, added, removed, oldPosInc, options) {
    const last = path.lastComponent;
    if (last && !options.oneChangePerToken && last.added === added && last.removed === removed) {
      return {
        oldPos: path.oldPos + oldPosInc,
        lastComponent: { count: last.count + 1, added, removed, previousComponent: last.previousComponent }
      };
    } else {
      return {
        oldPos: path.oldPos + oldPosInc,
        lastComponent: { count: 1, added, removed, previousComponent: last }
      };
    }
  }
  extractCommon(basePath, newTokens, oldTokens, diagonalPath, options) {
    const newLen = newTokens.length, oldLen = oldTokens.length;
    let oldPos = basePath.oldPos, newPos = oldPos - diagonalPath, commonCount = 0;
    while (newPos + 1 < newLen && oldPos + 1 < oldLen && this.equals(oldTokens[oldPos + 1], newTokens[newPos + 1], options)) {
      newPos++;
      oldPos++;
      commonCount++;
      if (options.oneChangePerToken) {
        basePath.lastComponent = { count: 1, previousComponent: basePath.lastComponent, added: false, removed: false };
      }
    }
    if (commonCount && !options.oneChangePerToken) {
      basePath.lastComponent = { count: commonCount, previousComponent: basePath.lastComponent, added: false, removed: false };
    }
    basePath.oldPos = oldPos;
    return newPos;
  }
  equals(left, right, options) {
    if (options.comparator) {
      return options.comparator(left, right);
    } else {
      return left === right || !!options.ignoreCase && left.toLowerCase() === right.toLowerCase();
    }
  }
  removeEmpty(array) {
    const ret = [];
    for (let i = 0; i < array.length; i++) {
      if (array[i]) {
        ret.push(array[i]);
      }
    }
    return ret;
  }
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  castInput(value, options) {
    return value;
  }
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  tokenize(value, options) {
    return Array.from(value);
  }
  join(chars) {
    return chars.join("");
  }
  postProcess(changeObjects, options) {
    return changeObjects;
  }
  get useLongestToken() {
    return false;
  }
  buildValues(lastComponent, newTokens, oldTokens) {
    const components = [];
    let nextComponent;
    while (lastComponent) {
      components.push(lastComponent);
      nextComponent = lastComponent.previousComponent;
      delete lastComponent.previousComponent;
      lastComponent = nextComponent;
    }
    components.reverse();
    const componentLen = components.length;
    let componentPos = 0, newPos = 0, oldPos = 0;
    for (; componentPos < componentLen; componentPos++) {
      const component = components[componentPos];
      if (!component.removed) {
        if (!component.added && this.useLongestToken) {
          let value = newTokens.slice(newPos, newPos + component.count);
          value = value.map(function(value2, i) {
            const oldValue = oldTokens[oldPos + i];
            return oldValue.length > value2.length ? oldValue : value2;
          });
          component.value = this.join(value);
        } else {
          component.value = this.join(newTokens.slice(newPos, newPos + component.count));
        }
        newPos += component.count;
        if (!component.added) {
          oldPos += component.count;
        }
      } else {
        component.value = this.join(oldTokens.slice(oldPos, oldPos + component.count));
        oldPos += component.count;
      }
    }
    return components;
  }
};

// node_modules/diff/libesm/diff/line.js
var LineDiff = class extends Diff {
  constructor() {
    super(...arguments);
    this.tokenize = tokenize;
  }
  equals(left, right, options) {
    if (options.ignoreWhitespace) {
      if (!options.newlineIsToken || !left.includes("\n")) {
        left = left.trim();
      }
      if (!options.newlineIsToken || !right.includes("\n")) {
        right = right.trim();
      }
    } else if (options.ignoreNewlineAtEof && !options.newlineIsToken) {
      if (left.endsWith("\n")) {
        left = left.slice(0, -1);
      }
      if (right.endsWith("\n")) {
        right = right.slice(0, -1);
      }
    }
    return super.equals(left, right, options);
  }
};
var lineDiff = new LineDiff();
function diffLines(oldStr, newStr, options) {
  return lineDiff.diff(oldStr, newStr, options);
}
function tokenize(value, options) {
  if (options.stripTrailingCr) {
    value = value.replace(/\r\n/g, "\n");
  }
  const retLines = [], linesAndNewlines = value.split(/(\n|\r\n)/);
  if (!linesAndNewlines[linesAndNewlines.length - 1]) {
    linesAndNewlines.pop();
  }
  for (let i = 0; i < linesAndNewlines.length; i++) {
    const line = linesAndNewlines[i];
    if (i % 2 && !options.newlineIsToken) {
      retLines[retLines.length - 1] += line;
    } else {
      retLines.push(line);
    }
  }
  return retLines;
}

// node_modules/diff/libesm/patch/create.js
function structuredPatch(oldFileName, newFileName, oldStr, newStr, oldHeader, newHeader, options) {
  let optionsObj;
  if (!options) {
    optionsObj = {};
  } else if (typeof options === "function") {
    optionsObj = { callback: options };
  } else {
    optionsObj = options;
  }
  if (typeof optionsObj.context === "undefined") {
    optionsObj.context = 4;
  }
  const context = optionsObj.context;
  if (optionsObj.newlineIsToken) {
    throw new Error("newlineIsToken may not be used with patch-generation functions, only with diffing functions");
  }
  if (!optionsObj.callback) {
    return diffLinesResultToPatch(diffLines(oldStr, newStr, optionsObj));
  } else {
    const { callback } = optionsObj;
    diffLines(oldStr, newStr, Object.assign(Object.assign({}, optionsObj), { callback: (diff) => {
      const patch = diffLinesResultToPatch(diff);
      callback(patch);
    } }));
  }
  function diffLinesResultToPatch(diff) {
    if (!diff) {
      return;
    }
    diff.push({ value: "", lines: [] });
    function contextLines2(lines) {
      return lines.map(function(entry) {
        return " " + entry;
      });
    }
    const hunks = [];
    let oldRangeStart = 0, newRangeStart = 0, curRange = [], oldLine = 1, newLine = 1;
    for (let i = 0; i < diff.length; i++) {
      const current = diff[i], lines = current.lines || splitLines(current.value);
      current.lines = lines;
      if (current.added || current.removed) {
        if (!oldRangeStart) {
          const prev = diff[i - 1];
          oldRangeStart = oldLine;
          newRangeStart = newLine;
          if (prev) {
            curRange = context > 0 ? contextLines2(prev.lines.slice(-context)) : [];
            oldRangeStart -= curRange.length;
            newRangeStart -= curRange.length;
          }
        }
        for (const line of lines) {
          curRange.push((current.added ? "+" : "-") + line);
        }
        if (current.added) {
          newLine += lines.length;
        } else {
          oldLine += lines.length;
        }
      } else {
        if (oldRangeStart) {
          if (lines.length <= context * 2 && i < diff.length - 2) {
            for (const line of contextLines2(lines)) {
              curRange.push(line);
            }
          } else {
            const contextSize = Math.min(lines.length, context);
            for (const line of contextLines2(lines.slice(0, contextSize))) {
              curRange.push(line);
            }
            const hunk = {
              oldStart: oldRangeStart,
              oldLines: oldLine - oldRangeStart + contextSize,
              newStart: newRangeStart,
              newLines: newLine - newRangeStart + contextSize,
              lines: curRange
            };
            hunks.push(hunk);
            oldRangeStart = 0;
            newRangeStart = 0;
            curRange = [];
          }
        }
        oldLine += lines.length;
        newLine += lines.length;
      }
    }
    for (const hunk of hunks) {
      for (let i = 0; i < hunk.lines.length; i++) {
        if (hunk.lines[i].endsWith("\n")) {
          hunk.lines[i] = hunk.lines[i].slice(0, -1);
        } else {
          hunk.lines.splice(i + 1, 0, "\\ No newline at end of file");
          i++;
        }
      }
    }
    return {
      oldFileName,
      newFileName,
      oldHeader,
      newHeader,
      hunks
    };
  }
}
function splitLines(text) {
  const hasTrailingNl = text.endsWith("\n");
  const result = text.split("\n").map((line) => line + "\n");
  if (hasTrailingNl) {
    result.pop();
  } else {
    result.push(result.pop().slice(0, -1));
  }
  return result;
}

// src/diff/lines.ts
var contextLines = 2;
var maxEdits = 600;
function diffLines2(before, after) {
  const options = { context: contextLines, maxEditLength: maxEdits };
  const patch = structuredPatch("", "", before, after, void 0, void 0, options);
  return patch?.hunks.flatMap((hunk) => [
    `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`,
    ...hunk.lines
  ]);
}

// src/diff/outline.ts
var plainText = /^(?!(?:true|false|null|yes|no|on|off|[yn])$|-?[\d.]|- )[A-Za-z./-]\S*$/i;
function outlineOf(value) {
  if (isList(value) && value.length > 0) return value.flatMap((item) => underneath("- ", outlineOf(item)));
  if (isObject(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, item]) => entryOf(textOf2(key), item));
  return [textOf2(value)];
}
function entryOf(name, value) {
  const lines = outlineOf(value);
  if (isList(value) && value.length > 0) return [`${name}:`, ...lines];
  if (isObject(value) && Object.keys(value).length > 0)
    return [`${name}:`, ...lines.map((line) => `  ${line}`)];
  return [`${name}: ${lines[0] ?? ""}`];
}
function underneath(head, lines) {
  return lines.map((line, index) => (index === 0 ? head : " ".repeat(head.length)) + line);
}
function textOf2(value) {
  return typeof value === "string" && plainText.test(value) ? value : stringifyJson(value);
}

// src/diff/items.ts
var likelyKeys = [
  "name",
  "key",
  "id",
  "containerPort",
  "port",
  "mountPath",
  "devicePath",
  "topologyKey",
  "host",
  "path",
  "ip",
  "type"
];
function pairItems(before, after, identity) {
  const old = indexItems(before, identity);
  const next = indexItems(after, identity);
  if (!old || !next) return void 0;
  const kept = [...next].map(([id, place]) => {
    const former = old.get(id);
    return former ? { before: former, after: place } : { after: place };
  });
  const removed = [...old].flatMap(([id, place]) => next.has(id) ? [] : [{ before: place }]);
  return [...kept, ...removed];
}
function likelyKeyOf(before, after) {
  return likelyKeys.find((key) => [before, after].every((list) => hasKey(list, key)));
}
function isReordered(pairs) {
  const indices = pairs.flatMap((pair) => pair.before && pair.after ? [pair.before.index] : []);
  return indices.some((index, position) => position > 0 && index < (indices[position - 1] ?? 0));
}
function indexItems(list, identity) {
  const found = /* @__PURE__ */ new Map();
  for (const [index, item] of list.entries()) {
    const id = identify(item, identity);
    if (id === void 0 || found.has(id)) return void 0;
    found.set(id, { index, item });
  }
  return found;
}
function identify(item, identity) {
  switch (identity.by) {
    case "whole":
      return typeof item === "object" && item !== null ? void 0 : canonicalJson(item);
    case "keys": {
      if (!isObject(item) || !identity.keys.some((key) => Object.hasOwn(item, key))) return void 0;
      return canonicalJson(identity.keys.map((key) => Object.hasOwn(item, key) ? [item[key] ?? null] : []));
    }
  }
}
function hasKey(list, key) {
  const values = list.map((item) => isObject(item) && Object.hasOwn(item, key) ? item[key] : void 0);
  const named = values.filter((value) => typeof value === "string" || typeof value === "number");
  return named.length === list.length && new Set(named).size === list.length;
}

// src/diff/fields.ts
var fewLeaves = 8;
var shortList = 4;
var shortOutline = 12;
function diffFields(before, after, keysAt) {
  return compare(before, after, { label: "", before: [], after: [], pattern: [] }, keysAt);
}
function compare(before, after, place, keysAt) {
  if (isObject(before) && isObject(after)) return compareMaps(before, after, place, keysAt);
  if (isList(before) && isList(after)) return compareLists(before, after, place, keysAt);
  if (isEqual(before, after)) return [];
  if (before === void 0 && isSmallMap(after)) return compareMaps({}, after, place, keysAt);
  return [differenceOf(place, before, after)];
}
function compareMaps(before, after, place, keysAt) {
  const keys = /* @__PURE__ */ new Set([...Object.keys(after), ...Object.keys(before)]);
  return [...keys].flatMap((key) => compare(own(before, key), own(after, key), placeOfKey(place, key), keysAt));
}
function compareLists(before, after, place, keysAt) {
  const identity = identityOf(before, after, keysAt(place.pattern));
  const pairs = identity && pairItems(before, after, identity);
  if (!identity || !pairs) return isEqual(before, after) ? [] : [differenceOf(place, before, after)];
  const keys = identity.by === "keys" ? identity.keys : [];
  const items = pairs.flatMap((pair) => compareItems(pair, placeOfItem(place, pair, keys), keysAt));
  if (!isReordered(pairs)) return items;
  const names = (list) => list.map((item) => nameOfItem(item, keys));
  const order = differenceOf(
    { ...place, label: `${place.label}${orderSuffix}` },
    names(before),
    names(after)
  );
  return [order, ...items];
}
function compareItems(pair, place, keysAt) {
  return pair.before && pair.after ? compare(pair.before.item, pair.after.item, place, keysAt) : [differenceOf(place, pair.before?.item, pair.after?.item)];
}
function identityOf(before, after, known) {
  if (known === "set") return { by: "whole" };
  if (known !== void 0 && known !== "atomic") return { by: "keys", keys: known };
  const key = likelyKeyOf(before, after);
  return key === void 0 ? void 0 : { by: "keys", keys: [key] };
}
function differenceOf(place, before, after) {
  const lines = linesOf(before, after);
  return {
    path: joinPointer(after === void 0 ? place.before : place.after),
    label: place.label,
    ...before !== void 0 && { before, beforePath: joinPointer(place.before) },
    ...after !== void 0 && { after },
    masked: holdsMark(before) || holdsMark(after),
    ...lines && { lines }
  };
}
function linesOf(before, after) {
  if (isList(before) && isList(after)) return listLines(before, after);
  if (typeof before !== "string" || typeof after !== "string") return void 0;
  return before.includes("\n") || after.includes("\n") ? diffLines2(before, after) : void 0;
}
function listLines(before, after) {
  const [old, next] = [outlineOf(before), outlineOf(after)];
  const hasItems = [...before, ...after].some((item) => typeof item === "object");
  if (Math.max(old.length, next.length) <= (hasItems ? shortOutline : shortList)) return void 0;
  return diffLines2(`${old.join("\n")}
`, `${next.join("\n")}
`);
}
function isSmallMap(value) {
  if (!isObject(value)) return false;
  const leaves = countLeaves(value);
  return leaves > 0 && leaves <= fewLeaves && !hasEmptyMap(value);
}
function countLeaves(value) {
  if (!isObject(value)) return 1;
  return Object.values(value).reduce((sum, item) => sum + countLeaves(item), 0);
}
function hasEmptyMap(value) {
  if (!isObject(value)) return false;
  const items = Object.values(value);
  return items.length === 0 || items.some(hasEmptyMap);
}
function placeOfKey(place, key) {
  return {
    label: labelOfKey(place.label, key),
    before: [...place.before, key],
    after: [...place.after, key],
    pattern: [...place.pattern, key]
  };
}
function placeOfItem(place, pair, keys) {
  const { before, after } = pair;
  return {
    label: labelOfItem(place.label, nameOfItem((after ?? before)?.item ?? null, keys)),
    before: [...place.before, before?.index ?? -1],
    after: [...place.after, after?.index ?? -1],
    pattern: [...place.pattern, "*"]
  };
}
function own(object, key) {
  return Object.hasOwn(object, key) ? object[key] : void 0;
}

export {
  markFor,
  holdsMark,
  withoutMarkKeys,
  diffFields,
  looksSecret,
  maskObject,
  secretValuesOf
};
