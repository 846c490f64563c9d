import { describe, expect, it } from 'vitest';
import { disabling, edited, hiding, NO_EDITS, pinning, redone, undone } from './view-edits.ts';

describe('edits of a view', () => {
  it('are taken back and done again one by one', () => {
    const hidden = edited(NO_EDITS, hiding(NO_EDITS.now, 'a'));
    const pinned = edited(hidden, pinning(hidden.now, 'b', { x: 1, y: 2 }));
    const back = undone(pinned);
    expect(back.now).toBe(hidden.now);
    expect(undone(back).now).toBe(NO_EDITS.now);
    expect(redone(redone(undone(back))).now).toBe(pinned.now);
    expect(redone(pinned)).toBe(pinned);
    expect(undone(NO_EDITS)).toBe(NO_EDITS);
  });

  it('drop what was taken back when something new is done', () => {
    const hidden = edited(NO_EDITS, hiding(NO_EDITS.now, 'a'));
    const other = edited(undone(hidden), hiding(NO_EDITS.now, 'b'));
    expect(other.now.hidden).toEqual(['b']);
    expect(redone(other)).toBe(other);
  });

  it('name each hidden entity, pin and disabled hop once', () => {
    const twice = hiding({ ...NO_EDITS.now, hidden: ['a', 'b'] }, 'a');
    expect(twice.hidden).toEqual(['b', 'a']);
    const pins = new Map([['a', { x: 0, y: 0 }]]);
    expect(pinning({ ...NO_EDITS.now, pins }, 'a', { x: 5, y: 5 }).pins?.get('a')).toEqual({ x: 5, y: 5 });
    expect(pinning({ ...NO_EDITS.now, pins }, 'a', null).pins?.size).toBe(0);
    const all = { from: 'a', to: 'b' };
    const one = { ...all, kind: 'can-assume' } as const;
    const now = { ...NO_EDITS.now, disabled: [all] };
    expect(disabling(now, one).disabled).toEqual([all, one]);
    expect(disabling(now, all).disabled).toEqual([all]);
  });
});
