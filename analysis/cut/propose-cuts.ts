import { canonicalJson, type Json } from '../../schema/json.ts';
import type { ObservationId, Relation } from '../../schema/records.ts';
import type { Change } from '../../schema/scenario.ts';
import { estatesOf } from '../estates.ts';
import { shortestPath } from '../graph/shortest-path.ts';
import type { ObservationSource } from '../observations/observation-source.ts';
import type { Baseline } from '../scenario/again/baseline.ts';
import type { Derivation } from '../scenario/derivation.ts';
import { type ObservedUse, observedUse } from '../scenario/observed-use.ts';
import type { Path } from '../scenario/path-changes.ts';
import { placeChange } from '../scenario/place-change.ts';
import { whatIf } from '../scenario/what-if.ts';
import { leastCut } from './least-cut.ts';

export interface CutStep {
  readonly change: Change;
  readonly title: string;
  readonly cost: number;
  readonly breadth: number;
}

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
/** What was seen in use costs as much as three statements that nobody uses. */
const USED = 3;

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

/** The changes that proofs offer, numbered as they are met, with what each costs. */
interface Catalogue {
  ofRelation(relation: number): readonly number[];
  ofProof(relation: Relation): readonly number[];
  cost(change: number): number;
  step(change: number): CutStep;
}

function createCatalogue(source: ObservationSource, base: Derivation): Catalogue {
  const documents = new Map<ObservationId, Json>();
  const document = (id: ObservationId): Json => {
    let known = documents.get(id);
    if (known === undefined) {
      known = source.document(id);
      documents.set(id, known);
    }
    return known;
  };
  const breadths = new Map<string, number>();
  for (const { proof } of base.relations)
    for (const place of new Set(proof.map(({ observation, pointer }) => observation + pointer)))
      breadths.set(place, (breadths.get(place) ?? 0) + 1);
  const estates = estatesOf(source);
  const numbers = new Map<string, number>();
  const steps: CutStep[] = [];

  const ofProof = (relation: Relation): readonly number[] => {
    const found: number[] = [];
    for (const ref of relation.proof) {
      const change = placeChange(document(ref.observation), ref, relation, estates);
      if (!change) continue;
      const key = canonicalJson(change.change as unknown as Json);
      let number = numbers.get(key);
      if (number === undefined) {
        const breadth = breadths.get(ref.observation + ref.pointer) ?? 1;
        const used = observedUse([relation], estates).length > 0;
        const cost = change.effort + Math.log2(Math.max(1, breadth)) / 4 + (used ? USED : 0);
        number = steps.push({ change: change.change, title: change.title, cost, breadth }) - 1;
        numbers.set(key, number);
      }
      if (!found.includes(number)) found.push(number);
    }
    return found;
  };
  const perRelation: (readonly number[] | undefined)[] = new Array(base.relations.length);
  return {
    ofProof,
    ofRelation(relation) {
      perRelation[relation] ??= ofProof(base.relations[relation]!);
      return perRelation[relation]!;
    },
    cost: (change) => steps[change]!.cost,
    step: (change) => steps[change]!,
  };
}
