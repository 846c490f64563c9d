import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Entity, ObservationId, ProofStep, Relation } from '../schema/records.ts';
import { createSnapshot } from '../schema/snapshot/create.ts';
import { openSnapshot } from '../schema/snapshot/open.ts';
import type { GraphBlobs, SealInput } from '../schema/snapshot/types.ts';
import { type BenchContext, type Benchmark, type BenchResult, measure, ratioOf } from './benchmark.ts';

/** Sealing a snapshot and opening it: see "write" and "open" in the goals for the graph. */
export const snapshotBenchmarks: readonly Benchmark[] = [{ name: 'snapshot', run }];

const NOW = '2026-11-22T13:08:46.000Z';
const SOURCE = 'aws:111122223333';
const DOCUMENTS = 100;
const RELATIONS_AN_ENTITY = 5;
/** Principals that share one policy, as most do. */
const PRINCIPALS_A_POLICY = 50;

async function run(context: BenchContext): Promise<BenchResult[]> {
  const entities = context.quick ? 10_000 : 1_000_000;
  const folder = mkdtempSync(join(tmpdir(), 'trustpath-bench-'));
  try {
    return await sealAndOpen(join(folder, 'estate.trustpath'), entities, context);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sealAndOpen(path: string, entityCount: number, context: BenchContext): Promise<BenchResult[]> {
  const writer = createSnapshot(path, { createdBy: '0.1.0', createdAt: NOW });
  const documents = collect(writer);
  const estate = makeEstate(entityCount, documents);
  const size = `${entityCount.toLocaleString('en')} entities, ${estate.ends.from.length.toLocaleString('en')} relations`;

  const floor = timed(() => plainInserts(`${path}.plain`, estate));
  const seal = timed(() => writer.seal(estate, estate.graph, { analysis: '0.1.0', sealedAt: NOW }));
  context.note(`${size}: sealed file of ${Math.round(statSync(path).size / 1e6)} MB`);

  const open = await measure(
    () => {
      const reader = openSnapshot(path);
      reader.info();
      for (const name of reader.graphBlobNames()) reader.graphBlob(name);
      reader.close();
    },
    { runs: 5, warmup: 1 },
  );
  const fromRows = await measure(
    () => {
      const reader = openSnapshot(path);
      reader.relationEnds();
      reader.close();
    },
    { runs: 1, warmup: 0 },
  );
  return [
    {
      name: 'seal a snapshot',
      size,
      median: seal,
      unit: 'ms',
      peer: 'the same entities and relations inserted in bulk, without proofs, index or digest',
      peerMedian: floor,
      ratio: ratioOf(seal, floor),
      goal: '≤ 20 s',
      met: seal <= 20_000,
    },
    {
      name: 'open a snapshot, graph arrays read',
      size,
      median: open,
      unit: 'ms',
      peer: 'the ends of the relations read as rows',
      peerMedian: fromRows,
      ratio: ratioOf(open, fromRows),
      goal: '≤ 500 ms cold; measured from the cache of the system',
      met: open <= 500,
    },
  ];
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function collect(writer: ReturnType<typeof createSnapshot>): ObservationId[] {
  writer.openSource({
    id: SOURCE,
    kind: 'aws',
    principal: null,
    account: '111122223333',
    collector: 'bench',
    startedAt: NOW,
    clockOffsetMs: null,
  });
  const call = {
    source: SOURCE,
    operation: 'iam:GetAccountAuthorizationDetails',
    region: null,
    endpoint: 'https://iam.example.com/',
    parameters: {},
    status: 'ok',
    httpStatus: 200,
    requestId: null,
    startedAt: NOW,
    endedAt: NOW,
    originalSha256: null,
    redactions: 0,
  } as const;
  return writer.batch(() =>
    Array.from({ length: DOCUMENTS }, (_, page) => {
      const { observation } = writer.recordCall({ ...call, page }, { page, text: 'policy '.repeat(3_000) });
      if (!observation) throw new Error('no observation');
      return observation;
    }),
  );
}

interface Estate extends SealInput {
  readonly ends: { readonly from: Int32Array; readonly to: Int32Array };
  readonly graph: GraphBlobs;
}

/**
 * Roles with five relations each, targets by a power law. As rules make them, a relation's proof is two steps: the
 * statement of a shared policy, and the trust policy of the target. Entities and relations are made while they are
 * walked, so that the estate takes little of the memory.
 */
function makeEstate(entityCount: number, documents: readonly ObservationId[]): Estate {
  const ids = Array.from(
    { length: entityCount },
    (_, n) => `arn:aws:iam::111122223333:role/team-${n % 97}/service-${n}`,
  );
  const documentOf = (n: number) => documents[n % documents.length]!;
  const policies = Math.ceil(entityCount / PRINCIPALS_A_POLICY);
  const statements: ProofStep[] = Array.from({ length: policies * 2 }, (_, n) => ({
    observation: documentOf(n),
    pointer: `/Policies/${n >> 1}/PolicyVersionList/0/Document/Statement/${n % 2}`,
    says: `Statement "Assume${n % 2}" of policy service-${n >> 1} allows sts:AssumeRole.`,
  }));
  const trusts: ProofStep[] = ids.map((_, n) => ({
    observation: documentOf(n),
    pointer: `/RoleDetailList/${n}/AssumeRolePolicyDocument/Statement/0`,
    says: `The trust policy of service-${n} admits the account.`,
  }));
  const count = entityCount * RELATIONS_AN_ENTITY;
  const random = seededRandom(1);
  const from = Int32Array.from({ length: count }, (_, n) => Math.floor(n / RELATIONS_AN_ENTITY));
  const to = Int32Array.from({ length: count }, () => Math.floor(random() ** 3 * entityCount));
  return {
    ends: { from, to },
    graph: { 'a-targets': to, 'a-relations': from, 'b-targets': from, 'b-relations': to },
    entities: walk(
      entityCount,
      (n): Entity => ({
        id: ids[n]!,
        kind: 'aws-role',
        name: `service-${n}`,
        source: SOURCE,
        collected: true,
        tier: null,
        attributes: { path: `/team-${n % 97}/`, createdAt: NOW },
        evidence: { observation: documentOf(n), pointer: `/RoleDetailList/${n}` },
      }),
    ),
    relations: walk(
      count,
      (n): Relation => ({
        from: ids[from[n]!]!,
        to: ids[to[n]!]!,
        kind: 'can-assume',
        rule: 'aws-assume-role',
        verdict: n % 10 ? 'allow' : 'conditional',
        conditions: n % 10 ? [] : ['aws:SourceIp is in 192.0.2.0/24'],
        proof: [statements[((from[n]! % policies) * 2 + (n % 2)) % statements.length]!, trusts[to[n]!]!],
      }),
    ),
  };
}

/** A list that is made anew each time it is walked. */
function walk<T>(length: number, make: (index: number) => T): Iterable<T> {
  return {
    *[Symbol.iterator]() {
      for (let index = 0; index < length; index++) yield make(index);
    },
  };
}

/** The same numbers in every run (a linear congruential generator). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The least that storing entities and relations in SQLite takes. */
function plainInserts(path: string, estate: Estate): void {
  const db = new Database(path);
  db.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;
    CREATE TABLE entity (number INTEGER PRIMARY KEY, id TEXT, kind TEXT, name TEXT, attributes TEXT);
    CREATE TABLE relation (number INTEGER PRIMARY KEY, from_entity INTEGER, to_entity INTEGER, kind TEXT)`);
  insertAll(db, 'entity', 5, estate.entities, (entity, number) => [
    number,
    entity.id,
    entity.kind,
    entity.name,
    JSON.stringify(entity.attributes),
  ]);
  insertAll(db, 'relation', 4, estate.relations, (relation, number) => [
    number,
    estate.ends.from[number]!,
    estate.ends.to[number]!,
    relation.kind,
  ]);
  db.exec('COMMIT');
  db.close();
}

function insertAll<T>(
  db: Database.Database,
  table: string,
  columns: number,
  rows: Iterable<T>,
  valuesOf: (row: T, number: number) => readonly (string | number)[],
): void {
  const most = 200;
  const statement = (count: number) =>
    db.prepare(
      `INSERT INTO ${table} VALUES ${new Array(count).fill(`(${new Array(columns).fill('?').join()})`).join()}`,
    );
  const full = statement(most);
  let pending: (string | number)[] = [];
  let number = 0;
  for (const row of rows) {
    pending.push(...valuesOf(row, number++));
    if (pending.length === most * columns) {
      full.run(pending);
      pending = [];
    }
  }
  if (pending.length > 0) statement(pending.length / columns).run(pending);
}
