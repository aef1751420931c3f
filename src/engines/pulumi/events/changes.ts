import type { MarkOf } from '../../../diff/mask.ts';
import type { Change } from '../../../model/change.ts';
import { fieldsOf, inputsOf } from './fields.ts';
import type { Row } from './rows.ts';
import { parseUrn } from './urn.ts';

/** What a row means to people. */
export function changeOf(row: Row, markOf: MarkOf): Change {
  const { urn, action, step } = row;
  const isNew = action === 'create' && step.new !== undefined;
  const note = noteOf(row);
  const risk = riskOf(row);
  const { type, name } = parseUrn(urn);
  return {
    address: urn,
    confirmAddress: urn,
    title: { kind: type, name },
    action,
    fields: action === 'update' || action === 'recreate' ? fieldsOf(step, markOf) : [],
    evidence: 'server',
    ...(isNew && step.new && { after: inputsOf(step.new, 'after', markOf) }),
    ...(risk !== undefined && { risk }),
    ...(note !== undefined && { note }),
  };
}

/** A replacement loses what the resource holds; so does the deletion of what is known to hold something. */
function riskOf({ action, type, step }: Row): string | undefined {
  if (action === 'recreate')
    return 'the resource is destroyed and made anew: what it holds, and its id, are lost';
  if (action !== 'delete' || step.old?.isRetained === true || !holdsData(type)) return undefined;
  return 'what it holds is lost with it';
}

/** Types whose resources hold what cannot be made again; matched by the words of the type's name. */
const dataWords =
  /(?:^|[a-z])(?:Bucket|Database|Db|DBInstance|DbInstance|Cluster|Disk|Volume|FileSystem|Table|Vault|Keyring|CryptoKey|StorageAccount|Cache|Queue|Topic|Stream|Repository|PersistentVolumeClaim|Namespace|CustomResourceDefinition)(?:V\d+)?$/;

function holdsData(type: string): boolean {
  return dataWords.test(type.split(':').at(-1) ?? '');
}

function noteOf({ action, ops, step }: Row): string | undefined {
  const notes = [
    ...(action === 'recreate' && step.keys.length > 0
      ? [`${step.keys.join(', ')} cannot be changed in place`]
      : []),
    ...(action === 'recreate' ? [orderOf(ops)] : []),
    ...(ops.some(op => op.startsWith('import')) ? ['it exists already and is imported'] : []),
    ...(action === 'delete' && step.old?.isRetained === true
      ? ['it is only forgotten: the program asks to retain it']
      : []),
    ...(action === 'delete' && step.old?.isProtected === true ? ['it is protected'] : []),
  ].filter(note => note !== '');
  return notes.length === 0 ? undefined : notes.join('; ');
}

/** Whether there is a moment without the resource. */
function orderOf(ops: readonly string[]): string {
  const [made, gone] = [ops.indexOf('create-replacement'), ops.findIndex(op => op.startsWith('delete'))];
  if (made === -1 || gone === -1) return '';
  return made < gone
    ? 'the new one is made before the old one goes'
    : 'the old one goes before the new one is made';
}
