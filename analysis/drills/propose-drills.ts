import { DRILL_KINDS, type DrillKind } from '../../schema/case/drill-kinds.ts';
import type { DrillProposal, DrillProposals } from '../../schema/drills.ts';
import type { SnapshotReader } from '../../schema/snapshot/types.ts';
import type { Graph } from '../graph/graph.ts';
import { unknownsFor } from '../unknowns.ts';
import { footholdsOf } from './footholds.ts';
import { type RankedFoothold, worstFootholds } from './worst-footholds.ts';

export interface DrillScene {
  readonly reader: SnapshotReader;
  readonly graph: Graph;
  /** Numbers of the crown jewels, as the case or else the rules have them. */
  readonly jewels: readonly number[];
  readonly signal?: AbortSignal;
}

/** The worst footholds of a kind of drill, at most `limit`, or why there is none. */
export function proposeDrills(kind: DrillKind, scene: DrillScene, limit: number): DrillProposals {
  const { reader, graph, jewels } = scene;
  const footholds = footholdsOf(kind, reader);
  const ranked = worstFootholds(graph, footholds, jewels);
  return {
    kind,
    footholds: footholds.length,
    reaching: ranked.length,
    proposals: ranked.slice(0, limit).map((each) => proposalOf(each, ranked, jewels.length)),
    none: ranked.length > 0 ? null : whyNone(kind, footholds.length, jewels.length),
    unknowns: unknownsFor(reader).map((gap) => ({ ...gap, kinds: [...gap.kinds] })),
  };
}

function proposalOf(each: RankedFoothold, ranked: readonly RankedFoothold[], jewels: number): DrillProposal {
  const { entity, verdict, hops } = each;
  return {
    foothold: { id: entity.id, kind: entity.kind, name: entity.name },
    jewels: { ...each.jewels },
    verdict,
    hops,
    why: whyChosen(each, { number: ranked.indexOf(each) + 1, of: ranked.length }, jewels),
  };
}

const HOW: Readonly<Record<RankedFoothold['verdict'], string>> = {
  allow: 'surely',
  conditional: 'if conditions hold',
  unknown: 'if what is unknown turns out so',
};

/** Why a foothold is bad: what it reaches, how near, and its place among those of its kind (null: it is none of them). */
export function whyChosen(
  { jewels: { surely, conditional, unknown }, verdict, hops }: RankedFoothold,
  place: { readonly number: number; readonly of: number } | null,
  jewels: number,
): string {
  const more = [
    ...(conditional > 0 ? [`${conditional} more if conditions hold`] : []),
    ...(unknown > 0 ? [`${unknown} more if what is unknown turns out so`] : []),
  ];
  const reach = [`Reaches ${surely} of ${jewels} crown jewels surely`, ...more].join(', ');
  const near = `The nearest is ${hops} ${hops === 1 ? 'hop' : 'hops'} away (${HOW[verdict]}).`;
  const rank = place === null ? 'It was named.' : `Number ${place.number} of ${place.of} that reach one.`;
  return `${reach}. ${near} ${rank}`;
}

function whyNone(kind: DrillKind, footholds: number, jewels: number): string {
  if (jewels === 0) return 'The snapshot has no crown jewel: nothing is known that must not be reached.';
  const what = DRILL_KINDS[kind].toLowerCase().replace('ci ', 'CI ');
  if (footholds === 0) return `The snapshot has nothing that a drill of ${what} could begin at.`;
  return `Of ${footholds} footholds for a drill of ${what} none reaches a crown jewel, with what was collected.`;
}
