import type { Begun } from './begun.ts';
import type { JsonObject } from './json.ts';
import type { Mirrors } from './mirrors.ts';
import type { RecordStore, ToldRecords } from './record-store.ts';
import type { Registries } from './registry.ts';
import type { Shown } from './receipt.ts';
import type { RunContext } from './run-context.ts';

/** Where lines for people go. Every text passes the redactor before it leaves the process. */
export interface Log {
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
  /** Shown only when debugging was asked for. */
  debug(line: string): void;
  /** Lines until `end` belong together; folded where the host can fold. */
  group(title: string): { end(): void };
  /**
   * A line that is shown while something goes on and changes in place; without a text it is taken away. Absent where lines stay
   * as they are: there every change is a line of its own.
   */
  live?(key: string, text?: string): void;
}

/** Time, so that tests can make it pass. */
export interface Clock {
  /** Milliseconds since the epoch; for stamps that people read. */
  nowMs(): number;
  /** Milliseconds from an arbitrary start, never going back; for durations. */
  elapsedMs(): number;
  /** Resolves after that time. @throws the signal's reason when it is aborted first. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

/** A file found under the workspace. `path` is relative to it, with forward slashes. */
export interface FoundFile {
  readonly path: string;
  readonly sizeBytes: number;
}

/** A folder of its own for a tool to work in, below the temp folder and readable by this user alone. */
export interface Scratch extends AsyncDisposable {
  /** Absolute. */
  readonly folder: string;
  /** Copies a file or a folder of the workspace to the same place in it. @throws Failure path-outside, render-failed */
  copy(path: string): Promise<void>;
  /** Writes a file below it. */
  write(path: string, text: string): Promise<void>;
}

/** The files of the workspace and of the program itself. */
export interface Files {
  /** Absolute path of the workspace, for programs that are started there. */
  readonly root: string;
  /**
   * Finds the files that a path input means: a file, a folder (recursively) or a glob, sorted by path.
   * Links are not followed. @throws Failure path-missing, path-outside
   */
  find(path: string, extensions: readonly string[]): Promise<readonly FoundFile[]>;
  /** Reads a file of the workspace as bytes. @throws Failure path-missing */
  read(path: string): Promise<Uint8Array>;
  /** Reads a file that ships with the program (`assets/`). @throws Error when it is not there. */
  readAsset(name: string): Promise<Uint8Array>;
  /** Reads a file anywhere, for credentials that the user pointed at; undefined when it does not exist. */
  readOutside(path: string): Promise<string | undefined>;
  /** Opens an empty scratch folder for files of this workspace. */
  scratch(): Promise<Scratch>;
  /** True when git tracks the file: credentials are never read from such files. */
  isTracked(path: string): Promise<boolean>;
}

/** What a finished process left behind; `code` is the exit code, texts are decoded as UTF-8. */
export interface ShellResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a program is run. */
export interface ShellOptions {
  /** The whole environment it gets. */
  readonly env: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly timeoutMs: number;
  /** It is killed when it has printed more, or when its time is up; in a group of its own with all that it started. */
  readonly limitBytes?: number;
  /** Where it runs; absent: where we do. */
  readonly folder?: string;
  /**
   * When aborted the program is sent SIGINT, once; one with a limit is killed, with all that it started. It then runs in
   * a process group of its own, so that a Ctrl-C at the terminal does not reach it a second time past us.
   */
  readonly signal?: AbortSignal;
  /** Told of its output as it comes, in pieces. */
  readonly onOutput?: (text: string, stream: 'stdout' | 'stderr') => void;
  /** Told of its process id as soon as it runs. */
  readonly onStart?: (pid: number) => void;
}

/** Starts other programs, never through a shell: the arguments are passed as they are. */
export interface Shell {
  /** Runs a program to its end. @throws Error when it cannot be started or does not end in time. */
  run(command: string, args: readonly string[], options: ShellOptions): Promise<ShellResult>;
}

/** Places outside the checkout: where tools are, and what is kept for a moment. Paths are absolute. */
export interface Disk {
  /** The names in a folder, sorted; empty when it is not there. */
  list(folder: string): Promise<readonly string[]>;
  isFile(path: string): Promise<boolean>;
  /** The text of a file; undefined when it is not there. */
  read(path: string): Promise<string | undefined>;
  /** A new folder below the temp folder, which only we may enter; it goes when disposed. */
  temporary(): Promise<AsyncDisposable & { readonly folder: string }>;
  /** Writes a file that only we may read. */
  writePrivate(path: string, text: string): Promise<void>;
  /** Adds to the end of a file that only we may read, in one go, so that two who do it at once lose nothing. */
  appendPrivate(path: string, text: string): Promise<void>;
  /** Removes a file; nothing happens when it is gone already. */
  remove(path: string): Promise<void>;
  /** Makes `path` a link to a folder. */
  link(path: string, target: string): Promise<void>;
  /** The name of this machine. */
  hostName(): string;
}

/** Collects every secret of the run at its birth; what was added shows as *** in every sink. */
export interface Secrets {
  /** Registers a value with its raw, base64 and JSON-escaped forms. Common words and very short values are left out. */
  add(value: string): void;
  /** The text with every registered value replaced by ***. */
  redact(text: string): string;
  /** Six characters that are equal for equal values within this run and mean nothing outside it. */
  markOf(value: string): string;
}

/** How a commit stands to another: `ahead` holds it and more, `behind` is held by it. `unknown`: the checkout cannot tell. */
export type Relation = 'identical' | 'ahead' | 'behind' | 'diverged' | 'unknown';

/** The history of the checkout. */
export interface Ancestry {
  /** How `ours` stands to `base`; both are full SHAs. */
  compare(base: string, ours: string): Promise<Relation>;
  /**
   * The full SHA that the checkout's own changes stand on: where its history left that of `ref` (a SHA or a name), or for
   * GitHub's test merge of `head` its first parent. Undefined when the checkout does not hold it.
   */
  forkPoint(ref: string, head?: string): Promise<string | undefined>;
  /**
   * The commits from `head` back to `base`, without it, along first parents, newest first: what was pushed one after the
   * other. Undefined when the checkout does not hold them all, or when there are more than 100.
   */
  pushesSince?(base: string, head: string): Promise<readonly string[] | undefined>;
}

/** What previews have shown. */
export interface Previews {
  /** The receipts for what a deploy of `commit` brings since `deployed`, of the target `unit`. Never fails: it tells what is missing. */
  shownFor(order: {
    readonly unit: string;
    readonly commit: string;
    readonly deployed: string | undefined;
  }): Promise<Shown>;
}

/** A run of a workflow, as GitHub numbers it. */
export interface RunName {
  /** `owner/name`. */
  readonly repository: string;
  readonly id: string;
  readonly attempt: number;
}

/** The processes of this machine. */
export interface Processes {
  /** Names this one; absent where the system does not tell. */
  readonly own?: string;
  /** True only when that process certainly ran on this machine and has ended. */
  isGone(process: string): Promise<boolean>;
}

/** What the host knows about other runs. */
export interface Runs {
  /** Whether that attempt of a run is over, however it ended; undefined when that cannot be told. */
  isFinished(run: RunName): Promise<boolean | undefined>;
}

/** The checkout at another commit, for as long as it is needed. */
export interface Worktree extends AsyncDisposable {
  readonly files: Files;
}

/** Other commits of the checkout. */
export interface Worktrees {
  /** Lays out the files of a commit in a folder of its own. @throws Failure commit-missing when git does not have it */
  at(commit: string): Promise<Worktree>;
}

/** Files of public places. */
export interface Downloads {
  /** The text at an https address; the token goes to its host alone. @throws Failure unreachable */
  text(address: string, token?: string): Promise<string>;
  /** Writes what is there into a file; gives its sha-256 (64 hex). @throws Failure unreachable */
  save(address: string, path: string): Promise<string>;
}

/** The outside world, built once per run and handed down; the only way to effects. */
export interface World {
  readonly log: Log;
  readonly clock: Clock;
  readonly files: Files;
  readonly shell: Shell;
  readonly disk: Disk;
  readonly worktrees: Worktrees;
  /** Absent where nothing is installed. */
  readonly downloads?: Downloads;
  /** Absent where no registry is asked. */
  readonly registries?: Registries;
  readonly ancestry: Ancestry;
  readonly runs: Runs;
  /** Absent outside CI. */
  readonly previews?: Previews;
  readonly processes: Processes;
  readonly secrets: Secrets;
  /** The environment variables that the engines may see (KUBECONFIG, HOME, proxies). */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The whole environment of a program that runs the user's own code: no inputs, no tokens of the run, nothing but what is allowed by name. */
  readonly programEnv: Readonly<Record<string, string>>;
  readonly run: RunContext;
  /** A new identity token (OIDC) of this job for an audience; absent where the host gives none. @throws Failure credentials-missing */
  readonly identityToken?: (audience: string) => Promise<string>;
  /** Notes a part of what has begun, before it is made, or that it has ended (undefined); absent where nothing cleans up after a kill. */
  readonly note?: (part: Begun) => void;
  /** Absent where nobody can be asked. */
  readonly toldRecords?: ToldRecords;
  /** Where a run is shown beside the target; absent on a terminal. */
  readonly mirrors?: Mirrors;
  /** Takes what a deploy hands out to later steps, in clear; every secret in it was added to `secrets` before. */
  readonly handOut?: (outputs: JsonObject) => void;
  /** Absolute path of the checkout that the run began in; it stays when another commit is laid out elsewhere. */
  readonly checkout: string;
  /** Where records of deploys are kept for targets that keep none themselves. */
  readonly records?: RecordStore;
  /** Aborted by the first Ctrl-C or by the runner's cancel. */
  readonly signal: AbortSignal;
  /** Name and version of the program, as user agent and record show it: `gitops-push/0.1.0`. */
  readonly program: string;
}
