import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { add, NONE, playwrightCounts, vitestCounts } from './test-counts.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'trustpath-counts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(content: object): string {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

test('both runners are counted alike, and what passed on a second try is told', async () => {
  const unit = await vitestCounts(
    report({ numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 }),
  );
  const windows = await playwrightCounts(
    report({ stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 2 } }),
  );
  expect(add(unit, windows)).toEqual({ passed: 13, failed: 2, skipped: 5, secondTry: 1 });
});

test('a report that was never written counts nothing', async () => {
  expect(await vitestCounts(path.join(folder, 'none.json'))).toEqual(NONE);
});

test('a report of another form is an error, not a zero', async () => {
  await expect(playwrightCounts(report({ passed: 3 }))).rejects.toThrow();
});
