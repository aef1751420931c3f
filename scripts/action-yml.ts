import { type InputRow } from '../src/input/input-row.ts';
import { inputsOf } from '../src/input/inputs.ts';
import { outputs } from '../src/input/outputs.ts';

/** The text of action.yml, from the tables of inputs and outputs. */
export function actionYml(): string {
  const lines = [
    '# Made from src/input by "npm run docs"; change it there.',
    'name: gitops-push',
    `description: ${quoted('Validates, previews and deploys Kubernetes manifests: what you saw is what happens.')}`,
    'branding:',
    '  icon: upload-cloud',
    '  color: blue',
    'inputs:',
    ...inputsOf('action').flatMap(inputLines),
    'outputs:',
    ...outputs.flatMap(row => [`  ${row.name}:`, `    description: ${quoted(row.doc)}`]),
    'runs:',
    '  using: node24',
    '  main: dist/action.mjs',
    '  post: dist/post.mjs',
    "  post-if: 'always()'",
  ];
  return `${lines.join('\n')}\n`;
}

function inputLines(row: InputRow): readonly string[] {
  const values = row.choices === undefined ? '' : ` One of: ${row.choices.join(', ')}.`;
  return [
    `  ${row.name}:`,
    `    description: ${quoted(row.doc + values)}`,
    ...(row.default === undefined ? [] : [`    default: ${quoted(row.default)}`]),
  ];
}

/** A YAML string in single quotes, in which nothing but the quote itself needs care. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
