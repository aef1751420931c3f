import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  isList,
  isObject
} from "./shared-32.mjs";

// src/model/letter.ts
function lettersIn(value) {
  const isLetter = (each) => isObject(each) && ["to", "key", "at", "lastError"].every((name) => typeof each[name] === "string") && typeof each["attempts"] === "number" && isObject(each["content"]);
  return isList(value) ? value.filter(isLetter) : [];
}
function isSameMatter(a, b) {
  return a.to === b.to && a.key === b.key;
}
function keptAfter(there, { told, unsent }) {
  const isOvertaken = (letter) => [...told, ...unsent].some((each) => isSameMatter(each, letter) && each.at >= letter.at);
  const isOld = (letter) => there.some((each) => isSameMatter(each, letter) && each.at > letter.at);
  const left = there.filter((letter) => !isOvertaken(letter));
  return [...left, ...unsent.filter((letter) => !isOld(letter))].toSorted((a, b) => a.at < b.at ? -1 : 1);
}

export {
  lettersIn,
  isSameMatter,
  keptAfter
};
