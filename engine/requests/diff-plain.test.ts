import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Output } from '../../schema/contract.ts';
import type { Entity, ObservationId, Relation } from '../../schema/records.ts';
import { createSnapshot } from '../../schema/snapshot/create.ts';
import { openSnapshot } from '../../schema/snapshot/open.ts';
import { CREATED, NOW, SEALED, sampleCall, workFolder } from '../../schema/snapshot/testing/sample.ts';
import { createEngine } from '../engine.ts';
import { rememberOwn } from '../own-files.ts';
import { type PlainDiff, plainDiff, relationKey } from '../testing/plain-diff.ts';

const work = workFolder();
const engine = createEngine();
afterAll(() => {
  engine.close();
  work.remove();
});
let files = 0;

// Few of everything, so that much is the same on both sides and some of it alike on one.
const IDS = ['ann', 'bob', 'cem', 'dot'];
const OPERATIONS = ['iam:ListUsers', 'iam:ListRoles'] as const;
const ACCOUNTS = ['111122223333', '444455556666'] as const;

const operation = fc.record({
  account: fc.constantFrom(...ACCOUNTS),
  operation: fc.constantFrom(...OPERATIONS),
  outcome: fc.constantFrom('ok', 'ok', 'denied'),
  /** Calls may bring the same document. */
  document: fc.constantFrom('one', 'two'),
  coverage: fc.constantFrom('none', 'complete', 'complete', 'throttled'),
});
const evidence = fc.nat({ max: 7 });
const entity = fc.record({
  id: fc.constantFrom(...IDS),
  kind: fc.constantFrom('aws-user' as const, 'aws-role' as const),
  collected: fc.constantFrom(true, true, true, false),
  tier: fc.constantFrom(null, 0 as const),
  name: fc.constantFrom('a', 'a', 'a', 'b'),
  attributes: fc.constantFrom<Entity['attributes']>({}, {}, {}, { path: '/a', tags: { team: 'x' } }),
  evidence,
});
const relation = fc.record({
  from: fc.constantFrom(...IDS),
  to: fc.constantFrom(...IDS),
  kind: fc.constantFrom('can-assume' as const, 'can-assume' as const, 'member-of' as const),
  rule: fc.constantFrom('one-rule', 'one-rule', 'one-rule', 'another-rule'),
  verdict: fc.constantFrom(
    'allow' as const,
    'conditional' as const,
    'conditional' as const,
    'unknown' as const,
  ),
  conditions: fc.shuffledSubarray(['x', 'y'], { minLength: 1 }),
  evidence,
});
const estate = fc.record({
  operations: fc.uniqueArray(operation, {
    maxLength: 4,
    selector: ({ account, operation }) => `${account} ${operation}`,
  }),
  entities: fc.uniqueArray(entity, { minLength: 2, selector: ({ id }) => id }),
  // Relations that are alike but for their verdict are among them.
  relations: fc.array(relation, { minLength: 6, maxLength: 24 }),
});
type Estate = typeof estate extends fc.Arbitrary<infer T> ? T : never;

/** Seals what was made up, whatever it says, as no analysis would have derived it. */
function sealed({ operations, entities, relations }: Estate): string {
  const path = work.file(`${files++}.trustpath`);
  const writer = createSnapshot(path, CREATED);
  const observations: ObservationId[] = [];
  for (const account of new Set(operations.map((each) => each.account)))
    writer.openSource({
      id: `aws:${account}`,
      kind: 'aws',
      principal: null,
      account,
      collector: 'test',
      startedAt: NOW,
      clockOffsetMs: null,
    });
  for (const { account, operation, outcome, document, coverage } of operations) {
    const source = `aws:${account}`;
    const call = { ...sampleCall(), source, operation, parameters: {} };
    const { observation } =
      outcome === 'ok'
        ? writer.recordCall(call, { document })
        : writer.recordCall({ ...call, status: 'denied', httpStatus: 403 }, null);
    if (observation !== null) observations.push(observation);
    if (coverage !== 'none')
      writer.recordCoverage({
        source,
        operation,
        region: null,
        status: coverage === 'complete' ? 'complete' : 'throttled',
        reason: coverage === 'complete' ? '' : 'too many',
        items: 0,
        calls: 1,
        kinds: [],
      });
  }
  const refs = (number: number) =>
    observations.length === 0
      ? []
      : [{ observation: observations[number % observations.length]!, pointer: '' }];
  const there = new Set(entities.map(({ id }) => id));
  writer.seal(
    {
      entities: entities.map((each) => ({ ...each, source: null, evidence: refs(each.evidence)[0] ?? null })),
      relations: relations
        .filter(({ from, to }) => there.has(from) && there.has(to))
        .map(
          ({ evidence, ...each }): Relation => ({
            ...each,
            conditions: each.verdict === 'conditional' ? each.conditions : [],
            proof: refs(evidence).map((ref) => ({ ...ref, says: 'so' })),
          }),
        ),
    },
    {},
    SEALED,
  );
  writer.close();
  rememberOwn(path, 'sealed');
  return path;
}

function asPlain({ entities, relations, paths }: Output<'diff'>): PlainDiff {
  return {
    entities: [
      ...entities.came.map(({ id }) => `${id} came`),
      ...entities.went.map(({ id }) => `${id} went`),
      ...entities.changed.map(({ id }) => `${id} changed`),
      ...entities.unsure.map(({ id, reason }) => `${id} ${reason}`),
    ].sort(),
    relations: [
      ...relations.came.map((each) => `${relationKey(each)} came`),
      ...relations.went.map((each) => `${relationKey(each)} went`),
      ...relations.changed.map(({ after }) => `${relationKey(after)} changed`),
      ...relations.unsure.map((each) => `${relationKey(each.relation)} ${each.reason}`),
    ].sort(),
    opened: paths.opened
      .map(({ change, to, exposed }) => `${relationKey(change)} opens ${to} to ${exposed}`)
      .sort(),
  };
}

test('a comparison answers as reading and comparing everything does', async () => {
  await fc.assert(
    fc.asyncProperty(estate, estate, async (old, now) => {
      const paths = [sealed(old), sealed(now)];
      const readers = paths.map((path) => openSnapshot(path));
      const handles: string[] = [];
      for (const path of paths) handles.push((await engine.request('snapshot.open', { path })).handle);
      // Either may be the earlier one: what one direction calls came the other calls went.
      for (const [before, after] of [
        [0, 1],
        [1, 0],
      ] as const) {
        const answer = await engine.request('diff', { before: handles[before]!, after: handles[after]! });
        expect(asPlain(answer)).toEqual(plainDiff(readers[before]!, readers[after]!));
      }
      for (const reader of readers) reader.close();
      for (const handle of handles) await engine.request('snapshot.close', { handle });
    }),
    { numRuns: 25 },
  );
});
