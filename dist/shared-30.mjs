import { createRequire as createRequireOfBundle } from 'node:module';
import { dirname as dirnameOfBundle } from 'node:path';
import { fileURLToPath as fileURLToPathOfBundle } from 'node:url';
const require = createRequireOfBundle(import.meta.url);
const __filename = fileURLToPathOfBundle(import.meta.url);
const __dirname = dirnameOfBundle(__filename);

// src/model/failure.ts
var failureCodes = {
  "unsafe-event": "unsafe-event",
  "ref-not-allowed": "ref-not-allowed",
  "inputs-invalid": "input-invalid",
  "path-missing": "input-invalid",
  "path-empty": "input-invalid",
  "path-outside": "input-invalid",
  "context-unknown": "input-invalid",
  "kubeconfig-invalid": "input-invalid",
  "kubeconfig-refused": "input-invalid",
  "credentials-missing": "credentials-missing",
  "manifests-invalid": "validation",
  "server-unreachable": "unreachable",
  "server-untrusted": "unreachable",
  "server-unusable": "unreachable",
  "credentials-rejected": "forbidden",
  "permission-missing": "forbidden",
  "object-refused": "validation",
  "preview-missing": "preview-missing",
  "preview-differs": "preview-differs",
  "field-conflict": "conflict",
  "object-changed": "conflict",
  "deletion-unconfirmed": "deletion-unconfirmed",
  "recreate-unconfirmed": "recreate-unconfirmed",
  "image-unconfirmed": "not-reproducible",
  "target-owned-elsewhere": "target-owned-elsewhere",
  "environment-differs": "target-owned-elsewhere",
  "nothing-deployed": "input-invalid",
  locked: "locked",
  "lock-lost": "locked",
  "no-rollback-target": "no-rollback-target",
  "commit-unreachable": "no-rollback-target",
  "not-reproducible": "not-reproducible",
  "commit-missing": "not-reproducible",
  "base-missing": "input-invalid",
  held: "held",
  frozen: "frozen",
  "render-failed": "render-failed",
  diverged: "diverged",
  "order-unknown": "diverged",
  "stack-missing": "input-invalid",
  "stack-locked": "locked",
  "program-failed": "render-failed",
  "backend-failed": "unreachable",
  "download-failed": "unreachable",
  "plan-violated": "preview-differs",
  "changes-unexpected": "preview-differs",
  "state-changed": "superseded",
  "tool-missing": "tool-missing",
  "rollout-failed": "rollout-failed",
  "record-failed": "record-failed",
  "github-refused": "record-failed",
  cancelled: "cancelled",
  internal: "internal"
};
var failureDocs = {
  "unsafe-event": "the event runs with secrets, and its cause is code of another repository",
  "ref-not-allowed": "the branch or tag is neither the default branch nor listed in `deploy-refs`",
  "inputs-invalid": "inputs are missing, misspelt, contradictory or have values they cannot have",
  "path-missing": "there is nothing at `path`",
  "path-empty": "nothing under `path` is a manifest",
  "path-outside": "`path` leads out of the repository",
  "context-unknown": "the kubeconfig has no such context",
  "kubeconfig-invalid": "the kubeconfig cannot be read or lacks a part",
  "kubeconfig-refused": "the kubeconfig holds a part that `allow-kubeconfig` does not allow, or git tracks it",
  "credentials-missing": "no credentials were given for the cluster",
  "manifests-invalid": "the manifests have errors; each stands beside its line",
  "server-unreachable": "the API server did not answer",
  "server-untrusted": "the certificate of the API server is not trusted",
  "server-unusable": "something answered, but not as an API server that can be used",
  "credentials-rejected": "the API server does not know these credentials",
  "permission-missing": "the credentials lack a permission; the message names it",
  "object-refused": "the API server or an admission controller refused an object",
  "preview-missing": "no preview showed what would be deployed, and `preview-match` is `strict`",
  "preview-differs": "what would be deployed is not what the previews showed",
  "field-conflict": "another tool owns a field that this change would take",
  "object-changed": "an object changed between the plan and its apply",
  "deletion-unconfirmed": "a deletion needs a yes that was not given",
  "recreate-unconfirmed": "an object can only be changed by making it anew, which needs a yes that was not given",
  "image-unconfirmed": "an image of what is gone back to is no longer in its registry",
  "target-owned-elsewhere": "another repository or tool deploys this target",
  "environment-differs": "the target is deployed under the name of another environment",
  "nothing-deployed": "there is no record of a deploy under this name and namespace",
  locked: "another run is deploying to the target and did not end in time",
  "lock-lost": "another run took the target over, so this one stopped writing",
  "no-rollback-target": "there is no earlier deploy to go back to, or not the one that was named",
  "commit-unreachable": "the commit to go back to is not in the history of the one that runs",
  "not-reproducible": "the recorded commit no longer gives what was deployed from it",
  frozen: "a freeze window is open, in which deploys and heals are stopped",
  held: "what a rollback took back would be deployed again; `resume` lifts the hold",
  diverged: "the commit and the one deployed last have diverged: neither holds the other",
  "order-unknown": "the checkout does not hold enough history to tell which commit is newer",
  "commit-missing": "the checkout does not hold the commit that is needed",
  "render-failed": "Kustomize, Helm or SOPS could not make the objects",
  "base-missing": "the commit or branch of `base` is not in the checkout, or shares no history with it",
  "stack-missing": "the stack does not exist in the backend",
  "stack-locked": "another update holds the lock of the stack",
  "program-failed": "the Pulumi program, or a provider that it uses, failed",
  "download-failed": "a tool that was to be installed cannot be downloaded",
  "backend-failed": "the backend that keeps the state of the stack cannot be used",
  "plan-violated": "the update would have done something that the plan does not hold; nothing was touched",
  "changes-unexpected": "something would change, and `expect-no-changes` is set",
  "state-changed": "the stack was changed by someone else after it was planned",
  "tool-missing": "a program that is needed is not there, or is too old",
  "rollout-failed": "what was applied did not become ready",
  "record-failed": "the record of the deploy could not be written",
  "github-refused": "GitHub did not take a request; the run goes on without that place",
  cancelled: "the run was cancelled",
  internal: "a bug of gitops-push itself"
};
var Failure = class extends Error {
  code;
  hint;
  constructor(code, message, details = {}) {
    super(message, details.cause === void 0 ? void 0 : { cause: details.cause });
    this.name = "Failure";
    this.code = code;
    this.hint = details.hint;
  }
  /** The documented reason code of this failure. */
  get reasonCode() {
    return failureCodes[this.code];
  }
};

export {
  failureCodes,
  failureDocs,
  Failure
};
