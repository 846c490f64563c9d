/** Numbers of the relations of an entity, lowest first, at most `limit`, and how many there are. */
export type RelationsByEntity = (
  entity: number,
  limit: number,
) => { readonly total: number; readonly relations: readonly number[] };

/**
 * Groups relations by the entity at one of their ends (`ends[relation]` is its number) with a counting sort: tenths of
 * a second for five million, where an index in the file would take longer to make than the rows.
 */
export function relationsByEntity(ends: Int32Array): RelationsByEntity {
  const entities = ends.reduce((most, entity) => Math.max(most, entity), -1) + 1;
  const start = new Int32Array(entities + 1);
  for (const entity of ends) start[entity + 1]! += 1;
  for (let entity = 0; entity < entities; entity++) start[entity + 1]! += start[entity]!;
  const relations = new Int32Array(ends.length);
  const next = start.slice();
  for (let relation = 0; relation < ends.length; relation++) relations[next[ends[relation]!]!++] = relation;
  return (entity, limit) => {
    const from = start[entity] ?? 0;
    const to = start[entity + 1] ?? from;
    return { total: to - from, relations: [...relations.subarray(from, Math.min(to, from + limit))] };
  };
}
