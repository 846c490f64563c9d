import { describe, expect, it } from 'vitest';
import { drill } from './drill.ts';
import { revocationSeconds } from './drill-kinds.ts';
import { exception, isLive } from './exception.ts';

const GRANTED = {
  scope: { of: 'entity', entity: 'arn:aws:iam::111122223333:role/deploy' },
  reason: 'The vendor rotates in June',
  owner: 'Platform',
  approver: 'R. Okafor',
  control: 'Denied outside the office network',
  granted: '2026-03-01T10:00:00.000Z',
  expires: '2026-06-30',
};

describe('an exception', () => {
  it('holds on its last day and no longer', () => {
    const parsed = exception.parse(GRANTED);
    expect(isLive(parsed, '2026-06-30T23:59:59.999Z')).toBe(true);
    expect(isLive(parsed, '2026-07-01T00:00:00.000Z')).toBe(false);
  });

  it.each(['expires', 'owner', 'approver', 'control', 'reason'])('is refused without %s', (field) => {
    expect(exception.safeParse({ ...GRANTED, [field]: undefined }).success).toBe(false);
  });

  it('is refused with an end that is no day', () => {
    expect(exception.safeParse({ ...GRANTED, expires: 'never' }).success).toBe(false);
  });
});

describe('the time to revoke in a drill', () => {
  const steps = (...each: [seconds: number | null, revokes: boolean][]) =>
    drill.parse({
      kind: 'token-theft',
      snapshot: `sha256:${'a'.repeat(64)}`,
      foothold: 'AKIAIOSFODNN7EXAMPLE',
      startedAt: '2026-03-01T10:00:00.000Z',
      endedAt: '2026-03-01T10:20:00.000Z',
      steps: each.map(([seconds, revokes], index) => ({ title: `Step ${index}`, seconds, revokes })),
      notes: '',
    });

  it('ends with the last step that revokes, whatever came after', () => {
    expect(revocationSeconds(steps([60, true], [240, true], [600, false]))).toBe(240);
  });

  it('is not known where a revoking step was left out, or there was none', () => {
    expect(revocationSeconds(steps([60, true], [null, true]))).toBeNull();
    expect(revocationSeconds(steps([60, false]))).toBeNull();
  });
});
