import type { Host, InputRow } from './input-row.ts';
import { kubernetesInputs } from './rows-kubernetes.ts';
import { manifestInputs } from './rows-manifests.ts';
import { rbacInputs } from './rows-rbac.ts';
import { pulumiInputs } from './rows-pulumi.ts';
import { replacedInputs } from './rows-replaced.ts';
import { runInputs } from './rows-run.ts';
import { surroundingInputs } from './rows-surroundings.ts';

/** All inputs, in the order the documentation lists them; everything else about inputs is made from this table. */
export const inputs = [
  ...runInputs,
  ...kubernetesInputs,
  ...manifestInputs,
  ...rbacInputs,
  ...pulumiInputs,
  ...surroundingInputs,
  ...replacedInputs,
] as const satisfies readonly InputRow[];

/** The name of one of the inputs. */
export type InputName = (typeof inputs)[number]['name'];

/** The inputs that a host has. */
export function inputsOf(host: Host): readonly (InputRow & { readonly name: InputName })[] {
  const rows: readonly (InputRow & { readonly name: InputName })[] = inputs;
  return rows.filter(row => row.host === undefined || row.host === host);
}
