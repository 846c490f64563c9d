import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Output } from '../../schema/contract.ts';
import { openSnapshot } from '../../schema/snapshot/open.ts';
import { createEngine } from '../engine.ts';
import { arn, type Estate, estate, FUNCTION, keyId, sealed } from '../testing/measured-estate.ts';
import { jewelsWithin } from '../testing/slow-reach.ts';

type Measured = Output<'measures'>['columns'][number]['measures'][number];

const folder = mkdtempSync(join(tmpdir(), 'trustpath-measures-'));
const engine = createEngine();
afterAll(() => engine.close());
let files = 0;

async function measured(path: string, handles: { case?: string; at?: string } = {}) {
  const { handle } = await engine.request('snapshot.open', { path });
  if (handles.case) await engine.request('case.bind', { case: handles.case, handle });
  const { columns } = await engine.request('measures', {
    snapshots: [{ handle }],
    entities: true,
    ...handles,
  });
  await engine.request('snapshot.close', { handle });
  return new Map(columns.flatMap(({ measures }) => measures.map((each) => [each.id, each])));
}

/** A new file for an estate. */
function fileOf(each: Estate): string {
  const path = join(folder, `${files++}.trustpath`);
  sealed(path, each);
  return path;
}

const old = (days: number | null) => days !== null && days > 90;
const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);

/** What an estate measures, told from how it was made and not from what is read of it. */
function truthOf({ users, roles }: Estate): Record<string, { value: number | null; of?: [number, number] }> {
  const keys = users.flatMap((each) => each.keys ?? []);
  const functions = sum(roles.map((each) => each.functions));
  const all = users.length + keys.length + roles.length + functions;
  const owned = sum(users.map((each) => (each.owned ? 1 + (each.keys ?? []).length : 0)));
  const named = owned + roles.filter((each) => each.owned).length;
  // Users have a password or not: nobody looked, so that one without keys may have a static credential yet.
  const held = users.filter((each) => (each.keys ?? []).length > 0).length;
  const authenticating = held + roles.length + functions;
  const told = [
    ...keys.map((key) => ({ used: key.used, made: key.made })),
    ...roles.map((each) => ({ used: each.used, made: each.made })),
  ].filter(({ used }) => used !== null);
  const unused = told.filter(({ used, made }) => old(used === 'never' ? made : used)).length;
  const ofUsers = users.flatMap((each) => {
    const days = (each.keys ?? []).flatMap(({ used }) => (typeof used === 'number' ? [used] : []));
    return days.length > 0 ? [Math.min(...days)] : [];
  });
  const counts = roles.flatMap((each) => each.services ?? []);
  const granted = sum(counts.map((each) => each.granted));
  const used = sum(counts.map((each) => each.used));
  const share = (part: number, whole: number) =>
    whole === 0 ? { value: null } : { value: part / whole, of: [part, whole] as [number, number] };
  const number = (part: number, whole: number) =>
    whole === 0 ? { value: null } : { value: part, of: [part, whole] as [number, number] };
  return {
    ownership: share(named, all),
    orphaned: number(all - named, all),
    'static-credentials': share(held, authenticating),
    'keys-without-expiry': number(keys.length, keys.length),
    federated: number(roles.filter((each) => each.issuer !== null).length, authenticating),
    shared: number(roles.filter((each) => each.functions > 1).length, all),
    unused: number(unused + ofUsers.filter(old).length, told.length + ofUsers.length),
    'right-sizing': share(used, granted),
  };
}

describe('measures', () => {
  test('are what an estate was made to have, and never 0 where that is not known', async () => {
    const seen = { nothing: 0, something: 0 };
    await fc.assert(
      fc.asyncProperty(estate, async (made) => {
        const measures = await measured(fileOf(made));
        for (const [id, { value, of }] of Object.entries(truthOf(made))) {
          const found = measures.get(id) as Measured;
          expect([id, found.value]).toEqual([id, value]);
          expect([id, found.of]).toEqual([id, of ? { part: of[0], whole: of[1] } : null]);
          if (value === null) expect(found.unknown).toMatch(/\w/);
          if (of && id !== 'right-sizing') expect(found.entities).toHaveLength(of[0]);
          seen[value === null ? 'nothing' : 'something']++;
        }
        const issuers = made.roles.flatMap(({ issuer }) => issuer ?? []);
        expect(sum(measures.get('federated')!.also.map(({ value }) => value))).toBe(issuers.length);
      }),
      { numRuns: 15, seed: 8 },
    );
    // Both happened.
    expect(Math.min(seen.nothing, seen.something)).toBeGreaterThan(0);
  });

  test('of reach are those of a walk over the relations, one identity at a time', async () => {
    let [reaching, unsure] = [0, 0];
    await fc.assert(
      fc.asyncProperty(estate, async (made) => {
        const path = fileOf(made);
        const measures = await measured(path);
        const reader = openSnapshot(path);
        const within = (ids: readonly string[], verdicts: readonly string[]) =>
          ids.map((id) => jewelsWithin(reader, id, verdicts));
        const functions = made.roles.flatMap((each, at) =>
          Array.from({ length: each.functions }, (_, n) => FUNCTION(at, n)),
        );
        const roles = made.roles.map((_, at) => arn(`role/r${at}`));
        const users = made.users.map((_, at) => arn(`user/u${at}`));
        const keys = made.users.flatMap((each, at) => (each.keys ?? []).map((_, n) => keyId(at, n)));
        const all = [...functions, ...roles, ...users, ...keys];
        for (const id of all) expect(reader.entityById(id)?.id).toBe(id);
        const [sure, most] = [within(all, ['allow']), within(all, ['allow', 'conditional', 'unknown'])];
        const paths = measures.get('production-paths')!;
        if (all.length === 0) {
          expect(paths.value).toBeNull();
          reader.close();
          return;
        }
        expect(paths.value).toBe(sum(sure.map(({ others }) => others)));
        expect(paths.entities.toSorted()).toEqual(all.filter((_, at) => sure[at]!.others > 0).toSorted());
        expect(paths.also.at(-1)?.value).toBe(sum(most.map(({ others }) => others)));
        const run = roles.filter((_, at) => made.roles[at]!.functions > 0);
        const scores = within(run, ['allow']).map(({ others, self }) => others + self);
        const blast = measures.get('blast-radius')!;
        expect(blast.value).toBe(run.length === 0 ? null : sum(scores) / run.length);
        if (run.length > 0) {
          const figures = new Map(blast.also.map(({ label, value }) => [label, value]));
          expect(figures.get('largest')).toBe(Math.max(...scores));
          for (const score of scores)
            expect(figures.get(`identities that reach ${score}`)).toBe(
              scores.filter((each) => each === score).length,
            );
        }
        reaching += paths.value ?? 0;
        unsure += paths.also.at(-1)!.value - (paths.value ?? 0);
        reader.close();
      }),
      { numRuns: 15, seed: 9 },
    );
    // Some are sure and some are not, so that the two could not be taken for each other.
    expect(Math.min(reaching, unsure)).toBeGreaterThan(0);
  });

  test('over partial data say so', async () => {
    const made: Estate = {
      users: [{ owned: true, keys: null }],
      roles: [
        { owned: false, functions: 0, issuer: null, used: null, made: 10, services: null, can: 'none' },
      ],
    };
    const path = join(folder, 'partial.trustpath');
    sealed(path, made, [
      {
        source: 'aws:test',
        operation: 'iam:ListAccessKeys',
        region: null,
        status: 'denied',
        reason: 'not authorized',
        items: 0,
        calls: 1,
        kinds: ['authenticates-as'],
      },
    ]);
    const measures = await measured(path);
    expect(measures.get('keys-without-expiry')).toMatchObject({
      value: null,
      unknown: 'No key was collected. Of 1 users it is not known whether they have keys.',
      coverage: [expect.stringContaining('iam:ListAccessKeys: not authorized')],
    });
    expect(measures.get('static-credentials')).toMatchObject({
      value: 0,
      of: { part: 0, whole: 1 },
      unknown: 'Of 1 of 2 identities it is not known what they authenticate with.',
    });
    expect(measures.get('unused')?.value).toBeNull();
    expect(measures.get('right-sizing')?.value).toBeNull();
    expect(measures.get('production-paths')?.coverage.join()).toContain('iam:ListAccessKeys');
  });
});

describe('measures of the case', () => {
  const made: Estate = { users: [], roles: [] };
  const exception = (granted: string, expires: string) => ({
    scope: { of: 'entity' as const, entity: arn('role/r0') },
    reason: 'r',
    owner: 'o',
    approver: 'a',
    control: 'c',
    granted,
    expires,
  });
  const drill = (endedAt: string, seconds: readonly (number | null)[]) => ({
    kind: 'token-theft' as const,
    snapshot: `sha256:${'0'.repeat(64)}`,
    foothold: arn('role/r0'),
    startedAt: '2026-01-01T00:00:00.000Z',
    endedAt,
    steps: seconds.map((each) => ({ title: 't', seconds: each, revokes: true })),
    notes: '',
  });

  test('have no value without a case, and no time without drills', async () => {
    const path = fileOf(made);
    const none = await measured(path);
    expect(none.get('exception-debt')).toMatchObject({
      value: null,
      unknown: expect.stringMatching('No case'),
    });
    const file = join(folder, 'empty.trustcase');
    const { case: empty } = await engine.request('case.create', { path: file, title: 'Empty' });
    const some = await measured(path, { case: empty });
    expect(some.get('exception-debt')?.value).toBe(0);
    expect(some.get('revocation-time')).toMatchObject({ value: null, unknown: 'No drills recorded.' });
  });

  test('count exceptions and drills as they stood month by month', async () => {
    const path = fileOf(made);
    const file = join(folder, 'year.trustcase');
    const { case: mine } = await engine.request('case.create', { path: file, title: 'Year' });
    const granted = ['2026-01-10', '2026-03-10', '2026-03-20', '2026-08-01'];
    const expires = ['2026-02-28', '2026-12-31', '2026-06-30', '2026-09-01'];
    for (const [at, day] of granted.entries())
      await engine.request('case.apply', {
        case: mine,
        action: { do: 'exception', id: `e${at}`, exception: exception(`${day}T00:00:00.000Z`, expires[at]!) },
      });
    const drills = { '2026-02-01': [60, 600], '2026-05-01': [300], '2026-07-01': [30, null] };
    for (const [day, seconds] of Object.entries(drills))
      await engine.request('case.apply', {
        case: mine,
        action: { do: 'drill', id: day, drill: drill(`${day}T00:00:00.000Z`, seconds) },
      });
    const trend = [];
    for (let month = 1; month <= 12; month++) {
      const at = `2026-${String(month).padStart(2, '0')}-15T00:00:00.000Z`;
      const measures = await measured(path, { case: mine, at });
      const debt = measures.get('exception-debt')!;
      trend.push([
        debt.value,
        debt.also[0]?.value,
        debt.also[1]?.value,
        measures.get('revocation-time')!.value,
      ]);
    }
    // Counted by hand: granted, past their day, days since the oldest was granted, mean seconds.
    expect(trend).toEqual([
      [1, 0, 5, null],
      [1, 0, 36, 600],
      [2, 1, 64, 600],
      [3, 1, 95, 600],
      [3, 1, 125, 450],
      [3, 1, 156, 450],
      [3, 2, 186, 450],
      [4, 2, 217, 450],
      [4, 3, 248, 450],
      [4, 3, 278, 450],
      [4, 3, 309, 450],
      [4, 3, 339, 450],
    ]);
    const july = await measured(path, { case: mine, at: '2026-07-15T00:00:00.000Z' });
    expect(july.get('revocation-time')).toMatchObject({
      of: { part: 2, whole: 3 },
      unknown: 'In 1 of 3 drills not everything was revoked.',
    });
  });

  test('leave out crown jewels that the case says are not in production', async () => {
    const path = fileOf({
      users: [],
      roles: [
        { owned: false, functions: 1, issuer: null, used: 1, made: 10, services: null, can: 'everything' },
      ],
    });
    const before = (await measured(path)).get('production-paths')!;
    expect(before.value).toBeGreaterThan(0);
    const file = join(folder, 'marks.trustcase');
    const { case: mine } = await engine.request('case.create', { path: file, title: 'Marks' });
    const reader = openSnapshot(path);
    const marks = [...reader.entities()]
      .filter(({ tier }) => tier === 0)
      .map(({ id }) => ({ entity: id, mark: 'environment' as const, value: 'staging' }));
    reader.close();
    await engine.request('case.apply', { case: mine, action: { do: 'mark-all', marks } });
    expect((await measured(path, { case: mine })).get('production-paths')).toMatchObject({
      value: 0,
      entities: [],
    });
  });
});
