import { TrustpathError } from '../errors.ts';
import { canonicalJson } from '../json.ts';
import type { Entity } from '../records.ts';
import { bulkInsert } from './bulk-insert.ts';
import type { Statements } from './statements.ts';

/**
 * Writes the entities in their order and returns their numbers by id. An entity that occurs twice, or names a source
 * or observation that is not in the snapshot, is a defect of the analysis and throws `internal`.
 */
export function writeEntities(
  sql: Statements,
  entities: Iterable<Entity>,
  bodies: ReadonlyMap<string, number>,
  file: string,
): Map<string, number> {
  const sources = new Set(sql('SELECT id FROM source').pluck().all() as string[]);
  const numbers = new Map<string, number>();
  const insert = bulkInsert(sql, 'entity', [
    'kind',
    'id',
    'name',
    'source',
    'collected',
    'tier',
    'body',
    'pointer',
    'attributes',
  ]);
  for (const entity of entities) {
    const number = numbers.size;
    const defect = (reason: string) =>
      new TrustpathError('internal', `${file}: the analysis derived the entity ${entity.id}, ${reason}.`);
    if (numbers.has(entity.id)) throw defect('which it had derived before');
    if (entity.source !== null && !sources.has(entity.source))
      throw defect(`of an unknown source ${entity.source}`);
    let body: number | null = null;
    if (entity.evidence) {
      body = bodies.get(entity.evidence.observation) ?? null;
      if (body === null)
        throw defect(`from an observation that is not there (${entity.evidence.observation})`);
    }
    numbers.set(entity.id, number);
    insert.add([
      entity.kind,
      entity.id,
      entity.name,
      entity.source,
      entity.collected ? 1 : 0,
      entity.tier,
      body,
      entity.evidence?.pointer ?? null,
      canonicalJson(entity.attributes),
    ]);
  }
  insert.flush();
  return numbers;
}
