import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  exactNumber,
  floatKey,
  resolvePlain
} from "./shared-14.mjs";
import {
  CHOMPING_MODE,
  EVENT_ID,
  SCALAR_STYLE,
  YAMLException,
  getScalarValue,
  parseEvents
} from "./shared-4.mjs";
import {
  isObject,
  joinPointer
} from "./shared-32.mjs";

// src/engines/kubernetes/manifest/events.ts
var eventId = EVENT_ID;
var scalarStyle = SCALAR_STYLE;
var chompingMode = CHOMPING_MODE;
function readEvents(text, maxDepth) {
  try {
    return { events: parseEvents(text, { maxDepth }) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { reason: error.reason, offset: Math.min(error.mark?.position ?? 0, text.length) };
  }
}
function scalarText(text, event) {
  return getScalarValue(text, event);
}
function startOf(text, event) {
  switch (event.type) {
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE:
      return event.start;
    case EVENT_ID.ALIAS:
      return event.anchorStart - 1;
    case EVENT_ID.SCALAR:
      return startOfScalar(text, event);
    case EVENT_ID.DOCUMENT:
    case EVENT_ID.POP:
      return void 0;
  }
}
function startOfScalar(text, event) {
  if (event.valueStart < 0) return void 0;
  switch (event.style) {
    case SCALAR_STYLE.PLAIN:
      return event.valueStart;
    case SCALAR_STYLE.SINGLE_QUOTED:
    case SCALAR_STYLE.DOUBLE_QUOTED:
      return event.valueStart - 1;
    case SCALAR_STYLE.LITERAL_BLOCK:
      return text.lastIndexOf("|", event.valueStart - 1);
    case SCALAR_STYLE.FOLDED_BLOCK:
      return text.lastIndexOf(">", event.valueStart - 1);
  }
}

// src/engines/kubernetes/manifest/yaml-codes.ts
var yamlLimits = {
  fileLength: 16 * 1024 * 1024,
  documents: 1e4,
  depth: 100,
  mergedKeys: 1e4,
  /** Findings told of one document; the rest is not looked at. */
  problems: 100,
  /** Characters from the start of a plain `key:` to its colon, YAML 1.2 section 7.4.2. */
  keyLength: 1024
};

// src/engines/kubernetes/manifest/walk.ts
function startWalk(text, events, language) {
  const counts = { depth: 0, deepest: 0, decoded: 1, aliased: 0, mergedKeys: 0 };
  const place = { cursor: events[0]?.type === eventId.DOCUMENT ? 1 : 0, lastOffset: 0 };
  return { text, events, language, problems: [], anchors: /* @__PURE__ */ new Map(), ...place, ...counts, stopped: false };
}
function takeEvent(walk) {
  const event = walk.events[walk.cursor];
  if (!event) return void 0;
  walk.cursor += 1;
  walk.lastOffset = startOf(walk.text, event) ?? walk.lastOffset;
  return event;
}
function atEnd(walk) {
  const event = walk.events[walk.cursor];
  return walk.stopped || event === void 0 || event.type === eventId.POP;
}
function skipNode(events, from) {
  let open2 = 0;
  let cursor = from;
  do {
    const type = events[cursor]?.type;
    if (type === eventId.MAPPING || type === eventId.SEQUENCE) open2 += 1;
    else if (type === eventId.POP) open2 -= 1;
    cursor += 1;
  } while (open2 > 0 && cursor < events.length);
  return cursor;
}
function fail(walk, code, told) {
  walk.problems.push({ code, severity: "error", offset: walk.lastOffset, ...told });
  if (walk.problems.length >= yamlLimits.problems) walk.stopped = true;
}
function warn(walk, code, told) {
  walk.problems.push({ code, severity: "warning", offset: walk.lastOffset, ...told });
}
function stop(walk, code, told) {
  if (!walk.stopped) fail(walk, code, told);
  walk.stopped = true;
}

// src/engines/kubernetes/manifest/aliases.ts
var anchorName = /^[A-Za-z0-9_-]+$/;
function openAnchor(walk, event) {
  if (!("tagStart" in event) || event.anchorStart < 0) return void 0;
  const name = walk.text.slice(event.anchorStart, event.anchorEnd);
  checkName(walk, name, event.anchorStart - 1);
  const entry = {};
  walk.anchors.set(name, entry);
  const deepestBefore = walk.deepest;
  walk.deepest = walk.depth;
  return { entry, type: event.type, decodedBefore: walk.decoded - 1, deepestBefore };
}
function closeAnchor(walk, open2, value) {
  const { entry, type, decodedBefore, deepestBefore } = open2;
  entry.node = { value, type, cost: walk.decoded - decodedBefore, height: walk.deepest - walk.depth };
  walk.deepest = Math.max(walk.deepest, deepestBefore);
}
function expandAlias(walk, event) {
  const name = walk.text.slice(event.anchorStart, event.anchorEnd);
  const offset = event.anchorStart - 1;
  checkName(walk, name, offset);
  const entry = walk.anchors.get(name);
  if (!entry)
    fail(walk, "yaml-anchor", { message: `there is no anchor &${name} before the alias *${name}`, offset });
  else if (!entry.node) stop(walk, "yaml-anchor", { message: `the anchor &${name} contains itself`, offset });
  else {
    walk.decoded += entry.node.cost;
    walk.aliased += entry.node.cost;
    walk.deepest = Math.max(walk.deepest, walk.depth + entry.node.height);
    refuseBomb(walk);
  }
  return entry?.node;
}
function checkName(walk, name, offset) {
  if (anchorName.test(name)) return;
  const hint = "use letters, digits, - and _ only";
  fail(walk, "yaml-anchor", { message: `kubectl does not accept the anchor name ${name}`, hint, offset });
}
function refuseBomb(walk) {
  const ratio = walk.aliased / walk.decoded;
  if (walk.aliased > 100 && walk.decoded > 1e3 && ratio > allowedRatio(walk.decoded)) {
    const message = `aliases make ${walk.aliased} of the ${walk.decoded} nodes of this document`;
    stop(walk, "yaml-alias-bomb", { message, hint: "write the values out, or use fewer aliases" });
  }
  if (walk.deepest > yamlLimits.depth)
    stop(walk, "yaml-limit", { message: `aliases nest the document deeper than ${yamlLimits.depth} levels` });
}
function allowedRatio(decoded) {
  if (decoded <= 4e5) return 0.99;
  if (decoded >= 4e6) return 0.1;
  return 0.99 - 0.89 * ((decoded - 4e5) / 36e5);
}
function countMergedKeys(walk, keys) {
  walk.mergedKeys += keys;
  if (walk.mergedKeys <= yamlLimits.mergedKeys) return true;
  const message = `merge keys copy more than ${yamlLimits.mergedKeys} keys in this document`;
  stop(walk, "yaml-alias-bomb", { message });
  return false;
}

// src/engines/kubernetes/manifest/utf8.ts
function textOfBytes(bytes) {
  const parts = [];
  let good = 0;
  for (let at = 0; at < bytes.length; ) {
    const size = characterSize(bytes, at);
    if (size === 0) {
      parts.push(bytes.toString("utf8", good, at), "�");
      good = at + 1;
    }
    at += Math.max(size, 1);
  }
  parts.push(bytes.toString("utf8", good));
  return parts.join("");
}
function characterSize(bytes, at) {
  const lead = bytes[at] ?? 0;
  if (lead < 128) return 1;
  const size = lead >= 240 ? 4 : lead >= 224 ? 3 : 2;
  if (lead < 194 || lead > 244) return 0;
  const [low, high] = secondByteRange(lead);
  const second = bytes[at + 1] ?? 0;
  if (second < low || second > high) return 0;
  for (let next = at + 2; next < at + size; next += 1) if (((bytes[next] ?? 0) & 192) !== 128) return 0;
  return size;
}
function secondByteRange(lead) {
  if (lead === 224) return [160, 191];
  if (lead === 237) return [128, 159];
  if (lead === 240) return [144, 191];
  return lead === 244 ? [128, 143] : [128, 191];
}

// src/engines/kubernetes/manifest/scalar-values.ts
var tagPrefix = "tag:yaml.org,2002:";
function resolveScalar(walk, event) {
  if (walk.language === "json") return resolveJson(walk, event);
  const text = scalarText(walk.text, event);
  checkEscapes(walk, event);
  if (event.tagStart >= 0) return resolveTagged(walk, tagOf(walk, event), text);
  return event.style === scalarStyle.PLAIN ? resolvePlain(text) : { tag: "str", value: text };
}
function isMergeKey(walk, event) {
  if (walk.language === "json" || event.valueEnd - event.valueStart !== 2) return false;
  if (!walk.text.startsWith("<<", event.valueStart)) return false;
  if (event.tagStart >= 0) return ["!", `${tagPrefix}merge`].includes(tagOf(walk, event));
  return event.style === scalarStyle.PLAIN;
}
function resolveJson(walk, event) {
  const raw = walk.text.slice(event.valueStart, event.valueEnd);
  if (event.style === scalarStyle.DOUBLE_QUOTED) {
    const text = raw.includes("\\") ? String(JSON.parse(`"${raw}"`)).toWellFormed() : raw;
    return { tag: "str", value: text };
  }
  if (raw === "true" || raw === "false" || raw === "null") return resolvePlain(raw);
  if (/^-?\d+$/.test(raw)) return resolvePlain(raw);
  return { tag: "float", value: Number(raw) };
}
function tagOf(walk, event) {
  const tag = walk.text.slice(event.tagStart, event.tagEnd);
  if (tag.startsWith("!<")) return tag.slice(2, -1);
  return tag.startsWith("!!") ? `${tagPrefix}${tag.slice(2)}` : tag;
}
function resolveTagged(walk, tag, text) {
  const name = tag.startsWith(tagPrefix) ? tag.slice(tagPrefix.length) : "";
  switch (name) {
    case "binary":
      return { tag: "str", value: decodeBinary(walk, text) };
    case "bool":
    case "int":
    case "float":
    case "null":
    case "timestamp":
      return obeyTag(walk, name, text);
    default:
      return { tag: "str", value: text };
  }
}
function obeyTag(walk, name, text) {
  const resolved = resolvePlain(text);
  if (resolved.tag === name) return resolved;
  if (name === "float" && resolved.tag === "int" && !resolved.unsigned)
    return { tag: "float", value: Number(resolved.value) };
  fail(walk, "yaml-tag", {
    // The value may be a secret.
    message: `the tag !!${name} stands before a value that is none`
  });
  return { tag: "str", value: text };
}
function decodeBinary(walk, text) {
  const packed = text.replaceAll(/[\r\n]/g, "");
  const bytes = Buffer.from(packed, "base64");
  if (bytes.toString("base64").replace(/=+$/, "") !== packed.replace(/=+$/, "") || packed.length % 4 !== 0) {
    fail(walk, "yaml-tag", { message: "the tag !!binary stands before text that is not padded base64" });
    return "";
  }
  return textOfBytes(bytes);
}
var surrogate = /^[dD][89a-fA-F][0-9a-fA-F]{2}/;
function checkEscapes(walk, event) {
  if (event.fast || event.style !== scalarStyle.DOUBLE_QUOTED) return;
  const raw = walk.text.slice(event.valueStart, event.valueEnd);
  for (const match of raw.matchAll(/\\(?:u(....)|U(........)|([\s\S]))/g)) {
    const [, short = "", long = "", other = ""] = match;
    const half = surrogate.test(short) || surrogate.test(long.slice(4)) && long.startsWith("0000");
    if (other !== "/" && !half && Number.parseInt(long || "0", 16) <= 1114111) continue;
    fail(walk, "yaml-escape", {
      message: `kubectl does not know the escape ${match[0]} in double quotes`,
      hint: other === "/" ? "write / without the backslash" : "write the character itself",
      offset: event.valueStart + match.index
    });
  }
}

// src/engines/kubernetes/manifest/keys.ts
function scalarKey(walk, event) {
  const resolved = resolveScalar(walk, event);
  const key = keyText(walk, resolved);
  if (walk.language === "json" || key === void 0) return key;
  checkLength(walk, event);
  const written = resolved.tag === "int" || resolved.tag === "float" ? scalarText(walk.text, event) : key;
  if (written !== key) {
    const message = `the key ${written} is read as a number and becomes "${key}"`;
    warn(walk, "yaml-key-changed", { message, hint: `quote it: "${written}"` });
  }
  return key;
}
function keyText(walk, resolved) {
  switch (resolved.tag) {
    case "str":
    case "timestamp":
      return resolved.value;
    case "null":
      fail(walk, "yaml-key-type", { message: "a key is empty or null" });
      return void 0;
    case "bool": {
      const message = `this key is an unquoted word that means ${resolved.value}, so it would be named "${resolved.value}"`;
      fail(walk, "yaml-boolean-key", { message, hint: "quote it" });
      return void 0;
    }
    case "int":
      if (!resolved.unsigned) return String(resolved.value);
      fail(walk, "yaml-key-type", {
        message: `the key ${resolved.value} is too large a number`,
        hint: "quote it"
      });
      return void 0;
    case "float":
      return floatKey(resolved.value);
  }
}
function firstKeyOffset(walk, from, key) {
  const silent = { ...walk, problems: [] };
  for (let cursor = from; cursor < walk.events.length; ) {
    const event = walk.events[cursor];
    if (event?.type === eventId.SCALAR && keyText(silent, resolveScalar(silent, event)) === key)
      return startOf(walk.text, event) ?? walk.lastOffset;
    cursor = skipNode(walk.events, skipNode(walk.events, cursor));
  }
  return walk.lastOffset;
}
function checkLength(walk, event) {
  if (event.valueEnd - event.valueStart < yamlLimits.keyLength - 2) return;
  const start = startOf(walk.text, event) ?? 0;
  const colon = walk.text.indexOf(":", event.valueEnd);
  const isExplicit = /\?\s*$/.test(walk.text.slice(Math.max(0, start - 100), start));
  const isBlock = event.style === scalarStyle.LITERAL_BLOCK || event.style === scalarStyle.FOLDED_BLOCK;
  if (isExplicit || isBlock || colon - start <= yamlLimits.keyLength) return;
  fail(walk, "yaml-key-type", { message: `a key is longer than ${yamlLimits.keyLength} characters` });
}

// src/engines/kubernetes/manifest/merge.ts
function readMerge(walk, map, readNode2) {
  takeEvent(walk);
  const offset = walk.lastOffset;
  const isListed = walk.events[walk.cursor]?.type === eventId.SEQUENCE;
  const sources = isListed ? readSources(walk, readNode2) : [readSource(walk, readNode2)];
  const overwritten = /* @__PURE__ */ new Set();
  const added = /* @__PURE__ */ new Set();
  for (const source of sources.toReversed()) {
    if (!countMergedKeys(walk, Object.keys(source).length + 1)) return;
    for (const [key, value] of Object.entries(source)) {
      if (Object.hasOwn(map.object, key) && !added.has(key)) overwritten.add(key);
      else added.add(key);
      mergeKey(map, key, value);
    }
  }
  if (overwritten.size === 0) return;
  const message = `<< overwrites ${[...overwritten].join(", ")} from above, because it comes after`;
  warn(walk, "yaml-merge-order", { message, hint: "put << first in the map", offset });
}
function mergeKey(map, key, value) {
  map.merged ??= /* @__PURE__ */ new Set();
  if (!Object.hasOwn(map.object, key)) map.merged.add(key);
  setKey(map.object, key, value);
}
function readSources(walk, readNode2) {
  const event = takeEvent(walk);
  const anchor = event && openAnchor(walk, event);
  walk.depth += 1;
  const sources = [];
  while (!atEnd(walk)) sources.push(readSource(walk, readNode2));
  walk.depth -= 1;
  walk.cursor += 1;
  if (anchor) closeAnchor(walk, anchor, sources);
  return sources;
}
function readSource(walk, readNode2) {
  const value = readNode2(walk);
  if (isObject(value)) return value;
  const message = "<< takes a map or a list of maps";
  if (!walk.stopped) fail(walk, "yaml-merge-value", { message, hint: "quote << if it is meant as a key" });
  return {};
}
function setKey(object, key, value) {
  if (key !== "__proto__") object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

// src/engines/kubernetes/manifest/construct.ts
function constructValue(text, events, language) {
  const walk = startWalk(text, events, language);
  const value = readNode(walk);
  return { value, problems: walk.problems };
}
function readNode(walk) {
  const event = takeEvent(walk);
  walk.decoded += 1;
  if (!event || walk.stopped) return null;
  const anchor = openAnchor(walk, event);
  const value = readContent(walk, event);
  if (anchor) closeAnchor(walk, anchor, value);
  return value;
}
function readContent(walk, event) {
  switch (event.type) {
    case eventId.SCALAR:
      return scalarValue(walk, resolveScalar(walk, event));
    case eventId.ALIAS:
      return expandAlias(walk, event)?.value ?? null;
    case eventId.SEQUENCE:
      return nested(walk, readSequence);
    case eventId.MAPPING:
      return nested(walk, readMapping);
    case eventId.DOCUMENT:
    case eventId.POP:
      return null;
  }
}
function nested(walk, read) {
  walk.depth += 1;
  walk.deepest = Math.max(walk.deepest, walk.depth);
  if (walk.depth > yamlLimits.depth)
    stop(walk, "yaml-limit", { message: `the document is nested deeper than ${yamlLimits.depth} levels` });
  const value = read(walk);
  walk.depth -= 1;
  walk.cursor += 1;
  return value;
}
function scalarValue(walk, resolved) {
  if (resolved.tag === "int") return exactNumber(resolved.unsigned ? Number(resolved.value) : resolved.value);
  if (resolved.tag !== "float") return resolved.value;
  if (Number.isFinite(resolved.value)) return exactNumber(resolved.value);
  fail(walk, "yaml-number", { message: "JSON has no such number", hint: "quote it if text is meant" });
  return null;
}
function readSequence(walk) {
  const items = [];
  while (!atEnd(walk)) items.push(readNode(walk));
  return items;
}
function readMapping(walk) {
  const map = { object: {}, firstKey: walk.cursor };
  while (!atEnd(walk)) {
    const event = walk.events[walk.cursor];
    if (event?.type === eventId.SCALAR && isMergeKey(walk, event)) readMerge(walk, map, readNode);
    else readPair(walk, map);
  }
  return map.object;
}
function readPair(walk, map) {
  const key = readKey(walk);
  const offset = walk.lastOffset;
  const value = readNode(walk);
  if (key === void 0) return;
  if (Object.hasOwn(map.object, key) && !map.merged?.has(key)) {
    const message = `the key ${JSON.stringify(key)} stands here and before in the same map`;
    fail(walk, "yaml-duplicate-key", {
      message,
      offset,
      otherOffset: firstKeyOffset(walk, map.firstKey, key)
    });
  }
  map.merged?.delete(key);
  setKey(map.object, key, value);
}
function readKey(walk) {
  const event = walk.events[walk.cursor];
  if (event?.type === eventId.SCALAR) {
    takeEvent(walk);
    walk.decoded += 1;
    const anchor = openAnchor(walk, event);
    const key = scalarKey(walk, event);
    if (anchor) closeAnchor(walk, anchor, scalarValue({ ...walk, problems: [] }, resolveScalar(walk, event)));
    return key;
  }
  if (event?.type === eventId.ALIAS) return readAliasKey(walk);
  takeEvent(walk);
  failKeyType(walk);
  walk.cursor = skipNode(walk.events, walk.cursor - 1);
  return void 0;
}
function readAliasKey(walk) {
  const value = readNode(walk);
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return keyText(walk, { tag: "bool", value });
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return Number.isInteger(value) ? String(value) : floatKey(value);
  failKeyType(walk);
  return void 0;
}
function failKeyType(walk) {
  if (walk.stopped) return;
  if (walk.text.startsWith("{{", walk.lastOffset - 1))
    fail(walk, "yaml-template", { message: "this is a template, not yet YAML", hint: "render it first" });
  else fail(walk, "yaml-key-type", { message: "a key is a map, a list or null" });
}

// src/engines/kubernetes/manifest/yaml-line.ts
function partsOf(line) {
  const indent = skip(line, 0, " ");
  let content = indent;
  while (line[content] === "-" && line[content + 1] === " ") content = skip(line, content + 1, " ");
  const value = skipProperties(line, valueAfterKey(line, content));
  const opens = `"'[{`.includes(line[value] ?? " ");
  const blockIndent = isBlockHeader(line) ? blockIndentOf(line, content) : void 0;
  return {
    indent,
    content,
    ...opens ? { value } : {},
    ...blockIndent === void 0 ? {} : { blockIndent }
  };
}
function skip(line, from, characters) {
  let position = from;
  while (position < line.length && characters.includes(line.charAt(position))) position += 1;
  return position;
}
function valueAfterKey(line, content) {
  const quote = line[content];
  const from = quote === '"' || quote === "'" ? line.indexOf(quote, content + 1) + 1 : content;
  if (from === 0 && content > 0 || "[{#".includes(quote ?? "#")) return content;
  const colon = colonAfter(line, from);
  const comment = line.indexOf(" #", content);
  const isQuotedKey = from === content || skip(line, from, " 	") === colon;
  if (colon < 0 || !isQuotedKey || comment >= 0 && comment < colon) return content;
  return skip(line, colon + 1, " 	");
}
function colonAfter(line, from) {
  const positions = [": ", ":	"].map((text) => line.indexOf(text, from)).filter((position) => position >= 0);
  return positions.length === 0 ? -1 : Math.min(...positions);
}
function skipProperties(line, from) {
  let position = from;
  while ("&!".includes(line[position] ?? " ")) {
    const end = line.indexOf(" ", position);
    if (end < 0) return line.length;
    position = skip(line, end, " 	");
  }
  return position;
}
function isBlockHeader(line) {
  const comment = line.indexOf(" #");
  const text = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
  return /(?:^|[ \t])[|>][-+0-9]{0,2}$/.test(text.slice(-4));
}
function blockIndentOf(line, content) {
  if (!"|>".includes(line[content] ?? " ")) return content;
  return Math.max(0, line.lastIndexOf("-", content - 1));
}

// src/engines/kubernetes/manifest/flatten.ts
function readFlattened(text, maxDepth) {
  const flat = flatten(text);
  if (flat.text === text) return void 0;
  const read = readEvents(flat.text, maxDepth);
  if (!("events" in read)) return void 0;
  if (!isFaithful(text, flat, read.events)) return void 0;
  return read.events.map((event) => event.type === eventId.SCALAR ? { ...event, fast: false } : event);
}
function isFaithful(text, flat, events) {
  const open2 = [];
  for (const event of events) {
    if (event.type === eventId.POP) open2.pop();
    else if (event.type === eventId.DOCUMENT) open2.push(false);
    else if (event.type === eventId.MAPPING || event.type === eventId.SEQUENCE) open2.push(event.style === 2);
    else if (event.type === eventId.SCALAR && event.valueStart >= 0) {
      const { valueStart, valueEnd, style } = event;
      const isQuoted2 = style === scalarStyle.SINGLE_QUOTED || style === scalarStyle.DOUBLE_QUOTED;
      const isSame = text.slice(valueStart, valueEnd) === flat.text.slice(valueStart, valueEnd);
      if (!isSame && !isQuoted2 && !open2.at(-1)) return false;
      if (flat.comments.some((comment) => valueStart <= comment && comment < valueEnd)) return false;
    }
  }
  return true;
}
function flatten(source) {
  const flat = { source, text: "", done: 0, position: 0, comments: [] };
  let blockIndent;
  while (flat.position < source.length) {
    const line = lineAt(source, flat.position);
    const parts = partsOf(line);
    const isInBlock = blockIndent !== void 0 && (line.trim() === "" || parts.indent > blockIndent);
    if (!isInBlock) {
      blockIndent = parts.blockIndent;
      if (parts.value !== void 0) {
        flat.position += parts.value;
        flattenValue(flat);
      }
    }
    flat.position += lineAt(source, flat.position).length;
  }
  flat.text += source.slice(flat.done);
  return flat;
}
function lineAt(text, from) {
  const end = text.indexOf("\n", from);
  return text.slice(from, end < 0 ? text.length : end + 1);
}
function blank(flat, length) {
  flat.text += flat.source.slice(flat.done, flat.position) + " ".repeat(length);
  flat.position += length;
  flat.done = flat.position;
}
function flattenValue(flat) {
  let depth = 0;
  do {
    const character = flat.source.charAt(flat.position);
    if (character === '"' || character === "'") flattenQuoted(flat, character);
    else if (character === "#" && /\s/.test(flat.source.charAt(flat.position - 1))) {
      flat.comments.push(flat.position);
      blank(flat, lineAt(flat.source, flat.position).length);
    } else if (/[\r\n\t]/.test(character)) blank(flat, 1);
    else {
      if (character === "[" || character === "{") depth += 1;
      if (character === "]" || character === "}") depth -= 1;
      flat.position += 1;
    }
  } while (depth > 0 && flat.position < flat.source.length);
}
function flattenQuoted(flat, quote) {
  flat.position += 1;
  while (flat.position < flat.source.length) {
    const character = flat.source.charAt(flat.position);
    if (character === "\\" && quote === '"') flat.position += 2;
    else if (/[\r\n]/.test(character)) blank(flat, 1);
    else flat.position += 1;
    if (character === quote) return;
  }
}

// src/engines/kubernetes/manifest/json-events.ts
var absent = { anchorStart: -1, anchorEnd: -1, tagStart: -1, tagEnd: -1 };
var delimiters = ' 	\n\r,:{}[]"';
function readJsonValue(text, from) {
  const events = [];
  let depth = 0;
  let position = from;
  do {
    const character = text.charAt(position);
    if (character === "") return void 0;
    if (character === "{" || character === "[") {
      events.push(open(character, position));
      depth += 1;
      position += 1;
    } else if (character === "}" || character === "]") {
      events.push({ type: eventId.POP });
      depth -= 1;
      position += 1;
    } else if (character === '"') {
      const end = endOfString(text, position);
      events.push(scalar(position + 1, end - 1, scalarStyle.DOUBLE_QUOTED));
      position = end;
    } else if (delimiters.includes(character)) position += 1;
    else {
      const end = endOfWord(text, position);
      events.push(scalar(position, end, scalarStyle.PLAIN));
      position = end;
    }
  } while (depth > 0);
  return isJson(text.slice(from, position)) ? { events, end: position } : void 0;
}
function open(character, start) {
  const style = 2;
  return character === "{" ? { type: eventId.MAPPING, start, ...absent, style } : { type: eventId.SEQUENCE, start, ...absent, style };
}
function scalar(valueStart, valueEnd, style) {
  const shape = { chomping: chompingMode.CLIP, indent: -1, fast: false };
  return { type: eventId.SCALAR, valueStart, valueEnd, ...absent, style, ...shape };
}
function endOfString(text, from) {
  let end = text.indexOf('"', from + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end + 1;
}
function isEscaped(text, quote) {
  let backslashes = 0;
  while (text.charAt(quote - 1 - backslashes) === "\\") backslashes += 1;
  return backslashes % 2 === 1;
}
function endOfWord(text, from) {
  let end = from;
  while (end < text.length && !delimiters.includes(text.charAt(end))) end += 1;
  return end;
}
function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

// src/engines/kubernetes/manifest/characters.ts
var forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/;
var separator = /[\u2028\u2029]/g;
function checkCharacters(text, events) {
  const bad = findForbidden(text);
  if (bad) return [bad];
  const separators = [...text.matchAll(separator)].map((match) => match.index);
  const offset = separators.length === 0 ? void 0 : firstOutside(separators, quotedIn(events), text);
  return offset === void 0 ? [] : [separatorAt(offset)];
}
function findForbidden(text) {
  const offset = forbidden.exec(text)?.index;
  if (offset === void 0) return void 0;
  const message = `the character ${nameOf(text, offset)} is not allowed in YAML`;
  return {
    code: "yaml-character",
    severity: "error",
    offset,
    message,
    hint: "remove it, or escape it in double quotes"
  };
}
function separatorAt(offset) {
  const message = "kubectl takes the invisible line separator here for a line break";
  return {
    code: "yaml-character",
    severity: "error",
    offset,
    message,
    hint: "remove it, or write \\u2028 in double quotes"
  };
}
function nameOf(text, offset) {
  return `U+${text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, "0")}`;
}
function quotedIn(events) {
  return events.filter((event) => event.type === eventId.SCALAR).filter(isQuoted);
}
function isQuoted({ style }) {
  return style === scalarStyle.SINGLE_QUOTED || style === scalarStyle.DOUBLE_QUOTED;
}
function firstOutside(offsets, quoted, text) {
  let next = 0;
  return offsets.find((offset) => {
    while ((quoted[next]?.valueEnd ?? Infinity) <= offset) next += 1;
    const isInside = (quoted[next]?.valueStart ?? Infinity) <= offset;
    return !isInside || /\s/.test(text.charAt(offset - 1)) || /\s/.test(text.charAt(offset + 1));
  });
}

// src/engines/kubernetes/manifest/strictness.ts
function checkStrictness(text, events) {
  const problems = [];
  const frames = [];
  for (const event of events) {
    const frame = frames.at(-1);
    switch (event.type) {
      case eventId.SCALAR:
        problems.push(...checkScalar(text, event, frame));
        countNode(frame, startOf(text, event));
        break;
      case eventId.ALIAS:
        countNode(frame, event.anchorStart);
        break;
      case eventId.MAPPING:
      case eventId.SEQUENCE:
        if (event.type === eventId.MAPPING) problems.push(...checkBlockMap(text, event, frame));
        countNode(frame, event.start);
        frames.push({
          isFlow: event.style === 2,
          isMap: event.type === eventId.MAPPING,
          nodes: 0,
          keyOffset: 0
        });
        break;
      case eventId.POP:
        frames.pop();
        break;
      case eventId.DOCUMENT:
        frames.push({ isFlow: false, isMap: false, nodes: 0, keyOffset: 0 });
        break;
    }
  }
  return problems;
}
function countNode(frame, offset) {
  if (!frame) return;
  if (frame.nodes % 2 === 0 && offset !== void 0) frame.keyOffset = offset;
  frame.nodes += 1;
}
function checkScalar(text, event, frame) {
  if (event.valueStart < 0) return [];
  switch (event.style) {
    case scalarStyle.PLAIN:
      return frame?.isFlow ? checkFlowScalar(text, event, frame) : [];
    case scalarStyle.SINGLE_QUOTED:
    case scalarStyle.DOUBLE_QUOTED:
      return checkQuoted(text, event, frame);
    case scalarStyle.LITERAL_BLOCK:
    case scalarStyle.FOLDED_BLOCK:
      return checkBlockTabs(text, event);
  }
}
function checkFlowScalar(text, event, frame) {
  const value = text.slice(event.valueStart, event.valueEnd);
  const after = text.slice(event.valueEnd, event.valueEnd + 20);
  if (value.includes("?") || value.startsWith(":"))
    return [
      refuse(
        "yaml-syntax",
        event.valueStart,
        "kubectl does not read this text inside [ ] or { }",
        "quote it"
      )
    ];
  if (/^[ \t]*:[,[\]{}]/.test(after)) {
    const message = "kubectl takes the colon after this text for a part of it";
    return [refuse("yaml-syntax", event.valueStart, message, "put a blank after the colon")];
  }
  return checkKey(text, event, frame);
}
function checkQuoted(text, event, frame) {
  const after = /^[ \t]*([^ \t])/.exec(text.slice(event.valueEnd + 1, event.valueEnd + 100))?.[1] ?? "\n";
  if (!"\r\n#:,]}".includes(after))
    return [refuse("yaml-syntax", event.valueEnd + 1, "text follows right after a quoted text")];
  return frame ? checkKey(text, event, frame) : [];
}
function checkKey(text, event, frame) {
  const start = startOf(text, event) ?? 0;
  const isKey = frame.isMap && frame.nodes % 2 === 0;
  if (!isKey || /\?\s+$/.test(text.slice(Math.max(0, start - 20), start))) return [];
  const colon = /^["']?[\s]*:/.exec(text.slice(event.valueEnd, event.valueEnd + 200))?.[0];
  if (colon === void 0 || !/[\r\n]/.test(text.slice(start, event.valueEnd) + colon)) return [];
  return [
    refuse("yaml-syntax", start, "a key and its colon do not stand on one line", "put them on one line")
  ];
}
function checkBlockMap(text, event, frame) {
  if (event.style === 2 || !frame?.isMap || frame.nodes % 2 === 0) return [];
  if (/[\r\n]/.test(text.slice(frame.keyOffset, event.start))) return [];
  return [
    refuse("yaml-syntax", event.start, "a second key stands on one line", "put it on a line of its own")
  ];
}
function checkBlockTabs(text, event) {
  const content = text.slice(event.valueStart, event.valueEnd);
  if (!content.includes("	")) return [];
  const header = text.slice(startOf(text, event) ?? 0, event.valueStart);
  let isKnown = /^[|>][-+]?[1-9]/.test(header);
  let offset = event.valueStart;
  for (const line of content.split("\n")) {
    const blanks = /^ */.exec(line)?.[0].length ?? 0;
    if (line[blanks] === "	" && (!isKnown || blanks < event.indent))
      return [
        refuse(
          "yaml-tab",
          offset + blanks,
          "a tab stands in the indentation of a block text",
          "replace the tab by spaces"
        )
      ];
    isKnown ||= line.trim() !== "";
    offset += line.length + 1;
  }
  return [];
}
function refuse(code, offset, message, hint) {
  return { code, severity: "error", offset, message, ...hint === void 0 ? {} : { hint } };
}

// src/engines/kubernetes/manifest/tabs.ts
function findIndentationTab(text, events) {
  if (!text.includes("	")) return void 0;
  const ranges = safeRanges(text, events);
  let next = 0;
  for (let line = 0; line >= 0 && line < text.length; line = nextLine(text, line)) {
    const offset = endOfIndentation(text, line);
    if (text[offset] !== "	") continue;
    while ((ranges[next]?.end ?? Infinity) <= offset) next += 1;
    if ((ranges[next]?.start ?? Infinity) > offset) return tabAt(offset);
  }
  return void 0;
}
function nextLine(text, from) {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end + 1;
}
function endOfIndentation(text, line) {
  let position = line;
  for (; ; ) {
    const character = text[position];
    const isIndicator = (character === "-" || character === "?") && /[ \t]/.test(text[position + 1] ?? "");
    if (character !== " " && !isIndicator) return position;
    position += 1;
  }
}
function safeRanges(text, events) {
  const ranges = [];
  const open2 = [];
  let flow;
  let flowDepth = 0;
  let last = 0;
  for (const event of events) {
    if (event.type === eventId.SCALAR) {
      last = Math.max(last, event.valueEnd);
      const isSafe = event.style !== scalarStyle.PLAIN && !flow;
      if (isSafe) ranges.push({ start: event.valueStart, end: event.valueEnd });
    } else if (event.type === eventId.MAPPING || event.type === eventId.SEQUENCE) {
      open2.push(event.style === 2);
      if (event.style !== 2) continue;
      flowDepth += 1;
      last = Math.max(last, event.start + 1);
      flow ??= { start: event.start, end: event.start };
    } else if (event.type === eventId.DOCUMENT) open2.push(false);
    else if (event.type === eventId.POP && open2.pop() && flow) {
      flowDepth -= 1;
      last = closingBracket(text, last) + 1;
      flow.end = last;
      if (flowDepth > 0) continue;
      ranges.push(flow);
      flow = void 0;
    }
  }
  return ranges;
}
function closingBracket(text, from) {
  const found = text.slice(from).search(/[\]}]/);
  return found < 0 ? text.length : from + found;
}
function tabAt(offset) {
  const message = "a tab is used for indentation";
  return { code: "yaml-tab", severity: "error", offset, message, hint: "replace the tab by spaces" };
}

// src/engines/kubernetes/manifest/syntax.ts
function explainSyntax(text, problem) {
  const forbidden2 = findForbidden(text);
  if (forbidden2) return forbidden2;
  const base = { severity: "error", offset: problem.offset };
  const template = findTemplate(text, problem.offset);
  if (template !== void 0)
    return {
      ...base,
      code: "yaml-template",
      offset: template,
      message: "this is a template, not yet YAML",
      hint: "render it first"
    };
  const tab = findTab(text, problem.offset);
  if (tab !== void 0)
    return {
      ...base,
      code: "yaml-tab",
      offset: tab,
      message: "a tab is used for indentation",
      hint: "replace the tab by spaces"
    };
  if (isTooDeep(problem.reason)) return { ...base, code: "yaml-limit", message: problem.reason };
  if (/^%/m.test(text)) return { ...directive, offset: text.search(/^%/m) };
  return { ...base, code: "yaml-syntax", message: `this is not valid YAML: ${problem.reason}` };
}
function isTooDeep(reason) {
  return reason.startsWith("nesting exceeded");
}
var directive = {
  code: "yaml-separator",
  severity: "error",
  message: "kubectl does not take YAML directives (lines that start with %)",
  hint: "remove the line"
};
var refusedMarker = {
  code: "yaml-separator",
  severity: "error",
  message: "a --- line must start at the first column"
};
function checkDocument(text, events) {
  const problems = [...checkCharacters(text, events), ...checkStrictness(text, events)];
  const tab = findIndentationTab(text, events);
  if (tab) problems.push(tab);
  const documents = events.filter((event) => event.type === eventId.DOCUMENT);
  if (documents.some((event) => event.directives.length > 0))
    problems.push({ ...directive, offset: Math.max(0, text.search(/^%/m)) });
  if (documents.some((event) => event.explicitStart) && !/^---/m.test(text))
    problems.push({ ...refusedMarker, offset: Math.max(0, text.indexOf("---")) });
  if (documents.length > 1 || endsBeforeContent(text, events)) problems.push(droppedText(text));
  return problems;
}
function endsBeforeContent(text, events) {
  if (!text.startsWith("...") && !text.includes("\n...")) return false;
  const first = events.find((event) => startOf(text, event) !== void 0);
  const start = (first && startOf(text, first)) ?? text.length;
  return /^\.\.\.(?=\s|$)/m.test(text.slice(0, start + 3)) && text.search(/^\.\.\.(?=\s|$)/m) < start;
}
function droppedText(text) {
  return {
    code: "yaml-separator",
    severity: "error",
    offset: Math.max(0, text.search(/^(\.\.\.|---)/m)),
    message: "kubectl silently drops what follows the end of this document",
    hint: "start the next document with --- on its own line"
  };
}
function findTemplate(text, offset) {
  const end = text.indexOf("\n", offset);
  const until = end < 0 ? text : text.slice(0, end);
  const line = until.lastIndexOf("\n") + 1;
  const inLine = until.indexOf("{{", line);
  if (inLine >= 0) return inLine;
  let found = until.lastIndexOf("{{");
  for (let tries = 0; found > 0 && tries < 1e3; tries += 1) {
    if (startsValue(until, found)) return found;
    found = until.lastIndexOf("{{", found - 1);
  }
  return until.startsWith("{{") ? 0 : void 0;
}
function startsValue(text, offset) {
  const line = text.lastIndexOf("\n", offset) + 1;
  if (offset - line > 1e3) return false;
  const { content, value } = partsOf(text.slice(line, offset + 1));
  return offset === line + content || offset === line + (value ?? -1);
}
function findTab(text, offset) {
  const line = text.lastIndexOf("\n", Math.max(0, offset - 1)) + 1;
  const before = text.lastIndexOf("\n", Math.max(0, line - 2)) + 1;
  for (const start of [line, before]) {
    const match = /^[ -]*(?:[^\s:#]+:)?[ ]*\t/.exec(text.slice(start, start + 1e3).split("\n", 1)[0] ?? "");
    if (match) return start + match[0].length - 1;
  }
  return void 0;
}

// src/engines/kubernetes/manifest/document.ts
function readYamlDocument(file, { start, end }) {
  const slice = file.slice(start, end);
  const text = slice.endsWith("\n") ? slice : `${slice}
`;
  const read = parse(text);
  const problems = "events" in read ? checkDocument(text, read.events) : [explainSyntax(text, read)];
  const events = "events" in read ? read.events : [];
  const constructed = problems.length > 0 || events.length === 0 ? { value: null, problems } : constructValue(text, events, "yaml");
  const again = () => {
    const found = parse(text);
    return "events" in found ? found.events : [];
  };
  return {
    text,
    offset: start,
    language: "yaml",
    start: startOfFirst(text, events),
    ...constructed,
    events: again
  };
}
function readJsonDocument(file, start, events) {
  const again = () => readJsonValue(file, start)?.events ?? [];
  return {
    text: file,
    offset: 0,
    language: "json",
    start,
    ...constructValue(file, events, "json"),
    events: again
  };
}
function parse(text) {
  const read = readEvents(text, yamlLimits.depth);
  if ("events" in read || isTooDeep(read.reason)) return read;
  const events = readFlattened(text, yamlLimits.depth);
  return events ? { events } : read;
}
function startOfFirst(text, events) {
  const event = events[events[0]?.type === eventId.DOCUMENT ? 1 : 0];
  return (event && startOf(text, event)) ?? 0;
}

// src/engines/kubernetes/manifest/documents.ts
var byteOrderMark = "\uFEFF";
function cutDocuments(text, from) {
  const chunks = [];
  const problems = [];
  let start = skipMark(text, from);
  for (let line = start; line < text.length; line = nextLine2(text, line)) {
    if (!text.startsWith("---", line)) continue;
    const end = nextLine2(text, line);
    const problem = checkSeparator(text, line, end);
    if (problem) problems.push(problem);
    if (line > start) chunks.push({ start, end: line });
    start = skipMark(text, end);
  }
  if (start < text.length) chunks.push({ start, end: text.length });
  if (chunks.length > yamlLimits.documents) problems.push(tooMany(chunks));
  return { chunks: chunks.slice(0, yamlLimits.documents), problems };
}
function nextLine2(text, from) {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end + 1;
}
function skipMark(text, at) {
  return text.startsWith(byteOrderMark, at) ? at + 1 : at;
}
function checkSeparator(text, line, end) {
  const rest = text.slice(line + 3, end).trim();
  if (rest === "" || rest.startsWith("#")) return void 0;
  return {
    code: "yaml-separator",
    severity: "error",
    offset: line,
    message: "a line that starts with --- separates documents, and only a comment may follow on it",
    hint: "put what follows the --- on the next line"
  };
}
function tooMany(chunks) {
  return {
    code: "yaml-limit",
    severity: "error",
    offset: chunks[yamlLimits.documents]?.start ?? 0,
    message: `the file has ${chunks.length} documents, more than ${yamlLimits.documents}`,
    hint: "split the file"
  };
}

// src/engines/kubernetes/manifest/json-stream.ts
function readJsonStream(text) {
  const documents = [];
  let position = skipBlanks(text, 0);
  if (text.charAt(position) !== "{") return { documents, rest: 0 };
  while (position < text.length) {
    const found = readJsonValue(text, position);
    if (!found && documents.length < 2) return { documents, rest: position };
    if (!found || documents.length === yamlLimits.documents)
      return { documents, rest: text.length, problem: refuse2(documents.length, position) };
    documents.push(readJsonDocument(text, position, found.events));
    position = skipBlanks(text, found.end);
  }
  return { documents, rest: position };
}
function skipBlanks(text, from) {
  let position = from;
  while (/[^\S\uFEFF]/.test(text.charAt(position))) position += 1;
  return position;
}
function refuse2(count, offset) {
  if (count === yamlLimits.documents)
    return {
      code: "yaml-limit",
      severity: "error",
      offset,
      message: `the file has more than ${count} objects`
    };
  const message = `after ${count} JSON objects kubectl takes nothing but another JSON object`;
  return { code: "yaml-syntax", severity: "error", offset, message };
}

// src/engines/kubernetes/manifest/lines.ts
function linesOf(text, file) {
  let starts;
  return {
    locate(offset) {
      starts ??= lineStarts(text);
      const line = lastAtOrBefore(starts, offset);
      return { file, line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
    }
  };
}
function lineStarts(text) {
  const starts = [0];
  for (const match of text.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length);
  return starts;
}
function lastAtOrBefore(starts, offset) {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

// src/engines/kubernetes/manifest/positions.ts
function positionsOf(source) {
  let index;
  const find = (pointer) => {
    index ??= indexPlaces(source);
    for (let part = pointer; part !== ""; part = part.slice(0, part.lastIndexOf("/"))) {
      const place = index.get(part);
      if (place) return place;
    }
    return index.get("") ?? { key: 0, value: 0 };
  };
  return {
    value: (pointer) => source.locate(find(pointer).value),
    key: (pointer) => source.locate(find(pointer).key)
  };
}
function positionsBelow(positions, pointer) {
  return {
    value: (below) => positions.value(pointer + below),
    key: (below) => positions.key(pointer + below)
  };
}
function indexPlaces(source) {
  const index = /* @__PURE__ */ new Map();
  indexNode(startWalk(source.text, source.events(), source.language), index, "", void 0);
  return index;
}
function indexNode(walk, index, pointer, key) {
  const event = takeEvent(walk);
  const value = walk.lastOffset;
  index.set(pointer, { key: key ?? value, value });
  if (event?.type === eventId.SEQUENCE) indexItems(walk, index, pointer);
  else if (event?.type === eventId.MAPPING) indexPairs(walk, index, pointer);
}
function indexItems(walk, index, pointer) {
  for (let item = 0; !atEnd(walk); item += 1) indexNode(walk, index, `${pointer}/${item}`, void 0);
  walk.cursor += 1;
}
function indexPairs(walk, index, pointer) {
  while (!atEnd(walk)) {
    const from = walk.cursor;
    const event = takeEvent(walk);
    const keyOffset = walk.lastOffset;
    const key = event?.type === eventId.SCALAR && !isMergeKey(walk, event) ? scalarKey(walk, event) : void 0;
    if (key !== void 0) indexNode(walk, index, pointer + joinPointer([key]), keyOffset);
    else walk.cursor = skipNode(walk.events, skipNode(walk.events, from));
  }
  walk.cursor += 1;
}

// src/engines/kubernetes/manifest/yaml.ts
function parseYaml(text, file) {
  const lines = linesOf(text, file);
  if (text.length > yamlLimits.fileLength)
    return { documents: [], diagnostics: [diagnosticOf(tooLarge(text), 0, lines)] };
  const documents = [];
  const diagnostics = [];
  const add = (read) => {
    const { value, problems: problems2, offset } = read;
    diagnostics.push(
      ...problems2.slice(0, yamlLimits.problems).map((problem) => diagnosticOf(problem, offset, lines))
    );
    if (value !== null && problems2.every((problem) => problem.severity !== "error"))
      documents.push(documentOf(read, lines));
  };
  const json = readJsonStream(text);
  for (const read of json.documents) add(read);
  const { chunks, problems } = cutDocuments(text, json.rest);
  for (const problem of [...json.problem ? [json.problem] : [], ...problems])
    diagnostics.push(diagnosticOf(problem, 0, lines));
  for (const chunk of chunks) add(readYamlDocument(text, chunk));
  return { documents, diagnostics };
}
function documentOf(read, lines) {
  const { value, offset } = read;
  const locate = (at) => lines.locate(at + offset);
  const { text, language } = read;
  const positions = positionsOf({ text, language, events: () => read.events(), locate });
  return { value, location: locate(read.start), positions };
}
function diagnosticOf(problem, offset, lines) {
  const { code, severity, hint, otherOffset } = problem;
  const location = lines.locate(problem.offset + offset);
  const other = otherOffset === void 0 ? "" : linesNamed(lines.locate(otherOffset + offset), location);
  const message = `${problem.message}${other}`;
  return { code, severity, message, ...hint === void 0 ? {} : { hint }, location };
}
function linesNamed(first, second) {
  if (first.line !== second.line) return `, lines ${first.line} and ${second.line}`;
  return `, line ${first.line}, columns ${first.column} and ${second.column}`;
}
function tooLarge(text) {
  const message = `the file has ${text.length} characters, more than ${yamlLimits.fileLength}`;
  return { code: "yaml-limit", severity: "error", offset: 0, message, hint: "split the file" };
}

export {
  positionsBelow,
  parseYaml
};
