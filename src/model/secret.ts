const mask = '***';

/**
 * A value that must never be printed. It shows as *** wherever it is turned into text by accident
 * (string, JSON, inspect); `reveal()` is the one way to the value, for the call that needs it.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the request or file that needs it; never for a message. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return mask;
  }

  toJSON(): string {
    return mask;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return mask;
  }
}
