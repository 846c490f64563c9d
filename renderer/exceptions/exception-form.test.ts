import { describe, expect, it } from 'vitest';
import { exception } from '../../schema/case/exception.ts';
import { type Draft, EMPTY, exceptionOf, type Field, faultsOf } from './exception-form.ts';

const WHOLE: Draft = {
  reason: ' The vendor moves in summer ',
  owner: 'Platform',
  approver: 'R. Okafor',
  control: 'Denied outside the office network',
  expires: '2026-12-31',
};

describe('an exception that is written', () => {
  it('lacks every field until each is there', () => {
    expect(Object.keys(faultsOf(EMPTY, '2026-12-01')).sort()).toEqual(Object.keys(EMPTY).sort());
    expect(faultsOf(WHOLE, '2026-12-01')).toEqual({});
    for (const field of Object.keys(WHOLE) as Field[])
      expect(Object.keys(faultsOf({ ...WHOLE, [field]: ' ' }, '2026-12-01'))).toEqual([field]);
  });

  it('holds on its last day, and cannot be granted after it', () => {
    expect(faultsOf(WHOLE, '2026-12-31')).toEqual({});
    expect(faultsOf(WHOLE, '2027-01-01').expires).toContain('over');
  });

  it('has the form that a case takes', () => {
    const made = exceptionOf(WHOLE, { of: 'entity', entity: 'x' }, '2026-12-01T08:00:00.000Z');
    expect(exception.parse(made)).toMatchObject({
      reason: 'The vendor moves in summer',
      expires: '2026-12-31',
    });
  });
});
