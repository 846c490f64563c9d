import { create } from 'zustand';

/** Where the context menu of the chosen entity stands, in pixels of the window; null while it is closed. */
export const useContextMenu = create<{ readonly at: { readonly x: number; readonly y: number } | null }>(
  () => ({
    at: null,
  }),
);

export function openContextMenu(x: number, y: number): void {
  useContextMenu.setState({ at: { x, y } });
}

export function closeContextMenu(): void {
  useContextMenu.setState({ at: null });
}
