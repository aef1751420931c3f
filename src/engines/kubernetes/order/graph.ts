/** `from` comes after `to`. An implied edge may be dropped when it closes a circle, an asked one never. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly origin: 'asked' | 'implied';
  /** What `from` waits for: that `to` was written, or that it is up. */
  readonly needs: 'written' | 'ready';
}

/** Nodes by their level: 0 first, each as early as its edges allow; and the circles among what was asked for. */
export interface Levels {
  readonly levels: ReadonlyMap<string, number>;
  readonly edges: readonly Edge[];
  /** The members of each circle, in its order. Their edges are left out of the levels. */
  readonly cycles: readonly (readonly string[])[];
}

/** Puts nodes into levels by the longest way to the bottom. Stable: what is dropped depends on the order of the edges alone. */
export function levelsOf(nodes: readonly string[], edges: readonly Edge[]): Levels {
  const known = new Set(nodes);
  const inside = edges.filter(({ from, to }) => known.has(from) && known.has(to) && from !== to);
  const asked = inside.filter(edge => edge.origin === 'asked');
  const cycles = circlesOf(nodes, asked);
  const inCircle = new Set(cycles.flat());
  const sound = asked.filter(({ from, to }) => !(inCircle.has(from) && inCircle.has(to)));
  const kept = dropCircles(nodes, [...sound, ...inside.filter(edge => edge.origin === 'implied')]);
  return { levels: longestWays(nodes, kept), edges: kept, cycles };
}

/** Leaves out implied edges that close a circle. Only edges inside a knot need a closer look, and there are hardly ever any. */
function dropCircles(nodes: readonly string[], edges: readonly Edge[]): readonly Edge[] {
  const knots = knotsOf(nodes, edges);
  const knotOf = new Map(knots.flatMap((knot, index) => knot.map(node => [node, index] as const)));
  const isLoose = ({ from, to }: Edge): boolean => {
    const knot = knotOf.get(from);
    return knot === undefined || knot !== knotOf.get(to);
  };
  const kept = edges.filter(edge => isLoose(edge) || edge.origin === 'asked');
  const next = neighboursOf(kept);
  for (const edge of edges) {
    if (isLoose(edge) || edge.origin === 'asked') continue;
    if (wayBetween(edge.to, edge.from, next)) continue;
    kept.push(edge);
    next.set(edge.from, [...(next.get(edge.from) ?? []), edge.to]);
  }
  return kept;
}

function longestWays(nodes: readonly string[], edges: readonly Edge[]): ReadonlyMap<string, number> {
  const next = neighboursOf(edges);
  const open = new Map(nodes.map(node => [node, new Set(next.get(node)).size]));
  const above = Map.groupBy(edges, edge => edge.to);
  const levels = new Map<string, number>();
  let due = nodes.filter(node => open.get(node) === 0);
  for (let level = 0; due.length > 0; level += 1) {
    const later: string[] = [];
    for (const node of due) levels.set(node, level);
    for (const node of due) {
      for (const from of new Set((above.get(node) ?? []).map(edge => edge.from))) {
        const left = (open.get(from) ?? 0) - 1;
        open.set(from, left);
        if (left === 0) later.push(from);
      }
    }
    due = later;
  }
  return levels;
}

/** One circle per knot, as a way from a node back to itself. */
function circlesOf(nodes: readonly string[], edges: readonly Edge[]): readonly (readonly string[])[] {
  const next = neighboursOf(edges);
  return knotsOf(nodes, edges).map(knot => {
    const [start = ''] = knot;
    const members = new Set(knot);
    const inside = new Map([...next].map(([node, to]) => [node, to.filter(each => members.has(each))]));
    const ways = (inside.get(start) ?? []).map(first => wayBetween(first, start, inside));
    return [start, ...(ways.find(way => way !== undefined)?.slice(0, -1) ?? [])];
  });
}

/** Sets of more than one node that all lead to one another (Tarjan's algorithm, without recursion). */
function knotsOf(nodes: readonly string[], edges: readonly Edge[]): readonly (readonly string[])[] {
  const next = neighboursOf(edges);
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const knots: string[][] = [];
  const enter = (node: string): { node: string; left: string[] } => {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    stack.push(node);
    onStack.add(node);
    return { node, left: [...(next.get(node) ?? [])] };
  };
  for (const root of nodes) {
    if (index.has(root)) continue;
    const path = [enter(root)];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const { node, left } = top;
      const to = left.shift();
      if (to !== undefined && !index.has(to)) path.push(enter(to));
      else if (to !== undefined) {
        if (onStack.has(to)) low.set(node, Math.min(low.get(node) ?? 0, index.get(to) ?? 0));
      } else {
        path.pop();
        const parent = path.at(-1)?.node;
        if (parent !== undefined) low.set(parent, Math.min(low.get(parent) ?? 0, low.get(node) ?? 0));
        if (low.get(node) === index.get(node)) {
          const knot = stack.splice(stack.indexOf(node));
          for (const each of knot) onStack.delete(each);
          if (knot.length > 1) knots.push(knot);
        }
      }
    }
  }
  return knots;
}

function wayBetween(
  start: string,
  end: string,
  next: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[start, undefined]]);
  for (const node of cameFrom.keys()) {
    if (node === end) {
      const way: string[] = [];
      for (let at: string | undefined = node; at !== undefined; at = cameFrom.get(at)) way.unshift(at);
      return way;
    }
    for (const to of next.get(node) ?? []) if (!cameFrom.has(to)) cameFrom.set(to, node);
  }
  return undefined;
}

function neighboursOf(edges: readonly Edge[]): Map<string, readonly string[]> {
  const grouped = Map.groupBy(edges, edge => edge.from);
  return new Map([...grouped].map(([from, group]) => [from, [...new Set(group.map(edge => edge.to))]]));
}
