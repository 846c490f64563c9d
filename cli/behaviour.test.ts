import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../engine/engine.ts';
import type { Output } from '../schema/contract.ts';
import { isJsonObject, type JsonObject } from '../schema/json.ts';
import { resolvePointer } from '../schema/json-pointer.ts';
import { seededRandom } from '../scripts/faults/seeded-random.ts';
import { generatedAuditLog } from './testing/generated-audit-log.ts';
import { type GeneratedTrail, generatedTrail } from './testing/generated-trail.ts';
import { runCli } from './testing/run-cli.ts';

type Answer = Output<'behaviour'>;

/** As docs/behaviour.md states. */
const MOST_FALSE_ALARMS_PER_HUNDRED_IDENTITIES = { cloudTrail: 8, kubernetes: 6 } as const;
const SEEDS = [1, 2, 3] as const;

const folder = mkdtempSync(join(tmpdir(), 'trustpath-behaviour-'));
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const engine = createEngine();

async function imported(name: string, events: readonly JsonObject[], add = false): Promise<string> {
  const out = join(folder, `${name}.trustpath`);
  const log = join(folder, `${name}${add ? '-more' : ''}.json`);
  writeFileSync(log, JSON.stringify({ Records: events }));
  await engine.request('import.cloudtrail', { paths: [log], out, ...(add && { add }) });
  return out;
}

async function importedAudit(name: string, events: readonly JsonObject[]): Promise<string> {
  const out = join(folder, `${name}.trustpath`);
  const log = join(folder, `${name}.log`);
  writeFileSync(log, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  await engine.request('import.kubernetes-audit', { paths: [log], out, cluster: 'prod' });
  return out;
}

async function behaviour(path: string, subject: string): Promise<Answer> {
  const { handle } = await engine.request('snapshot.open', { path });
  return engine.request('behaviour', { handle, subject });
}

interface Asked {
  readonly trail: GeneratedTrail;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly all: Output<'behaviours'>;
  /** What each proof of each deviation points at. */
  readonly shown: ReadonlyMap<string, JsonObject>;
}

async function asked(trail: GeneratedTrail, path: string): Promise<Asked> {
  const { handle } = await engine.request('snapshot.open', { path });
  const answers = new Map<string, Answer>();
  const shown = new Map<string, JsonObject>();
  for (const subject of trail.subjects) {
    const answer = await engine.request('behaviour', { handle, subject });
    answers.set(subject, answer);
    for (const { observation, pointer } of answer.deviations.flatMap(({ proof }) => proof)) {
      const { document } = await engine.request('observation.get', { handle, observation });
      const at = resolvePointer(document, pointer);
      if (isJsonObject(at)) shown.set(`${observation} ${pointer}`, at);
    }
  }
  return { trail, answers, shown, all: await engine.request('behaviours', { handle }) };
}

/** The member of the log that has the name of a deviation of the kind. */
const MEMBERS: Readonly<Record<Answer['deviations'][number]['kind'], string>> = {
  'new-network': 'Network',
  'new-region': 'Region',
  'new-namespace': 'Namespace',
  'new-program': 'Program',
  'new-sensitive-action': 'Action',
  'unexpected-audience': 'Audience',
  'new-caller': 'Principal',
  'off-hours': 'Day',
  'after-sleep': 'Day',
};

const LOGS = [
  {
    log: 'CloudTrail',
    kinds: 7,
    mostFalseAlarms: MOST_FALSE_ALARMS_PER_HUNDRED_IDENTITIES.cloudTrail,
    make: async (seed: number) => {
      const trail = generatedTrail(seededRandom(seed));
      return asked(trail, await imported(`seed-${seed}`, trail.events));
    },
    unsure: [
      ['arn:aws:iam::111122223333:role/roaming-0', /^Networks: .*one more tells nothing/m],
      ['arn:aws:iam::111122223333:role/always-1', /^Hours: every hour of the day is usual/m],
      ['arn:aws:iam::111122223333:role/always-1', /^Programs: .* not kept of CloudTrail/m],
    ],
  },
  {
    log: 'audit logs of Kubernetes',
    kinds: 8,
    mostFalseAlarms: MOST_FALSE_ALARMS_PER_HUNDRED_IDENTITIES.kubernetes,
    make: async (seed: number) => {
      const trail = generatedAuditLog(seededRandom(seed));
      return asked(trail, await importedAudit(`audit-${seed}`, trail.events));
    },
    unsure: [
      ['k8s://prod/serviceaccount/team-0/controller-0', /^Namespaces: .*one more tells nothing/m],
      ['k8s://prod/serviceaccount/team-1/service-1', /^Hours: every hour of the day is usual/m],
    ],
  },
] as const;

describe.each(LOGS)(
  'behaviour in generated $log with planted deviations',
  ({ log, kinds, mostFalseAlarms, make, unsure }) => {
    const all: Asked[] = [];
    beforeAll(async () => {
      for (const seed of SEEDS) all.push(await make(seed));
    }, 120_000);

    it('finds every one that was planted, with its count', () => {
      for (const { trail, answers } of all) {
        expect(Map.groupBy(trail.planted, ({ kind }) => kind).size).toBe(kinds);
        for (const { subject, kind, name, count } of trail.planted) {
          const found = answers.get(subject)?.deviations.filter((each) => each.kind === kind) ?? [];
          expect(
            found.filter((each) => each.name === name).map((each) => each.count),
            `${kind} ${name} of ${subject}`,
          ).toEqual([kind === 'off-hours' ? expect.any(Number) : count]);
          if (kind === 'off-hours') expect(found[0]?.count).toBeGreaterThanOrEqual(count);
        }
      }
    });

    it('points at the places in the log that show each', () => {
      for (const { answers, shown } of all)
        for (const { deviations } of answers.values())
          for (const { kind, name, count, proof } of deviations) {
            expect(proof.length).toBeGreaterThan(0);
            const rows = proof.map(({ observation, pointer }) => shown.get(`${observation} ${pointer}`));
            const last = String(rows.at(-1)?.[MEMBERS[kind]]);
            expect(
              kind === 'new-caller' ? name.endsWith(last) : last === name,
              `${kind} ${name}: ${last}`,
            ).toBe(true);
            if (kind !== 'off-hours' && kind !== 'after-sleep')
              expect(rows.reduce((sum, row) => sum + Number(row?.Count), 0)).toBe(count);
          }
    });

    it('reports little besides, as many as the documentation says', () => {
      const alarms = all.flatMap(({ trail, answers }) => {
        const key = (subject: string, kind: string, name: string) => `${subject} ${kind} ${name}`;
        const planted = new Set(trail.planted.map((each) => key(each.subject, each.kind, each.name)));
        return [...answers].flatMap(([subject, { deviations }]) =>
          deviations
            .filter(
              ({ kind }) => !trail.entailed.some((each) => each.subject === subject && each.kind === kind),
            )
            .map(({ kind, name }) => key(subject, kind, name))
            .filter((each) => !planted.has(each)),
        );
      });
      const excused = all.reduce((sum, { trail }) => sum + trail.excused, 0);
      expect(excused).toBeGreaterThan(0);
      const planted = all.reduce((sum, { trail }) => sum + trail.planted.length, 0);
      const identities = all.reduce((sum, { trail }) => sum + trail.subjects.length, 0);
      process.stdout.write(
        `${log}: ${planted} planted; ${alarms.length} false alarms over ${identities} identities; ${excused} times somebody had a good reason\n`,
      );
      expect((alarms.length * 100) / identities).toBeLessThanOrEqual(mostFalseAlarms);
    });

    it('says of those who do everything, or always, what it cannot tell', () => {
      for (const [subject, words] of unsure)
        expect(all[0]?.answers.get(subject)?.notTold.join('\n')).toMatch(words);
    });

    it('answers for everybody at once what it answers for each, those that deviate first', () => {
      for (const { answers, all: list } of all) {
        for (const [subject, { events, since, deviations, last }] of answers)
          expect(list.identities.find((each) => each.subject === subject)).toMatchObject({
            events,
            since,
            last,
            deviations: deviations.map(({ kind, count }) => ({ kind, count })),
          });
        const counts = list.identities.map(({ deviations }) => deviations.length);
        expect(counts).toEqual([...counts].sort((a, b) => b - a));
        expect(list.deviating).toBe(counts.filter((count) => count > 0).length);
      }
    });
  },
);

const NO_PROGRAMS = 'Programs: when which one was first used is not kept of CloudTrail.';
const USER = 'arn:aws:iam::111122223333:user/build';
const used = (time: string, more: JsonObject = {}): JsonObject => ({
  userIdentity: { type: 'IAMUser', arn: USER, accountId: '111122223333', userName: 'build' },
  eventTime: time,
  eventSource: 's3.amazonaws.com',
  eventName: 'ListBuckets',
  awsRegion: 'eu-central-1',
  sourceIPAddress: '198.51.100.7',
  recipientAccountId: '111122223333',
  ...more,
});
const months = (first: string, last: string) => {
  const events: JsonObject[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += 86_400_000)
    events.push(used(new Date(at).toISOString()));
  return events;
};

describe('what logs do not tell', () => {
  it('is said where the time before is too short, and nothing is reported for it', async () => {
    const snapshot = await imported('short', [
      ...months('2026-11-10T10:00:00Z', '2026-11-20T10:00:00Z'),
      used('2026-11-20T11:00:00Z', { awsRegion: 'sa-east-1' }),
    ]);
    const answer = await behaviour(snapshot, USER);
    expect(answer.since).toBe('2026-11-14T00:00:00.000Z');
    expect(answer.deviations).toEqual([]);
    expect(answer.notTold).toEqual([
      'Networks, regions, actions, callers and hours: first seen 4 days before the window; 14 are needed.',
    ]);
  });

  it('is said where a pause lies between two logs, and is a sleep where one log covers it', async () => {
    const early = months('2026-08-01T10:00:00Z', '2026-08-20T10:00:00Z');
    const late = months('2026-10-20T10:00:00Z', '2026-10-22T10:00:00Z');
    const apart = await imported('apart', early);
    await imported('apart', late, true);
    const split = await behaviour(apart, USER);
    expect(split.events).toBe(23);
    expect(split.deviations).toEqual([]);
    expect(split.notTold).toEqual([
      NO_PROGRAMS,
      'Sleep: no one log covers 2026-08-20 to 2026-10-20, when nothing was seen.',
    ]);
    const whole = await behaviour(await imported('whole', [...early, ...late]), USER);
    expect(whole.deviations.map(({ kind, name }) => [kind, name])).toEqual([['after-sleep', '2026-10-20']]);
  });

  it('is said where more networks were seen than an import keeps', async () => {
    const many = Array.from({ length: 70 }, (_, net) =>
      used(`2026-10-25T1${net % 8}:00:00Z`, { sourceIPAddress: `10.9.${net}.1` }),
    );
    const answer = await behaviour(
      await imported('many', [...many, ...months('2026-10-26T10:00:00Z', '2026-11-20T10:00:00Z')]),
      USER,
    );
    expect(answer.notTold).toEqual([
      // 6 networks past the 64, and the one of the 26 days after.
      'Networks: 32 events were only counted, past the most that an import keeps.',
      'Networks: 64 were used before, so one more tells nothing (from 12 on).',
      NO_PROGRAMS,
    ]);
  });

  it('is written for people with the places, from another day with --since; what is no day is refused', async () => {
    const snapshot = await imported('woken', [
      ...months('2026-08-01T10:00:00Z', '2026-08-20T10:00:00Z'),
      ...months('2026-10-20T10:00:00Z', '2026-10-22T10:00:00Z'),
    ]);
    const [run, later, bad, nobody] = await Promise.all([
      runCli(['behaviour', snapshot, USER]),
      runCli(['behaviour', snapshot, USER, '--since', '2026-10-21']),
      runCli(['behaviour', snapshot, USER, '--since', '2026-02-30']),
      runCli(['behaviour', snapshot, 'nobody-at-all']),
    ]);
    expect(run.stdout).toContain(
      'after-sleep: 2026-10-20: 1 event, 61 days after the last use on 2026-08-20.',
    );
    expect(run.stdout).toMatch(/^ {4}sha256:[0-9a-f]{64} \/Activity\/0\/Days\/20$/m);
    expect(later.stdout).toContain('Since 2026-10-21: no deviation found.');
    expect([bad.status, bad.stderr]).toEqual([
      2,
      expect.stringContaining('--since takes a day as YYYY-MM-DD, not "2026-02-30".'),
    ]);
    expect(nobody.status).toBe(3);
  }, 30_000);
});
