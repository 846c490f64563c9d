import type { Hop, TrustPath } from '../../schema/contract.ts';
import type { Verdict } from '../../schema/records.ts';
import { verbOf } from '../entity/kind.ts';

/** One drawn edge: every relation between the same two entities, so that parallel ones do not pile up. */
export interface DrawnEdge {
  readonly source: number;
  readonly target: number;
  /** The relations that the drawn paths take between the two. */
  readonly hops: readonly Hop[];
  /** How many relations lead from the one to the other in all. */
  readonly parallel: number;
  /** The surest of its relations. */
  readonly verdict: Verdict;
  /** A log saw one of its relations used. */
  readonly observed: boolean;
  readonly label: string;
}

export interface PathGraph {
  /** Entity ids; a node is its number here and nothing from outside becomes an identifier of the drawing. */
  readonly nodes: readonly string[];
  readonly edges: readonly DrawnEdge[];
  readonly footholds: ReadonlySet<number>;
  readonly ends: ReadonlySet<number>;
}

const ORDER: Readonly<Record<Verdict, number>> = { allow: 0, conditional: 1, unknown: 2 };

export function surest(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce<Verdict>(
    (best, verdict) => (ORDER[verdict] < ORDER[best] ? verdict : best),
    'unknown',
  );
}

export function edgeKey(source: number, target: number): string {
  return `${source}>${target}`;
}

/** The verb of the first, and how many relations more there are. */
function edgeLabel(hops: readonly Hop[], parallel: number): string {
  const [first] = hops;
  const verb = first ? verbOf(first.kind) : '';
  return parallel > 1 ? `${verb} +${parallel - 1}` : verb;
}

/** Merges paths into one graph; nodes are numbered in the order the paths name them, so it is the same every time. */
export function mergePaths(paths: readonly TrustPath[]): PathGraph {
  const numbers = new Map<string, number>();
  const number = (id: string): number => {
    let value = numbers.get(id);
    if (value === undefined) {
      value = numbers.size;
      numbers.set(id, value);
    }
    return value;
  };
  const bundles = new Map<string, { source: number; target: number; hops: Map<string, Hop> }>();
  const footholds = new Set<number>();
  const ends = new Set<number>();
  for (const path of paths) {
    footholds.add(number(path.from));
    for (const hop of path.hops) {
      const [source, target] = [number(hop.from), number(hop.to)];
      const key = edgeKey(source, target);
      const bundle = bundles.get(key) ?? { source, target, hops: new Map() };
      bundle.hops.set(`${hop.kind} ${hop.rule}`, hop);
      bundles.set(key, bundle);
    }
    ends.add(number(path.to));
  }
  const edges = [...bundles.values()].map(({ source, target, hops }) => {
    const list = [...hops.values()];
    const parallel = Math.max(list.length, ...list.map((hop) => hop.parallel ?? 1));
    return {
      source,
      target,
      hops: list,
      parallel,
      verdict: surest(list.map((hop) => hop.verdict)),
      observed: list.some((hop) => hop.observed !== undefined),
      label: edgeLabel(list, parallel),
    };
  });
  return { nodes: [...numbers.keys()], edges, footholds, ends };
}
