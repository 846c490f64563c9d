import { type KeyboardEvent, useEffect, useRef } from 'react';
import { commandState } from '../commands/command-state.ts';
import { COMMANDS } from '../commands/registry.ts';
import { closeContextMenu, useContextMenu } from './context-menu-store.ts';

const SIZE = { width: 280, row: 32 } as const;

/** What can be done with the chosen entity, where it was asked for. */
export function ContextMenu() {
  const at = useContextMenu((state) => state.at);
  const menu = useRef<HTMLDivElement>(null);
  const back = useRef<Element | null>(null);
  useEffect(() => {
    if (at === null) return;
    back.current = document.activeElement;
    menu.current?.querySelector('button')?.focus();
    const outside = (event: Event) => {
      if (!menu.current?.contains(event.target as Node)) closeContextMenu();
    };
    window.addEventListener('pointerdown', outside);
    window.addEventListener('blur', closeContextMenu);
    return () => {
      window.removeEventListener('pointerdown', outside);
      window.removeEventListener('blur', closeContextMenu);
    };
  }, [at]);
  if (at === null) return null;
  const commands = COMMANDS.filter((command) => command.context === 'entity' && command.when(commandState()));
  if (commands.length === 0) return null;
  const close = () => {
    closeContextMenu();
    (back.current as HTMLElement | null)?.focus();
  };
  const keys = (event: KeyboardEvent) => {
    const items = [...(menu.current?.querySelectorAll('button') ?? [])];
    const here = items.indexOf(document.activeElement as HTMLButtonElement);
    if (event.key === 'ArrowDown') items[(here + 1) % items.length]?.focus();
    else if (event.key === 'ArrowUp') items[(here - 1 + items.length) % items.length]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={menu}
      role="menu"
      tabIndex={-1}
      aria-label="Chosen entity"
      className="context-menu"
      style={{
        left: Math.max(4, Math.min(at.x, window.innerWidth - SIZE.width - 8)),
        top: Math.max(4, Math.min(at.y, window.innerHeight - commands.length * SIZE.row - 16)),
        width: SIZE.width,
      }}
      onKeyDown={keys}
      onContextMenu={(event) => event.preventDefault()}
    >
      {commands.map((command) => (
        <button
          key={command.id}
          type="button"
          role="menuitem"
          className="context-item"
          onClick={() => {
            close();
            void command.run();
          }}
        >
          {command.label}
        </button>
      ))}
    </div>
  );
}
