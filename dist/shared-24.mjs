import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  collectSecrets,
  inputs,
  namedProcesses,
  readIfThere,
  readSettings,
  version,
  wireWorld
} from "./shared-23.mjs";
import {
  actionsLog,
  maskValue,
  replaceSummary
} from "./shared-2.mjs";
import {
  askGitHub,
  openPulls,
  openSurfaces,
  readRunContext,
  renderSummary
} from "./shared-21.mjs";
import {
  writingModes
} from "./shared-40.mjs";
import {
  Secret
} from "./shared-39.mjs";

// src/input/from-env.ts
var prefix = "INPUT_";
function inputsFromEnv(env) {
  const written = new Map(inputs.map(({ name }) => [name.toLowerCase(), name]));
  const nameOf = (name) => written.get(name) ?? name;
  const entries = Object.entries(env).flatMap(
    ([variable, value]) => variable.startsWith(prefix) && value !== void 0 ? [[nameOf(variable.slice(prefix.length).toLowerCase()), value]] : []
  );
  return Object.fromEntries(entries);
}

// src/job.ts
function readJobSettings(env) {
  const event = env["GITHUB_EVENT_NAME"];
  const repositoryName = env["GITHUB_REPOSITORY"]?.split("/")[1];
  return readSettings(inputsFromEnv(env), {
    host: "action",
    ...event !== void 0 && { event },
    ...repositoryName !== void 0 && { repositoryName }
  });
}
async function openJob(settings, door, signal) {
  const { env } = door;
  const secrets = collectSecrets(maskValue);
  if (settings.github?.token) secrets.add(settings.github.token.reveal());
  const context = readRunContext(env, await readIfThere(env["GITHUB_EVENT_PATH"] ?? ""));
  const jobId = settings.github?.jobId;
  const world = wireWorld({
    log: actionsLog((text) => secrets.redact(text)),
    secrets,
    run: { ...context, ...jobId !== void 0 && { jobId } },
    workspace: env["GITHUB_WORKSPACE"] ?? door.cwd(),
    assets: new URL("./assets/", import.meta.url),
    env,
    passEnv: settings.pulumi.passEnv,
    signal,
    version,
    processes: await namedProcesses(door.pid)
  });
  const apiUrl = env["GITHUB_API_URL"];
  const asked = { settings, world, ...apiUrl !== void 0 && { apiUrl } };
  const github = { ...asked, ...openPulls(asked) };
  return {
    world: { ...world, ...askGitHub(github) },
    opened: openSurfaces({ ...github, ...artifactsIn(env, secrets) })
  };
}
function artifactsIn(env, secrets) {
  const resultsUrl = env["ACTIONS_RESULTS_URL"] ?? "";
  const token = env["ACTIONS_RUNTIME_TOKEN"] ?? "";
  if (resultsUrl === "" || token === "") return {};
  secrets.add(token);
  return { artifacts: { resultsUrl, token: new Secret(token) } };
}
async function writeSummary(report, settings, { log, secrets }, artifact) {
  if (!hasSummary(report, settings)) return;
  const markdown = renderSummary(report, artifact === void 0 ? {} : { artifact });
  try {
    await replaceSummary(secrets.redact(markdown));
  } catch (problem) {
    log.warn(
      `the job summary could not be written: ${problem instanceof Error ? problem.message : String(problem)}`
    );
  }
}
function hasSummary({ mode }, { github }) {
  return !writingModes.some((each) => each === mode) || github?.record.includes("summary") !== false;
}

export {
  readJobSettings,
  openJob,
  writeSummary
};
