import type { Diagnostic } from '../../../model/diagnostic.ts';

/** Machines that are this one: what comes from there passes no network. */
const here: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Why nothing is fetched from an address, whatever is allowed: it leads to files of this machine beside the checkout, or over
 * a line on which anybody may put something else in its place. Kustomize takes `git::` before an address.
 */
export function refusalOfPlace(address: string): Pick<Diagnostic, 'code' | 'message' | 'hint'> | undefined {
  const name = JSON.stringify(address.slice(0, 200));
  const [, scheme = '', rest = ''] = /^(?:git::)?([a-z][a-z\d+.-]*):\/\/(.*)$/i.exec(address) ?? [];
  switch (scheme.toLowerCase()) {
    case 'file':
      return {
        code: 'path-outside',
        message: `${name} leads out of the checkout`,
        hint: 'Put it into the repository and name it by a path that is relative to this file.',
      };
    case 'http':
    case 'git': {
      const host = /^(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/.exec(rest)?.[1] ?? '';
      return here.has(host.toLowerCase())
        ? undefined
        : {
            code: 'render-network',
            message: `${name} would be fetched over a line that is not encrypted, where anybody on the way can put something else in its place`,
            hint: 'Write https://, or copy it into the repository.',
          };
    }
    default:
      return undefined;
  }
}
