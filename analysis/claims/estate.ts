import { bounded } from './ids.ts';
import type { ClaimedNode, ClaimFacts } from './read/facts.ts';
import { byName } from './read/opengraph.ts';
import type { Claim } from './subjects.ts';

/** What other programs say, joined with itself. How it joins the rest is decided where all entities are known. */
export interface ClaimsEstate {
  readonly facts: ClaimFacts;
  /** By source and key. */
  readonly nodes: ReadonlyMap<string, ClaimedNode>;
}

export function buildClaimsEstate(facts: ClaimFacts): ClaimsEstate {
  const nodes = new Map<string, ClaimedNode>();
  const names = new Map<string, ClaimedNode | null>();
  for (const node of facts.nodes) {
    nodes.set(`${node.source}\n${node.key}`, node);
    const name = `${node.source}\n${byName(node.name)}`;
    // A name that several have names nobody.
    names.set(name, names.has(name) ? null : node);
  }
  for (const [name, node] of names) if (node !== null && !nodes.has(name)) nodes.set(name, node);
  return { facts, nodes };
}

/** How an end of an edge is called here: by the node that describes it, or by an id that means the same everywhere. */
export type Naming = (node: ClaimedNode | undefined, undescribed: string | null) => string | null;

/** The claims whose ends are known, but for those of a thing about itself. */
export function claimsOf(estate: ClaimsEstate, idOf: Naming): readonly Claim[] {
  return estate.facts.edges.flatMap((edge): Claim[] => {
    const start = estate.nodes.get(`${edge.source}\n${edge.from}`);
    const end = estate.nodes.get(`${edge.source}\n${edge.to}`);
    const from = idOf(start, edge.undescribed?.from ?? null);
    const to = idOf(end, edge.undescribed?.to ?? null);
    if (from === null || to === null || from === to) return [];
    return [
      {
        edge,
        from,
        to,
        fromName: start?.name ?? bounded(edge.from, 500),
        toName: end?.name ?? bounded(edge.to, 500),
      },
    ];
  });
}
