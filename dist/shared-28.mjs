import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);

// src/model/cron.ts
var monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
var weekdayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
function parseCron(text) {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5) return `has ${fields.length} fields instead of minute, hour, day, month, weekday`;
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = fields;
  const minutes = parseField(minute, { name: "minute", from: 0, to: 59 });
  const hours = parseField(hour, { name: "hour", from: 0, to: 23 });
  const days = parseField(day, { name: "day", from: 1, to: 31 });
  const months = parseField(month, { name: "month", from: 1, to: 12, names: monthNames });
  const weekdays = parseField(weekday, { name: "weekday", from: 0, to: 7, names: weekdayNames });
  for (const field of [minutes, hours, days, months, weekdays]) if (typeof field === "string") return field;
  if (typeof minutes === "string" || typeof hours === "string" || typeof days === "string") return "";
  if (typeof months === "string" || typeof weekdays === "string") return "";
  return {
    minutes,
    hours,
    days,
    months,
    weekdays: new Set([...weekdays].map((each) => each % 7)),
    isEitherDay: !day.startsWith("*") && !weekday.startsWith("*")
  };
}
function matchesCron(cron, at) {
  if (!cron.minutes.has(at.minute) || !cron.hours.has(at.hour) || !cron.months.has(at.month)) return false;
  const [isDay, isWeekday] = [cron.days.has(at.day), cron.weekdays.has(at.weekday)];
  return cron.isEitherDay ? isDay || isWeekday : isDay && isWeekday;
}
function parseField(text, range) {
  const found = /* @__PURE__ */ new Set();
  for (const part of text.split(",")) {
    const [, span = "", step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    const ends = endsOf(span, range, step !== void 0);
    const by = Number(step ?? 1);
    if (!ends || by < 1) return `has the ${range.name} "${part}"`;
    for (let value = ends[0]; value <= ends[1]; value += by) found.add(value);
  }
  return found;
}
function endsOf(span, range, isStepped) {
  if (span === "*") return [range.from, range.to];
  const [first = "", last = isStepped ? String(range.to) : first, ...more] = span.split("-");
  const [from, to] = [numberOf(first, range), numberOf(last, range)];
  if (from === void 0 || to === void 0 || more.length > 0) return void 0;
  return from >= range.from && to <= range.to && from <= to ? [from, to] : void 0;
}
function numberOf(text, { names = [], from }) {
  const index = names.indexOf(text.toLowerCase());
  if (index >= 0) return index + from;
  return /^\d{1,2}$/.test(text) ? Number(text) : void 0;
}

// src/model/whole-history.ts
var wholeHistoryHint = "Check out with the whole history: actions/checkout with `fetch-depth: 0`. On a laptop: `git fetch`, and in a shallow clone `git fetch --unshallow`.";

export {
  parseCron,
  matchesCron,
  wholeHistoryHint
};
