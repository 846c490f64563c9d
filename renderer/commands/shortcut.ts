/** The parts of a keyboard event that a shortcut looks at. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const NAMES: Readonly<Record<string, string>> = { Left: 'ArrowLeft', Right: 'ArrowRight' };

/** Whether a key press is the shortcut. `?` and other signs are matched as typed, whatever shift they need. */
export function isShortcut(shortcut: string, press: KeyPress, mac: boolean): boolean {
  const parts = shortcut.split('+');
  const key = parts.at(-1) ?? '';
  const wants = (name: string) => parts.slice(0, -1).includes(name);
  const control = wants('Ctrl') || (!mac && wants('Mod'));
  if (press.ctrlKey !== control || press.metaKey !== (mac && wants('Mod'))) return false;
  if (press.altKey !== wants('Alt')) return false;
  const isSign = key.length === 1 && !/[a-z0-9]/i.test(key);
  if (!isSign && press.shiftKey !== wants('Shift')) return false;
  return press.key.toLowerCase() === (NAMES[key] ?? key).toLowerCase();
}

/** The shortcut as keys to show: `Ctrl`, `K` or `⌘`, `K`. */
export function shortcutKeys(shortcut: string, mac: boolean): readonly string[] {
  const names: Readonly<Record<string, string>> = mac
    ? { Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧', Left: '←', Right: '→' }
    : { Mod: 'Ctrl', Left: '←', Right: '→' };
  return shortcut.split('+').map((part) => names[part] ?? part);
}

/** Electron's spelling of a shortcut, for the native menu. */
export function accelerator(shortcut: string): string {
  return shortcut.replace('Mod', 'CmdOrCtrl');
}
