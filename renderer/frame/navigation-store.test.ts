import { describe, expect, it } from 'vitest';
import { here, move, type Navigation, visit } from './navigation-store.ts';

const start: Navigation = { places: [{ view: 'start', answer: null }], at: 0 };

describe('back and forward', () => {
  it('goes back to where one was, and forward again', () => {
    const there = visit(visit(start, { view: 'investigate', answer: null }), {
      view: 'coverage',
      answer: null,
    });
    const back = move(there, -1);
    expect(here(back).view).toBe('investigate');
    expect(here(move(back, 1)).view).toBe('coverage');
  });

  it('drops what lay ahead when a new way is taken', () => {
    const back = move(visit(start, { view: 'coverage', answer: null }), -1);
    const on = visit(back, { view: 'evidence', answer: null });
    expect(on.places.map((place) => place.view)).toEqual(['start', 'evidence']);
    expect(move(on, 1)).toBe(on);
  });

  it('does not count staying as going', () => {
    expect(visit(start, { view: 'start', answer: null })).toBe(start);
    expect(move(start, -1)).toBe(start);
  });

  it('keeps at most sixty places', () => {
    let history = start;
    for (let i = 0; i < 100; i++)
      history = visit(history, { view: i % 2 ? 'coverage' : 'evidence', answer: null });
    expect(history.places).toHaveLength(60);
    expect(history.at).toBe(59);
  });
});
