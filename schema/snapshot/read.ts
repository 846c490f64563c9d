import { TrustpathError } from '../errors.ts';
import type { Json } from '../json.ts';
import { ENTITY_KIND_NAMES } from '../kinds/entity-kinds.ts';
import { hexOf, unpackBody } from './body.ts';
import { countEntities, findEntities } from './find-entities.ts';
import { readGraphPart } from './graph-parts.ts';
import { relationReads } from './read-relations.ts';
import {
  type CallRow,
  type CoverageRow,
  SELECT_CALLS,
  SELECT_ENTITIES,
  SOURCE_COLUMNS,
  type SourceRow,
  type StoredEntity,
  toCall,
  toCoverage,
  toEntity,
  toSource,
} from './rows.ts';
import { type Connection, statements } from './statements.ts';
import type { OperationCalled, SnapshotInfo, SnapshotReader, StoredText } from './types.ts';

const CHUNK = 1_000;
/** Columns hold it for an entity of no source that was collected. */
const NO_SOURCE = 65_535;

/**
 * Answers from an open connection. Walks read in chunks and keep no statement open, so that they can be left half-way
 * and other questions asked between. `file` is the path that `info` and messages name.
 */
export function readSnapshot(db: Connection, file: string, close: () => void): SnapshotReader {
  const sql = statements(db);
  const count = (text: string) => sql(text).pluck().get() as number;
  const meta = () => new Map(sql('SELECT key, value FROM meta').raw(true).all() as [string, string][]);
  const relations = relationReads(sql, file);

  /** The kinds that occur, as JSON: the index of entities is by kind, then id. */
  let kinds: string | undefined;

  const sources = () =>
    (sql(`SELECT ${SOURCE_COLUMNS} FROM source ORDER BY number`).all() as SourceRow[]).map(toSource);
  const entityCount = () => count('SELECT ifnull(max(number) + 1, 0) FROM entity');
  const entityAt = (index: number): StoredEntity => {
    const row = sql(`${SELECT_ENTITIES} WHERE entity.number = ?`).get(index) as StoredEntity | undefined;
    if (!row) throw new TrustpathError('internal', `${file}: there is no entity ${index}.`);
    return row;
  };

  function info(): SnapshotInfo {
    const values = meta();
    const redactedFrom = values.get('redacted_from');
    return {
      path: file,
      digest: values.get('digest') ?? null,
      formatVersion: db.pragma('user_version', { simple: true }) as number,
      createdAt: values.get('created_at') ?? '',
      sealedAt: values.get('sealed_at') ?? null,
      createdBy: values.get('created_by') ?? '',
      analysis: values.get('analysis') ?? null,
      ...(redactedFrom !== undefined && {
        redaction: { of: redactedFrom, policy: values.get('redaction') ?? '{}' },
      }),
      sources: sources(),
      counts: {
        observations: count('SELECT count(*) FROM body'),
        calls: count('SELECT count(*) FROM call'),
        entities: entityCount(),
        relations: relations.relationCount(),
        gaps: count(`SELECT count(*) FROM coverage WHERE status <> 'complete'`),
      },
    };
  }

  return {
    ...relations,
    info,
    sources,
    coverage: () =>
      (
        sql(
          'SELECT source, operation, region, status, items, calls, reason, kinds FROM coverage ORDER BY number',
        ).all() as CoverageRow[]
      ).map(toCoverage),
    *calls(filter = {}) {
      for (let after = -1; ; ) {
        const rows = sql(
          `${SELECT_CALLS} WHERE call.number > ? AND source = ifnull(?, source) AND operation = ifnull(?, operation)
           ORDER BY call.number LIMIT ${CHUNK}`,
        ).all(after, filter.source ?? null, filter.operation ?? null) as CallRow[];
        for (const row of rows) yield toCall(row);
        if (rows.length < CHUNK) return;
        after = rows[rows.length - 1]!.number;
      }
    },
    operationsCalled: () =>
      sql('SELECT DISTINCT source, operation, status FROM call').all() as OperationCalled[],
    document(observation) {
      const row = sql('SELECT sha256, size, data FROM body WHERE sha256 = ?').get(hexOf(observation)) as
        | { sha256: string; size: number; data: Uint8Array }
        | undefined;
      if (!row) throw new TrustpathError('input-refused', `${file}: there is no observation ${observation}.`);
      return JSON.parse(unpackBody(row, file).toString('utf8')) as Json;
    },
    callsOf: (observation) =>
      (sql(`${SELECT_CALLS} WHERE sha256 = ? ORDER BY call.number`).all(hexOf(observation)) as CallRow[]).map(
        toCall,
      ),
    entityCount,
    entity: (index) => toEntity(entityAt(index)),
    entityById(id) {
      kinds ??= JSON.stringify(sql('SELECT DISTINCT kind FROM entity').pluck().all());
      const number = sql(
        'SELECT number FROM entity WHERE kind IN (SELECT value FROM json_each(?)) AND id = ?',
      )
        .pluck()
        .get(kinds, id) as number | undefined;
      return number === undefined ? null : toEntity(entityAt(number));
    },
    *entities(query = {}) {
      const numbers = findEntities(sql, query);
      const chunk = sql(`${SELECT_ENTITIES} WHERE entity.number IN (SELECT value FROM json_each(?))`);
      for (let at = 0; at < numbers.length; at += CHUNK) {
        const wanted = numbers.slice(at, at + CHUNK);
        const rows = new Map(
          (chunk.all(JSON.stringify(wanted)) as StoredEntity[]).map((row) => [row.number, row]),
        );
        for (const number of wanted) yield toEntity(rows.get(number) ?? entityAt(number));
      }
    },
    countEntities: (query = {}) => countEntities(sql, query),
    entityIds() {
      const ids: string[] = [];
      const rows = sql('SELECT number, id FROM entity ORDER BY number').raw(true).all() as [number, string][];
      for (const [number, id] of rows) ids[number] = id;
      return ids;
    },
    entityOrder: () => findEntities(sql, {}),
    storedTexts(entities) {
      const rows = sql(
        'SELECT number, name, collected, tier, attributes FROM entity WHERE number IN (SELECT value FROM json_each(?))',
      )
        .raw(true)
        .all(JSON.stringify(entities)) as [number, string, number, StoredText['tier'], string][];
      const texts = new Map(
        rows.map(([index, name, collected, tier, attributes]) => [
          index,
          { index, name, collected: collected === 1, tier, attributes },
        ]),
      );
      return entities.map((number) => {
        const text = texts.get(number);
        if (!text) throw new TrustpathError('internal', `${file}: there is no entity ${number}.`);
        return text;
      });
    },
    entityColumns() {
      const length = entityCount();
      const sources: string[] = [];
      const columns = {
        kind: new Uint8Array(length),
        tier: new Uint8Array(length).fill(255),
        source: new Uint16Array(length).fill(NO_SOURCE),
        sources,
      };
      const numbers = new Map<string, number>();
      const codes = new Map<string, number>(ENTITY_KIND_NAMES.map((kind, code) => [kind, code]));
      const chunk = sql(
        'SELECT number, kind, tier, source FROM entity WHERE number > ? ORDER BY number LIMIT 20000',
      ).raw(true);
      for (let after = -1; after < length - 1; ) {
        const rows = chunk.all(after) as [number, string, number | null, string | null][];
        if (rows.length === 0) break;
        for (const [number, kind, tier, source] of rows) {
          const code = codes.get(kind);
          if (code === undefined) {
            throw new TrustpathError(
              'input-refused',
              `${file}: has entities of kind "${kind}", which this version does not know.`,
            );
          }
          columns.kind[number] = code;
          if (tier !== null) columns.tier[number] = tier;
          if (source !== null) {
            let own = numbers.get(source);
            if (own === undefined) {
              own = sources.push(source) - 1;
              numbers.set(source, own);
            }
            columns.source[number] = own;
          }
          after = number;
        }
      }
      return columns;
    },
    graphBlobNames: () =>
      sql('SELECT name FROM graph GROUP BY name ORDER BY min(number)').pluck().all() as string[],
    graphBlob: (name) => readGraphPart(sql, name),
    close,
  };
}
