import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { canonicalJson } from '../json.ts';
import { ENTITY_KIND_NAMES } from '../kinds/entity-kinds.ts';
import { RELATION_KIND_NAMES } from '../kinds/relation-kinds.ts';
import type { Entity, Relation } from '../records.ts';
import { addToSnapshot, createSnapshot, resumeSnapshot } from './create.ts';
import { openSnapshot } from './open.ts';
import {
  CREATED,
  collectSample,
  DOCUMENT,
  GRAPH,
  NOW,
  openSampleSource,
  SEALED,
  SOURCE,
  sampleCall,
  sampleDerived,
  sealSample,
  workFolder,
} from './testing/sample.ts';
import type { SnapshotReader } from './types.ts';
import { verifySnapshot } from './verify.ts';

let work: ReturnType<typeof workFolder>;
let path: string;
beforeEach(() => {
  work = workFolder();
  path = work.file('estate.trustpath');
});
afterEach(() => work.remove());

/** Opens, asks, closes. */
function ask<T>(question: (reader: SnapshotReader) => T): T {
  const reader = openSnapshot(path);
  try {
    return question(reader);
  } finally {
    reader.close();
  }
}

describe('a sealed snapshot', () => {
  test('gives back what was recorded and derived', () => {
    const info = sealSample(path);
    const writer = createSnapshot(work.file('other.trustpath'), CREATED);
    const observation = collectSample(writer);
    const derived = sampleDerived(observation);
    writer.close();

    ask((reader) => {
      expect(reader.info()).toEqual(info);
      expect(info.counts).toEqual({ observations: 2, calls: 3, entities: 3, relations: 2, gaps: 1 });
      expect(info.sources).toMatchObject([{ id: SOURCE, endedAt: NOW, clockOffsetMs: 15 }]);
      expect(reader.document(observation)).toEqual(DOCUMENT);
      expect([...reader.calls()].map((call) => [call.operation, call.page, call.status])).toEqual([
        ['iam:GetAccountAuthorizationDetails', 0, 'ok'],
        ['iam:GetAccountAuthorizationDetails', 1, 'denied'],
        ['iam:ListAccessKeys', 0, 'ok'],
      ]);
      expect([...reader.calls({ operation: 'iam:ListAccessKeys' })]).toHaveLength(1);
      expect(reader.callsOf(observation)).toEqual([{ ...sampleCall(), observation }]);
      expect(reader.coverage()).toMatchObject([{ status: 'denied', kinds: ['can-assume'] }]);
      expect(derived.entities.map((_, index) => reader.entity(index))).toEqual(
        derived.entities.map((entity, index) => ({ ...entity, index })),
      );
      expect([...reader.relations()]).toEqual(derived.relations);
      expect(reader.proof(0)).toEqual(derived.relations[0]?.proof);
      expect(reader.relationEnds()).toEqual({
        from: new Int32Array([0, 2]),
        to: new Int32Array([1, 1]),
        verdict: new Uint8Array([0, 1]),
        kind: new Uint8Array(2).fill(RELATION_KIND_NAMES.indexOf('can-assume')),
        rule: new Uint16Array(2),
        rules: [...new Set(derived.relations.map((relation) => relation.rule))],
      });
      expect(reader.entityColumns()).toEqual({
        kind: new Uint8Array(derived.entities.map((entity) => ENTITY_KIND_NAMES.indexOf(entity.kind))),
        tier: new Uint8Array([255, 0, 255]),
        source: new Uint16Array(derived.entities.map((entity) => (entity.source === null ? 65_535 : 0))),
        sources: [...new Set(derived.entities.flatMap((entity) => entity.source ?? []))],
      });
      expect(reader.relationsTo(1, 1)).toEqual({ total: 2, relations: [0] });
      expect(reader.relationsFrom(1, 10)).toEqual({ total: 0, relations: [] });
      expect(
        Object.fromEntries(reader.graphBlobNames().map((name) => [name, reader.graphBlob(name)])),
      ).toEqual(GRAPH);
      expect(reader.graphBlob('nothing')).toBeNull();
    });
  });

  test('is one file in rollback-journal mode, alone in its folder, and opening it adds nothing', () => {
    sealSample(path);
    expect(work.names()).toEqual(['estate.trustpath']);
    const bytes = readFileSync(path);
    expect([bytes[18], bytes[19]]).toEqual([1, 1]);
    const reader = openSnapshot(path);
    [...reader.relations()];
    expect(work.names()).toEqual(['estate.trustpath']);
    reader.close();
    verifySnapshot(path);
    expect(work.names()).toEqual(['estate.trustpath']);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  test('has the same digest for the same content, and another for any other', () => {
    const first = sealSample(path);
    expect(sealSample(work.file('again.trustpath')).digest).toBe(first.digest);
    expect(verifySnapshot(path).digest).toBe(first.digest);

    const writer = createSnapshot(work.file('other.trustpath'), CREATED);
    const derived = sampleDerived(collectSample(writer));
    const entities = derived.entities.map((entity, index) =>
      index === 0 ? { ...entity, tier: 2 as const } : entity,
    );
    expect(writer.seal({ ...derived, entities }, GRAPH, SEALED).digest).not.toBe(first.digest);
  });

  test('finds entities by a fragment of id or name, taking every character as itself', () => {
    sealSample(path);
    ask((reader) => {
      const ids = (match: string) => [...reader.entities({ match })].map((entity) => entity.name);
      expect(ids('PROD-admin')).toEqual(['Prod-Admin']);
      expect(ids('root')).toEqual(['root']);
      expect(ids('%')).toEqual([]);
      expect(ids('_')).toEqual([]);
      expect(ids('\\')).toEqual([]);
      expect(ids('x'.repeat(60_000))).toEqual([]);
      expect([...reader.entities()].map((entity) => entity.kind)).toEqual([
        'aws-principal',
        'aws-role',
        'aws-user',
      ]);
      expect([...reader.entities({ offset: 1, limit: 1 })].map((entity) => entity.kind)).toEqual([
        'aws-role',
      ]);
      expect(reader.countEntities({ kind: 'aws-user', match: 'CI-' })).toBe(1);
      expect(reader.entityById('arn:aws:iam::444455556666:root')?.index).toBe(2);
      expect(reader.entityById('ARN:aws:iam::444455556666:root')).toBeNull();
    });
  });

  test('takes the numbers of the ends where they are given, within the entities there are', () => {
    const writer = createSnapshot(path, CREATED);
    const derived = sampleDerived(collectSample(writer));
    const ends = (from: number) => ({ from: new Int32Array([from, 2]), to: new Int32Array([1, 1]) });
    for (const wrong of [-1, 3]) {
      expect(() => writer.seal({ ...derived, ends: ends(wrong) }, {}, SEALED)).toThrow(
        'an entity that is not there',
      );
    }
    writer.seal({ ...derived, ends: ends(0) }, {}, SEALED);
    expect(ask((reader) => [...reader.relations()])).toEqual(derived.relations);
  });

  test('keeps no document that no call names any more', () => {
    const writer = createSnapshot(path, CREATED);
    collectSample(writer);
    writer.recordCall(sampleCall(), { replaced: true });
    writer.forgetCalls({ source: SOURCE, operation: 'iam:ListAccessKeys', region: null, parameters: {} });
    const info = writer.seal({ entities: [], relations: [] }, {}, SEALED);
    expect(info.counts).toMatchObject({ observations: 1, calls: 2 });
  });
});

test('whatever is derived is read back the same, and passes every check', () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 1, minLength: 1 }),
      fc.constantFrom('"', '\\', '\0', '\n', '%', ':'),
    ),
    maxLength: 12,
  });
  const wellFormed = text.map((value) => value.toWellFormed());
  const estate = fc.record({
    ids: fc.uniqueArray(wellFormed, { maxLength: 12 }),
    names: fc.array(wellFormed, { minLength: 12, maxLength: 12 }),
    attributes: fc.array(fc.dictionary(text, fc.jsonValue({ maxDepth: 2 })), {
      minLength: 12,
      maxLength: 12,
    }),
    kinds: fc.array(fc.constantFrom(...ENTITY_KIND_NAMES), { minLength: 12, maxLength: 12 }),
    relations: fc.array(
      fc.record({
        from: fc.nat(11),
        to: fc.nat(11),
        kind: fc.constantFrom(...RELATION_KIND_NAMES),
        rule: fc.constantFrom('a-rule', 'b-rule'),
        verdict: fc.constantFrom('allow', 'conditional', 'unknown'),
        conditions: fc.array(wellFormed, { maxLength: 2 }),
        proof: fc.array(fc.record({ pointer: wellFormed, says: wellFormed }), { maxLength: 3 }),
      }),
      { maxLength: 25 },
    ),
  });
  let run = 0;
  fc.assert(
    fc.property(estate, ({ ids, names, attributes, kinds, relations }) => {
      path = work.file(`${run++}.trustpath`);
      const writer = createSnapshot(path, CREATED);
      const observation = collectSample(writer);
      const entities = ids.map((id, index) => ({
        id,
        kind: kinds[index],
        name: names[index],
        source: index % 2 ? SOURCE : null,
        collected: index % 3 === 0,
        tier: ([0, 1, 2, null] as const)[index % 4],
        attributes: JSON.parse(canonicalJson(attributes[index])),
        evidence: index % 2 ? { observation, pointer: names[index] } : null,
      })) as Entity[];
      const made = (ids.length === 0 ? [] : relations).map((relation) => ({
        ...relation,
        from: ids[relation.from % ids.length],
        to: ids[relation.to % ids.length],
        proof: relation.proof.map((step) => ({ observation, ...step })),
      })) as Relation[];
      writer.seal({ entities, relations: made }, {}, SEALED);
      verifySnapshot(path);
      ask((reader) => {
        expect(entities.map((entity) => reader.entityById(entity.id))).toEqual(
          entities.map((entity, index) => ({ ...entity, index })),
        );
        expect([...reader.relations()]).toEqual(made);
        for (const [index, entity] of entities.entries()) {
          const leaving = made.flatMap((relation, number) => (relation.from === entity.id ? [number] : []));
          expect(reader.relationsFrom(index, 3)).toEqual({
            total: leaving.length,
            relations: leaving.slice(0, 3),
          });
        }
      });
    }),
    { numRuns: 60 },
  );
});

describe('an unfinished snapshot', () => {
  test('opens, says how far it got, and is resumed', () => {
    const writer = createSnapshot(path, CREATED);
    const observation = collectSample(writer);
    expect(writer.reader().document(observation)).toEqual(DOCUMENT);
    writer.close();
    expect(work.names()).toEqual(['estate.trustpath']);
    expect(ask((reader) => reader.info())).toMatchObject({
      digest: null,
      sealedAt: null,
      counts: { calls: 3, entities: 0 },
    });
    expect(verifySnapshot(path)).toEqual({ digest: null });

    const resumed = resumeSnapshot(path);
    expect(
      resumed.openSource({ ...resumed.reader().sources()[0]!, startedAt: '2030-01-01T00:00:00.000Z' })
        .startedAt,
    ).toBe(NOW);
    const key = { ...sampleCall(), parameters: { Filter: ['User', 'Role'] } };
    expect(resumed.recordedCall(key)).toEqual({ call: { ...sampleCall(), observation }, document: DOCUMENT });
    expect(resumed.recordedCall({ ...key, page: 1 })).toBeNull();
    expect(resumed.recordedCall({ ...key, region: 'eu-central-1' })).toBeNull();
    expect(resumed.seal(sampleDerived(observation), GRAPH, SEALED).counts.relations).toBe(2);
  });

  test('is written by one collection at a time', () => {
    const writer = createSnapshot(path, CREATED);
    openSampleSource(writer);
    expect(() => resumeSnapshot(path)).toThrow(`${path}: is being written by another Trustpath.`);
    expect(() => openSnapshot(path)).toThrow(`${path}: is being written by another Trustpath.`);
    writer.close();
    resumeSnapshot(path).close();
  });

  test('records a batch whole or not at all', () => {
    const writer = createSnapshot(path, CREATED);
    openSampleSource(writer);
    expect(() =>
      writer.batch(() => {
        writer.recordCall(sampleCall(), { kept: false });
        throw new Error('half-way');
      }),
    ).toThrow('half-way');
    expect(writer.reader().info().counts.calls).toBe(0);
    writer.batch(() => writer.recordCall(sampleCall(), { kept: true }));
    expect(writer.reader().info().counts.calls).toBe(1);
    writer.close();
  });

  test('is removed when the work is refused', () => {
    const writer = createSnapshot(path, CREATED);
    collectSample(writer);
    writer.discard();
    writer.close();
    expect(work.names()).toEqual([]);
  });

  test('stays as it is when sealing fails', () => {
    const writer = createSnapshot(path, CREATED);
    const observation = collectSample(writer);
    const derived = sampleDerived(observation);
    const lost = { ...derived, relations: [{ ...derived.relations[0]!, to: 'nobody' }] };
    expect(() => writer.seal(lost, {}, SEALED)).toThrow('nobody');
    const twice = { ...derived, entities: [...derived.entities, derived.entities[0]!] };
    expect(() => writer.seal(twice, {}, SEALED)).toThrow('had derived before');
    const elsewhere = { entities: [{ ...derived.entities[0]!, source: 'aws:999988887777' }], relations: [] };
    expect(() => writer.seal(elsewhere, {}, SEALED)).toThrow('aws:999988887777');
    expect(work.names()).toEqual(['estate.trustpath', 'estate.trustpath-journal']);
    writer.recordCall(sampleCall(2), { more: true });
    expect(writer.seal(derived, GRAPH, SEALED).counts.calls).toBe(4);
    expect(work.names()).toEqual(['estate.trustpath']);
  });

  test('never takes the place of a file that is there', () => {
    writeFileSync(path, 'precious');
    expect(() => createSnapshot(path, CREATED)).toThrow(`${path}: exists already; it is not overwritten.`);
    expect(readFileSync(path, 'utf8')).toBe('precious');
    expect(() => createSnapshot(work.file('no/such/folder.trustpath'), CREATED)).toThrow(
      'its folder does not exist',
    );
    expect(work.names()).toEqual(['estate.trustpath']);
  });
});

describe('adding to a sealed snapshot', () => {
  const second = { id: 'file:dump.json', kind: 'aws-files', principal: 'dump.json', account: null } as const;

  test('leaves the sealed file alone until the new one takes its place', () => {
    const before = sealSample(path);
    const bytes = readFileSync(path);
    const writer = addToSnapshot(path, CREATED);
    expect(writer.path).toBe(path);
    writer.openSource({ ...second, collector: 'import 0.1.0', startedAt: NOW, clockOffsetMs: null });
    writer.recordCall({ ...sampleCall(), source: second.id }, { another: 'document' });
    expect(writer.reader().info().counts).toMatchObject({ calls: 4, entities: 0 });
    expect(readFileSync(path).equals(bytes)).toBe(true);
    writer.close();

    expect(() => addToSnapshot(path, CREATED)).toThrow('an unfinished addition');
    const resumed = resumeSnapshot(path);
    const after = resumed.seal({ entities: [], relations: [] }, {}, SEALED);
    expect(after.path).toBe(path);
    expect(after.digest).not.toBe(before.digest);
    expect(after.sources.map((source) => source.id)).toEqual([SOURCE, second.id]);
    expect(work.names()).toEqual(['estate.trustpath']);
    expect(() => resumeSnapshot(path)).toThrow('there is no unfinished collection to resume');
  });

  test('forgets an addition that was published before it could be removed', () => {
    sealSample(path);
    const writer = addToSnapshot(path, CREATED);
    writer.close();
    const adding = readFileSync(`${path}.adding`);
    const resumed = resumeSnapshot(path);
    const { digest } = resumed.seal({ entities: [], relations: [] }, {}, SEALED);
    // As if the process had ended between the two last steps.
    writeFileSync(`${path}.adding`, adding);
    const db = new Database(`${path}.adding`);
    db.prepare(`INSERT INTO meta VALUES ('sealing_digest', ?)`).run(digest);
    db.close();
    expect(() => resumeSnapshot(path)).toThrow('there is no unfinished collection to resume');
    expect(work.names()).toEqual(['estate.trustpath']);
    expect(ask((reader) => reader.info().digest)).toBe(digest);
  });

  test('is not resumed onto another file than it was begun from', () => {
    sealSample(path);
    addToSnapshot(path, CREATED).close();
    rmSync(path);
    const writer = createSnapshot(path, CREATED);
    writer.seal({ entities: [], relations: [] }, {}, SEALED);
    expect(() => resumeSnapshot(path)).toThrow(`${path}.adding: was begun from another version of ${path}`);
  });
});
