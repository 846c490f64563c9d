import { describe, expect, it } from 'vitest';
import type { Answer } from './answer.ts';
import { changedPins, pinsIn, questionOf } from './case-pins.ts';

const entity = (id: string) => ({ id, name: id });
const answer = (parts: object) => parts as unknown as Answer;

describe('pins that a case keeps', () => {
  it('belong to the start and the end of the paths', () => {
    const path = answer({ kind: 'path', from: entity('a'), to: entity('b'), paths: [], unknowns: [] });
    const trace = answer({ kind: 'trace', start: 'a', to: null, paths: [], unknowns: [] });
    expect(questionOf(path)).toBe('["a","b"]');
    expect(questionOf(trace)).toBe('["a",null]');
    expect(questionOf(answer({ kind: 'exposure', to: entity('b'), unknowns: [] }))).toBeNull();
    expect(questionOf(answer({ kind: 'trace', start: null, to: null }))).toBeNull();
  });

  it('are read for their own question alone', () => {
    const pins = [
      { question: 'q', entity: 'a', at: [1, 2] as [number, number] },
      { question: 'other', entity: 'b', at: [3, 4] as [number, number] },
    ];
    expect([...pinsIn({ pins }, 'q')]).toEqual([['a', { x: 1, y: 2 }]]);
  });

  it('are written where they were set, moved or taken away', () => {
    const stays = { x: 0, y: 0 };
    const before = new Map([
      ['stays', stays],
      ['moves', { x: 1, y: 1 }],
      ['goes', { x: 2, y: 2 }],
    ]);
    const now = new Map([
      ['stays', stays],
      ['moves', { x: 5, y: 5 }],
      ['comes', { x: 3, y: 3 }],
    ]);
    expect(changedPins(before, now)).toEqual([
      ['moves', { x: 5, y: 5 }],
      ['comes', { x: 3, y: 3 }],
      ['goes', null],
    ]);
  });
});
