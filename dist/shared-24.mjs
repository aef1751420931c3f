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
  debug,
  endGroup,
  error,
  info,
  startGroup,
  warning
} from "./shared-2.mjs";
import {
  askGitHub,
  openPulls,
  openSurfaces,
  readRunContext
} from "./shared-21.mjs";
import {
  Secret
} from "./shared-38.mjs";

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
async function openJob(settings, door) {
  const { env, folder, signal } = door;
  const secrets = collectSecrets(door.mask);
  if (settings.github?.token) secrets.add(settings.github.token.reveal());
  const context = readRunContext(env, await readIfThere(env["GITHUB_EVENT_PATH"] ?? ""));
  const jobId = settings.github?.jobId;
  const world = wireWorld({
    log: actionsLog((text) => secrets.redact(text)),
    secrets,
    run: { ...context, ...jobId !== void 0 && { jobId } },
    workspace: env["GITHUB_WORKSPACE"] ?? folder,
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

export {
  defuseCommands,
  readJobSettings,
  openJob
};
