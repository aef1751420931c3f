/** The bounds of the wire; times in milliseconds, sizes in bytes. */
export interface Limits {
  /** From the first packet to the end of the TLS handshake. */
  readonly connectMs: number;
  /** The longest silence while an answer is awaited or read. */
  readonly answerMs: number;
  /** The longest silence of a watch before it is ended, to be resumed by the caller. */
  readonly watchIdleMs: number;
  /** Requests in flight at the start and at most. */
  readonly inFlightAtStart: number;
  readonly inFlightAtMost: number;
  /** How often one request is sent at most, the first time included. */
  readonly triesPerRequest: number;
  /** How many repeats there are in one run, all requests together. */
  readonly retriesPerRun: number;
  /** The first wait before a repeat; each further one is twice as long. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** How long a server is waited for that had answered and is gone: a control plane that starts again is back within that. */
  readonly outageMs: number;
  /** How long after its connections broke off a server may still be reading who may do what. */
  readonly startingMs: number;
  readonly answerBytes: number;
  readonly refusalBytes: number;
}

/**
 * The limits of a real run. 32 in flight fit into the seats that a small server gives one user
 * (apiserver pkg/apis/flowcontrol/bootstrap/default.go: global-default has about 49, service accounts 245).
 */
export const defaultLimits: Limits = {
  connectMs: 10_000,
  answerMs: 60_000,
  watchIdleMs: 300_000,
  inFlightAtStart: 32,
  inFlightAtMost: 64,
  triesPerRequest: 5,
  retriesPerRun: 300,
  firstWaitMs: 500,
  longestWaitMs: 30_000,
  outageMs: 30_000,
  startingMs: 20_000,
  answerBytes: 256 * 1024 * 1024,
  refusalBytes: 64 * 1024,
};
