import type { Entity } from '../../schema/records.ts';
import { awsEntities } from '../entities/aws-entities.ts';
import { githubEntities } from '../entities/github-entities.ts';
import { kubernetesEntities } from '../entities/kubernetes-entities.ts';
import type { Scene } from '../rules/rule.ts';
import { type ClaimsEstate, claimsOf } from './estate.ts';
import { isImportedId } from './ids.ts';
import type { ClaimedNode } from './read/facts.ts';
import type { Claim } from './subjects.ts';

/** Other programs' graphs joined with what was collected. */
export interface Joined {
  readonly claims: readonly Claim[];
  /** Nodes that are nothing of what was collected and in no provider's terms, by id. */
  readonly foreign: ReadonlyMap<string, ClaimedNode>;
}

const known = new WeakMap<ClaimsEstate, Joined>();

/** Worked out once for an estate, when first asked for; nothing is looked through where nothing was imported. */
export function joined(scene: Scene): Joined {
  const { claims: estate } = scene;
  let answer = known.get(estate);
  if (!answer) {
    answer = join(scene);
    known.set(estate, answer);
  }
  return answer;
}

function join(scene: Scene): Joined {
  const { claims: estate } = scene;
  if (estate.facts.nodes.length === 0) return { claims: [], foreign: new Map() };
  const collected = collectedIds(scene);
  const idOf = (node: ClaimedNode): string => same([node.id, ...node.alsoKnownAs], collected) ?? node.id;
  const foreign = new Map<string, ClaimedNode>();
  for (const node of estate.facts.nodes) {
    const id = idOf(node);
    if (id === node.id && (!node.inOurTerms || isImportedId(id)) && !foreign.has(id)) foreign.set(id, node);
  }
  const claims = claimsOf(estate, (node, undescribed) =>
    node === undefined ? undescribed && (same([undescribed], collected) ?? undescribed) : idOf(node),
  );
  return { claims, foreign };
}

function same(names: readonly string[], collected: ReadonlyMap<string, string>): string | null {
  for (const name of names) {
    const id = collected.get(name.toLowerCase());
    if (id !== undefined) return id;
  }
  return null;
}

/** Ids of what was collected by what other programs may call it: the id in any spelling, or the provider's number. */
function collectedIds(scene: Scene): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const note = (name: unknown, entity: Entity) => {
    if (typeof name !== 'string' || name === '') return;
    const lower = name.toLowerCase();
    if (!ids.has(lower)) ids.set(lower, entity.id);
  };
  for (const entities of [awsEntities(scene), kubernetesEntities(scene), githubEntities(scene)])
    for (const entity of entities) {
      note(entity.id, entity);
      if (entity.kind.startsWith('aws-')) note(entity.attributes.uniqueId, entity);
    }
  return ids;
}
