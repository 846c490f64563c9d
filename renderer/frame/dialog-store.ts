import { create } from 'zustand';
import type { EntityRecord } from '../../schema/contract.ts';

export type Dialog =
  | 'palette'
  | 'shortcuts'
  | 'why-not'
  | 'marks'
  | 'redact'
  | 'columns'
  | 'import-inventory'
  | 'abandon-drill'
  | 'exception';

interface Dialogs {
  readonly open: Dialog | null;
  /** Where "why not?" begins, if that is known. */
  readonly from: EntityRecord | null;
}

export const useDialog = create<Dialogs>(() => ({ open: null, from: null }));

export function openDialog(dialog: Dialog, from: EntityRecord | null = null): void {
  useDialog.setState({ open: dialog, from });
}

export function closeDialog(): void {
  useDialog.setState({ open: null, from: null });
}
