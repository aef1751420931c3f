import type { Call } from './call.ts';

/** GitHub's default and its limit [SPEC `per_page`]. */
const defaultPerPage = 30;
const mostPerPage = 100;

/** One page of a list and the header that leads to the others. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

/** Cuts the page that a call asks for out of all items. */
export function pageOf<T>(call: Call, all: readonly T[], perPageDefault = defaultPerPage): Page<T> {
  const asked = Math.min(Math.max(numberOr(call, 'per_page', defaultPerPage), 1), mostPerPage);
  const perPage = call.query.has('per_page') ? asked : perPageDefault;
  const page = Math.max(numberOr(call, 'page', 1), 1);
  const last = Math.max(Math.ceil(all.length / perPage), 1);
  const relations = [
    ...(page > 1 ? [link(call, Math.min(page - 1, last), 'prev')] : []),
    ...(page < last ? [link(call, page + 1, 'next'), link(call, last, 'last')] : []),
    ...(page > 1 ? [link(call, 1, 'first')] : []),
  ];
  return {
    items: all.slice((page - 1) * perPage, page * perPage),
    headers: relations.length === 0 ? {} : { link: relations.join(', ') },
  };
}

function numberOr(call: Call, name: string, otherwise: number): number {
  const value = Number(call.query.get(name) ?? otherwise);
  return Number.isInteger(value) ? value : otherwise;
}

function link(call: Call, page: number, relation: string): string {
  const url = new URL(call.url);
  url.searchParams.set('page', String(page));
  return `<${url.href}>; rel="${relation}"`;
}
