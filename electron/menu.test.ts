import type { MenuItemConstructorOptions } from 'electron';
import { expect, test, vi } from 'vitest';
import type { MenuCommand } from '../schema/shell-contract.ts';

vi.mock('electron', () => ({ app: { isPackaged: true }, Menu: {} }));
const { menuTemplate } = await import('./menu.ts');

const COMMANDS: readonly MenuCommand[] = [
  { id: 'open', label: 'Open…', menu: 'File', accelerator: 'CmdOrCtrl+O', enabled: true },
  { id: 'evidence', label: 'Write evidence…', menu: 'File', enabled: false, separatorBefore: true },
  { id: 'palette', label: 'Commands', menu: 'Go', enabled: true },
];

function submenu(menus: MenuItemConstructorOptions[], label: string): MenuItemConstructorOptions[] {
  return menus.find((menu) => menu.label === label)?.submenu as MenuItemConstructorOptions[];
}

test("each of the window's commands stands in its menu, with its key shown and not taken", () => {
  const file = submenu(
    menuTemplate(COMMANDS, () => {}),
    'File',
  );
  expect(file.map((item) => item.label ?? item.type ?? item.role)).toEqual([
    'Open…',
    'separator',
    'Write evidence…',
    'separator',
    expect.any(String),
  ]);
  expect(file[0]).toMatchObject({ accelerator: 'CmdOrCtrl+O', registerAccelerator: false, enabled: true });
  expect(file[2]).toMatchObject({ enabled: false });
});

test('choosing an item runs its command', () => {
  const run = vi.fn();
  const [palette] = submenu(menuTemplate(COMMANDS, run), 'Go');
  (palette!.click as () => void)();
  expect(run).toHaveBeenCalledExactlyOnceWith('palette');
});

test('a menu without items is left out, and a packaged application has no developer menu', () => {
  const labels = menuTemplate([], () => {}).map(({ label }) => label);
  expect(labels).not.toContain('Go');
  expect(labels).not.toContain('Developer');
  expect(labels).toEqual(expect.arrayContaining(['File', 'Edit', 'View']));
});
