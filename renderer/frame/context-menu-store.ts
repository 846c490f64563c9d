import { create } from 'zustand';
import type { MenuContext } from '../commands/command.ts';

/** Where the context menu stands, in pixels of the window; null while it is closed. */
interface ContextMenuState {
  readonly at: { readonly x: number; readonly y: number } | null;
  /** What it is about; null: what is chosen in the inspector. */
  readonly about: MenuContext | null;
}

export const useContextMenu = create<ContextMenuState>(() => ({ at: null, about: null }));

export function openContextMenu(x: number, y: number, about: MenuContext | null = null): void {
  useContextMenu.setState({ at: { x, y }, about });
}

export function closeContextMenu(): void {
  useContextMenu.setState({ at: null });
}
