import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { MEASURES } from '../analysis/measures/registry.ts';
import type { CaseAction } from '../schema/case/action.ts';
import { createCase } from '../schema/case/case-file.ts';
import type { Output } from '../schema/contract.ts';
import { openSnapshot } from '../schema/snapshot/open.ts';
import { createEngine } from './engine.ts';
import { MONTHS, type MonthTruth, PARTIAL, ROOT, roleArn, sealedAt, yearOf } from './testing/estate-year.ts';
import { sealMonth } from './testing/seal-month.ts';
import { slowDrift } from './testing/slow-drift.ts';
import { type Expected, expectedOf, identitiesOf, pathToRoot } from './testing/year-truth.ts';

type Columns = Output<'measures'>['columns'];

const folder = mkdtempSync(join(tmpdir(), 'trustpath-year-'));
vi.stubEnv('TRUSTPATH_HOME', join(folder, 'home'));
const engine = createEngine();
afterAll(() => {
  engine.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const months = Array.from({ length: MONTHS }, (_, month) => month);
const day = (month: number, days: number) =>
  new Date(Date.parse(sealedAt(month)) + days * 86_400_000).toISOString();
const seconds = (from: string, to: string) =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1_000));
const average = (times: readonly number[]) => times.reduce((all, each) => all + each, 0) / times.length;

const EXCEPTIONS = [
  { granted: day(1, 3), expires: day(4, 5).slice(0, 10), scope: { of: 'entity', entity: roleArn('role-3') } },
  { granted: day(2, 1), expires: day(9, 9).slice(0, 10), scope: { of: 'finding', finding: 'finding-1' } },
  // Its last day is the one on which a snapshot was sealed: it holds all of that day.
  { granted: day(5, 2), expires: sealedAt(7).slice(0, 10), scope: { of: 'finding', finding: 'finding-2' } },
] as const;
const DRILLS = [
  { ended: day(2, 4), seconds: [60, 600] },
  { ended: day(6, 1), seconds: [300] },
  { ended: day(8, 1), seconds: [30, null] },
] as const;

interface Year {
  readonly truth: readonly MonthTruth[];
  readonly paths: readonly string[];
  readonly named: readonly { readonly from: string; readonly at: string }[];
  readonly columns: Columns;
  /** The open case. */
  readonly opened: string;
}

async function makeYear(seed: number): Promise<Year> {
  const truth = yearOf(seed);
  const paths = truth.map(({ month }) => join(folder, `${seed}-${month}.trustpath`));
  for (const each of truth) sealMonth(paths[each.month]!, each);
  // Whoever ever was an administrator is asked about some days later; one is who never was.
  const ever = [...new Set(truth.flatMap(identitiesOf).map(({ id }) => id))].filter((id) =>
    truth.some((month) => pathToRoot(month, id) === 'holds'),
  );
  const named = [...ever, 'arn:aws:iam::111122223333:user/nobody'].map((from, place) => {
    const first = truth.findIndex((month) => pathToRoot(month, from) === 'holds');
    return { from, at: day(Math.max(first, 0), 1 + ((place * 7) % 50)) };
  });
  const file = join(folder, `${seed}.trustcase`);
  const actions: { at: string; action: CaseAction }[] = [
    ...named.map(({ from, at }, place) => ({
      at,
      action: {
        do: 'keep-question' as const,
        id: `q${place}`,
        title: from,
        question: { from, to: ROOT },
      },
    })),
    ...EXCEPTIONS.map(({ granted, expires, scope }, place) => ({
      at: granted,
      action: {
        do: 'exception' as const,
        id: `e${place}`,
        exception: { scope, reason: 'r', owner: 'o', approver: 'a', control: 'c', granted, expires },
      },
    })),
    ...DRILLS.map(({ ended, seconds: steps }) => ({
      at: ended,
      action: {
        do: 'drill' as const,
        id: ended,
        drill: {
          kind: 'token-theft' as const,
          snapshot: `sha256:${'0'.repeat(64)}`,
          foothold: roleArn('role-3'),
          startedAt: ended,
          endedAt: ended,
          steps: steps.map((each) => ({ title: 't', seconds: each, revokes: true })),
          notes: '',
        },
      },
    })),
  ];
  const made = createCase(file, { title: 'Year', at: sealedAt(0), by: 'test' });
  for (const { at, action } of actions.sort((a, b) => (a.at < b.at ? -1 : 1))) made.apply(action, at);
  const { case: opened } = await engine.request('case.open', { path: file });
  const { columns } = await engine.request('measures', {
    // Given in another order than that of sealing.
    snapshots: [...paths].reverse().map((path) => ({ path })),
    case: opened,
    at: sealedAt(MONTHS - 1),
    entities: true,
  });
  return { truth, paths, named, columns, opened };
}

/** What the measures of the case should be in a month. */
function expectedOfCase(year: Year, month: number): Record<string, Expected> {
  const at = sealedAt(month);
  const granted = EXCEPTIONS.filter((each) => each.granted <= at);
  const ages = granted.map((each) => Math.floor(seconds(each.granted, at) / 86_400));
  const drills = DRILLS.filter(({ ended }) => ended <= at);
  const done = drills.flatMap((each) =>
    each.seconds.some((step) => step === null) ? [] : [Math.max(...each.seconds.map(Number))],
  );
  const named = year.named.filter((each) => each.at <= at);
  const courses = named.flatMap(({ from, at: namedAt }) => {
    const states = months.slice(0, month + 1).map((each) => pathToRoot(year.truth[each]!, from));
    const first = states.indexOf('holds');
    if (first < 0) return [];
    const last = states.lastIndexOf('holds');
    // What was not looked at says nothing of what is gone, unless it was not looked at before either.
    const gone = states.findIndex(
      (state, each) => each > last && state === 'absent' && (each !== PARTIAL || last === PARTIAL),
    );
    return [{ namedAt, first, last, gone }];
  });
  const ended = courses.filter(({ gone }) => gone >= 0);
  const validations = courses.map(({ namedAt, first }) => seconds(sealedAt(first), namedAt));
  const remedies = ended.map(({ first, gone }) => seconds(sealedAt(first), sealedAt(gone)));
  return {
    'exception-debt': {
      value: granted.length,
      unknown: false,
      also: {
        'past their day': granted.filter(({ expires }) => at.slice(0, 10) > expires).length,
        ...(ages.length > 0 && { 'oldest, days': Math.max(...ages) }),
      },
    },
    'validation-time':
      courses.length === 0
        ? { value: null, unknown: true }
        : {
            value: average(validations),
            of: [courses.length, named.length],
            unknown: courses.length < named.length,
            also: { 'slowest, seconds': Math.max(...validations) },
          },
    'remediation-time':
      ended.length === 0
        ? { value: null, unknown: true }
        : {
            value: average(remedies),
            of: [ended.length, courses.length],
            unknown: ended.length < courses.length || courses.length < named.length,
            also: {
              'slowest, seconds': Math.max(...remedies),
              'paths that hold still': courses.filter(({ last }) => last === month).length,
            },
          },
    'revocation-time':
      done.length === 0
        ? { value: null, unknown: true }
        : {
            value: average(done),
            of: [done.length, drills.length],
            unknown: done.length < drills.length,
            also: { 'slowest, seconds': Math.max(...done) },
          },
  };
}

describe.each([1, 161])('a year, made from seed %i', (seed) => {
  let year: Year;
  beforeAll(async () => {
    year = await makeYear(seed);
  }, 60_000);

  test('has every measure of every month as it was made to be', () => {
    expect(year.columns.map(({ sealedAt: at, failure }) => [at, failure])).toEqual(
      months.map((month) => [sealedAt(month), null]),
    );
    const values = new Map<string, Set<number | null>>();
    for (const [month, { measures }] of year.columns.entries()) {
      const expected = { ...expectedOf(year.truth[month]!), ...expectedOfCase(year, month) };
      expect(Object.keys(expected).sort()).toEqual(MEASURES.map(({ id }) => id).sort());
      for (const { id, value, of, unknown, entities, count, also } of measures) {
        const wanted = expected[id]!;
        const where = `${id} of month ${month}: ${unknown}`;
        expect([where, value]).toEqual([where, wanted.value]);
        expect([where, of]).toEqual([where, wanted.of ? { part: wanted.of[0], whole: wanted.of[1] } : null]);
        expect([where, unknown !== null]).toEqual([where, wanted.unknown]);
        if (wanted.entities)
          expect([where, entities.toSorted()]).toEqual([where, [...wanted.entities].sort()]);
        expect(count).toBe(entities.length);
        for (const [label, figure] of Object.entries(wanted.also ?? {}))
          expect([where, label, also.find((each) => each.label === label)?.value]).toEqual([
            where,
            label,
            figure,
          ]);
        values.set(id, (values.get(id) ?? new Set()).add(value));
      }
    }
    // A year in which a measure stays the same would show nothing of it.
    for (const id of ['production-paths', 'half-life', 'ownership', 'exception-debt', 'revocation-time'])
      expect([id, (values.get(id)?.size ?? 0) > 2]).toEqual([id, true]);
  });

  test('flags the month that was collected in part, and no other', () => {
    const partial = (id: string) =>
      year.columns.map(({ measures }) =>
        measures.find((each) => each.id === id)!.coverage.some((gap) => gap.includes('iam:ListAccessKeys')),
      );
    for (const { id, looksAt } of MEASURES)
      expect([id, partial(id)]).toEqual([id, months.map((month) => month === PARTIAL && looksAt !== 'case')]);
  });

  test('drifts from month to month by every change that was made, and by nothing else', async () => {
    const seen = { identities: 0, credentials: 0, expired: 0, trust: 0, privileges: 0, opened: 0, unsure: 0 };
    const sorted = (all: Iterable<string>) => [...all].sort();
    const hopKey = ({ from, kind, to, rule }: { from: string; kind: string; to: string; rule: string }) =>
      `${kind} ${from} ${to} ${rule}`;
    for (const later of months.slice(1)) {
      const [before, after] = await Promise.all(
        [later - 1, later].map(
          async (month) => (await engine.request('snapshot.open', { path: year.paths[month] ?? '' })).handle,
        ),
      );
      if (before === undefined || after === undefined) throw new Error('two are opened');
      await engine.request('case.bind', { case: year.opened, handle: after, note: false });
      const { drift } = await engine.request('drift', { before, after });
      const [old, now] = [identitiesOf(year.truth[later - 1]!), identitiesOf(year.truth[later]!)];
      const came = (kinds: readonly string[]) =>
        sorted(
          now
            .filter(({ id, kind }) => kinds.includes(kind) && !old.some((each) => each.id === id))
            .map(({ id }) => id),
        );
      const where = `month ${later}`;
      expect([where, sorted(drift.identities.map(({ id }) => id))]).toEqual([where, came(['user', 'role'])]);

      // Keys that nobody could list neither went nor came.
      const whole = later !== PARTIAL && later !== PARTIAL + 1;
      const credentials = sorted(drift.credentials.map(({ id }) => id));
      expect([where, credentials]).toEqual([where, whole ? came(['key']) : []]);
      if (later === PARTIAL + 1) expect(drift.unsure).toBeGreaterThanOrEqual(came(['key']).length);
      if (whole) expect([where, drift.unsure]).toEqual([where, 0]);

      const old90 = (month: number) =>
        month === PARTIAL
          ? []
          : year.truth[month]!.users.flatMap(({ keys }) => keys)
              .filter(({ made }) => Date.parse(sealedAt(month)) - Date.parse(made) > 90 * 86_400_000)
              .map(({ id }) => id);
      const outlived = new Set(old90(later - 1));
      expect([where, sorted(drift.expired.map(({ id, known }) => `${id} ${known}`))]).toEqual([
        where,
        sorted(old90(later).map((id) => `${id} ${outlived.has(id)}`)),
      ]);
      // Long past their day by now, all of them are back.
      expect(sorted(drift.exceptions.map(({ id, live }) => `${id} ${live}`))).toEqual(
        EXCEPTIONS.map((_, place) => `e${place} false`),
      );

      const readers = [later - 1, later].map((month) => openSnapshot(year.paths[month] ?? ''));
      const slow = slowDrift(readers[0]!, readers[1]!);
      for (const reader of readers) reader.close();
      if (whole) {
        expect([where, sorted(drift.trust.map(hopKey))]).toEqual([where, sorted(slow.trust)]);
        expect([where, sorted(drift.privileges.map(hopKey))]).toEqual([where, sorted(slow.privileges)]);
        expect([where, new Map(drift.paths.map(({ to, exposed }) => [to, exposed]))]).toEqual([
          where,
          slow.opened,
        ]);
        seen.opened += slow.opened.size;
      }
      for (const part of ['identities', 'credentials', 'expired', 'trust', 'privileges'] as const)
        seen[part] += drift[part].length;
      seen.unsure += drift.unsure;
      for (const handle of [before, after]) await engine.request('snapshot.close', { handle });
    }
    // All of it happened.
    expect(Object.entries(seen).filter(([, count]) => count === 0)).toEqual([]);
  });

  test('has exceptions that hold until their last day is over, and are back the day after', () => {
    const past = year.columns.map(
      ({ measures }) =>
        measures.find(({ id }) => id === 'exception-debt')!.also.find(({ label }) => /past/.test(label))
          ?.value,
    );
    // By hand: one ends in the sixth month, one on the day of the eighth snapshot, one in the eleventh month.
    expect(past).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3]);
  });
});
