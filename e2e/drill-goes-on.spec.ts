import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { createCase } from '../schema/case/case-file.ts';
import { recordedIn, toDrills, underWayIn, wait } from './drills.ts';
import { enginePids } from './engine-pids.ts';
import { answerDialogs, chooseMenuItem, launchTrustpath, type Trustpath } from './launch.ts';
import { lookAt } from './looks.ts';
import { sampleSnapshot } from './sample-snapshot.ts';

const SIZE = { width: 1280, height: 800 };

/** As when the machine goes off: the application and its engine end at once. */
async function kill({ app }: Trustpath): Promise<void> {
  const pid = await app.evaluate(() => process.pid);
  const ended = new Promise((done) => app.process().once('exit', done));
  process.kill(pid, 'SIGKILL');
  await ended;
}

test('a drill goes on where it was after the application was closed, and after it was killed', async () => {
  test.setTimeout(240_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-drill-again-'));
  const file = path.join(folder, 'again.trustcase');
  const sample = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const start = async (files: readonly string[]) => {
    const trustpath = await launchTrustpath({ files, size: SIZE, userData: path.join(folder, 'machine') });
    await expect(trustpath.window.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    return trustpath;
  };
  let trustpath = await start([sample.file]);
  const button = (name: string | RegExp) => trustpath.window.getByRole('button', { name });
  const told = () =>
    trustpath.window
      .getByRole('region', { name: 'What the team was told' })
      .getByRole('listitem')
      .filter({ hasText: 'Question:' });
  try {
    await toDrills(trustpath.window);
    await expect(trustpath.window.getByText('No case is open.', { exact: false })).toContainText(
      'it is lost when the application closes',
    );
    // It is begun an hour ago, without a case, and kept in one when somebody thinks of it.
    await wait(trustpath.window, -60);
    await button(`Start a drill from ${sample.keyId}`).click();
    await expect(told()).toHaveCount(1);
    await trustpath.window.keyboard.press('n');
    await expect(told()).toHaveCount(2);
    await answerDialogs(trustpath.app, { save: file });
    await button('Keep it in a new case…').click();
    await expect(trustpath.window.getByRole('banner')).toContainText('Case again');
    await expect(trustpath.window.getByText('Kept nowhere')).toHaveCount(0);
    await trustpath.window.keyboard.press('n');
    const team = trustpath.window.getByRole('textbox', { name: 'What the team does now' });
    await team.fill('Called the owner');
    await team.press('Enter');
    await wait(trustpath.window, 4);
    await button('Show the plan').click();
    await trustpath.window.getByRole('checkbox').first().click();
    await trustpath.window.getByRole('textbox', { name: 'Notes' }).fill('The bridge had no number.');
    await trustpath.window.getByRole('timer').click();
    await expect.poll(async () => (await underWayIn(file))[0]?.run.notes).toBe('The bridge had no number.');
    expect(trustpath.pageErrors()).toEqual([]);
    await trustpath.close();

    trustpath = await start([file]);
    const header = () => trustpath.window.getByRole('banner');
    await header().getByRole('button', { name: 'Drill', exact: true }).click();
    await expect(told()).toHaveCount(3);
    await expect(trustpath.window.getByRole('list', { name: 'Noted' })).toContainText('Called the owner');
    await expect(trustpath.window.getByRole('checkbox').first()).toBeChecked();
    await expect(trustpath.window.getByRole('textbox', { name: 'Notes' })).toHaveValue(
      'The bridge had no number.',
    );
    // The clock counts from when the drill began, an hour ago by the clock of then.
    await expect(trustpath.window.getByRole('timer')).toHaveText(/^1:0[0-4]:\d\d$/);
    await expect(trustpath.window.getByText('Goes on from the case:')).toBeVisible();
    await lookAt(trustpath, [['drill-goes-on', () => trustpath.window.getByRole('timer')]]);
    await trustpath.window.keyboard.press('n');
    await expect(told()).toHaveCount(4);
    await expect(trustpath.window.getByText('Goes on from the case:')).toHaveCount(0);
    await trustpath.window.getByRole('checkbox').nth(1).click();
    await expect.poll(async () => (await underWayIn(file))[0]?.run.done[1]).toBeGreaterThan(3_500);
    expect(trustpath.pageErrors()).toEqual([]);
    await kill(trustpath);

    trustpath = await start([file]);
    await header().getByRole('button', { name: 'Drill', exact: true }).click();
    await expect(told()).toHaveCount(4);
    await expect(trustpath.window.getByRole('checkbox').nth(1)).toBeChecked();
    await button('End the drill').click();
    await expect(trustpath.window.getByText(/Ended after 1:0\d:/)).toBeVisible();
    await expect.poll(async () => (await underWayIn(file))[0]?.run.endedAt).toEqual(expect.any(String));
    await kill(trustpath);

    // One that has ended waits to be recorded.
    trustpath = await start([file]);
    await header().getByRole('button', { name: 'Drill to record' }).click();
    await button('Record it in the case').click();
    await expect(trustpath.window.getByRole('region', { name: 'Drills of the case' })).toBeVisible();
    expect(await underWayIn(file)).toEqual([]);
    const [recorded] = await recordedIn(file);
    expect(recorded?.drill).toMatchObject({
      noted: [{ text: 'Called the owner' }],
      notes: 'The bridge had no number.',
    });
    expect(recorded?.drill.injects?.map(({ seconds }) => seconds !== null)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(recorded?.drill.steps[1]?.seconds).toBeGreaterThan(3_500);

    // One that nobody went on with is ended as of what was done last; one that is abandoned comes back by undoing.
    await button(`Start a drill from ${sample.keyId}`).click();
    await expect(told()).toHaveCount(1);
    await trustpath.window.keyboard.press('n');
    await expect(told()).toHaveCount(2);
    await expect.poll(async () => (await underWayIn(file))[0]?.run.told[1]).toEqual(expect.any(Number));
    await kill(trustpath);
    trustpath = await start([file]);
    await header().getByRole('button', { name: 'Drill', exact: true }).click();
    await button(/^End it as of 0:\d\d$/).click();
    await expect(trustpath.window.getByText(/Ended after 0:\d\d\./)).toBeVisible();
    await button('Abandon…').click();
    await trustpath.window.getByRole('dialog').getByRole('button', { name: 'Abandon it' }).click();
    await expect(trustpath.window.getByRole('region', { name: 'Token theft' })).toBeVisible();
    await expect(header().getByRole('button', { name: /^Drill/ })).toHaveCount(0);
    await trustpath.window.keyboard.press('Control+J');
    await trustpath.window.keyboard.press('Control+z');
    await expect(header().getByRole('button', { name: 'Drill to record' })).toBeVisible();
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close().catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  }
});

test('what is done in a drill while the engine is gone is in the case when there is one again', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc');
  test.setTimeout(120_000);
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-drill-engine-'));
  const file = path.join(folder, 'engine.trustcase');
  createCase(file, { title: 'Engine', at: new Date().toISOString(), by: 'test' });
  const sample = await sampleSnapshot(path.join(folder, 'sample.trustpath'));
  const trustpath = await launchTrustpath({ files: [sample.file, file], size: SIZE });
  const { window: page } = trustpath;
  try {
    await expect(page.getByRole('banner')).toContainText('sealed', { timeout: 20_000 });
    await expect(page.getByRole('banner')).toContainText('Case Engine', { timeout: 20_000 });
    await toDrills(page);
    await page.getByRole('button', { name: `Start a drill from ${sample.keyId}` }).click();
    await page.getByRole('button', { name: 'Show the plan' }).click();
    await expect.poll(async () => (await underWayIn(file))[0]?.run.planAsked).toEqual(expect.any(Number));
    const [engine] = await enginePids(trustpath);
    // So that nothing of what follows is answered by it.
    process.kill(engine!, 'SIGSTOP');
    await page.keyboard.press('n');
    await page.getByRole('checkbox').first().click();
    await expect(page.getByRole('checkbox').first()).toBeChecked();
    process.kill(engine!, 'SIGKILL');
    await page.keyboard.press('n');
    const told = page.getByRole('region', { name: 'What the team was told' });
    await expect(told.getByRole('listitem').filter({ hasText: 'Question:' })).toHaveCount(3);
    const kept = async () => {
      const run = (await underWayIn(file))[0]?.run;
      return [run?.told.filter((each) => each !== null).length, run?.done.indexOf(null)];
    };
    await expect.poll(kept, { timeout: 30_000 }).toEqual([3, 1]);
    await expect(page.getByRole('checkbox').first()).toBeChecked();
    await expect(page.getByText('Goes on from the case:')).toHaveCount(0);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('a drill of a case is gone on with though no snapshot is open', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'trustpath-drill-alone-'));
  const file = path.join(folder, 'alone.trustcase');
  const at = new Date().toISOString();
  const startedAt = new Date(Date.now() - 7_500_000).toISOString();
  createCase(file, { title: 'Alone', at, by: 'test' }).apply(
    {
      do: 'run-drill',
      id: 'd',
      run: {
        kind: 'ci-compromise',
        snapshot: `sha256:${'a'.repeat(64)}`,
        foothold: 'github://larkfield-example/web-shop/workflow/deploy',
        scenario: 'This is a drill: nothing of it has happened, and no system is touched.',
        injects: ['Alert', 'Onwards: deployer'].map((title, number) => ({
          title,
          due: 300 * number,
          says: 'It is found out.',
          question: 'Who decides?',
          proof: [],
        })),
        plan: [{ title: 'Revoke', due: 0, why: 'It is held.', command: null, revokes: true }],
        startedAt,
        endedAt: null,
        told: [0, null],
        done: [null],
        noted: [],
        planAsked: null,
        notes: '',
      },
    },
    at,
  );
  const trustpath = await launchTrustpath({ files: [file], size: SIZE });
  const { window: page } = trustpath;
  try {
    const header = page.getByRole('banner');
    await expect(header).toContainText('No snapshot is open', { timeout: 20_000 });
    await header.getByRole('button', { name: 'Drill', exact: true }).press('Enter');
    await expect(page.getByRole('timer')).toHaveText(/^2:0[5-7]:\d\d$/);
    await lookAt(trustpath, [['drill-alone', () => page.getByRole('timer')]]);
    await page.keyboard.press('n');
    await expect.poll(async () => (await underWayIn(file))[0]?.run.told[1]).toBeGreaterThanOrEqual(7_500);
    // Closing the case leaves the drill in it.
    await chooseMenuItem(trustpath.app, 'close-case');
    await expect(page.getByRole('timer')).toHaveCount(0);
    expect((await underWayIn(file))[0]?.run.endedAt).toBeNull();
    expect(trustpath.pageErrors()).toEqual([]);
  } finally {
    await trustpath.close();
    await rm(folder, { recursive: true, force: true });
  }
});
