import type { ContractAsset } from './asset.ts';
import { isOperationId, type OperationId } from '../operations.ts';

/** An operation that a request names, with the parameters of its path, decoded. */
export interface Match {
  readonly operation: OperationId;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the operation of a method and path. The route with the most literal characters wins. */
export type Router = (method: string, path: string) => Match | undefined;

interface Route {
  readonly operation: OperationId;
  readonly method: string;
  readonly expression: RegExp;
  readonly names: readonly string[];
  readonly literalLength: number;
}

/** A router for the described operations. */
export function createRouter(asset: ContractAsset): Router {
  const routes: Route[] = [];
  for (const [operation, { method, path, parameters }] of Object.entries(asset.operations)) {
    if (!isOperationId(operation)) continue;
    const many = new Set(parameters.filter(({ multiSegment }) => multiSegment).map(({ name }) => name));
    routes.push({ operation, method, ...compile(path, many) });
  }
  routes.sort((a, b) => b.literalLength - a.literalLength);
  return (method, path) => {
    for (const route of routes) {
      if (route.method !== method) continue;
      const found = route.expression.exec(path);
      if (!found) continue;
      const values = route.names.map((name, index) => [name, decode(found[index + 1] ?? '')]);
      return { operation: route.operation, params: Object.fromEntries(values) };
    }
    return undefined;
  };
}

function compile(template: string, many: ReadonlySet<string>): Omit<Route, 'operation' | 'method'> {
  const names: string[] = [];
  const pattern = template.replaceAll(
    /(\/)?\{([^}]+)\}|[.]/g,
    (text, slash: string | undefined, name?: string) => {
      if (name === undefined) return `\\${text}`;
      names.push(name);
      // The contents of the top folder: the path is empty, with or without its slash.
      if (name === 'path' && slash) return '(?:/(.*))?';
      return `${slash ?? ''}${many.has(name) ? '(.+)' : '([^/]+)'}`;
    },
  );
  const literalLength = template.replaceAll(/\{[^}]+\}/g, '').length;
  return { expression: new RegExp(`^${pattern}$`), names, literalLength };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
