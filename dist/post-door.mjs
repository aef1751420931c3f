import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  readBegun
} from "./shared-26.mjs";
import {
  debug,
  defuseCommands,
  warning
} from "./shared-2.mjs";
import {
  deadline
} from "./shared-44.mjs";
import "./shared-6.mjs";
import "./shared-38.mjs";
import "./shared-45.mjs";
import "./shared-1.mjs";

// src/post.ts
var limitMs = 6e4;
await main(process.env);
async function main(env) {
  const begun = readBegun(env["STATE_begun"]);
  if (!begun) return;
  const signal = deadline(limitMs);
  const late = new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
  await Promise.race([end(begun, env, signal).catch(leave), late]);
  process.exit();
}
function leave(problem) {
  const { message, stack = "" } = problem instanceof Error ? problem : new Error(String(problem));
  warning(
    defuseCommands(
      `the clean-up could not end what the run left: ${message}. The next run ends it, or takes over its lock after a minute.`
    )
  );
  debug(defuseCommands(stack));
}
function wayBackOf({ announced, failed }) {
  return failed && announced ? [announced] : [];
}
async function end(begun, env, signal) {
  const [{ openJob, readJobSettings, writeSummary }, { endOf }] = await Promise.all([
    import("./job.mjs"),
    import("./run.mjs")
  ]);
  const read = readJobSettings(env);
  if ("mistakes" in read) return;
  const { settings } = read;
  const { world, opened } = await openJob(settings, process, signal);
  const { mail, surfaces } = opened;
  const mirrors = {
    ...opened,
    reach: async () => await Promise.resolve(),
    begin: async () => await Promise.resolve(),
    show: async (report, left) => {
      const [target] = report.targets;
      world.log.info(`${target?.failure?.message ?? report.result}: the clean-up ends what was left`);
      for (const surface of surfaces) await surface.publish(report);
      for (const record of [target?.record, ...wayBackOf(begun)]) if (record) mail?.resume(record);
      const delivery = await mail?.send(report, left) ?? { told: [], unsent: [], refused: 0 };
      await writeSummary(report, settings, world);
      return delivery;
    }
  };
  await endOf(settings, { ...world, mirrors }, begun);
}
