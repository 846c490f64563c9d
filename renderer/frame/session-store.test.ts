import { expect, it } from 'vitest';
import { titleFor } from './session-store.ts';

const counts = { observations: 1, calls: 1, entities: 1, relations: 1, gaps: 0 };

it('names the snapshot, its date and its gaps in the title', () => {
  const sealedAt = '2026-11-22T14:32:47.000Z';
  expect(titleFor({ path: '/cases/prod.trustpath', sealedAt, counts: { ...counts, gaps: 3 } })).toBe(
    'prod.trustpath, sealed 2026-11-22, 3 gaps - Trustpath',
  );
});

it('keeps a file name from turning the title around or filling it', () => {
  const title = titleFor({ path: `/x/a\u202e${'b'.repeat(400)}`, sealedAt: null, counts });
  expect(title).toContain('a⟨U+202E⟩b');
  expect(title).toContain('unfinished, no gaps - Trustpath');
  expect(title.length).toBeLessThan(300);
});
