import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../schema/shell-contract.ts';

type MenuName = MenuCommand['menu'];

/** What the system offers by itself in each menu, before and after the window's own commands. */
const BEFORE: Partial<Record<MenuName, MenuItemConstructorOptions[]>> = {
  Edit: [
    { role: 'undo' },
    { role: 'redo' },
    { type: 'separator' },
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
  ],
};
const AFTER: Partial<Record<MenuName, MenuItemConstructorOptions[]>> = {
  File: [{ role: process.platform === 'darwin' ? 'close' : 'quit' }],
  View: [
    { role: 'zoomIn' },
    // The key with the plus sign, without the Shift that many keyboards need for it.
    { role: 'zoomIn', accelerator: 'CmdOrCtrl+=', visible: false, acceleratorWorksWhenHidden: true },
    { role: 'zoomOut' },
    { role: 'resetZoom' },
    { role: 'togglefullscreen' },
  ],
  ...(process.platform === 'darwin' ? {} : { Help: [{ role: 'about' }] }),
};
const ORDER: readonly MenuName[] = ['File', 'Edit', 'View', 'Go', 'Help'];

/** Rebuilds the application menu from the window's commands; choosing one calls `run` with its id. */
export function showMenu(commands: readonly MenuCommand[], run: (id: string) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(commands, run)));
}

export function menuTemplate(
  commands: readonly MenuCommand[],
  run: (id: string) => void,
): MenuItemConstructorOptions[] {
  const menus = ORDER.flatMap((label): MenuItemConstructorOptions[] => {
    const own = commands
      .filter((command) => command.menu === label)
      .flatMap((command, index): MenuItemConstructorOptions[] => [
        ...(command.separatorBefore && index > 0 ? [{ type: 'separator' as const }] : []),
        {
          id: command.id,
          label: command.label,
          enabled: command.enabled,
          click: () => run(command.id),
          // The window handles its keys, so that they work the same in the palette; the menu only shows them.
          registerAccelerator: false,
          ...(command.accelerator === undefined ? {} : { accelerator: command.accelerator }),
        },
      ]);
    const groups = [BEFORE[label] ?? [], own, AFTER[label] ?? []].filter((group) => group.length > 0);
    if (groups.length === 0) return [];
    const submenu = groups.flatMap((group, index) =>
      index === 0 ? group : [{ type: 'separator' as const }, ...group],
    );
    return [{ label, submenu }];
  });
  const developer: MenuItemConstructorOptions[] = app.isPackaged
    ? []
    : [{ label: 'Developer', submenu: [{ role: 'reload' }, { role: 'toggleDevTools' }] }];
  const mac = process.platform === 'darwin';
  return [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    ...menus,
    ...(mac ? [{ role: 'windowMenu' as const }] : []),
    ...developer,
  ];
}
