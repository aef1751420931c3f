import { manifestCodes } from '../src/engines/kubernetes/manifest/manifest-codes.ts';
import { rules } from '../src/engines/kubernetes/manifest/rules/index.ts';
import { planCodes } from '../src/engines/kubernetes/plan/plan-codes.ts';
import { yamlCodes } from '../src/engines/kubernetes/manifest/yaml-codes.ts';
import { commands } from '../src/input/commands.ts';
import { type InputRow, inputGroups } from '../src/input/input-row.ts';
import { inputs } from '../src/input/inputs.ts';
import { outputs } from '../src/input/outputs.ts';
import { failureCodes, failureDocs, type ReasonCode, reasonCodes } from '../src/model/failure.ts';
import type { Result } from '../src/model/report.ts';
import { exitCodeOf } from '../src/report/verdict.ts';
import { markdownTable } from './markdown-tables.ts';

/** The generated parts of the README by name. */
export function readmeParts(): Readonly<Record<string, string>> {
  return {
    commands: markdownTable(
      ['command', 'what it does'],
      Object.entries(commands).map(([name, doc]) => [`\`${name}\``, doc]),
    ),
    inputs: inputTables(),
    outputs: markdownTable(
      ['output', 'what it says'],
      outputs.map(row => [`\`${row.name}\``, row.doc]),
    ),
    'reason-codes': reasonTable(),
    findings: findingsTable(),
    'exit-codes': exitCodeTable(),
  };
}

function inputTables(): string {
  const rows: readonly InputRow[] = inputs;
  return Object.entries(inputGroups)
    .map(([group, title]) => {
      const cells = rows.filter(row => row.group === group).map(inputCells);
      return `**${title}**\n\n${markdownTable(['input', 'default', 'what it does'], cells)}`;
    })
    .join('\n\n');
}

function inputCells(row: InputRow): readonly string[] {
  const values =
    row.choices === undefined ? '' : ` One of ${row.choices.map(choice => `\`${choice}\``).join(', ')}.`;
  const notes = [
    row.name === 'mode' ? ' On the command line the command says it.' : '',
    row.host === 'terminal' ? ' Only on the command line.' : '',
    row.isFile ? ' On the command line: the path of a file that holds it.' : '',
  ];
  return [
    `\`${row.name}\``,
    row.default === undefined ? '' : `\`${row.default}\``,
    `${row.doc}${values}${notes.join('')}`,
  ];
}

function reasonTable(): string {
  const rows = Object.entries(reasonCodes).map(([reason, doc]) => [`\`${reason}\``, doc, failuresOf(reason)]);
  return markdownTable(['reason code', 'why', 'failure codes'], rows);
}

/** The failure codes of a reason with what each means; nothing when it has one of its own name alone. */
function failuresOf(reason: string): string {
  const codes = Object.entries(failureCodes).filter(([, of]: [string, ReasonCode]) => of === reason);
  const [first] = codes;
  if (codes.length === 1 && first?.[0] === reason) return '';
  const docs: Readonly<Record<string, string>> = failureDocs;
  return codes.map(([code]) => `\`${code}\`: ${docs[code] ?? ''}`).join('<br>');
}

function findingsTable(): string {
  const reading = Object.entries({ ...yamlCodes, ...manifestCodes, ...planCodes }).map(([code, doc]) => ({
    code,
    doc,
  }));
  const checking = rules.map(rule => ({ code: rule.id, doc: `${rule.doc} (${rule.severity})` }));
  return markdownTable(
    ['code', 'what is wrong'],
    [...reading, ...checking].map(({ code, doc }) => [`\`${code}\``, doc]),
  );
}

/** Every result there is; the record type makes the compiler ask for a new one. */
const results: Readonly<Record<Result, true>> = {
  valid: true,
  previewed: true,
  deployed: true,
  unchanged: true,
  superseded: true,
  rendered: true,
  listed: true,
  'rolled-back': true,
  resumed: true,
  held: true,
  destroyed: true,
  clean: true,
  drifted: true,
  failed: true,
  partial: true,
  cancelled: true,
};

/** The exit codes as exitCodeOf gives them, asked for every result with every reason. */
function exitCodeTable(): string {
  const meanings = new Map<number, Set<string>>();
  const add = (code: number, meaning: string): void => {
    meanings.set(code, (meanings.get(code) ?? new Set()).add(meaning));
  };
  for (const result of resultNames()) {
    const usual = exitCodeOf({ result, reasonCode: '' });
    add(usual, `\`${result}\``);
    for (const reasonCode of reasonNames()) {
      const code = exitCodeOf({ result, reasonCode });
      if (code !== usual) add(code, `reason \`${reasonCode}\``);
    }
  }
  const rows = [...meanings].toSorted(([a], [b]) => a - b);
  return markdownTable(
    ['exit code', 'result'],
    rows.map(([code, names]) => [String(code), [...names].join(', ')]),
  );
}

function resultNames(): readonly Result[] {
  return Object.keys(results).filter(isResult);
}

function isResult(name: string): name is Result {
  return Object.hasOwn(results, name);
}

function reasonNames(): readonly ReasonCode[] {
  return Object.keys(reasonCodes).filter(isReason);
}

function isReason(name: string): name is ReasonCode {
  return Object.hasOwn(reasonCodes, name);
}
