import { describe, expect, test } from 'vitest';
import { readArgv } from '../../src/input/argv.ts';
import { commands, isCommand } from '../../src/input/commands.ts';
import { helpText } from '../../src/input/help.ts';
import { inputGroups } from '../../src/input/input-row.ts';
import { inputsOf } from '../../src/input/inputs.ts';

function mistakesOf(line: string): readonly string[] {
  const argv = readArgv(line.split(' '));
  return argv.kind === 'mistakes' ? argv.mistakes.map(mistake => `${mistake.message}. ${mistake.hint}`) : [];
}

describe('the command line', () => {
  test('becomes inputs, files and flags', () => {
    const line =
      'deploy --path=k8s --kubeconfig conf --no-prune --wait=false --confirm a/b --confirm c/d --no-color --debug';
    expect(readArgv(line.split(' '))).toEqual({
      kind: 'run',
      mode: 'deploy',
      inputs: { mode: 'deploy', path: 'k8s', prune: 'false', wait: 'false', confirm: 'a/b\nc/d' },
      files: { kubeconfig: 'conf' },
      color: false,
      debug: true,
    });
  });

  test('takes flags before the command too', () => {
    expect(readArgv(['--dry-run', 'deploy'])).toMatchObject({ kind: 'run', inputs: { 'dry-run': 'true' } });
  });

  test('leaves a misspelt yes to the one who reads booleans', () => {
    expect(readArgv(['deploy', '--wait=maybe'])).toMatchObject({ inputs: { wait: 'maybe' } });
  });

  test.each([
    ['depoly', ['Did you mean deploy?']],
    ['--path x', ['No command']],
    ['deploy --kubeconfg x', ['Did you mean --kubeconfig?']],
    ['deploy --no-prun', ['Did you mean --prune?']],
    ['deploy --pth x --tmeout 1m', ['--path', '--timeout']],
    ['deploy --mode deploy', ['The command is the mode']],
    ['deploy --path', ['--path has no value']],
    ['deploy --path --prune', ['--path has no value']],
    ['deploy --path= --prune', ['--path has no value']],
    ['deploy --path a --path b', ['2 times']],
    ['deploy --prune --no-prune', ['2 times']],
    ['deploy x y', ['"x" "y" stands alone']],
    ['deploy --debug=1', ['--debug']],
    ['validate --prune', ['does nothing in validate']],
    ['deploy --no-path x', ['--no-path does not exist']],
    ['help deplyo', ['Did you mean deploy?']],
  ])('%j is answered with its mistakes', (line, parts) => {
    const mistakes = mistakesOf(line);
    expect(mistakes).toHaveLength(parts.length);
    for (const [index, part] of parts.entries()) expect(mistakes[index]).toContain(part);
  });

  test.each([[[]], [['--help']], [['-h']], [['help']]])('%j explains the program', argv => {
    expect(readArgv(argv)).toEqual({ kind: 'help', text: helpText() });
  });

  test.each([[['deploy', '--help']], [['help', 'deploy']], [['deploy', '-h', '--nonsense']]])(
    '%j explains the command',
    argv => {
      expect(readArgv(argv)).toEqual({ kind: 'help', text: helpText('deploy') });
    },
  );

  test.each([[['--version']], [['deploy', '--version']]])('%j asks for the version', argv => {
    expect(readArgv(argv)).toEqual({ kind: 'version' });
  });
});

describe('help', () => {
  test.each(Object.keys(commands).filter(isCommand))('of %s stays within 100 columns', command => {
    expect(
      helpText(command)
        .split('\n')
        .filter(line => line.length > 100),
    ).toEqual([]);
  });

  test.each([
    ['history', ['parallel', 'remove', 'exclude-protected', 'suppress-progress']],
    ['rbac', ['stack-name', 'work-dir', 'remove']],
    ['destroy', ['prune', 'conflicts', 'ready', 'live-plan', 'upsert', 'policyPacks', 'max-deletions']],
    ['resume', ['wait', 'ready', 'message', 'upsert']],
  ] as const)('of %s leaves out what it does not look at', (mode, names) => {
    const shown = helpText(mode);
    for (const name of names) expect(shown).not.toMatch(new RegExp(`^ {2}--(?:\\[no-\\])?${name} `, 'm'));
  });

  test('has what belongs to one engine under its name', () => {
    const headings = [...helpText('deploy').matchAll(/^(?! )\S.*$/gm)].map(([line]) => line);
    expect(headings.filter(line => /^(?:Kubernetes|Pulumi)/.test(line))).toEqual([
      'Kubernetes: access to the cluster',
      'Kubernetes: how it is deployed',
      'Kubernetes: rendering',
      'Kubernetes: validation',
      'Pulumi',
    ]);
    expect(helpText('history')).not.toMatch(/^Confirmation|^Kubernetes: rendering/m);
  });

  test('names every flag that a command reads and no other', () => {
    for (const mode of ['validate', 'preview', 'deploy', 'render', 'history'] as const) {
      const shown = [...helpText(mode).matchAll(/^ {2}--(?:\[no-\])?([a-zA-Z-]+)/gm)].map(match => match[1]);
      const read = Object.keys(inputGroups).flatMap(group =>
        inputsOf('terminal').filter(row => row.group === group && row.modes.includes(mode)),
      );
      expect(shown).toEqual([...read.map(row => row.name), 'color', 'debug', 'help', 'version']);
    }
  });
});
