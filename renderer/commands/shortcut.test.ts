import { describe, expect, it } from 'vitest';
import { accelerator, isShortcut, shortcutKeys } from './shortcut.ts';

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('shortcuts', () => {
  it('take Control for Mod, and Command on a Mac', () => {
    expect(isShortcut('Mod+K', press('k', { ctrlKey: true }), false)).toBe(true);
    expect(isShortcut('Mod+K', press('k', { metaKey: true }), true)).toBe(true);
    expect(isShortcut('Mod+K', press('k', { ctrlKey: true }), true)).toBe(false);
    expect(isShortcut('Mod+K', press('k'), false)).toBe(false);
  });

  it('take Control itself on every system', () => {
    for (const mac of [true, false]) {
      expect(isShortcut('Ctrl+Tab', press('Tab', { ctrlKey: true }), mac)).toBe(true);
      expect(isShortcut('Ctrl+Tab', press('Tab', { ctrlKey: true, shiftKey: true }), mac)).toBe(false);
    }
    expect(isShortcut('Ctrl+Tab', press('Tab', { metaKey: true }), true)).toBe(false);
  });

  it('tell further keys apart', () => {
    expect(isShortcut('Mod+K', press('k', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
    expect(isShortcut('Alt+Left', press('ArrowLeft', { altKey: true }), false)).toBe(true);
    expect(isShortcut('Alt+Left', press('ArrowLeft'), false)).toBe(false);
  });

  it('match a sign as it is typed, with or without shift', () => {
    expect(isShortcut('?', press('?', { shiftKey: true }), false)).toBe(true);
    expect(isShortcut('?', press('?', { ctrlKey: true }), false)).toBe(false);
  });

  it('are shown and handed on in the spelling of the place', () => {
    expect(shortcutKeys('Mod+K', true)).toEqual(['⌘', 'K']);
    expect(shortcutKeys('Alt+Left', false)).toEqual(['Alt', '←']);
    expect(accelerator('Mod+O')).toBe('CmdOrCtrl+O');
  });
});
