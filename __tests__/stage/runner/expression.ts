import { StageError } from '../cluster/stage-error.ts';

/** What expressions can read: the contexts by name, such as `github`, each with values below it. */
export type Contexts = Readonly<Record<string, unknown>>;

/** How the job is doing; `success()`, `failure()` and `cancelled()` ask for it. */
export type JobStatus = 'success' | 'failure' | 'cancelled';

/**
 * A text with its `${{ }}` expressions worked out. Of the language there are literals, contexts, `.name`, `['name']`,
 * `!`, `==`, `!=`, `&&`, `||`, brackets and the status functions.
 * @throws StageError when an expression uses anything else, or a context that is not there
 */
export function expand(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
    textOf(evaluate(expression, contexts, 'success')),
  );
}

/**
 * Whether a condition such as `post-if` holds; without a status function it also asks for `success()`.
 * @throws StageError as `expand` does
 */
export function holds(condition: string, contexts: Contexts, status: JobStatus): boolean {
  const bare = /^\s*\$\{\{(.*)\}\}\s*$/s.exec(condition)?.[1] ?? condition;
  const asksStatus = /\b(?:always|success|failure|cancelled)\s*\(/i.test(bare);
  return isTrue(evaluate(bare, contexts, status)) && (asksStatus || status === 'success');
}

const literals = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const token = /\s*(?:('(?:[^']|'')*')|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w-]*)|(&&|\|\||==|!=|[!()[\].]))/y;

interface Reader {
  readonly peek: () => string | undefined;
  readonly next: () => string;
  readonly accept: (wanted: string) => boolean;
  readonly refuse: () => never;
}

function evaluate(expression: string, contexts: Contexts, status: JobStatus): unknown {
  const reader = readerOf(expression);
  const value = readOr(reader, { contexts, status });
  return reader.peek() === undefined ? value : reader.refuse();
}

function readerOf(expression: string): Reader {
  const refuse = (): never => {
    throw new StageError(`The stage's runner does not understand the expression ${expression.trim()}.`);
  };
  const tokens: string[] = [];
  const text = expression.trimEnd();
  const pattern = new RegExp(token);
  while (pattern.lastIndex < text.length) tokens.push((pattern.exec(text) ?? refuse())[0].trim());
  let at = 0;
  return {
    peek: () => tokens[at],
    next: () => tokens[at++] ?? refuse(),
    accept: wanted => {
      if (tokens[at] !== wanted) return false;
      at += 1;
      return true;
    },
    refuse,
  };
}

interface Surroundings {
  readonly contexts: Contexts;
  readonly status: JobStatus;
}

function readOr(reader: Reader, around: Surroundings): unknown {
  let value = readAnd(reader, around);
  while (reader.accept('||')) {
    const other = readAnd(reader, around);
    value = isTrue(value) ? value : other;
  }
  return value;
}

function readAnd(reader: Reader, around: Surroundings): unknown {
  let value = readEquality(reader, around);
  while (reader.accept('&&')) {
    const other = readEquality(reader, around);
    value = isTrue(value) ? other : value;
  }
  return value;
}

function readEquality(reader: Reader, around: Surroundings): unknown {
  const value = readUnary(reader, around);
  if (reader.accept('==')) return isEqual(value, readUnary(reader, around));
  if (reader.accept('!=')) return !isEqual(value, readUnary(reader, around));
  return value;
}

function readUnary(reader: Reader, around: Surroundings): unknown {
  if (reader.accept('!')) return !isTrue(readUnary(reader, around));
  if (reader.accept('(')) {
    const value = readOr(reader, around);
    return reader.accept(')') ? value : reader.refuse();
  }
  return readValue(reader, around);
}

function readValue(reader: Reader, around: Surroundings): unknown {
  const first = reader.next();
  if (first.startsWith("'")) return first.slice(1, -1).replaceAll("''", "'");
  if (/^-?\d/.test(first)) return Number(first);
  if (!/^[A-Za-z_]/.test(first)) return reader.refuse();
  if (reader.accept('('))
    return reader.accept(')') ? askStatus(first, around.status, reader) : reader.refuse();
  const literal = literals.get(first.toLowerCase());
  if (literal !== undefined) return literal;
  if (!Object.hasOwn(around.contexts, first.toLowerCase())) return reader.refuse();
  let value: unknown = around.contexts[first.toLowerCase()];
  for (;;) {
    if (reader.accept('.')) value = propertyOf(value, reader.next());
    else if (reader.accept('[')) {
      value = propertyOf(value, textOf(readOr(reader, around)));
      if (!reader.accept(']')) return reader.refuse();
    } else return value;
  }
}

function askStatus(name: string, status: JobStatus, reader: Reader): boolean {
  const asked = name.toLowerCase();
  if (asked === 'always') return true;
  return ['success', 'failure', 'cancelled'].includes(asked) ? asked === status : reader.refuse();
}

/** Names do not mind the case; what is not there is null. */
function propertyOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return null;
  const found = Object.entries(value).find(([key]) => key.toLowerCase() === name.toLowerCase());
  return found?.[1] ?? null;
}

function isTrue(value: unknown): boolean {
  return Boolean(value);
}

/** Strings are equal in any case; unlike kinds are compared as numbers. */
function isEqual(one: unknown, other: unknown): boolean {
  if (typeof one === 'string' && typeof other === 'string') return one.toLowerCase() === other.toLowerCase();
  if (typeof one === typeof other && one !== null && other !== null) return one === other;
  return Number(one) === Number(other);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === null || value === undefined ? '' : 'Object';
}
