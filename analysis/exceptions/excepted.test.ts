import { expect, it } from 'vitest';
import type { Exception } from '../../schema/case/exception.ts';
import { excepted } from './excepted.ts';

const exception = (scope: Exception['scope'], expires: string): Exception => ({
  scope,
  reason: 'The vendor rotates in June',
  owner: 'Platform',
  approver: 'R. Okafor',
  control: 'Denied outside the office network',
  granted: '2026-03-01T10:00:00.000Z',
  expires,
});
const AT = '2026-06-15T12:00:00.000Z';
const FINDING = { id: 'unused-key:AKIAIOSFODNN7EXAMPLE', entity: 'AKIAIOSFODNN7EXAMPLE' };

it('covers the finding that it names, until its last day is over', () => {
  const index = excepted(
    new Map([['one', exception({ of: 'finding', finding: FINDING.id }, '2026-06-15')]]),
    AT,
  );
  expect(index.ofFinding(FINDING)).toMatchObject({ id: 'one', live: true, daysLeft: 0 });
  expect(index.ofFinding({ ...FINDING, id: 'another' })).toBeNull();
});

it('is told as over when its last day is, and excuses nothing any more', () => {
  const index = excepted(
    new Map([['one', exception({ of: 'entity', entity: FINDING.entity }, '2026-06-14')]]),
    AT,
  );
  expect(index.ofFinding(FINDING)).toMatchObject({ live: false, daysLeft: -1 });
});

it('lets one that holds go before one that is over, whatever they name', () => {
  const index = excepted(
    new Map([
      ['over', exception({ of: 'finding', finding: FINDING.id }, '2026-01-01')],
      ['holds', exception({ of: 'entity', entity: FINDING.entity }, '2026-12-31')],
      ['over-too', exception({ of: 'entity', entity: FINDING.entity }, '2026-02-01')],
    ]),
    AT,
  );
  expect(index.ofFinding(FINDING)?.id).toBe('holds');
  expect(index.all.map(({ id }) => id)).toEqual(['over', 'over-too', 'holds']);
});

it('covers a path by its ends, or by an entity it starts at or crosses, not by where it ends', () => {
  const path = ['key', 'role', 'bucket'];
  const of = (scope: Exception['scope']) =>
    excepted(new Map([['one', exception(scope, '2026-12-31')]]), AT).ofPath(path)?.id ?? null;
  expect(of({ of: 'path', from: 'key', to: 'bucket' })).toBe('one');
  expect(of({ of: 'path', from: 'role', to: 'bucket' })).toBeNull();
  expect(of({ of: 'entity', entity: 'key' })).toBe('one');
  expect(of({ of: 'entity', entity: 'role' })).toBe('one');
  expect(of({ of: 'entity', entity: 'bucket' })).toBeNull();
});
