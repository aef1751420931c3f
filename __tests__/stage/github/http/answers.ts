/** What the stand-in answers. */
export interface Answer {
  readonly status: number;
  /** Sent as JSON; undefined for no body. */
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One mistake of a request, in the words of GitHub's `errors[]`. */
export interface FieldError {
  readonly resource?: string;
  readonly field?: string;
  readonly code: string;
  readonly message?: string;
}

/** An answer that ends the handling of a request. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly answer: Answer;

  constructor(answer: Answer, message: string) {
    super(message);
    this.answer = answer;
  }
}

/** A refusal with GitHub's error body. */
export function refuse(
  status: number,
  message: string,
  more: {
    readonly errors?: readonly FieldError[];
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Refusal {
  return new Refusal(problem(status, message, more), message);
}

/** 404, as GitHub says it of what is not there and of what must not be seen. */
export function notFound(): Refusal {
  return refuse(404, 'Not Found');
}

/** 422 with the mistakes. */
export function invalid(...errors: readonly FieldError[]): Refusal {
  return refuse(422, 'Validation Failed', { errors });
}

/** The answer of a refusal. */
export function problem(
  status: number,
  message: string,
  more: {
    readonly errors?: readonly FieldError[];
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Answer {
  const errors = more.errors ? { errors: more.errors } : {};
  const body = {
    message,
    ...errors,
    documentation_url: 'https://docs.github.com/rest',
    status: String(status),
  };
  return { status, body, ...(more.headers ? { headers: more.headers } : {}) };
}

/** 200 with a body. */
export function ok(body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 200, body, headers };
}

/** 201 with a body and where the new thing is. */
export function created(body: unknown, location: string): Answer {
  return { status: 201, body, headers: { location } };
}
