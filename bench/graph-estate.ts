import { buildGraph, type GraphInput } from '../analysis/graph/build.ts';
import type { Graph } from '../analysis/graph/graph.ts';
import { reach } from '../analysis/graph/reach.ts';
import { generateGraph, seeded } from './generate-graph.ts';

/** A generated graph that several benchmarks share, with questions drawn once from a seed. */
export interface Estate {
  readonly size: string;
  readonly input: GraphInput;
  readonly graph: Graph;
  /** Entity numbers; every one reaches nearly everything. */
  readonly starts: readonly number[];
  readonly pairs: readonly (readonly [number, number])[];
}

export type EstateName = 'small' | 'large';

const SIZES = {
  small: { entities: 100_000, relations: 500_000 },
  large: { entities: 1_000_000, relations: 5_000_000 },
  /** Stands in for both when only the working is to be shown. */
  quick: { entities: 2_000, relations: 10_000 },
};

const estates = new Map<keyof typeof SIZES, Estate>();

export function estate(name: EstateName, quick: boolean): Estate {
  const key = quick ? 'quick' : name;
  let made = estates.get(key);
  if (made === undefined) {
    made = make(SIZES[key]);
    estates.set(key, made);
  }
  return made;
}

function make(size: { readonly entities: number; readonly relations: number }): Estate {
  const input = generateGraph(size);
  const graph = buildGraph(input);
  const random = seeded(2);
  const pick = () => Math.floor(random() * size.entities);
  // A start outside the giant component would flatter every figure.
  const starts: number[] = [];
  while (starts.length < 64) {
    const start = pick();
    if (reach(graph, start).index.length > size.entities / 2) starts.push(start);
  }
  const pairs = Array.from({ length: 400 }, () => [pick(), pick()] as const);
  const text = `${size.entities.toLocaleString('en-US')} entities, ${size.relations.toLocaleString('en-US')} relations`;
  return { size: text, input, graph, starts, pairs };
}
