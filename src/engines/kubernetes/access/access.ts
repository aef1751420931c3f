import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Secret } from '../../../model/secret.ts';

/** Who we are to the server, as one request carries it. */
export interface Credentials {
  /** Value of the Authorization header, when a token or password is used. */
  readonly authorization?: Secret;
  /** PEM texts, when a client certificate is used. */
  readonly clientCertificate?: { readonly certificate: string; readonly key: Secret };
  /** `Impersonate-*` headers, when the kubeconfig asks to act as somebody else. */
  readonly impersonation: Readonly<Record<string, string | readonly string[]>>;
}

/** How the server proves that it is the right one. */
export interface Trust {
  /** PEM text; absent: the authorities that Node.js trusts. */
  readonly certificateAuthority?: string;
  /** The name expected in the certificate when it is not the host of the URL. */
  readonly serverName?: string;
  /** `skipped` only when the user allowed it by name. */
  readonly verification: 'full' | 'skipped';
}

/** A server and the right to talk to it: everything passed the gate, nothing else is read from the machine later. */
export interface Access {
  /** URL with path prefix, without trailing slash and without user information. */
  readonly server: string;
  /** The namespace of the chosen context, `default` when it names none. */
  readonly contextNamespace: string;
  readonly trust: Trust;
  /** URL of the proxy that the kubeconfig names; absent: the proxy of the environment, if any. */
  readonly proxy?: Secret;
  /** What kind of credential is used, for people: `a token`, `the exec plugin aws`. */
  readonly identity: string;
  /** What to look at when the server answers 401; absent: the usual. */
  readonly rejectedHint?: () => string;
  /** What the report must say about this access: verification skipped, another user impersonated, a plugin run. */
  readonly diagnostics: readonly Diagnostic[];
  /** The credentials for the next request; cached, renewed shortly before they expire. @throws Failure credentials-rejected */
  credentials(): Promise<Credentials>;
  /** New credentials after the server rejected these; undefined when there are no others to be had. */
  renew(rejected: Credentials): Promise<Credentials | undefined>;
}
