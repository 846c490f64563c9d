import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Output } from '../../schema/contract.ts';
import { dataFolder } from '../data-folder.ts';
import { createEngine } from '../engine.ts';
import { arn, type Estate, sealed } from '../testing/measured-estate.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-trend-'));
// Other tests keep what they count too.
vi.stubEnv('TRUSTPATH_HOME', join(folder, 'home'));
const engine = createEngine();
afterAll(() => {
  engine.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const role = (owned: boolean): Estate['roles'][number] => ({
  owned,
  functions: 1,
  issuer: null,
  used: 1,
  made: 10,
  services: null,
  can: 'everything',
});
const [first, second] = [join(folder, 'first.trustpath'), join(folder, 'second.trustpath')];
beforeAll(async () => {
  sealed(first, { users: [], roles: [role(false), role(false)] });
  await new Promise((resolve) => setTimeout(resolve, 5));
  sealed(second, { users: [], roles: [role(true), role(false)] });
});

type Columns = Output<'measures'>['columns'];
async function ask(
  snapshots: { path: string; digest?: string }[],
  more: { case?: string; entities?: boolean; at?: string } = {},
): Promise<Columns> {
  return (await engine.request('measures', { snapshots, ...more })).columns;
}
const of = (columns: Columns, id: string) =>
  columns.map(({ measures }) => measures.find((each) => each.id === id)?.value ?? null);
const kept = () => readdirSync(dataFolder('measures')).map((name) => join(dataFolder('measures'), name));

describe('measures of several snapshots', () => {
  beforeEach(() => rmSync(dataFolder('measures'), { recursive: true }));

  test('are columns in the order of sealing, with the entities where they are asked for', async () => {
    const columns = await ask([{ path: second }, { path: first }]);
    expect(columns.map(({ path }) => path)).toEqual([first, second]);
    expect(of(columns, 'ownership')).toEqual([0, 0.25]);
    const owned = (some: Columns) => some[1]?.measures.find(({ id }) => id === 'ownership');
    expect(owned(columns)).toMatchObject({ entities: [], count: 1 });
    expect(owned(await ask([{ path: first }, { path: second }], { entities: true }))).toMatchObject({
      entities: [arn('role/r0')],
      count: 1,
    });
  });

  test('are counted once, and again where what was kept was altered, cut off or is not there', async () => {
    const asked = async () => {
      const [each] = await ask([{ path: first }]);
      return { measures: each?.measures, digest: each?.digest ?? '' };
    };
    const { measures, digest } = await asked();
    expect(measures?.length).toBeGreaterThan(12);
    const [summary] = kept().filter((path) => readFileSync(path, 'utf8').includes('"title"'));
    if (!summary) throw new Error('nothing was kept');
    const whole = readFileSync(summary, 'utf8');

    // What is kept is what is answered: the file itself may be anywhere.
    const elsewhere = join(folder, 'elsewhere.trustpath');
    renameSync(first, elsewhere);
    const [moved] = await ask([{ path: first, digest }]);
    expect(moved).toMatchObject({ failure: null, measures });
    for (const spoiled of [
      whole.replace('"value":0,', '"value":7,'),
      whole.slice(0, whole.length / 2),
      '',
      'no hash and no JSON',
    ]) {
      expect(spoiled).not.toBe(whole);
      writeFileSync(summary, spoiled);
      const [gone] = await ask([{ path: first, digest }]);
      expect(gone?.failure?.code).toBe('input-unreadable');
    }
    renameSync(elsewhere, first);
    expect((await asked()).measures).toEqual(measures);
    expect(readFileSync(summary, 'utf8')).toBe(whole);
  });

  test('are kept where nobody else may look, by what the case marks', async () => {
    const file = join(folder, 'marks.trustcase');
    const { case: mine } = await engine.request('case.create', { path: file, title: 'Marks' });
    const owned = async () => of(await ask([{ path: first }], { case: mine }), 'ownership')[0];
    expect(await owned()).toBe(0);
    const before = kept().length;
    const action = { do: 'mark' as const, entity: arn('role/r0'), mark: 'owner' as const, value: 'Amara' };
    await engine.request('case.apply', { case: mine, action });
    expect(await owned()).toBe(0.25);
    expect(kept().length).toBeGreaterThan(before);
    // A note changes nothing that is measured.
    const after = kept().length;
    await engine.request('case.apply', { case: mine, action: { do: 'write-note', text: 'Seen.' } });
    expect(await owned()).toBe(0.25);
    expect(kept()).toHaveLength(after);
    // What is proposed of an identity and was declined is not measured.
    const wild = async () => of(await ask([{ path: first }], { case: mine }), 'wildcards')[0];
    expect(await wild()).toBe(2);
    const proposals = [{ entity: arn('role/r0'), mark: 'tier' as const, value: 0 as const }];
    await engine.request('case.apply', { case: mine, action: { do: 'decline', proposals, declined: true } });
    expect(await wild()).toBe(1);
    expect(statSync(dataFolder('measures')).mode & 0o777).toBe(0o700);
    for (const each of kept()) expect(statSync(each).mode & 0o777).toBe(0o600);
  });

  test('of which one cannot be measured are the others, and why it cannot', async () => {
    const columns = await ask([
      { path: join(folder, 'none.trustpath') },
      { path: first, digest: `sha256:${'0'.repeat(64)}` },
      { path: second },
    ]);
    expect(columns.map(({ failure }) => failure?.message ?? null)).toEqual([
      null,
      expect.stringContaining('none.trustpath'),
      expect.stringContaining('is another snapshot'),
    ]);
    // The latest of those that were measured is of today.
    expect(columns[0]?.at.localeCompare(columns[0]?.sealedAt ?? '')).toBe(1);
  });

  test('can be cancelled between two of them', async () => {
    const abort = new AbortController();
    const asked = engine.request(
      'measures',
      { snapshots: [{ path: first }, { path: second }] },
      { signal: abort.signal, onProgress: ({ done }) => done === 1 && abort.abort() },
    );
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  });
});

test('paths that the case names are followed from snapshot to snapshot', async () => {
  const [open, closed] = [join(folder, 'open.trustpath'), join(folder, 'closed.trustpath')];
  const can = (can: Estate['roles'][number]['can']): Estate => ({
    users: [],
    roles: [{ ...role(true), can }],
  });
  sealed(open, can('everything'));
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  sealed(closed, can('none'));
  const file = join(folder, 'paths.trustcase');
  const { case: mine } = await engine.request('case.create', { path: file, title: 'Paths' });
  const from = arn('role/r0');
  const handle = (await engine.request('snapshot.open', { path: open })).handle;
  const jewel = (await engine.request('path', { handle, from })).paths[0];
  expect(jewel?.to).toBeDefined();
  await engine.request('case.apply', {
    case: mine,
    action: { do: 'keep-question', id: 'q', title: 'Q', question: { from, to: jewel!.to } },
  });
  const columns = await ask([{ path: open }, { path: closed }], { case: mine });
  const remediated = columns[1]?.measures.find(({ id }) => id === 'remediation-time');
  const seconds = Math.round(
    (Date.parse(columns[1]?.sealedAt ?? '') - Date.parse(columns[0]?.sealedAt ?? '')) / 1_000,
  );
  expect(seconds).toBeGreaterThan(0);
  expect(remediated).toMatchObject({ value: seconds, of: { part: 1, whole: 1 }, unknown: null });
  // Named only now, so that no earlier column has it.
  expect(of(columns, 'remediation-time')).toEqual([null, seconds]);
  expect(columns[1]?.measures.find(({ id }) => id === 'validation-time')?.value).toBeGreaterThanOrEqual(
    seconds,
  );
});
