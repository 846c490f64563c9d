import { expect, it } from 'vitest';
import type { Progress } from '../../schema/contract.ts';
import { addProgress, NOTHING_YET } from './progress-log.ts';

const said = (source: string | null, detail: string, gaps = 0): Progress => ({
  stage: 'collect',
  source,
  detail,
  done: 1,
  total: null,
  gaps,
});

it('keeps the latest of each source and adds up their gaps', () => {
  const log = [said('a', 'roles', 1), said('b', 'buckets', 2), said('a', 'users', 3)].reduce(
    addProgress,
    NOTHING_YET,
  );
  expect(log.latest.map((each) => `${each.source} ${each.detail}`)).toEqual(['a users', 'b buckets']);
  expect(log.gaps).toBe(5);
});

it('does not repeat a line that only counts on, and forgets old lines', () => {
  let log = addProgress(addProgress(NOTHING_YET, said('a', 'roles')), said('a', 'roles'));
  expect(log.lines).toHaveLength(1);
  for (let i = 0; i < 100; i++) log = addProgress(log, said('a', `call ${i}`));
  expect(log.lines).toHaveLength(40);
  expect(log.lines.at(-1)?.detail).toBe('call 99');
});
