import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeParts, escapeText } from './escape-text.ts';

describe('text from outside', () => {
  it('shows direction overrides and isolates as code points', () => {
    expect(escapeText('user\u202egnp.exe')).toBe('user⟨U+202E⟩gnp.exe');
    expect(escapeText('\u2066a\u2069')).toBe('⟨U+2066⟩a⟨U+2069⟩');
  });

  it('shows controls, new lines, zero-width characters and lone surrogates', () => {
    expect(escapeText('a\nb\u0000c\u200bd\ufeff')).toBe('a⟨U+000A⟩b⟨U+0000⟩c⟨U+200B⟩d⟨U+FEFF⟩');
    expect(escapeText('x\ud800y')).toBe('x⟨U+D800⟩y');
  });

  it('leaves letters of every script, accents and emoji alone', () => {
    for (const text of ['ci-deployer', 'Müller', '東京', 'مستخدم', 'роль', 'ops 🚀', 'e\u0301']) {
      expect(escapeText(text)).toBe(text);
    }
  });

  it('keeps every visible character in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const visible = escapeParts(text).filter((part) => !part.escaped);
        let from = 0;
        for (const part of visible) {
          const at = text.indexOf(part.text, from);
          expect(at).toBeGreaterThanOrEqual(from);
          from = at + part.text.length;
        }
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is left is the point
        expect(escapeText(text)).not.toMatch(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });
});
