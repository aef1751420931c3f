import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);
import {
  nearestName
} from "./shared-25.mjs";
import {
  kubernetesVersions,
  newestKubernetes
} from "./shared-33.mjs";
import {
  parseCron,
  wholeHistoryHint
} from "./shared-28.mjs";
import {
  dockerHub,
  manifestPlaceOf,
  parseImage
} from "./shared-31.mjs";
import {
  deadline,
  systemClock
} from "./shared-44.mjs";
import {
  modes,
  previewMatchChoices,
  recordFailureChoices,
  recordPlaces,
  unsafeChoices,
  writingModes
} from "./shared-40.mjs";
import {
  Secret
} from "./shared-39.mjs";
import {
  Failure
} from "./shared-30.mjs";
import {
  isList,
  isObject,
  joinPointer,
  parseJson
} from "./shared-32.mjs";

// src/model/field-rule.ts
var conflictActions = ["take", "leave", "fail"];

// src/input/scalars.ts
var longestMs = 24 * 36e5;
function parseBoolean(text) {
  if (text === "true" || text === "false") return good(text === "true");
  return bad(`is ${quote(text)}`, "Write true or false.");
}
function parseCount(text) {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return good(value);
  return bad(`is ${quote(text)}`, "Write a whole number, 0 or more.");
}
function parseDuration(text) {
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  const [hours, minutes, seconds] = [1, 2, 3].map((group) => Number(match?.[group] ?? 0));
  const value = ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * 1e3;
  if (match && value > 0 && value <= longestMs) return good(value);
  const asSeconds = /^\d+$/.test(text) ? ` ${text} seconds are ${text}s.` : "";
  return bad(
    `is ${quote(text)}`,
    `Write a duration with its units, such as 90s, 10m or 1h30m, at most 24h.${asSeconds}`
  );
}
function parseList(text) {
  const entries = text.split(/[,\r\n]/).map((entry) => entry.trim());
  return [...new Set(entries.filter((entry) => entry !== ""))];
}
function parseChoice(text, choices) {
  const value = choices.find((choice) => choice === text);
  if (value !== void 0) return good(value);
  return bad(`is ${quote(text)}`, `Write ${inWords(choices)}.`);
}
function good(value) {
  return { ok: true, value };
}
function bad(problem, hint3) {
  return { ok: false, problem, hint: hint3 };
}
function quote(text) {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 60 ? `"${line.slice(0, 60)}..."` : `"${line}"`;
}
function inWords(words) {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} or ${last}`;
}

// src/input/field-rules.ts
var parts = ["kind", "namespace", "name", "manager", "field"];
function parseConflictRules(text) {
  return eachLine(text, (line) => {
    const [word = "", ...rest] = wordsOf(line);
    const action = conflictActions.find((each) => each === word);
    if (action === void 0) {
      return bad(
        `has the rule ${quote(line)}, which does not begin with ${inWords(conflictActions)}`,
        "Write for example: take manager=NAME kind=Deployment field=/spec/replicas"
      );
    }
    const rule = readParts(line, rest);
    return rule.ok ? good({ ...rule.value, action }) : rule;
  });
}
function parseIgnoreRules(text) {
  return eachLine(text, (line) => readParts(line, wordsOf(line)));
}
function eachLine(text, read2) {
  const lines = text.split(/[\r\n]+|\\n/).map((line) => line.trim());
  const rules = [];
  for (const line of lines.filter((each) => each !== "" && !each.startsWith("#"))) {
    const rule = read2(line);
    if (!rule.ok) return rule;
    rules.push(rule.value);
  }
  return good(rules);
}
function wordsOf(line) {
  const words = line.matchAll(/(?:[^\s"]|"[^"]*")+/g);
  return [...words].map(([word]) => word.replaceAll('"', ""));
}
function readParts(line, words) {
  const given = /* @__PURE__ */ new Map();
  for (const word of words) {
    const [name = "", ...value] = word.split("=");
    const problem = problemOf(name, value.join("="), given);
    if (problem) return bad(`has the rule ${quote(line)}: ${problem.problem}`, problem.hint);
    given.set(name, value.join("="));
  }
  if (given.size > 0) return good({ text: line, ...Object.fromEntries(given) });
  return bad(`has the rule ${quote(line)}, which names nothing`, `Say what it means: ${inWords(parts)}.`);
}
function problemOf(name, value, given) {
  if (!parts.some((part) => part === name)) {
    const nearest = nearestName(name, parts);
    const hint3 = nearest === void 0 ? `Write ${inWords(parts)}.` : `Did you mean ${nearest}?`;
    return { problem: `it does not know ${quote(name)}`, hint: hint3 };
  }
  if (value === "") return { problem: `${name} has no value`, hint: `Write ${name}=VALUE.` };
  if (given.has(name)) return { problem: `it names ${name} twice`, hint: "Write two lines." };
  if (name === "field" && !/^(?:\/(?:[^~/]|~[01])+)+$/.test(value)) {
    return {
      problem: `${quote(value)} is no JSON pointer`,
      hint: "Write for example field=/spec/replicas, with * for any list item or a name of one."
    };
  }
  return void 0;
}

// src/input/input-row.ts
var inputGroups = {
  what: "What is deployed",
  confirmation: "Confirmation",
  access: "Kubernetes: access to the cluster",
  behaviour: "Kubernetes: how it is deployed",
  rendering: "Kubernetes: rendering",
  validation: "Kubernetes: validation",
  rbac: "Kubernetes: rights",
  pulumi: "Pulumi",
  github: "GitHub",
  terminal: "Terminal",
  replaced: "Moved over from pulumi/actions"
};
var modeChoices = ["auto", ...modes];
var engineChoices = ["auto", "kubernetes", "pulumi"];
var commandChoices = ["preview", "up", "update", "destroy", "refresh", "output"];
var accessChoices = ["input", "ambient", "oidc"];
var livePlanChoices = ["changed", "all"];
var commentChoices = ["on", "off", "on-change"];
var onFailureChoices = ["stop", "rollback"];
var outputChoices = ["text", "json", "markdown", "yaml", "sarif"];

// src/input/given-lines.ts
function givenLines(text) {
  return text.split(/[\r\n;]+/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}

// src/input/freeze.ts
var hint = "Write a line for each window: when it begins as five fields of cron, how long it lasts, and the time zone, such as 0 16 * * FRI, 64h, Europe/Berlin.";
var longestMs2 = 31 * 24 * 36e5;
function readFreeze(reader) {
  const freeze = givenLines(reader.text("freeze") ?? "").flatMap((line) => {
    const rule = parseRule(line);
    if (typeof rule !== "string") return [rule];
    reader.complain("freeze", `has the line "${line}", which ${rule}`, hint);
    return [];
  });
  const override = reader.text("freeze-override");
  return { freeze, ...override !== void 0 && { freezeOverride: override } };
}
function parseRule(text) {
  const parts2 = text.split(",").map((part) => part.trim());
  if (parts2.length < 3) return "does not name a beginning, a duration and a time zone";
  const [duration = "", zone = ""] = parts2.slice(-2);
  const cron = parseCron(parts2.slice(0, -2).join(","));
  if (typeof cron === "string") return cron;
  const durationMs = durationOf(duration);
  if (durationMs === void 0) return `lasts "${duration}", which is not between 1m and 31d`;
  if (!isZone(zone)) return `names the time zone "${zone}", which does not exist`;
  return { text, cron, durationMs, zone };
}
function durationOf(text) {
  const match = /^(?:(\d{1,4})d)?(?:(\d{1,4})h)?(?:(\d{1,5})m)?$/.exec(text);
  const [days = 0, hours = 0, minutes = 0] = [1, 2, 3].map((group) => Number(match?.[group] ?? 0));
  const durationMs = ((days * 24 + hours) * 60 + minutes) * 6e4;
  return match && durationMs > 0 && durationMs <= longestMs2 ? durationMs : void 0;
}
function isZone(zone) {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: zone }).resolvedOptions().timeZone !== "" && zone !== "";
  } catch {
    return false;
  }
}

// src/input/input-images.ts
var example = "ghcr.io/acme/web=ghcr.io/acme/web:1.2.3";
function readImages(reader) {
  const overrides = /* @__PURE__ */ new Map();
  for (const line of givenLines(reader.text("images") ?? "").flatMap((each) => each.split(","))) {
    if (line.trim() === "") continue;
    const read2 = readLine(line.trim());
    if (!read2.ok) reader.complain("images", read2.problem, read2.hint);
    else if (overrides.has(read2.value.name))
      reader.complain(
        "images",
        `names ${read2.value.name} twice`,
        "Keep one of the two lines: all containers of one repository get the same image."
      );
    else overrides.set(read2.value.name, read2.value);
  }
  return [...overrides.values()];
}
function readLine(line) {
  const [name = "", reference, ...more] = line.split("=").map((part) => part.trim());
  if (reference === void 0 || more.length > 0)
    return bad(`has ${quote(line)}, which is not repository=reference`, `Write for example ${example}.`);
  const named = parseImage(name);
  if (!named)
    return bad(`has ${quote(line)}: ${quote(name)} is no repository`, `Write for example ${example}.`);
  const { repository, tag, digest } = named;
  if (tag !== void 0 || digest !== void 0)
    return bad(
      `has ${quote(line)}: left of = stands a tag or a digest`,
      `Whatever tag the manifests name is replaced. Write ${repository}=${reference}.`
    );
  if (parseImage(reference)) return good({ name, reference });
  const whole2 = [`${name}${reference}`, `${name}:${reference}`].find((each) => parseImage(each) !== void 0);
  return bad(
    `has ${quote(line)}: ${quote(reference)} is no image`,
    `Write the whole reference: ${whole2 === void 0 ? example : `${name}=${whole2}`}.`
  );
}

// src/input/input-modes.ts
var planning = [
  "preview",
  "deploy",
  "rollback",
  "resume",
  "drift",
  "heal",
  "destroy"
];
var keeping = planning.filter((mode) => mode !== "destroy");
var applying = ["deploy", "rollback", "heal"];
var onTarget = [...planning, "history"];
var imaging = ["validate", "preview", "deploy", "render"];
var writing = writingModes;
var reading = [
  "validate",
  "preview",
  "deploy",
  "rollback",
  "resume",
  "drift",
  "heal",
  "render",
  "rbac"
];

// src/input/rows-kubernetes.ts
var kubernetesInputs = [
  {
    name: "images",
    kind: "list",
    doc: "Other images than the manifests name, `repository=reference` a line: `ghcr.io/acme/web=ghcr.io/acme/web:1.2.3`. Every container of exactly that repository, whatever its tag or digest, gets the reference, which may be of another repository. A repository that no container uses is an error. The record keeps them, so `rollback`, `heal` and `drift` use those of the deploy they go by, not these.",
    group: "what",
    modes: imaging
  },
  {
    name: "access",
    kind: "choice",
    choices: accessChoices,
    default: "input",
    doc: "Where credentials come from: `input`, from the inputs of this group and nowhere else; `ambient`, from KUBECONFIG or the home folder, as a cloud login leaves them; `oidc`, the own token of the job (`permissions: id-token: write`) for `server`, so that nothing is stored.",
    group: "access",
    modes: onTarget
  },
  {
    name: "kubeconfig",
    kind: "secret",
    doc: "A kubeconfig, plain or base64.",
    group: "access",
    modes: onTarget,
    isFile: true
  },
  {
    name: "context",
    kind: "text",
    doc: "The context of the kubeconfig to use. Without it: its current context.",
    group: "access",
    modes: onTarget
  },
  {
    name: "server",
    kind: "text",
    doc: "The URL of the API server, instead of a kubeconfig; with `access: oidc` always.",
    group: "access",
    modes: onTarget
  },
  {
    name: "certificate-authority",
    kind: "text",
    doc: "The certificate authority of `server`, PEM, plain or base64. Without it: those that Node.js trusts.",
    group: "access",
    modes: onTarget,
    isFile: true
  },
  {
    name: "token",
    kind: "secret",
    doc: "The bearer token for `server`.",
    group: "access",
    modes: onTarget
  },
  {
    name: "oidc-audience",
    kind: "text",
    default: "gitops-push",
    doc: "With `access: oidc`: the audience that the API server expects in the token of the job.",
    group: "access",
    modes: onTarget
  },
  {
    name: "allow-kubeconfig",
    kind: "list",
    doc: "Parts of a kubeconfig that are refused unless allowed by name: `exec:NAME`, `skip-tls`, `http`, `proxy-url`, `files:DIR`.",
    group: "access",
    modes: onTarget
  },
  {
    name: "namespace",
    kind: "text",
    doc: "The namespace of objects that name none. Without it: the context's.",
    group: "behaviour",
    modes
  },
  {
    name: "record-namespace",
    kind: "text",
    doc: "The namespace that keeps the record of deploys. Without it: the same as `namespace`.",
    group: "behaviour",
    modes: [...onTarget, "rbac"]
  },
  {
    name: "live-plan",
    kind: "choice",
    choices: livePlanChoices,
    default: "changed",
    doc: "Which objects the server is asked about with a dry run: those that `changed`, or `all`.",
    group: "behaviour",
    modes: keeping
  },
  {
    name: "prune",
    kind: "boolean",
    default: "true",
    doc: "Delete what an earlier deploy of the same name applied and the manifests no longer hold.",
    group: "behaviour",
    modes: keeping
  },
  {
    name: "max-deletions",
    kind: "count",
    default: "10",
    doc: "How many objects may be deleted without a yes for each.",
    group: "confirmation",
    modes: keeping
  },
  {
    name: "conflicts",
    kind: "text",
    doc: "Who keeps a field that the manifests want otherwise than its owner in the cluster: a rule a line, `take`, `leave` or `fail`, then any of `manager=`, `kind=`, `namespace=`, `name=`, `field=` (a JSON pointer; `*` is any part, a list item goes by its name). The first that fits decides. Without a rule: controllers that are known keep their fields, what people and former tools left is taken over, anything else stops the run before the first write.",
    group: "behaviour",
    modes: keeping
  },
  {
    name: "ignore",
    kind: "text",
    doc: "Fields that are left as they are and are no drift: a rule a line, any of `manager=`, `kind=`, `namespace=`, `name=`, `field=`, as in `conflicts`. `kind=Deployment field=/spec/replicas`; without `field` and `manager` it means whole objects that exist.",
    group: "behaviour",
    modes: keeping
  },
  {
    name: "wait",
    kind: "boolean",
    default: "true",
    doc: "Wait until what was applied is ready.",
    group: "behaviour",
    modes: applying
  },
  {
    name: "timeout",
    kind: "duration",
    default: "10m",
    doc: "How long to wait for what was applied: `90s`, `10m`, `1h30m`; at most 24h.",
    group: "behaviour",
    modes: [...applying, "destroy"]
  },
  {
    name: "on-failure",
    kind: "choice",
    choices: onFailureChoices,
    default: "stop",
    doc: "What a deploy does that wrote something and did not come up: `stop`, or `rollback` to the last good deploy. It stays failed either way.",
    group: "behaviour",
    modes: ["deploy"]
  },
  {
    name: "ready",
    kind: "text",
    doc: "When objects of custom kinds are ready, one kind a line: `Widget.example.com: condition=Ready, status.phase=Running; failed: status.phase=Error`. All terms before `failed` must hold, any after it ends the wait; `applied` alone means not to wait. Well-known kinds need no rule.",
    group: "behaviour",
    modes: applying
  },
  {
    name: "stall-timeout",
    kind: "duration",
    default: "4m",
    doc: "How long a container may run without becoming ready, beyond the time that its own probes ask for, before the deploy counts as failed.",
    group: "behaviour",
    modes: applying
  }
];

// src/input/rows-manifests.ts
var manifestInputs = [
  {
    name: "values",
    kind: "list",
    doc: "Helm: values files relative to the repository, separated by commas or lines; of two that set the same the later one wins.",
    group: "rendering",
    modes: reading
  },
  {
    name: "release",
    kind: "text",
    doc: "Helm: the release's name. Without it: `name`.",
    group: "rendering",
    modes: reading
  },
  {
    name: "render-network",
    kind: "boolean",
    default: "false",
    doc: "Whether Kustomize and Helm may fetch what the repository does not hold: remote bases, charts by digest, chart dependencies.",
    group: "rendering",
    modes: reading
  },
  {
    name: "kubernetes-version",
    kind: "text",
    doc: `The Kubernetes version to check against and to render charts for, ${kubernetesVersions[0]} to ${newestKubernetes}. Without it objects are checked against the server's where there is one, and ${newestKubernetes} counts for everything else.`,
    group: "validation",
    modes: reading
  },
  {
    name: "schemas",
    kind: "list",
    doc: "Files, folders or globs with CustomResourceDefinitions that are not deployed here, and whose schemas count all the same.",
    group: "validation",
    modes: reading
  },
  {
    name: "rules",
    kind: "list",
    doc: "Severities of rules that differ from their own: `plain-secret=off`, `dangling-reference=error`; `off`, `warning` or `error`.",
    group: "validation",
    modes: reading
  }
];

// src/input/rows-rbac.ts
var rbacInputs = [
  {
    name: "preview",
    kind: "boolean",
    default: "false",
    doc: "Print the rights of an identity that can only preview, with the admission policy that keeps it from writing.",
    group: "rbac",
    modes: ["rbac"],
    host: "terminal"
  },
  {
    name: "secrets",
    kind: "boolean",
    default: "false",
    doc: "With `preview`: let it read the Secrets of the manifests, each by its name, for drift checks.",
    group: "rbac",
    modes: ["rbac"],
    host: "terminal"
  },
  {
    name: "subject",
    kind: "text",
    doc: "Who gets the rights: `ServiceAccount/NAMESPACE/NAME`, `User/NAME` or `Group/NAME`. Without it: a ServiceAccount that is printed with them.",
    group: "rbac",
    modes: ["rbac"],
    host: "terminal"
  }
];

// src/input/rows-pulumi.ts
var pulumiInputs = [
  {
    name: "command",
    kind: "choice",
    choices: commandChoices,
    doc: "What pulumi/actions called the mode: `preview` is mode preview, `up` and `update` are mode deploy, `destroy` is mode destroy. With `mode` given too, both must say the same.",
    group: "pulumi",
    modes,
    host: "action"
  },
  {
    name: "stack-name",
    kind: "text",
    doc: "The stack: `dev`, `org/dev` or `org/project/dev`.",
    group: "pulumi",
    modes: ["validate", ...onTarget]
  },
  {
    name: "work-dir",
    kind: "text",
    doc: "The folder of the project, where `Pulumi.yaml` is. Without it: `path` when that holds one, else the top of the repository.",
    group: "pulumi",
    modes: ["validate", ...onTarget]
  },
  {
    name: "cloud-url",
    kind: "text",
    doc: "The backend that holds the state, as `pulumi login` takes it: `file://~`, `s3://bucket`, `https://api.pulumi.com`. Without it: PULUMI_BACKEND_URL, else what `Pulumi.yaml` says, else Pulumi Cloud.",
    group: "pulumi",
    modes: onTarget
  },
  {
    name: "pulumi-version",
    kind: "text",
    doc: "The Pulumi CLI to use: a version or a range. Without it: `^3`. One that is on the machine and fits is taken as it is.",
    group: "pulumi",
    modes: onTarget
  },
  {
    name: "pulumi-version-file",
    kind: "text",
    doc: "A file that holds the version, relative to the repository. Not beside `pulumi-version`.",
    group: "pulumi",
    modes: onTarget
  },
  {
    name: "pulumi-mirror",
    kind: "text",
    doc: "On a runner that does not reach Pulumi: the https folder from which the CLI is installed. It holds `pulumi-v<version>-linux-x64.tar.gz`, `pulumi-<version>-checksums.txt` and, where `pulumi-version` is a range, `releases.json` as GitHub lists releases.",
    group: "pulumi",
    modes: onTarget,
    host: "action"
  },
  {
    name: "upsert",
    kind: "boolean",
    default: "false",
    doc: "Create the stack when it does not exist.",
    group: "pulumi",
    modes: applying
  },
  {
    name: "secrets-provider",
    kind: "text",
    doc: "How a stack that is created keeps its secrets: `passphrase`, `awskms://...`.",
    group: "pulumi",
    modes: applying
  },
  {
    name: "config-map",
    kind: "text",
    doc: "Configuration for this run as a YAML map of key to `{ value, secret }`, or of key to value. It goes into a copy of the stack file: the checkout stays as it is.",
    group: "pulumi",
    modes: planning
  },
  {
    name: "refresh",
    kind: "boolean",
    default: "false",
    doc: "Look at what is really there before planning, as `pulumi preview --refresh` does.",
    group: "pulumi",
    modes: planning
  },
  {
    name: "expect-no-changes",
    kind: "boolean",
    default: "false",
    doc: "Fail when anything would change.",
    group: "pulumi",
    modes: keeping
  },
  {
    name: "target",
    kind: "list",
    doc: "The URNs to act on; everything else is left alone.",
    group: "pulumi",
    modes: planning
  },
  {
    name: "target-dependents",
    kind: "boolean",
    default: "false",
    doc: "Act on what depends on the targets too.",
    group: "pulumi",
    modes: planning
  },
  {
    name: "exclude",
    kind: "list",
    doc: "The URNs to leave alone.",
    group: "pulumi",
    modes: planning
  },
  {
    name: "exclude-dependents",
    kind: "boolean",
    default: "false",
    doc: "Leave alone what depends on them too.",
    group: "pulumi",
    modes: planning
  },
  {
    name: "replace",
    kind: "list",
    doc: "The URNs to replace even when nothing makes it necessary.",
    group: "pulumi",
    modes: keeping
  },
  {
    name: "policyPacks",
    kind: "list",
    doc: "Folders of policy packs to hold the plan against.",
    group: "pulumi",
    modes: keeping
  },
  {
    name: "policyPackConfigs",
    kind: "list",
    doc: "The configuration files of the policy packs, in the same order.",
    group: "pulumi",
    modes: keeping
  },
  {
    name: "parallel",
    kind: "count",
    default: "0",
    doc: "How many resources are worked on at the same time. Without it, or with 0: as Pulumi does by itself.",
    group: "pulumi",
    modes: planning
  },
  {
    name: "message",
    kind: "text",
    doc: "A message for the update, as the history of the stack shows it.",
    group: "pulumi",
    modes: [...applying, "destroy"]
  },
  {
    name: "continue-on-error",
    kind: "boolean",
    default: "false",
    doc: "Go on with the other resources when one fails.",
    group: "pulumi",
    modes: [...applying, "destroy"]
  },
  {
    name: "exclude-protected",
    kind: "boolean",
    default: "false",
    doc: "Mode destroy: leave protected resources alone.",
    group: "pulumi",
    modes: ["destroy"]
  },
  {
    name: "remove",
    kind: "boolean",
    default: "false",
    doc: "Mode destroy: remove the stack and its history afterwards.",
    group: "pulumi",
    modes: ["destroy"]
  },
  {
    name: "suppress-outputs",
    kind: "boolean",
    default: "false",
    doc: "Do not read the outputs of the stack.",
    group: "pulumi",
    modes: applying
  },
  {
    name: "suppress-progress",
    kind: "boolean",
    default: "false",
    doc: "Do not show the progress of Pulumi in the log.",
    group: "pulumi",
    modes: planning
  },
  {
    name: "log-verbosity",
    kind: "count",
    default: "0",
    doc: "How much Pulumi says about itself, 1 to 11. With 0: nothing.",
    group: "pulumi",
    modes: onTarget
  },
  {
    name: "log-flow",
    kind: "boolean",
    default: "false",
    doc: "Pass the log settings on to plugins.",
    group: "pulumi",
    modes: onTarget
  },
  {
    name: "debug",
    kind: "boolean",
    default: "false",
    doc: "Have Pulumi print its debug messages.",
    group: "pulumi",
    modes: onTarget,
    host: "action"
  },
  {
    name: "pass-env",
    kind: "list",
    doc: "Names of environment variables (`NAME` or `PREFIX_*`) that the Pulumi program may see beside the usual ones: paths, proxies, PULUMI_*, and those of AWS, Azure and Google Cloud.",
    group: "pulumi",
    modes: onTarget
  },
  {
    name: "history",
    kind: "text",
    doc: "Pulumi outside GitHub: the file that keeps the records of deploys.",
    group: "pulumi",
    modes: onTarget,
    host: "terminal"
  }
];

// src/input/rows-replaced.ts
var replacedInputs = [
  {
    name: "diff",
    kind: "boolean",
    doc: "Known from pulumi/actions and not needed: every change is shown field by field.",
    group: "replaced",
    modes,
    host: "action"
  },
  {
    name: "plan",
    kind: "text",
    doc: "Known from pulumi/actions and not needed: a deploy plans anew, compares and applies exactly that plan. Beside a deploy it means `preview-match: strict`, unless that says something else.",
    group: "replaced",
    modes,
    host: "action"
  },
  {
    name: "color",
    kind: "text",
    doc: "Known from pulumi/actions and not needed: the log has no colours.",
    group: "replaced",
    modes,
    host: "action"
  },
  {
    name: "comment-on-pr",
    kind: "boolean",
    doc: "Known from pulumi/actions; `comment` replaces it. With `false` there is no comment, unless that says something else.",
    group: "replaced",
    modes,
    host: "action"
  },
  {
    name: "comment-on-pr-number",
    kind: "text",
    doc: "Known from pulumi/actions and not needed: the pull request of a commit is found.",
    group: "replaced",
    modes,
    host: "action"
  },
  {
    name: "edit-pr-comment",
    kind: "boolean",
    doc: "Known from pulumi/actions and not needed: there is one comment, kept up to date.",
    group: "replaced",
    modes,
    host: "action"
  },
  {
    name: "comment-on-summary",
    kind: "boolean",
    doc: "Known from pulumi/actions and not needed: the job summary is always written.",
    group: "replaced",
    modes,
    host: "action"
  },
  {
    name: "always-include-summary",
    kind: "boolean",
    doc: "Known from pulumi/actions and not needed: the counts come first.",
    group: "replaced",
    modes,
    host: "action"
  }
];

// src/input/rows-run.ts
var runInputs = [
  {
    name: "mode",
    kind: "choice",
    choices: modeChoices,
    default: "auto",
    doc: "What the run does. `auto` follows the event: a preview for pull_request and merge_group, a deploy for push, a drift check for schedule, and for workflow_dispatch a rollback when `rollback-to` is set, else a deploy.",
    group: "what",
    modes,
    host: "action"
  },
  {
    name: "path",
    kind: "text",
    default: "deploy",
    doc: "What is deployed, relative to the repository: a file, a folder (with everything below it) or a glob of manifests, a folder with a kustomization.yaml, a Helm chart, or `oci://…@sha256:…`.",
    group: "what",
    modes: reading
  },
  {
    name: "engine",
    kind: "choice",
    choices: engineChoices,
    default: "auto",
    doc: "What the files are written for. `auto`: Pulumi when the path holds a `Pulumi.yaml` or an input of Pulumi is given, else Kubernetes.",
    group: "what",
    modes: reading
  },
  {
    name: "name",
    kind: "text",
    doc: "What this deploy is called: lower-case letters, digits and dashes, at most 52. It names the record in the cluster, ConfigMap `gitops-push-<name>`. Without it: the repository's name.",
    group: "what",
    modes
  },
  {
    name: "environment",
    kind: "text",
    default: "default",
    doc: "Where it is deployed to, as people call it: `production`.",
    group: "what",
    modes
  },
  {
    name: "dry-run",
    kind: "boolean",
    default: "false",
    doc: "Plan and check everything, then stop before the first write.",
    group: "what",
    modes: writing
  },
  {
    name: "base",
    kind: "text",
    doc: "What a preview compares the rendered manifests with: a commit, or a branch as git knows it here (`origin/main`). Without it: what the pull request or the merge group stands on.",
    group: "what",
    modes: ["preview"]
  },
  {
    name: "rollback-to",
    kind: "text",
    doc: "What a rollback goes back to. Without it, or with `previous`: the last good deploy of another content. Else a record (`production/shop#3`) or a commit that was deployed; any other commit needs `unsafe-allow`.",
    group: "what",
    modes: ["rollback"]
  },
  {
    name: "check-images",
    kind: "boolean",
    default: "true",
    doc: "Whether a rollback asks the registries first whether they still hold the images that it would start. One that is certainly gone stops it before the first write; a registry that does not answer, or wants a login that is not in the docker configuration, is only told. Nothing but those registries is asked.",
    group: "what",
    modes: ["rollback"]
  },
  {
    name: "hold",
    kind: "boolean",
    default: "true",
    doc: "After a rollback, also one by `on-failure: rollback`, whether deploys are kept from bringing back what was wrong until a change mends it or mode `resume` lifts the hold.",
    group: "what",
    modes: ["rollback", "deploy"]
  },
  {
    name: "freeze",
    kind: "text",
    doc: "Windows in which deploys and heals are stopped, one a line: when it begins as five fields of cron, how long it lasts, and the time zone, `0 16 * * FRI, 64h, Europe/Berlin`. Where windows overlap, the one that ends last counts. Rollbacks are never stopped.",
    group: "what",
    modes: ["deploy", "heal"]
  },
  {
    name: "freeze-override",
    kind: "text",
    doc: "Why a deploy goes on although a freeze window is open; the record keeps it.",
    group: "what",
    modes: ["deploy", "heal"]
  },
  {
    name: "reason",
    kind: "text",
    doc: "Why it is rolled back, resumed or healed, for the record. Mode `resume` needs it.",
    group: "what",
    modes: ["rollback", "resume", "heal"]
  },
  {
    name: "drift-issue",
    kind: "boolean",
    default: "true",
    doc: "Whether a drift check keeps an issue: one per environment, opened with the first drift, edited when the drift changes, closed when it is gone.",
    group: "what",
    modes: ["drift"],
    host: "action"
  },
  {
    name: "fail-on-drift",
    kind: "boolean",
    default: "false",
    doc: "Whether drift makes the step fail. The command line ends with exit code 3 in any case.",
    group: "what",
    modes: ["drift"],
    host: "action"
  }
];

// src/input/rows-surroundings.ts
var surroundingInputs = [
  {
    name: "confirm",
    kind: "list",
    doc: "Deletions and recreations to allow, as the refusal printed them: `Kind[.group]/[namespace/]name`. Only on workflow_dispatch and on the command line.",
    group: "confirmation",
    modes: planning
  },
  {
    name: "unsafe-allow",
    kind: "list",
    doc: "Guards to pass by name: `diverged` deploys a commit that does not hold what was deployed last; `unreachable-commit` rolls back to a commit that the current one does not hold, or that no record of the target names.",
    group: "confirmation",
    modes: ["deploy", "rollback"]
  },
  {
    name: "deploy-refs",
    kind: "list",
    doc: "Branches, full refs or patterns that may be deployed beside the default branch: `release/*`, `refs/tags/v*`. What comes from any other ref is refused before anything is written.",
    group: "github",
    modes: writing,
    host: "action"
  },
  {
    name: "github-token",
    kind: "secret",
    default: "${{ github.token }}",
    doc: "The token for comments, check runs, deployments, statuses and issues; on the command line, where there is none by itself, for asking which commit is newer, whether a run has ended, and which deploys GitHub was told of.",
    group: "github",
    modes: onTarget
  },
  {
    name: "comment",
    kind: "choice",
    choices: commentChoices,
    default: "on",
    doc: "Whether a pull request gets a comment; with `on-change` only when something would change.",
    group: "github",
    modes: onTarget,
    host: "action"
  },
  {
    name: "preview-match",
    kind: "choice",
    choices: previewMatchChoices,
    default: "warn",
    doc: "A deploy plans again and compares with what the previews of the merged pull requests showed. `warn` says what differs, and stops before the first write at a deletion or recreation that no preview showed, unless it is confirmed; `strict` stops at any difference and when there is no preview; `off` does not look.",
    group: "github",
    modes: ["deploy"],
    host: "action"
  },
  {
    name: "record",
    kind: "list",
    default: "deployment, status, summary, comment",
    doc: "Where GitHub shows what a deploy did: its Deployments, the status of the commit, the job summary, the comment of the merged pull request; also, when named, `note` (a git note in `refs/notes/gitops-push/ENVIRONMENT`, which needs `contents: write`) and `linked-artifacts` (which image runs where, for repositories of an organisation; needs `artifact-metadata: write`).",
    group: "github",
    modes: writing,
    host: "action"
  },
  {
    name: "job-id",
    kind: "text",
    default: "${{ job.check_run_id }}",
    doc: "GitHub's number of the job, by which the deployment is found that the job's own `environment` has made. There is nothing to set.",
    group: "github",
    modes: writing,
    host: "action"
  },
  {
    name: "record-failure",
    kind: "choice",
    choices: recordFailureChoices,
    default: "fail",
    doc: "What a deploy does when GitHub does not answer before its first write: `fail` stops and changes nothing, `continue` goes on and tells GitHub later. When GitHub fails after the first write the deploy stands in any case.",
    group: "github",
    modes: writing,
    host: "action"
  },
  {
    name: "output",
    kind: "choice",
    choices: outputChoices,
    doc: "What goes to stdout. `json` is the whole report, `sarif` the findings for code scanning and editors. Without it: `text`, and `yaml` for `render` and `rbac`, which know `yaml` and `json` alone.",
    group: "terminal",
    modes,
    host: "terminal"
  }
];

// src/input/inputs.ts
var inputs = [
  ...runInputs,
  ...kubernetesInputs,
  ...manifestInputs,
  ...rbacInputs,
  ...pulumiInputs,
  ...surroundingInputs,
  ...replacedInputs
];
function inputsOf(host) {
  const rows = inputs;
  return rows.filter((row) => row.host === void 0 || row.host === host);
}

// src/input/mode.ts
var modeOfEvent = {
  pull_request: "preview",
  merge_group: "preview",
  push: "deploy",
  schedule: "drift"
};
function parseMode(text, event, isRollback) {
  const named = modes.find((mode) => mode === text);
  if (named !== void 0) return good(named);
  if (text !== "auto") return bad(`is ${quote(text)}`, `Write ${inWords(["auto", ...modes])}.`);
  if (event === "workflow_dispatch") return good(isRollback ? "rollback" : "deploy");
  const followed = event !== void 0 && Object.hasOwn(modeOfEvent, event) ? modeOfEvent[event] : void 0;
  if (followed !== void 0) return good(followed);
  const where = event === void 0 ? "outside a workflow event" : `on the event ${event}`;
  return bad(
    `is auto, which says nothing ${where}`,
    "Write what you want there: mode: validate, mode: preview or mode: deploy."
  );
}

// src/input/names.ts
var nameLimit = 52;
function parseName(text) {
  if (text.length <= nameLimit && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(text)) return good(text);
  return bad(
    `is ${quote(text)}`,
    `Write lower-case letters, digits and dashes, a letter or digit first and last, at most ${nameLimit} in all.`
  );
}
function nameOfRepository(repositoryName) {
  const dashed = repositoryName.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  const parsed = parseName(dashed.replaceAll(/^-|-$/g, ""));
  if (parsed.ok) return parsed;
  return bad(
    `cannot be made of the repository's name ${quote(repositoryName)}`,
    `Give a name. ${parsed.hint}`
  );
}
function parseNamespace(text) {
  if (text.length <= 63 && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(text)) return good(text);
  return bad(
    `is ${quote(text)}`,
    "A namespace has lower-case letters, digits and dashes, a letter or digit first and last, at most 63 in all."
  );
}
function parseEnvironment(text) {
  if (text.length <= 255 && !new RegExp("\\p{Cc}", "u").test(text)) return good(text);
  return bad(`is ${quote(text)}`, "An environment is one line of at most 255 characters.");
}
function parseKubernetesVersion(text) {
  const minor = /^v?(1\.\d{1,3})(?:\.\d+)?$/.exec(text)?.[1];
  if (kubernetesVersions.some((version2) => version2 === minor)) return good(minor ?? "");
  const problem = minor === void 0 ? `is ${quote(text)}` : `is ${minor}, whose schemas are not known here`;
  return bad(problem, `Write one of the minor versions ${inWords(kubernetesVersions)}.`);
}

// src/input/encoded.ts
function parseKubeconfig(text) {
  return parseEncoded(text, { looksPlain: (plain2) => plain2.includes(":"), what: "a kubeconfig" });
}
function parsePem(text) {
  return parseEncoded(text, {
    looksPlain: (plain2) => plain2.includes("-----BEGIN CERTIFICATE-----"),
    what: "a PEM certificate"
  });
}
function parseEncoded(text, expected) {
  if (expected.looksPlain(text)) return good(text);
  const hint3 = `Give ${expected.what} as it is, or the output of "base64" over the whole file.`;
  const decoded = decodeBase64(text);
  if (decoded === void 0) return bad(`is neither ${expected.what} nor base64`, hint3);
  if (expected.looksPlain(decoded)) return good(decoded);
  return bad(`is base64, but what it holds is not ${expected.what}`, hint3);
}
function decodeBase64(text) {
  const packed = text.replaceAll(/\s+/g, "");
  if (packed === "" || packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return void 0;
  const bytes = Buffer.from(packed, "base64");
  if (bytes.toString("base64") !== packed) return void 0;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return void 0;
  }
}

// src/input/read-access.ts
var allowable = ["exec:NAME", "skip-tls", "http", "proxy-url", "files:DIR"];
function readAccess(reader) {
  const access = reader.choice("access", accessChoices, "input");
  const kubeconfig = reader.secret("kubeconfig", parseKubeconfig);
  const context = reader.text("context");
  const server = reader.checked("server", parseServer);
  const certificateAuthority = reader.checked("certificate-authority", parsePem);
  const token = reader.secret("token");
  complainOfContradictions(reader, access);
  return {
    access,
    ...kubeconfig && { kubeconfig },
    ...context !== void 0 && { context },
    ...server !== void 0 && { server },
    ...certificateAuthority !== void 0 && { certificateAuthority },
    ...token && { token },
    oidcAudience: reader.text("oidc-audience") ?? "",
    allowKubeconfig: readAllowed(reader)
  };
}
function complainOfContradictions(reader, access) {
  const given = (...names) => names.filter((name) => reader.text(name) !== void 0);
  const credentials = given("kubeconfig", "server", "certificate-authority", "token");
  if (access === "ambient" && credentials.length > 0) {
    const all = credentials.join(", ");
    reader.complain(
      "access",
      `is ambient, but ${all} is given too`,
      `Take out ${all}, or write access: input.`
    );
    return;
  }
  if (access === "oidc")
    return complainOfOidc(reader, given("kubeconfig", "context", "token", "allow-kubeconfig"));
  const beside = given("server", "certificate-authority", "token");
  if (given("kubeconfig").length > 0 && beside.length > 0) {
    reader.complain(
      "kubeconfig",
      `is given beside ${beside.join(", ")}`,
      "Give either a kubeconfig, or server with token and certificate-authority."
    );
  } else if (beside.length > 0 && !beside.includes("server")) {
    reader.complain(
      "server",
      `is missing, but ${beside.join(", ")} is given`,
      "Write the URL of the API server."
    );
  }
}
function complainOfOidc(reader, beside) {
  if (beside.length > 0) {
    const all = beside.join(", ");
    reader.complain("access", `is oidc, but ${all} is given too`, `Take out ${all}, or write access: input.`);
  }
  if (reader.text("server") === void 0) {
    reader.complain("server", "is missing, but access is oidc", "Write the URL of the API server.");
  }
}
function parseServer(text) {
  const hint3 = "Write a URL such as https://cluster.example:6443, without user, password or query.";
  const url = URL.parse(text);
  if (!url) return bad("is not a URL", hint3);
  if (url.protocol !== "https:" && url.protocol !== "http:") return bad("is not an https URL", hint3);
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    return bad("holds more than the address of a server", hint3);
  }
  return good(text);
}
function readAllowed(reader) {
  const entries = reader.list("allow-kubeconfig");
  const wrong = entries.filter((entry) => !/^(?:exec:.+|files:.+|skip-tls|http|proxy-url)$/.test(entry));
  if (wrong.length > 0) {
    reader.complain(
      "allow-kubeconfig",
      `names ${inWords(wrong)}, which cannot be allowed`,
      `What can be allowed: ${inWords(allowable)}.`
    );
  }
  return entries;
}

// src/input/read-github.ts
function readGitHub(reader, host) {
  const given = reader.secret("github-token", parseToken);
  const token = given?.reveal() === "" ? void 0 : given;
  if (host === "terminal") return token === void 0 ? {} : { github: { ...silent, token } };
  const jobId = reader.text("job-id") ?? "";
  const places = reader.list("record");
  const unknown2 = places.filter((place) => !recordPlaces.some((known) => known === place));
  if (unknown2.length > 0) {
    reader.complain(
      "record",
      `names ${inWords(unknown2)}, which is no place`,
      `Write ${inWords(recordPlaces)}.`
    );
  }
  return {
    github: {
      // Where nobody filled the expression in there is no job.
      .../^\d+$/.test(jobId) && { jobId },
      ...token !== void 0 && { token },
      previewMatch: readPreviewMatch(reader),
      recordFailure: reader.choice("record-failure", recordFailureChoices, "fail"),
      driftIssue: reader.boolean("drift-issue"),
      comment: readComment(reader),
      record: recordPlaces.filter((place) => places.includes(place))
    }
  };
}
var silent = {
  previewMatch: "off",
  recordFailure: "fail",
  driftIssue: false,
  comment: "off",
  record: []
};
function readPreviewMatch(reader) {
  const isBound = reader.text("plan") !== void 0 && !reader.isGiven("preview-match");
  return isBound ? "strict" : reader.choice("preview-match", previewMatchChoices, "warn");
}
function readComment(reader) {
  const isUnwanted = /^false$/i.test(reader.text("comment-on-pr") ?? "") && !reader.isGiven("comment");
  return isUnwanted ? "off" : reader.choice("comment", commentChoices, "on");
}
function parseToken(text) {
  return good(text.startsWith("${{") ? "" : text);
}

// src/input/read-rbac.ts
function readRbac(reader, mode) {
  const isPreview = reader.boolean("preview");
  const hasSecrets = reader.boolean("secrets");
  if (hasSecrets && !isPreview) {
    reader.complain("secrets", "is given without preview", "A deploy may change its Secrets in any case.");
  }
  const subject = reader.checked("subject", parseSubject);
  if (mode !== "rbac") return {};
  const purpose = !isPreview ? "deploy" : hasSecrets ? "drift" : "preview";
  return { rbac: { purpose, ...subject && { subject } } };
}
function parseSubject(text) {
  const [, account, namespace, name] = /^(ServiceAccount)\/([a-z0-9-]+)\/([a-z0-9.-]+)$/.exec(text) ?? [];
  if (account !== void 0 && namespace !== void 0 && name !== void 0)
    return good({ kind: "ServiceAccount", namespace, name });
  const [, kind, other = ""] = /^(User|Group)\/(\S(?:.*\S)?)$/.exec(text) ?? [];
  if ((kind === "User" || kind === "Group") && !other.startsWith("system:"))
    return good({ kind, name: other });
  return bad(
    `is ${quote(text)}`,
    "Write ServiceAccount/NAMESPACE/NAME, User/NAME or Group/NAME; names of the system itself (system:...) are refused."
  );
}

// src/input/reader.ts
function openReader(raw, host) {
  const mistakes = [];
  const complain = (name, problem, hint3) => {
    mistakes.push({
      code: "input-invalid",
      severity: "error",
      message: `${writtenName(name, host)} ${problem}`,
      hint: hint3
    });
  };
  const text = (name) => givenText(raw, name) ?? rowOf(name)?.default;
  const checked = (name, parse) => {
    const written = text(name);
    if (written === void 0) return void 0;
    const parsed = parse(written);
    if (parsed.ok) return parsed.value;
    complain(name, parsed.problem, parsed.hint);
    return void 0;
  };
  return {
    text,
    isGiven: (name) => givenText(raw, name) !== void 0,
    checked,
    choice: (name, choices, otherwise) => checked(name, (value) => parseChoice(value, choices)) ?? otherwise,
    boolean: (name) => checked(name, parseBoolean) ?? false,
    count: (name) => checked(name, parseCount) ?? 0,
    durationMs: (name) => checked(name, parseDuration) ?? 0,
    list: (name) => parseList(text(name) ?? ""),
    secret: (name, parse) => {
      const value = parse === void 0 ? text(name) : checked(name, parse);
      return value === void 0 ? void 0 : new Secret(value);
    },
    complain,
    mistakes
  };
}
function writtenName(name, host) {
  return host === "terminal" ? `--${name}` : `The input ${name}`;
}
function givenText(raw, name) {
  const text = Object.hasOwn(raw, name) ? raw[name]?.trim() : void 0;
  return text === "" ? void 0 : text;
}
function rowOf(name) {
  return inputs.find((row) => row.name === name);
}

// src/input/read-pulumi.ts
function readPulumi(reader, raw, host) {
  const flag = (name) => reader.checked(name, parseYamlBoolean) ?? false;
  const { version: version2, versionFile } = readVersion(reader);
  return {
    isAskedFor: isAskedFor(raw, host),
    ...optional(reader, "stackName", "stack-name"),
    ...optional(reader, "workDir", "work-dir"),
    ...optional(reader, "cloudUrl", "cloud-url"),
    ...version2 !== void 0 && { version: version2 },
    ...versionFile !== void 0 && { versionFile },
    ...readMirror(reader),
    ...optional(reader, "secretsProvider", "secrets-provider"),
    ...optional(reader, "configMap", "config-map"),
    ...optional(reader, "message", "message"),
    ...host === "terminal" && optional(reader, "historyFile", "history"),
    upsert: flag("upsert"),
    refresh: flag("refresh"),
    expectNoChanges: flag("expect-no-changes"),
    target: reader.list("target"),
    targetDependents: flag("target-dependents"),
    exclude: reader.list("exclude"),
    excludeDependents: flag("exclude-dependents"),
    replace: reader.list("replace"),
    ...readPolicies(reader),
    parallel: reader.count("parallel"),
    continueOnError: flag("continue-on-error"),
    excludeProtected: flag("exclude-protected"),
    remove: flag("remove"),
    suppressOutputs: flag("suppress-outputs"),
    suppressProgress: flag("suppress-progress"),
    logVerbosity: reader.count("log-verbosity"),
    logFlow: flag("log-flow"),
    debug: host === "action" && flag("debug"),
    passEnv: reader.list("pass-env")
  };
}
function readMirror(reader) {
  const text = reader.text("pulumi-mirror");
  if (text === void 0) return {};
  const url = URL.parse(text);
  const isLoopback = url?.protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  const isBare = url && url.username + url.password + url.search + url.hash === "";
  if (isBare && (url.protocol === "https:" || isLoopback)) return { mirror: text.replace(/\/+$/, "") };
  reader.complain(
    "pulumi-mirror",
    isBare ? "is no https address" : "is no address, or holds a login or a query, which would stand in the log",
    "Write the folder that holds the files: https://mirror.example/pulumi. Where it wants a login, install the CLI in a step before."
  );
  return {};
}
function optional(reader, key, name) {
  const text = reader.text(name);
  return text === void 0 ? {} : { [key]: text };
}
function readCommand(reader, host) {
  if (host === "terminal" || reader.text("command") === void 0) return void 0;
  switch (reader.choice("command", commandChoices, "preview")) {
    case "preview":
      return "preview";
    case "up":
    case "update":
      return "deploy";
    case "destroy":
      return "destroy";
    case "refresh":
      reader.complain(
        "command",
        "is refresh, which would write to the state without a word",
        "Write mode: drift, which shows what differs and writes nothing, or refresh: true beside preview and up."
      );
      return void 0;
    case "output":
      reader.complain(
        "command",
        "is output, which is no run of its own here",
        "Every deploy sets the output `outputs`; take that of the deploy step, or write mode: deploy."
      );
      return void 0;
  }
}
function replacedNotices(raw, host) {
  const given = replacedInputs.filter(({ name }) => givenText(raw, name) !== void 0);
  if (host === "terminal" || given.length === 0) return [];
  const message = given.map(({ name, doc }) => `${name}: ${doc}`).join(" ");
  return [{ code: "input-replaced", severity: "notice", message, hint: "Take them out when you like." }];
}
function isAskedFor(raw, host) {
  return pulumiInputs.some((row) => {
    const text = givenText(raw, row.name);
    const isDefault = "default" in row && text === row.default;
    const isVague = ["message", "debug", "history", "parallel", "refresh"].includes(row.name);
    return text !== void 0 && !isDefault && !isVague && !(host === "terminal" && "host" in row && row.host === "action");
  });
}
function readVersion(reader) {
  const version2 = reader.text("pulumi-version");
  const versionFile = reader.text("pulumi-version-file");
  if (version2 !== void 0 && versionFile !== void 0) {
    reader.complain("pulumi-version-file", "is given beside pulumi-version", "Give one of them.");
  }
  return {
    ...version2 !== void 0 && { version: version2 },
    ...versionFile !== void 0 && { versionFile }
  };
}
function readPolicies(reader) {
  const policyPacks = reader.list("policyPacks");
  const policyPackConfigs = reader.list("policyPackConfigs");
  if (policyPackConfigs.length > policyPacks.length) {
    reader.complain(
      "policyPackConfigs",
      `names ${policyPackConfigs.length} files for ${policyPacks.length} policy packs`,
      "They are paired by their order: give a pack for each."
    );
  }
  return { policyPacks, policyPackConfigs };
}
function parseYamlBoolean(text) {
  if (/^(?:true|True|TRUE)$/.test(text)) return good(true);
  if (/^(?:false|False|FALSE)$/.test(text)) return good(false);
  return parseBoolean(text);
}

// src/input/read-unsafe.ts
function readUnsafe(reader) {
  const given = reader.list("unsafe-allow");
  const unknown2 = given.filter((text) => !unsafeChoices.some((each) => each === text));
  if (unknown2.length > 0)
    reader.complain(
      "unsafe-allow",
      `names ${inWords(unknown2)}, which is no guard`,
      `Write ${inWords(unsafeChoices)}.`
    );
  return unsafeChoices.filter((each) => given.includes(each));
}

// src/input/ready-rules.ts
var hint2 = "Write one kind a line: Kind.group: condition=Ready, status.phase=Running; failed: status.phase=Error";
function parseReady(text) {
  const rules = [];
  for (const line of text.split("\n").map((each) => each.trim())) {
    if (line === "" || line.startsWith("#")) continue;
    const rule = parseLine(line);
    if (typeof rule === "string") return { ok: false, problem: `has the line "${line}", ${rule}`, hint: hint2 };
    if (rules.some((each) => each.kind === rule.kind && each.group === rule.group))
      return {
        ok: false,
        problem: `has two rules for ${line.split(":")[0] ?? ""}`,
        hint: "Leave one of them."
      };
    rules.push(rule);
  }
  return { ok: true, value: rules };
}
function parseLine(line) {
  const [, name = "", rest = ""] = /^([^:\s]+)\s*:\s*(.*)$/.exec(line) ?? [];
  const [, kind = "", group = ""] = /^([A-Z][A-Za-z0-9]*)(?:\.([a-z0-9.-]+))?$/.exec(name) ?? [];
  if (kind === "") return "which does not begin with a kind and a colon";
  const [readyText = "", failedText] = rest.split(/;\s*failed\s*:/);
  if (readyText.trim() === "applied" && failedText === void 0)
    return { group, kind, ready: [], failed: [] };
  const ready = parseTerms(readyText);
  const failed = failedText === void 0 ? [] : parseTerms(failedText);
  if (typeof ready === "string") return ready;
  if (typeof failed === "string") return failed;
  return ready.length === 0 ? "which does not say when the kind is ready" : { group, kind, ready, failed };
}
function parseTerms(text) {
  const terms = [];
  for (const part of text.split(",").map((each) => each.trim())) {
    if (part === "") continue;
    const term = parseTerm(part);
    if (!term) return `in which "${part}" is neither condition=TYPE nor path=value`;
    terms.push(term);
  }
  return terms;
}
function parseTerm(text) {
  const [, condition, status] = /^condition=([\w./-]+?)(?:=(True|False|Unknown))?$/.exec(text) ?? [];
  if (condition !== void 0) return { condition, status: status ?? "True" };
  const [, path = "", value] = /^\.?([A-Za-z][\w-]*(?:\.[\w-]+)+)=(.+)$/.exec(text) ?? [];
  return value === void 0 ? void 0 : { path: joinPointer(path.split(".")), value };
}

// src/input/read.ts
var unnamed = "unnamed";
function readSettings(raw, context) {
  const reader = openReader(raw, context.host);
  const isRollback = givenText(raw, "rollback-to") !== void 0;
  const mode = readMode(reader, context, isRollback);
  if (isRollback && mode !== void 0 && mode !== "rollback") {
    reader.complain("rollback-to", `does nothing in mode ${mode}`, "Take it out, or write mode: rollback.");
  }
  const unknown2 = findUnknown(raw, context.host, mode);
  const name = readName(reader, context.repositoryName, mode);
  const settings = {
    mode: mode ?? "validate",
    path: reader.text("path") ?? "",
    imageOverrides: readImages(reader),
    engine: reader.choice("engine", engineChoices, "auto"),
    pulumi: readPulumi(reader, raw, context.host),
    name,
    environment: reader.checked("environment", parseEnvironment) ?? "",
    dryRun: reader.boolean("dry-run"),
    ...readBase(reader),
    rollbackTo: reader.text("rollback-to") ?? "previous",
    ...readFreeze(reader),
    checkImages: reader.boolean("check-images"),
    hold: reader.boolean("hold"),
    ...readReason(reader, mode),
    failOnDrift: context.host === "action" && reader.boolean("fail-on-drift"),
    rendering: {
      values: reader.list("values"),
      release: reader.checked("release", parseName) ?? name,
      network: reader.boolean("render-network")
    },
    validation: { schemas: reader.list("schemas"), rules: readRules(reader) },
    access: readAccess(reader),
    deployRefs: reader.list("deploy-refs"),
    unsafeAllow: readUnsafe(reader),
    ...readGitHub(reader, context.host),
    ...readNamespaces(reader),
    livePlan: reader.choice("live-plan", livePlanChoices, "changed"),
    prune: reader.boolean("prune"),
    maxDeletions: reader.count("max-deletions"),
    confirm: readConfirm(reader, context, mode === "destroy" ? name : void 0),
    conflicts: reader.checked("conflicts", parseConflictRules) ?? [],
    ignore: reader.checked("ignore", parseIgnoreRules) ?? [],
    wait: reader.boolean("wait"),
    timeoutMs: reader.durationMs("timeout"),
    onFailure: reader.choice("on-failure", onFailureChoices, "stop"),
    ready: reader.checked("ready", parseReady) ?? [],
    stallMs: reader.durationMs("stall-timeout"),
    ...readKubernetesVersion(reader),
    ...readRbac(reader, mode),
    output: readOutput(reader, mode)
  };
  const mistakes = [...reader.mistakes, ...unknown2.filter((finding) => finding.severity === "error")];
  return mistakes.length > 0 ? { mistakes } : { settings, warnings: [...unknown2, ...replacedNotices(raw, context.host)] };
}
function readMode(reader, context, isRollback) {
  const commanded = readCommand(reader, context.host);
  const isNamed = reader.text("mode") !== "auto";
  if (commanded === void 0 || isNamed) {
    const mode = reader.checked("mode", (text) => parseMode(text, context.event, isRollback));
    if (commanded !== void 0 && mode !== void 0 && mode !== commanded)
      reader.complain("command", `means mode ${commanded}, but mode is ${mode}`, "Take one of them out.");
    return mode;
  }
  return commanded;
}
function findUnknown(raw, host, mode) {
  const known = ["mode", ...inputsOf(host).map((row) => row.name)];
  const severity = mode === void 0 || writing.some((each) => each === mode) ? "error" : "warning";
  return Object.keys(raw).filter((name) => !known.includes(name) && givenText(raw, name) !== void 0).map((name) => {
    const nearest = nearestName(name, known);
    const hint3 = nearest === void 0 ? "Take it out." : `Did you mean ${nearest}?`;
    return { code: "input-unknown", severity, message: `${writtenName(name, host)} does not exist`, hint: hint3 };
  });
}
function readName(reader, repositoryName, mode) {
  if (reader.text("name") !== void 0) return reader.checked("name", parseName) ?? unnamed;
  const needsName = mode !== "validate" && mode !== "render";
  if (repositoryName === void 0) {
    if (needsName) reader.complain("name", "is missing, and no repository gives one", "Give a name.");
    return unnamed;
  }
  const parsed = nameOfRepository(repositoryName);
  if (parsed.ok) return parsed.value;
  if (needsName) reader.complain("name", parsed.problem, parsed.hint);
  return unnamed;
}
function readNamespaces(reader) {
  const namespace = reader.checked("namespace", parseNamespace);
  const recordNamespace = reader.checked("record-namespace", parseNamespace) ?? namespace;
  return {
    ...namespace !== void 0 && { namespace },
    ...recordNamespace !== void 0 && { recordNamespace }
  };
}
function readConfirm(reader, context, destroyed) {
  const confirm = reader.list("confirm");
  if (confirm.length > 0 && context.host === "action" && context.event !== "workflow_dispatch") {
    reader.complain(
      "confirm",
      `does not count on the event ${context.event ?? "(none)"}`,
      "Take it out of the workflow file, or pass on the form's: confirm: '${{ inputs.confirm }}'. It counts on workflow_dispatch and on the command line."
    );
  }
  if (destroyed !== void 0) return confirmDestroy(reader, confirm, destroyed);
  const wrong = confirm.filter((entry) => !/^(?:[^\s/]+(?:\/[^\s/]+){1,2}|urn:pulumi:.+)$/.test(entry));
  if (wrong.length > 0) {
    reader.complain(
      "confirm",
      `names ${inWords(wrong)}, which is no address`,
      "Paste the addresses as they were printed: Kind[.group]/[namespace/]name, separated by commas or lines."
    );
  }
  return confirm;
}
function readBase(reader) {
  const base = reader.text("base");
  if (base === void 0) return {};
  if (/^[\w@][\w./@~^+-]*$/.test(base)) return { base };
  reader.complain(
    "base",
    `is ${JSON.stringify(base)}, which is no commit and no branch`,
    "Write origin/main."
  );
  return {};
}
function confirmDestroy(reader, confirm, name) {
  const wrong = confirm.filter((entry) => entry !== name);
  if (wrong.length > 0) {
    reader.complain(
      "confirm",
      `is ${inWords(wrong)}, but what mode destroy would delete is called ${name}`,
      `Write the name alone, confirm: ${name}, or give the name of the target that is meant (input name).`
    );
  }
  return confirm;
}
function readRules(reader) {
  const pairs = reader.list("rules").map((entry) => entry.split("=").map((part) => part.trim()));
  const isSeverity = (text) => text === "off" || text === "warning" || text === "error";
  const wrong = pairs.filter(
    ([id = "", severity, ...more]) => id === "" || !isSeverity(severity) || more.length > 0
  );
  if (wrong.length > 0) {
    const named = inWords(wrong.map((parts2) => parts2.join("=")));
    reader.complain("rules", `has ${named}`, "Write <rule>=off, <rule>=warning or <rule>=error.");
  }
  return Object.fromEntries(
    pairs.flatMap(([id = "", severity]) => isSeverity(severity) ? [[id, severity]] : [])
  );
}
function readReason(reader, mode) {
  const reason = reader.text("reason");
  if (reason !== void 0) return { reason };
  if (mode === "resume")
    reader.complain("reason", "is missing, and mode resume lifts a hold only with one", "Say why it may go.");
  return {};
}
function readKubernetesVersion(reader) {
  const kubernetesVersion = reader.checked("kubernetes-version", parseKubernetesVersion);
  return kubernetesVersion === void 0 ? {} : { kubernetesVersion };
}
function readOutput(reader, mode) {
  const isPrinting = mode === "render" || mode === "rbac";
  const allowed = isPrinting ? ["yaml", "json"] : ["text", "json", "markdown", "sarif"];
  const otherwise = isPrinting ? "yaml" : "text";
  const output = reader.choice("output", outputChoices, otherwise);
  if (allowed.includes(output)) return output;
  reader.complain(
    "output",
    `is ${output}, which ${mode ?? "this mode"} does not print`,
    `Write ${inWords(allowed)}.`
  );
  return otherwise;
}

// src/system/files.ts
import { glob, lstat as lstat2, readdir as readdir2, readFile, realpath as realpath2, stat as stat2 } from "node:fs/promises";
import { isAbsolute, join as join2, relative as relative2, resolve, sep as sep2 } from "node:path";

// src/system/scratch.ts
import {
  copyFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readlink,
  realpath,
  rm,
  stat,
  writeFile
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
var limits = { files: 2e4, bytes: 256 * 1024 * 1024 };
var skippedFolders = /* @__PURE__ */ new Set(["node_modules", ".git"]);
async function openScratch(workspace) {
  const root = await realpath(workspace);
  const folder = await mkdtemp(join(await realpath(tmpdir()), "gitops-push-render-"));
  const copied = { files: 0, bytes: 0 };
  return {
    folder,
    copy: async (path) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await copyInto(root, path, { folder, copied });
    },
    write: async (path, text) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text, { mode: 384 });
    },
    [Symbol.asyncDispose]: async () => await rm(folder, { recursive: true, force: true })
  };
}
async function copyInto(root, path, copying) {
  const source = join(root, path);
  const entry = await lstat(source);
  if (entry.isSymbolicLink()) return await copyLink(root, path, copying);
  if (entry.isDirectory()) {
    await mkdir(join(copying.folder, path), { recursive: true });
    for (const name of await readdir(source))
      if (!skippedFolders.has(name)) await copyInto(root, join(path, name), copying);
    return;
  }
  if (entry.isFile()) await copyOne(source, path, entry.size, copying);
}
async function copyLink(root, path, copying) {
  const target = await realpath(join(root, path)).catch(() => void 0);
  const entry = target === void 0 ? void 0 : await stat(target);
  if (target === void 0 || entry?.isFile() !== true || !target.startsWith(root + sep)) {
    const to = await readlink(join(root, path));
    const where = target === void 0 ? to : relative(root, target) || ".";
    throw new Failure(
      "path-outside",
      `${slashed(path)} is a link to ${slashed(where)}, which is not followed`,
      {
        hint: "Only links to files inside the checkout are followed while rendering: put the files themselves there."
      }
    );
  }
  await copyOne(target, path, entry.size, copying);
}
async function copyOne(source, path, sizeBytes, copying) {
  const { folder, copied } = copying;
  copied.files += 1;
  copied.bytes += sizeBytes;
  const much = copied.files > limits.files ? "20,000 files" : copied.bytes > limits.bytes ? "256 MB" : void 0;
  if (much !== void 0)
    throw new Failure("render-failed", `more than ${much} would be copied to be rendered`, {
      hint: `The copy is full at ${slashed(path)}. Give the folder of the chart or the overlay as \`path\`, and keep in it only what it is made of.`
    });
  await copyFile(source, join(folder, path));
}
function slashed(path) {
  return path.split(sep).join("/");
}

// src/system/files.ts
function systemFiles(options) {
  const { workspace, assets } = options;
  return {
    root: workspace,
    find: async (path, extensions) => await findFiles(workspace, path, extensions),
    read: async (path) => await readFile(join2(workspace, path)),
    scratch: async () => await openScratch(workspace),
    readAsset: async (name) => await readFile(new URL(name, assets)),
    readOutside: async (path) => await readIfThere(resolve(workspace, path)),
    isTracked: async (path) => await options.isTracked(resolve(workspace, path))
  };
}
var skippedFolders2 = /* @__PURE__ */ new Set(["node_modules", ".git"]);
async function findFiles(workspace, path, extensions) {
  const root = await realpath2(workspace);
  const given = isAbsolute(path) ? relative2(root, path) : path;
  if (given.split(/[/\\]/).includes("..")) throw outside(path);
  const found = await candidates(root, given, path);
  const files = [];
  for (const name of found.toSorted()) {
    const entry = await lstat2(join2(root, name));
    if (!entry.isFile() || !extensions.some((extension) => name.endsWith(extension))) continue;
    if (!await isInside(root, join2(root, name))) throw outside(name);
    files.push({ path: name.split(sep2).join("/"), sizeBytes: entry.size });
  }
  return files;
}
async function candidates(root, given, asWritten) {
  const entry = await stat2(join2(root, given)).catch(() => void 0);
  if (entry && !await isInside(root, join2(root, given))) throw outside(asWritten);
  if (entry?.isFile()) return [given];
  if (entry?.isDirectory()) return await filesBelow(root, given);
  if (!entry && !/[*?[{]/.test(given)) {
    throw new Failure("path-missing", `path ${JSON.stringify(asWritten)} does not exist in ${root}`, {
      hint: "Give a file, a folder or a glob relative to the checkout: `path: deploy`. Is the repository checked out before this step?"
    });
  }
  const names = [];
  for await (const name of glob(given, { cwd: root, exclude: (folder) => skippedFolders2.has(folder) }))
    names.push(name);
  return names;
}
async function filesBelow(root, folder) {
  const entries = await readdir2(join2(root, folder), { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => relative2(root, join2(entry.parentPath, entry.name)));
  return names.filter((name) => !name.split(sep2).some((part) => skippedFolders2.has(part)));
}
async function isInside(root, path) {
  const real = await realpath2(path);
  return real === root || real.startsWith(root + sep2);
}
function outside(path) {
  return new Failure("path-outside", `path ${JSON.stringify(path)} leads out of the checkout`, {
    hint: "Only files inside the checkout are read; links that lead out of it are not followed."
  });
}
async function readIfThere(path) {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return void 0;
    throw error;
  }
}

// src/system/process-name.ts
import { createHash } from "node:crypto";
import { readFile as readFile2, readlink as readlink2 } from "node:fs/promises";
async function namedProcesses(pid) {
  const place = await placeOfProcesses();
  const started = place === void 0 ? void 0 : await startOf(pid);
  if (place === void 0 || started === void 0)
    return { isGone: async () => await Promise.resolve(false) };
  return {
    own: `${place}/${pid}/${started}`,
    isGone: async (name) => {
      const [, where, number, since] = /^([0-9a-f]{16})\/(\d+)\/(\d+)$/.exec(name) ?? [];
      if (where !== place || number === void 0) return false;
      return await startOf(Number(number)) !== since;
    }
  };
}
async function placeOfProcesses() {
  try {
    const boot = await readFile2("/proc/sys/kernel/random/boot_id", "utf8");
    const space = await readlink2("/proc/self/ns/pid");
    return createHash("sha256").update(`${boot.trim()} ${space}`).digest("hex").slice(0, 16);
  } catch {
    return void 0;
  }
}
async function startOf(pid) {
  try {
    const line = await readFile2(`/proc/${pid}/stat`, "utf8");
    const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? void 0 : fields[19];
  } catch {
    return void 0;
  }
}

// src/system/secrets.ts
import { createHmac, randomBytes } from "node:crypto";
var shortest = 4;
var commonWords = /* @__PURE__ */ new Set([
  "true",
  "false",
  "null",
  "none",
  "kind",
  "name",
  "type",
  "data",
  "default",
  "admin",
  "root",
  "user",
  "test",
  "production",
  "staging",
  "development",
  "localhost",
  "Config",
  "Opaque",
  "disabled",
  "enabled"
]);
function collectSecrets(announce = () => void 0) {
  const forms = /* @__PURE__ */ new Set();
  const key = randomBytes(32);
  let pattern;
  return {
    add(value) {
      for (const form of formsOf(value)) {
        if (forms.has(form)) continue;
        forms.add(form);
        announce(form);
        pattern = void 0;
      }
    },
    redact(text) {
      if (forms.size === 0) return text;
      pattern ??= patternOf(forms);
      return text.replace(pattern, "***");
    },
    markOf: (value) => createHmac("sha256", key).update(value).digest("hex").slice(0, 6)
  };
}
function formsOf(value) {
  const whole2 = [value, value.trimEnd()].flatMap((text) => [
    text,
    Buffer.from(text, "utf8").toString("base64"),
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text.toWellFormed())
  ]);
  return [.../* @__PURE__ */ new Set([...whole2, ...linesOf(value)])].filter(
    (form) => form.length >= shortest && !commonWords.has(form)
  );
}
function linesOf(value) {
  if (!value.includes("\n")) return [];
  return value.split("\n").flatMap((text) => {
    const line = text.trim();
    const setting = /^[\s"'-]*[\w.-]+["']?\s*[:=]\s*["']?(.*?)["']?[,;]?$/.exec(line)?.[1];
    const telling = setting ?? line;
    const isPlain = /^[a-z]+$/i.test(telling) || telling.includes('"');
    return isPlain || telling.length < (setting === void 0 ? 16 : 12) ? [] : [telling];
  });
}
function patternOf(forms) {
  const longestFirst = [...forms].toSorted((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((form) => RegExp.escape(form)).join("|"), "g");
}

// src/version.ts
var version = "0.1.0";

// src/system/git.ts
var limitMs = 1e4;
async function readCheckout(shell, folder, env) {
  const git = async (...args) => await ask(shell, folder, env, args);
  const [root, commit, ref, status, remote] = await Promise.all([
    git("rev-parse", "--show-toplevel"),
    git("rev-parse", "--verify", "HEAD"),
    git("symbolic-ref", "-q", "HEAD"),
    git("status", "--porcelain", "--untracked-files=normal"),
    git("remote", "get-url", "origin")
  ]);
  const repository = remote === void 0 ? void 0 : repositoryOf(remote);
  const host = remote === void 0 ? void 0 : hostOf(remote);
  return {
    ...root !== void 0 && { root },
    ...commit !== void 0 && { commit },
    ...ref !== void 0 && { ref },
    ...status !== void 0 && { dirty: status !== "" },
    ...repository !== void 0 && { repository },
    ...host !== void 0 && { host }
  };
}
async function isTracked(shell, folder, path, env) {
  return await ask(shell, folder, env, ["ls-files", "--error-unmatch", "--", path]) !== void 0;
}
function repositoryOf(remote) {
  if (/^(?:file:|[/.~])/.test(remote.trim())) return void 0;
  return /[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(remote.trim())?.[1];
}
function hostOf(remote) {
  if (repositoryOf(remote) === void 0) return void 0;
  return /^(?:\w+:\/\/)?(?:[^@/]+@)?([\w.-]+)[:/]/.exec(remote.trim())?.[1];
}
async function compareCommits(shell, folder, env, { base, ours }) {
  if (base === ours) return "identical";
  const isAncestor = async (older, newer) => {
    try {
      const args = ["-C", folder, "merge-base", "--is-ancestor", older, newer];
      const { code } = await shell.run("git", args, { env, timeoutMs: limitMs });
      return code === 0 ? true : code === 1 ? false : void 0;
    } catch {
      return void 0;
    }
  };
  const [isAhead, isBehind] = await Promise.all([isAncestor(base, ours), isAncestor(ours, base)]);
  if (isAhead === true) return "ahead";
  if (isBehind === true) return "behind";
  const isShallow = await ask(shell, folder, env, ["rev-parse", "--is-shallow-repository"]) !== "false";
  return isAhead === void 0 || isBehind === void 0 || isShallow ? "unknown" : "diverged";
}
async function findForkPoint(shell, folder, env, { ref, head }) {
  const git = async (...args) => await ask(shell, folder, env, args);
  const [first, second] = (await git("rev-list", "--parents", "-n1", "HEAD"))?.split(" ").slice(1) ?? [];
  const isTestMerge = head !== void 0 && second === head;
  const wanted = isTestMerge && first !== void 0 ? first : ref;
  const commit = await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${wanted}^{commit}`);
  if (commit === void 0 || isTestMerge) return commit;
  return await git("merge-base", commit, "HEAD");
}
async function listPushes(shell, folder, env, { base, head }) {
  const args = ["rev-list", "--first-parent", `--max-count=${mostPushes + 1}`, head, `^${base}`];
  const listed = await ask(shell, folder, env, args);
  if (listed === void 0) return void 0;
  const pushes = listed.split("\n").filter((line) => line !== "");
  const isShallow = await ask(shell, folder, env, ["rev-parse", "--is-shallow-repository"]) !== "false";
  return isShallow || pushes.length > mostPushes ? void 0 : pushes;
}
var mostPushes = 100;
async function ask(shell, folder, env, args) {
  try {
    const answer = await shell.run("git", ["-C", folder, ...args], { env, timeoutMs: limitMs });
    return answer.code === 0 ? answer.stdout.trim() : void 0;
  } catch {
    return void 0;
  }
}

// src/system/shell.ts
import { spawn } from "node:child_process";
function systemShell() {
  return { run: runProgram };
}
var runProgram = async (command, args, options) => {
  const { env, folder, signal, onOutput, limitBytes } = options;
  signal?.throwIfAborted();
  const time = deadline(options.timeoutMs);
  const child = spawn(command, args, {
    env: { ...env },
    stdio: "pipe",
    signal: time,
    ...limitBytes !== void 0 && { killSignal: "SIGKILL" },
    detached: signal !== void 0,
    ...folder !== void 0 && { cwd: folder }
  });
  if (child.pid !== void 0) options.onStart?.(child.pid);
  const stdout = collect(child.stdout, (text) => onOutput?.(text, "stdout"));
  const stderr = collect(child.stderr, (text) => onOutput?.(text, "stderr"));
  let left = limitBytes ?? Number.POSITIVE_INFINITY;
  const kill = () => killAll(child, signal === void 0 ? "alone" : "group");
  const meter = (chunk) => {
    left -= chunk.length;
    if (left < 0) kill();
  };
  for (const stream of [child.stdout, child.stderr]) stream.on("data", meter);
  const interrupt = () => {
    if (limitBytes === void 0) child.kill("SIGINT");
    else kill();
  };
  signal?.addEventListener("abort", interrupt, { once: true });
  if (limitBytes !== void 0) time.addEventListener("abort", kill, { once: true });
  child.stdin.on("error", () => void 0);
  child.stdin.end(options.input ?? "");
  try {
    return await ended(child, command, options.timeoutMs, (code) => ({
      code,
      stdout: stdout(),
      stderr: stderr()
    }));
  } finally {
    signal?.removeEventListener("abort", interrupt);
    time.removeEventListener("abort", kill);
  }
};
function killAll(child, which) {
  try {
    if (which === "group" && child.pid !== void 0) process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}
async function ended(child, command, timeoutMs, resultOf) {
  return await new Promise((resolve2, reject) => {
    child.once(
      "error",
      (error) => reject(
        error.name === "AbortError" ? new Error(`${command} took longer than ${timeoutMs / 1e3} s`) : error
      )
    );
    child.once("close", (code, signal) => {
      if (code === null)
        reject(new Error(`${command} was ended by ${signal ?? "a signal"} (limit ${timeoutMs} ms)`));
      else resolve2(resultOf(code));
    });
  });
}
function collect(stream, tell) {
  const chunks = [];
  const decoder = new TextDecoder();
  stream.on("data", (chunk) => {
    chunks.push(chunk);
    tell(decoder.decode(chunk, { stream: true }));
  });
  return () => Buffer.concat(chunks).toString("utf8");
}

// src/system/disk.ts
import { appendFile, mkdir as mkdir2, mkdtemp as mkdtemp2, readdir as readdir3, rm as rm2, stat as stat3, symlink, writeFile as writeFile2 } from "node:fs/promises";
import { hostname, tmpdir as tmpdir2 } from "node:os";
import { dirname as dirname2, join as join3 } from "node:path";
function systemDisk() {
  return {
    list: async (folder) => (await readdir3(folder).catch(() => [])).toSorted((a, b) => a < b ? -1 : 1),
    isFile: async (path) => (await stat3(path).catch(() => void 0))?.isFile() === true,
    read: async (path) => await readIfThere(path),
    temporary: async () => {
      const folder = await mkdtemp2(join3(tmpdir2(), "gitops-push-"));
      return {
        folder,
        [Symbol.asyncDispose]: async () => await rm2(folder, { recursive: true, force: true })
      };
    },
    writePrivate: async (path, text) => {
      await mkdir2(dirname2(path), { recursive: true });
      await writeFile2(path, text, { mode: 384 });
    },
    appendPrivate: async (path, text) => {
      await mkdir2(dirname2(path), { recursive: true });
      await appendFile(path, text, { mode: 384 });
    },
    remove: async (path) => await rm2(path, { force: true }),
    link: async (path, target) => {
      await mkdir2(dirname2(path), { recursive: true });
      await symlink(target, path, "dir");
    },
    hostName: hostname
  };
}

// src/system/download.ts
import { createHash as createHash2 } from "node:crypto";
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";

// src/system/web.ts
import https from "node:https";

// src/system/plain-http.ts
function plainHttp() {
  return process.getBuiltinModule("node:http");
}

// src/system/web.ts
function mayBeAsked(url) {
  const isLoopback = ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  return url.protocol === "https:" || url.protocol === "http:" && isLoopback;
}
async function askWeb(url, { method = "GET", headers, env, signal, idleMs: idleMs3 }) {
  const kind = url.protocol === "http:" ? plainHttp() : https;
  const agent = new kind.Agent({ proxyEnv: { ...env } });
  const options = {
    method,
    agent,
    headers: { "user-agent": "gitops-push", ...headers },
    ...signal && { signal },
    timeout: idleMs3
  };
  return await new Promise((resolve2, reject) => {
    const request = kind.request(url, options, resolve2);
    request.on("timeout", () => request.destroy(new Error(`nothing came for ${idleMs3 / 1e3} s`)));
    request.on("error", reject);
    request.end();
  });
}
async function readBody(message, limitBytes, tooLong = new Error("the answer is too long")) {
  const chunks = [];
  for await (const chunk of bodyWithin(message, limitBytes, tooLong)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
async function* bodyWithin(message, limitBytes, tooLong) {
  let bytes = Number(message.headers["content-length"] ?? 0) > limitBytes ? limitBytes : 0;
  for await (const chunk of message) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > limitBytes) throw tooLong;
    yield part;
  }
}

// src/system/download.ts
var idleMs = 6e4;
var mostRedirects = 5;
var mostBytes = { text: 2e7, file: 1e9 };
function systemDownloads(env, signal, limits2 = mostBytes) {
  return {
    text: async (address, token) => {
      const message = await open(new URL(address), { token, env, signal });
      const tooLong = tooLarge(address, limits2.text);
      return await whole(address, signal, async () => await readBody(message, limits2.text, tooLong));
    },
    save: async (address, path) => {
      const hash = createHash2("sha256");
      const message = await open(new URL(address), { token: void 0, env, signal });
      const hashed = async function* () {
        for await (const chunk of bodyWithin(message, limits2.file, tooLarge(address, limits2.file))) {
          hash.update(chunk);
          yield chunk;
        }
      };
      await whole(address, signal, async () => {
        await pipeline(hashed, createWriteStream(path, { mode: 384 }), { signal });
      });
      return hash.digest("hex");
    }
  };
}
async function whole(address, signal, read2) {
  try {
    return await read2();
  } catch (error) {
    if (error instanceof Failure || signal.aborted) throw error;
    throw unreachable(address, `it broke off: ${error instanceof Error ? error.message : String(error)}`);
  }
}
async function open(first, asked) {
  let url = first;
  for (let step = 0; step <= mostRedirects; step += 1) {
    const isSame = url.host === first.host && url.protocol === first.protocol;
    const message = await get(url, isSame ? asked : { ...asked, token: void 0 });
    const { statusCode = 0, headers } = message;
    if (statusCode === 200) return message;
    message.resume();
    if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === void 0)
      throw unreachable(first.href, `it answers ${statusCode}`);
    url = new URL(headers.location, url);
  }
  throw unreachable(first.href, "it redirects too often");
}
async function get(url, { token, env, signal }) {
  if (!mayBeAsked(url)) throw unreachable(url.href, "only https is downloaded from");
  const headers = { accept: "*/*", ...token !== void 0 && { authorization: `Bearer ${token}` } };
  try {
    return await askWeb(url, { headers, env, signal, idleMs });
  } catch (error) {
    throw unreachable(url.href, error instanceof Error ? error.message : String(error));
  }
}
function unreachable(address, why) {
  return new Failure("download-failed", `${placeOf(address)} cannot be downloaded: ${why}`, {
    hint: "Does the machine reach it? Name another place (pulumi-mirror), or install the tool in a step before."
  });
}
function tooLarge(address, limitBytes) {
  const most = `${(limitBytes / 1e6).toLocaleString("en")} MB`;
  const message = `${placeOf(address)} is not downloaded: it has more than ${most}`;
  return new Failure("download-failed", message, {
    hint: "What is wanted there has much less: is that address (pulumi-mirror) right? Or install the tool in a step before."
  });
}
function placeOf(address) {
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`;
}

// src/system/identity-token.ts
var tries = 3;
var answerMs = 15e3;
var mostBytes2 = 64 * 1024;
function jobIdentity(env, world) {
  const url = env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "";
  const requestToken = env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "";
  if (url === "" || requestToken === "") return void 0;
  world.secrets.add(requestToken);
  return async (audience) => {
    const asked = new URL(url);
    asked.searchParams.set("audience", audience);
    for (let attempt = 1; ; attempt += 1) {
      const answer = await ask2(asked, requestToken, env).catch((error) => whyNot(error));
      if (answer.token !== void 0) return answer.token;
      if (!answer.mayPass || attempt === tries) throw refused(answer.why);
      await world.clock.sleep(1e3 * attempt);
    }
  };
}
async function ask2(url, requestToken, env) {
  const headers = { authorization: `Bearer ${requestToken}`, accept: "application/json" };
  const message = await askWeb(url, { headers, env, idleMs: answerMs });
  return read(message.statusCode ?? 0, await readBody(message, mostBytes2));
}
function read(httpStatus, text) {
  const why = `HTTP ${httpStatus}`;
  if (httpStatus !== 200) return { why, mayPass: httpStatus === 429 || httpStatus >= 500 };
  try {
    const body = JSON.parse(text);
    const value = typeof body === "object" && body !== null && "value" in body ? body.value : void 0;
    return typeof value === "string" && value !== "" ? { token: value, why, mayPass: false } : noToken;
  } catch {
    return noToken;
  }
}
var noToken = { why: "an answer without a token", mayPass: false };
function whyNot(error) {
  const code = error instanceof Error && "code" in error ? String(error.code) : void 0;
  return { why: code ?? (error instanceof Error ? error.message : "no answer"), mayPass: true };
}
function refused(why) {
  return new Failure("credentials-missing", `the runner gave this job no identity token (${why})`, {
    hint: "Does the job have `permissions: id-token: write`? A self-hosted runner must reach the token service of GitHub, through HTTPS_PROXY if there is one."
  });
}

// src/system/program-env.ts
var plain = /* @__PURE__ */ new Set([
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "SHELL",
  "TMPDIR",
  "TZ",
  "LANG",
  "CI",
  "KUBECONFIG",
  "RUNNER_TEMP",
  "RUNNER_TOOL_CACHE",
  "RUNNER_OS",
  "RUNNER_ARCH",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "NODE_EXTRA_CA_CERTS",
  "XDG_CONFIG_HOME",
  "XDG_CACHE_HOME"
]);
var families = [
  /^LC_/,
  /^(?:https?|no|all)_proxy$/i,
  /^PULUMI_/,
  /^(?:AWS|CLOUDSDK|GOOGLE|GCLOUD|AZURE|ARM|AAD)_/
];
var aboutTheRun = /^GITHUB_(?!TOKEN$|ENV$|OUTPUT$|PATH$|STATE$|STEP_SUMMARY$)/;
function programEnvOf(env, named) {
  const isNamed = (name) => named.some((each) => each.endsWith("*") ? name.startsWith(each.slice(0, -1)) : name === each);
  const isAllowed = (name) => plain.has(name) || aboutTheRun.test(name) || families.some((family) => family.test(name)) || isNamed(name);
  return Object.fromEntries(
    Object.entries(env).flatMap(
      ([name, value]) => value !== void 0 && isAllowed(name) ? [[name, value]] : []
    )
  );
}

// src/system/registry-logins.ts
import { join as join4 } from "node:path";
async function readLogins({ env, files, secrets }) {
  const path = configPath(env);
  const text = path === void 0 ? void 0 : await files.readOutside(path).catch(() => void 0);
  if (path === void 0 || text === void 0 || await files.isTracked(path)) return /* @__PURE__ */ new Map();
  const entries = Object.entries(authsIn(text)).flatMap(([place, login]) => {
    const basic = basicOf(login);
    if (basic === void 0) return [];
    secrets.add(basic);
    secrets.add(atob(basic).replace(/^[^:]*:/, ""));
    return [[hostOf2(place), basic]];
  });
  return new Map(entries);
}
function configPath(env) {
  const { DOCKER_CONFIG: folder = "", HOME: home = "" } = env;
  if (folder !== "") return join4(folder, "config.json");
  return home === "" ? void 0 : join4(home, ".docker", "config.json");
}
function authsIn(text) {
  try {
    const config = parseJson(text);
    const auths = isObject(config) ? config["auths"] : void 0;
    return isObject(auths) ? auths : {};
  } catch {
    return {};
  }
}
function basicOf(login) {
  if (!isObject(login)) return void 0;
  const { auth, username, password } = login;
  if (typeof auth === "string" && isBasic(auth)) return auth;
  return typeof username === "string" && typeof password === "string" && username !== "" ? Buffer.from(`${username}:${password}`).toString("base64") : void 0;
}
function isBasic(auth) {
  return Buffer.from(auth, "base64").toString("utf8").includes(":");
}
function hostOf2(place) {
  const host = place.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
  return dockerHub.has(host) ? "registry-1.docker.io" : host;
}

// src/system/registries.ts
var idleMs2 = 3e3;
var mostSteps = 6;
var mostBytes3 = 256 * 1024;
var manifestTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json"
].join(", ");
function systemRegistries(place) {
  let logins;
  const silent2 = /* @__PURE__ */ new Map();
  return {
    find: async (image, signal) => {
      const found = manifestPlaceOf(image);
      if (!found) return unknown("it is no image reference");
      const { host, repository, reference } = found;
      if (isReserved(host)) return unknown(`${host} is a name that no registry can have`);
      const known = silent2.get(host);
      if (known !== void 0) return unknown(known);
      logins ??= readLogins(place);
      const url = new URL(`${schemeOf(host)}://${host}/v2/${repository}/manifests/${reference}`);
      const asked = { env: place.env, signal, repository, login: (await logins).get(host) };
      try {
        return await find(url, asked);
      } catch (error) {
        const why = `${host} does not answer${whyOf(error)}`;
        if (!signal.aborted) silent2.set(host, why);
        return unknown(why);
      }
    }
  };
}
async function find(url, asked) {
  const there = await askManifest(url, "HEAD", asked);
  if (there === "refused") return unknown(`${url.host} wants a login that is not here`);
  there.message.resume();
  const status = there.message.statusCode ?? 0;
  if (status === 200) return { state: "there" };
  if (status !== 404) return unknown(`${url.host} answers ${status}`);
  const { message } = await sendManifest(there.url, "GET", there.authorization, asked);
  const isKnown = message.statusCode === 404 && codesIn(await readBody(message, mostBytes3)).includes("MANIFEST_UNKNOWN");
  return isKnown ? { state: "gone" } : unknown(`${url.host} does not show ${asked.repository}`);
}
async function askManifest(first, method, asked) {
  let [url, authorization] = [first, void 0];
  for (let step = 0; step < mostSteps; step += 1) {
    const answered = await sendManifest(url, method, authorization, asked);
    const { statusCode = 0, headers } = answered.message;
    const isSent = [301, 302, 303, 307, 308].includes(statusCode) && headers.location !== void 0;
    if (!isSent && statusCode !== 401 && statusCode !== 403) return answered;
    answered.message.resume();
    if (isSent) {
      const next = new URL(headers.location ?? "", url);
      if (next.host !== url.host) authorization = void 0;
      url = next;
      continue;
    }
    if (authorization !== void 0 || statusCode === 403) return "refused";
    const login = url.host === first.host ? asked.login : void 0;
    authorization = await authorise(headers["www-authenticate"] ?? "", { ...asked, login });
    if (authorization === void 0) return "refused";
  }
  throw new Error("it redirects too often");
}
async function sendManifest(url, method, authorization, { env, signal }) {
  if (!mayBeAsked(url)) throw new Error("it sends on to an address without https");
  const headers = { accept: manifestTypes, ...authorization !== void 0 && { authorization } };
  return { message: await askWeb(url, { method, headers, env, signal, idleMs: idleMs2 }), url, authorization };
}
async function authorise(challenge, { env, signal, repository, login }) {
  const basic = login === void 0 ? void 0 : `Basic ${login}`;
  if (/^basic\b/i.test(challenge)) return basic;
  const realm = parameterOf(challenge, "realm");
  if (!/^bearer\b/i.test(challenge) || realm === void 0 || !URL.canParse(realm)) return void 0;
  const url = new URL(realm);
  if (!mayBeAsked(url)) return void 0;
  const service = parameterOf(challenge, "service");
  if (service !== void 0) url.searchParams.set("service", service);
  url.searchParams.set("scope", parameterOf(challenge, "scope") ?? `repository:${repository}:pull`);
  const headers = { accept: "application/json", ...basic !== void 0 && { authorization: basic } };
  const message = await askWeb(url, { headers, env, signal, idleMs: idleMs2 });
  const text = await readBody(message, mostBytes3);
  const body = message.statusCode === 200 ? parseJson(text) : null;
  const token = isObject(body) ? body["token"] ?? body["access_token"] : void 0;
  return typeof token === "string" && token !== "" ? `Bearer ${token}` : void 0;
}
function parameterOf(challenge, name) {
  return new RegExp(`[\\s,]${name}="([^"]*)"`, "i").exec(challenge)?.[1];
}
function codesIn(text) {
  try {
    const body = parseJson(text);
    const errors = isObject(body) ? body["errors"] : void 0;
    return isList(errors) ? errors.map((error) => isObject(error) ? error["code"] : void 0) : [];
  } catch {
    return [];
  }
}
function schemeOf(host) {
  return /^(?:localhost|127\.0\.0\.1)(?::|$)/.test(host) ? "http" : "https";
}
function isReserved(host) {
  return /\.(?:example|invalid)(?::\d+)?$/.test(host);
}
function unknown(why) {
  return { state: "unknown", why };
}
function whyOf(error) {
  if (!(error instanceof Error)) return "";
  return ` (${"code" in error ? String(error.code) : error.message})`;
}

// src/system/worktree.ts
import { mkdtemp as mkdtemp3, rm as rm3 } from "node:fs/promises";
import { tmpdir as tmpdir3 } from "node:os";
import { join as join5 } from "node:path";
var limitMs2 = 6e4;
function gitWorktrees(options) {
  return { at: async (commit) => await layOut(commit, options) };
}
async function layOut(commit, options) {
  if (!/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(commit))
    throw new Failure("internal", `${commit} is not a full commit SHA`);
  const { shell, workspace, env } = options;
  const git = async (...args) => await shell.run("git", ["-C", workspace, ...args], { env, timeoutMs: limitMs2 });
  const prefix = await git("rev-parse", "--show-prefix");
  const folder = await mkdtemp3(join5(tmpdir3(), "gitops-push-commit-"));
  const added = await git(
    "-c",
    "core.hooksPath=/dev/null",
    "worktree",
    "add",
    "--quiet",
    "--detach",
    folder,
    commit
  );
  if (added.code !== 0) {
    await rm3(folder, { recursive: true, force: true });
    throw missing(commit, added.stderr.trim());
  }
  return {
    // The run may have started in a folder below the top of the repository: so does this one.
    files: systemFiles({
      workspace: join5(folder, prefix.stdout.trim()),
      assets: options.assets,
      isTracked: () => Promise.resolve(true)
    }),
    [Symbol.asyncDispose]: async () => {
      await git("worktree", "remove", "--force", folder);
      await rm3(folder, { recursive: true, force: true });
    }
  };
}
function missing(commit, why) {
  return new Failure("commit-missing", `commit ${commit.slice(0, 7)} is not in this checkout: ${why}`, {
    hint: wholeHistoryHint
  });
}

// src/wire.ts
function wireWorld(input) {
  const { log, secrets, run, workspace, signal } = input;
  const shell = systemShell();
  const env = engineEnv(input.env);
  const clock = systemClock();
  const files = systemFiles({
    workspace,
    assets: input.assets,
    isTracked: async (path) => await isTracked(shell, workspace, path, gitEnv(input.env))
  });
  const identityToken = jobIdentity(input.env, { clock, secrets });
  return {
    log,
    secrets,
    run,
    signal,
    shell,
    clock,
    disk: systemDisk(),
    checkout: workspace,
    programEnv: programEnvOf(input.env, input.passEnv),
    files,
    registries: systemRegistries({ env, files, secrets }),
    env,
    ancestry: {
      compare: async (base, ours) => await compareCommits(shell, workspace, gitEnv(input.env), { base, ours }),
      pushesSince: async (base, head) => await listPushes(shell, workspace, gitEnv(input.env), { base, head }),
      forkPoint: async (ref, head) => await findForkPoint(shell, workspace, gitEnv(input.env), {
        ref,
        ...head !== void 0 && { head }
      })
    },
    // A terminal has no one to ask; the action puts GitHub in its place.
    runs: { isFinished: async () => await Promise.resolve(void 0) },
    processes: input.processes,
    downloads: systemDownloads(input.env, signal),
    ...identityToken && { identityToken },
    worktrees: gitWorktrees({ shell, workspace, assets: input.assets, env: gitEnv(input.env) }),
    program: `gitops-push/${input.version}`
  };
}
var engineVariables = [
  "PATH",
  "HOME",
  "KUBECONFIG",
  "TMPDIR",
  "RUNNER_TEMP",
  "DOCKER_CONFIG",
  "HELM_REGISTRY_CONFIG"
];
function engineEnv(env) {
  const wanted = (name) => engineVariables.some((variable) => variable === name) || /^(?:https?|no|all)_proxy$/i.test(name) || /^(?:AWS|CLOUDSDK|GOOGLE|AZURE|AAD|SOPS|VAULT)_/.test(name) || name === "GNUPGHOME" || name === "NODE_EXTRA_CA_CERTS";
  return Object.fromEntries(
    Object.entries(env).flatMap(
      ([name, value]) => value !== void 0 && wanted(name) ? [[name, value]] : []
    )
  );
}
function gitEnv(env) {
  const names = ["PATH", "HOME", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"];
  return Object.fromEntries(names.flatMap((name) => env[name] === void 0 ? [] : [[name, env[name]]]));
}

export {
  inputGroups,
  inputs,
  inputsOf,
  quote,
  inWords,
  readSettings,
  readIfThere,
  namedProcesses,
  collectSecrets,
  version,
  readCheckout,
  systemShell,
  wireWorld,
  gitEnv
};
