import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CHANGES, scenario } from './scenario.ts';

const page = readFileSync(new URL('../docs/scenarios.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, text = '']) => JSON.parse(text) as object);

test('every kind of change stands in docs/scenarios.md with an example of its own', () => {
  const shown = examples.flatMap((each) => ('change' in each ? [String(each.change)] : []));
  expect([...shown].sort()).toEqual(Object.keys(CHANGES).sort());
  for (const kind of Object.keys(CHANGES)) expect(page).toContain(`\`${kind}\``);
});

test('every example is one that is taken', () => {
  for (const each of examples) {
    const parsed = scenario.safeParse('change' in each ? { changes: [each] } : each);
    expect(parsed.error?.issues ?? []).toEqual([]);
  }
});

test('a change of no kind, or with a member too many, is refused with its place', () => {
  const places = (changes: readonly object[]) =>
    scenario.safeParse({ changes }).error?.issues.map(({ path }) => path.join('.'));
  expect(places([{ change: 'guard', from: 'a', to: 'b' }, { change: 'no-such' }])).toEqual([
    'changes.1.change',
  ]);
  expect(places([{ change: 'guard', from: 'a' }])).toEqual(['changes.0.to']);
  expect(places([{ change: 'quarantine', principal: 'a', extra: 1 }])).toEqual(['changes.0']);
});
