import { useRef } from 'react';
import { Menu, MenuItem, MenuSection, Popover } from 'react-aria-components';
import type { Command, MenuContext } from '../commands/command.ts';
import { commandState, runCommand } from '../commands/command-state.ts';
import { COMMANDS } from '../commands/registry.ts';
import { shortcutKeys } from '../commands/shortcut.ts';
import { closeContextMenu, useContextMenu } from './context-menu-store.ts';
import { isMac } from './keyboard.ts';
import './context-menu.css';

const GROUPS: readonly { readonly group: Command['group']; readonly title: string }[] = [
  { group: 'ask', title: 'Ask' },
  { group: 'change', title: 'View' },
  { group: 'mark', title: 'Mark in the case' },
  { group: 'copy', title: 'Copy' },
  { group: undefined, title: 'More' },
];

const LABELS: Readonly<Record<MenuContext, string>> = {
  entity: 'Chosen entity',
  hops: 'Chosen relation',
  finding: 'Chosen finding',
  path: 'Chosen path',
};

/** The commands that a menu about this offers now. */
export function contextCommands(context: MenuContext): readonly Command[] {
  const state = commandState();
  return COMMANDS.filter((command) => {
    const { context: own } = command;
    return (own === context || (Array.isArray(own) && own.includes(context))) && command.when(state);
  });
}

/** What can be done with what is chosen, where it was asked for: the same commands as in the palette. */
export default function ContextMenu() {
  const { at, about } = useContextMenu();
  const anchor = useRef<HTMLSpanElement>(null);
  if (at === null) return null;
  const context: MenuContext = about ?? (commandState().entity === null ? 'hops' : 'entity');
  const commands = contextCommands(context);
  const label = LABELS[context];
  return (
    <>
      <span ref={anchor} className="context-anchor" style={{ left: at.x, top: at.y }} />
      <Popover
        className="context-menu"
        aria-label={label}
        triggerRef={anchor}
        isOpen={commands.length > 0}
        onOpenChange={(open) => {
          if (!open) closeContextMenu();
        }}
        placement="bottom start"
        offset={2}
      >
        <Menu
          aria-label={label}
          autoFocus="first"
          onAction={(id) => {
            closeContextMenu();
            runCommand(String(id));
          }}
        >
          {GROUPS.map(({ group, title }) => {
            const inGroup = commands.filter((command) => command.group === group);
            if (inGroup.length === 0) return null;
            return (
              <MenuSection key={title} className="context-section" aria-label={title}>
                {inGroup.map((command) => (
                  <MenuItem
                    key={command.id}
                    id={command.id}
                    className="context-item"
                    textValue={command.short ?? command.label}
                  >
                    <span className="grow">{command.short ?? command.label}</span>
                    {command.shortcut !== null && (
                      <span className="row keys" aria-hidden>
                        {shortcutKeys(command.shortcut, isMac()).map((key) => (
                          <kbd key={key} className="kbd">
                            {key}
                          </kbd>
                        ))}
                      </span>
                    )}
                  </MenuItem>
                ))}
              </MenuSection>
            );
          })}
        </Menu>
      </Popover>
    </>
  );
}
