import { estatesOf } from '../estates.ts';
import { shortestPath } from '../graph/shortest-path.ts';
import type { ObservationSource } from '../observations/observation-source.ts';
import type { Baseline } from '../scenario/again/baseline.ts';
import type { Derivation } from '../scenario/derivation.ts';
import { type ObservedUse, observedUse } from '../scenario/observed-use.ts';
import type { Path } from '../scenario/path-changes.ts';
import { whatIf } from '../scenario/what-if.ts';
import { type Catalogue, type CutStep, createCatalogue } from './catalogue.ts';
import { leastCut } from './least-cut.ts';

export interface CutProposal {
  readonly cost: number;
  readonly least: boolean;
  readonly steps: readonly CutStep[];
  readonly verified: boolean;
  /** Relations that are gone after the changes. */
  readonly severs: number;
  readonly breaks: readonly ObservedUse[];
}

export interface CutAnswer {
  readonly proposals: readonly CutProposal[];
  readonly stuck: Path | null;
}

/** A way that opens only once others are closed is added to what has to be cut; so often at most. */
const MOST_ROUNDS = 20;

/**
 * The cheapest sets of changes after which no path leads from any of `from` to any of `to`, each applied to the
 * configuration and derived again before it is proposed. A change that proves many relations costs a little more than
 * one that proves few, and one behind observed use costs more than one behind none.
 */
export function proposeCuts(
  source: ObservationSource,
  base: Baseline,
  from: readonly number[],
  to: readonly number[],
  { alternatives = 2, signal }: { readonly alternatives?: number; readonly signal?: AbortSignal } = {},
): CutAnswer {
  const catalogue = createCatalogue(source, base);
  const proposals: CutProposal[] = [];
  const barred = new Set<number>();
  for (let round = 0; round <= alternatives; round++) {
    const found = propose(source, base, from, to, catalogue, barred, signal);
    if ('stuck' in found) {
      if (proposals.length === 0) return { proposals, stuck: found.stuck };
      break;
    }
    proposals.push(found.proposal);
    const dearest = [...found.changes].sort((a, b) => catalogue.cost(b) - catalogue.cost(a))[0];
    if (dearest === undefined) break;
    barred.add(dearest);
  }
  return { proposals, stuck: null };
}

type Found =
  | { readonly proposal: CutProposal; readonly changes: readonly number[] }
  | { readonly stuck: Path };

function propose(
  source: ObservationSource,
  base: Baseline,
  from: readonly number[],
  to: readonly number[],
  catalogue: Catalogue,
  barred: ReadonlySet<number>,
  signal: AbortSignal | undefined,
): Found {
  const costOf = (change: number) => (barred.has(change) ? Number.POSITIVE_INFINITY : catalogue.cost(change));
  const demands: number[][] = [];
  for (let round = 0; ; round++) {
    const cut = leastCut(base.graph, {
      from,
      to,
      changesOf: (relation) => catalogue.ofRelation(relation),
      takenBy: (change) => catalogue.takenBy(change),
      costOf,
      demands,
      ...(signal ? { signal } : {}),
    });
    if (!cut.possible) return { stuck: cut.path.map((relation) => base.relations[relation]!) };
    const steps = cut.changes.map((change) => catalogue.step(change));
    const outcome =
      steps.length === 0
        ? null
        : whatIf(base, { changes: steps.map((each) => each.change), from: [] }, signal);
    const left = outcome === null ? null : pathLeft(outcome.after, base, from, to);
    if (left === null || round === MOST_ROUNDS)
      return {
        changes: cut.changes,
        proposal: {
          cost: steps.reduce((sum, each) => sum + each.cost, 0),
          least: cut.least,
          steps,
          verified: left === null,
          severs: outcome?.relations.lost.length ?? 0,
          breaks: observedUse(
            outcome?.relations.lost ?? [],
            estatesOf(source),
            steps.map((each) => each.change),
          ),
        },
      };
    // The same relation can be proven by another statement: that has to go as well, or another hop.
    const made = new Set(cut.changes);
    const ways = new Set(left.flatMap((relation) => catalogue.ofProof(relation)));
    const open = [...ways].filter((change) => !made.has(change) && Number.isFinite(costOf(change)));
    if (open.length === 0) return { stuck: left };
    demands.push(open);
  }
}

function pathLeft(
  after: Derivation,
  base: Derivation,
  from: readonly number[],
  to: readonly number[],
): Path | null {
  for (const end of to) {
    const target = after.numbers.get(base.entities[end]!.id);
    if (target === undefined) continue;
    for (const start of from) {
      const number = after.numbers.get(base.entities[start]!.id);
      if (number === undefined || number === target) continue;
      const path = shortestPath(after.graph, number, target);
      if (path) return path.map((relation) => after.relations[relation]!);
    }
  }
  return null;
}
