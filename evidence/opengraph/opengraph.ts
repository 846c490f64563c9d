import { createHash } from 'node:crypto';
import type { Hop } from '../../schema/contract.ts';
import type { Json, JsonObject } from '../../schema/json.ts';
import { ENTITY_KINDS } from '../../schema/kinds/entity-kinds.ts';
import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import type { Relation } from '../../schema/records.ts';
import type { EntityRow, SnapshotReader } from '../../schema/snapshot/types.ts';
import type { Answer } from '../answer.ts';
import { edgeKind, nodeKind, SOURCE_KIND } from './opengraph-kinds.ts';

/** Among more nodes, relations that are on no path are not looked for. */
const MOST_NODES_JOINED = 2_000;
const MOST_RELATIONS_OF_ONE = 500;

/**
 * `graph.opengraph.json` for BloodHound CE 9 and later (its "OpenGraph" documents: schema, best practices): the entities
 * of the answer and the relations between them. Ids of nodes have no colons, so an entity's own id is hashed and kept
 * as a property; a node has one kind of ours and the source kind; properties are flat and their names lower-case.
 */
export function opengraph(reader: SnapshotReader, answer: Answer): string {
  const hops = answer.paths.flatMap((path) => path.hops);
  const ids = new Set(answer.paths.flatMap((path) => [path.from, path.to]));
  for (const { from, to } of hops) ids.add(from).add(to);
  for (const { id } of answer.reached) ids.add(id);
  for (const { entity } of answer.findings) ids.add(entity);
  for (const id of [answer.question.from, answer.question.to]) if (id !== null) ids.add(id);
  const entities = [...ids]
    .sort()
    .map((id) => reader.entityById(id))
    .filter((entity) => entity !== null);
  const edges = new Map<string, JsonObject>();
  for (const hop of hops) addEdge(edges, hop, true);
  if (entities.length <= MOST_NODES_JOINED)
    for (const entity of entities)
      for (const number of reader.relationsFrom(entity.index, MOST_RELATIONS_OF_ONE).relations) {
        const relation = reader.relation(number);
        if (ids.has(relation.to)) addEdge(edges, relation, false);
      }
  const sorted = [...edges].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, edge]) => edge);
  const document: JsonObject = {
    metadata: { source_kind: SOURCE_KIND },
    graph: { nodes: entities.map(nodeOf), edges: sorted },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** BloodHound compares ids in capitals. */
function nodeId(id: string): string {
  return createHash('sha256').update(id).digest('hex').toUpperCase();
}

function nodeOf(entity: EntityRow): JsonObject {
  const properties: Record<string, Json> = {
    name: entity.name,
    displayname: entity.name,
    objectid: nodeId(entity.id),
    trustpath_id: entity.id,
    kind_label: ENTITY_KINDS[entity.kind].label,
    collected: entity.collected,
  };
  if (entity.source !== null) properties.source = entity.source;
  if (entity.tier !== null) {
    properties.tier = entity.tier;
    properties.crown_jewel = entity.tier === 0;
  }
  for (const [name, value] of Object.entries(entity.attributes)) {
    const flat = flatValue(value);
    if (flat !== undefined) properties[`attribute_${propertyName(name)}`] = flat;
  }
  return { id: nodeId(entity.id), kinds: [nodeKind(entity.kind)], properties };
}

function addEdge(edges: Map<string, JsonObject>, relation: Hop | Relation, proven: boolean): void {
  const key = JSON.stringify([relation.from, relation.kind, relation.to, relation.rule]);
  if (edges.has(key)) return;
  edges.set(key, {
    start: { value: nodeId(relation.from), match_by: 'id' },
    end: { value: nodeId(relation.to), match_by: 'id' },
    kind: edgeKind(relation.kind),
    properties: {
      verb: RELATION_KINDS[relation.kind].label,
      verdict: relation.verdict,
      rule: relation.rule,
      conditions: [...relation.conditions],
      why: relation.proof.map((step) => step.says),
      // A relation that is on no path of the answer has its proof in the snapshot, not in the bundle.
      proof_in_bundle: proven,
    },
  });
}

/** Text, numbers, truth, and lists of one of them; nothing nested is taken. */
function flatValue(value: Json | undefined): Json | undefined {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value) && value.every((member) => typeof member === 'string')) return value;
  return undefined;
}

function propertyName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');
}
