import { create } from 'zustand';

export type Dialog = 'palette' | 'shortcuts' | 'why-not';

export const useDialog = create<{ readonly open: Dialog | null }>(() => ({ open: null }));

export function openDialog(dialog: Dialog): void {
  useDialog.setState({ open: dialog });
}

export function closeDialog(): void {
  useDialog.setState({ open: null });
}
