/** Replaces secrets in text by `***`, as the runner does before a line leaves the machine. */
export interface Masker {
  /** Masks a value, and each of its lines on its own, however short. */
  readonly add: (value: string) => void;
  readonly mask: (text: string) => string;
}

/**
 * A masker that knows these secrets. Beside each value it masks the forms in which the runner expects it to turn up;
 * marks that touch or overlap become one `***`. There is no least length: a secret of one letter masks every such letter.
 * Source: actions/runner src/Runner.Worker/Worker.cs, src/Sdk/DTLogging/Logging/SecretMasker.cs and ValueEncoders.cs.
 */
export function openMasker(secrets: Iterable<string> = []): Masker {
  const known = new Set<string>();
  const add = (value: string): void => {
    const whole = value.trim();
    for (const part of [whole, ...whole.split(/[\r\n]/).map(line => line.trim())]) {
      if (part === '') continue;
      for (const form of formsOf(part)) known.add(form);
    }
  };
  for (const secret of secrets) add(secret);
  return { add, mask: text => maskAll(text, known) };
}

/** The forms of a secret, less those that only PowerShell makes. */
function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const base64 = [0, 1, 2].map(shift => bytes.subarray(bytes.length > shift ? shift : 0).toString('base64'));
  const isQuoted = value.length > 8 && value.startsWith('"') && value.endsWith('"');
  const forms = [
    value,
    ...base64,
    value.replaceAll('"', String.raw`\"`),
    value.replaceAll("'", "''"),
    JSON.stringify(value).slice(1, -1),
    uriForm(value),
    xmlForm(value),
    isQuoted ? value.slice(1, -1) : '',
  ];
  return forms.filter(form => form !== '');
}

function uriForm(value: string): string {
  const hex = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(value.toWellFormed()).replaceAll(/[!'()*]/g, hex);
}

function xmlForm(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}

function maskAll(text: string, known: ReadonlySet<string>): string {
  const marks: { start: number; end: number }[] = [];
  for (const form of known) {
    for (let start = text.indexOf(form); start !== -1; start = text.indexOf(form, start + 1))
      marks.push({ start, end: start + form.length });
  }
  let masked = '';
  let shownTo = 0;
  let hiddenTo = -1;
  for (const { start, end } of marks.toSorted((a, b) => a.start - b.start)) {
    if (start > hiddenTo) {
      masked += `${text.slice(shownTo, start)}***`;
      hiddenTo = end;
    } else hiddenTo = Math.max(hiddenTo, end);
    shownTo = hiddenTo;
  }
  return masked + text.slice(shownTo);
}
