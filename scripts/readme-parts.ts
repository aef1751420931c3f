import { manifestCodes } from '../src/engines/kubernetes/manifest/manifest-codes.ts';
import { yamlCodes } from '../src/engines/kubernetes/manifest/yaml-codes.ts';
import { commands } from '../src/input/commands.ts';
import { type InputRow, inputGroups } from '../src/input/input-row.ts';
import { inputs } from '../src/input/inputs.ts';
import { outputs } from '../src/input/outputs.ts';
import { failureCodes, failureDocs, type ReasonCode, reasonCodes } from '../src/model/failure.ts';
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
    findings: markdownTable(
      ['code', 'what is wrong'],
      Object.entries({ ...yamlCodes, ...manifestCodes }).map(([code, doc]) => [`\`${code}\``, doc]),
    ),
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
    row.host === 'action' ? ' On the command line the command says it.' : '',
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
