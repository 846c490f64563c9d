import { expect, it } from 'vitest';
import { visibleText } from './visible-text.ts';

it('shows characters that would repaint, reverse or hide a line', () => {
  expect(visibleText('pay\u202egnp.exe')).toBe('pay\\u{202e}gnp.exe');
  expect(visibleText('\u001b[2Jgone')).toBe('\\u{1b}[2Jgone');
  expect(visibleText('a\u200bb\u2028c')).toBe('a\\u{200b}b\\u{2028}c');
});

it('leaves ordinary text of any language as it is', () => {
  for (const text of ['role/deploy', 'Zürich', 'データ', 'tab\tand\nline'])
    expect(visibleText(text)).toBe(text);
});
