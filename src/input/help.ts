import { type CommandName, commands, terminalFlags } from './commands.ts';
import { type InputRow, inputGroups } from './input-row.ts';
import { inputsOf } from './inputs.ts';

const columns = 100;
const indent = 2;
const gap = 2;

/** The help text without a last line break: of one command with all its flags, or of the program when none is named. */
export function helpText(command?: CommandName): string {
  if (command === undefined || command === 'help') return overview();
  const sections = Object.entries(inputGroups).map(([group, title]) => ({
    title,
    rows: inputsOf('terminal')
      .filter(row => row.group === group && row.modes.includes(command))
      .map(row => ({ left: inputFlag(row), right: inputDoc(row) })),
  }));
  const always = { title: 'Always', rows: ownFlags() };
  const shown = [...sections, always].filter(section => section.rows.length > 0);
  const width = Math.max(...shown.flatMap(section => section.rows.map(row => row.left.length)));
  const blocks = shown.map(section => `${section.title}\n${table(section.rows, width)}`);
  return [`gitops-push ${command} [flags]`, commands[command], ...blocks].join('\n\n');
}

interface Row {
  readonly left: string;
  readonly right: string;
}

function overview(): string {
  const names = Object.entries(commands).map(([left, right]) => ({ left, right }));
  const flags = ownFlags();
  const width = Math.max(...[...names, ...flags].map(row => row.left.length));
  return [
    'gitops-push <command> [flags]',
    `Commands\n${table(names, width)}`,
    `Always\n${table(flags, width)}`,
    'The flags of a command: gitops-push help <command>',
  ].join('\n\n');
}

function ownFlags(): readonly Row[] {
  return terminalFlags.map(flag => ({
    left: flag.isNegatable ? `--[no-]${flag.name}` : `--${flag.name}`,
    right: flag.doc,
  }));
}

function inputFlag(row: InputRow): string {
  if (row.kind === 'boolean') return row.default === 'true' ? `--[no-]${row.name}` : `--${row.name}`;
  return `--${row.name} ${placeholder(row)}`;
}

function placeholder(row: InputRow): string {
  if (row.isFile) return 'FILE';
  switch (row.kind) {
    case 'choice':
      return (row.choices ?? []).join('|');
    case 'count':
      return 'NUMBER';
    case 'duration':
      return 'DURATION';
    case 'list':
      return 'LIST';
    case 'secret':
    case 'text':
      return 'TEXT';
    case 'boolean':
      return '';
  }
}

function inputDoc(row: InputRow): string {
  const withFile = row.isFile ? `${row.doc} The path of a file that holds it.` : row.doc;
  const isGiven = row.default !== undefined && !row.default.startsWith('${{');
  return isGiven ? `${withFile} Default: ${row.default}.` : withFile;
}

function table(rows: readonly Row[], width: number): string {
  const start = indent + width + gap;
  return rows
    .map(row => {
      const lines = wrap(row.right, columns - start);
      const first = `${' '.repeat(indent)}${row.left.padEnd(width + gap)}${lines[0] ?? ''}`;
      return [first, ...lines.slice(1).map(line => ' '.repeat(start) + line)].join('\n');
    })
    .join('\n');
}

/** Breaks at spaces; a word longer than the width stays whole. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
