import { create } from 'zustand';
import type { Output } from '../../schema/contract.ts';
import { type CaseAction, markAll } from '../case/case-store.ts';
import { engine } from '../engine-client.ts';
import { closeDialog, openDialog } from '../frame/dialog-store.ts';
import { showFailure, useSession } from '../frame/session-store.ts';
import { fromShell, shell } from '../shell.ts';

type Mark = Extract<CaseAction, { do: 'mark-all' }>['marks'][number];

interface ImportState {
  readonly path: string;
  readonly preview: Output<'inventory.preview'> | null;
}

/** The file that was chosen, and what it would change. */
export const useInventoryImport = create<ImportState>(() => ({ path: '', preview: null }));

/** Asks for an inventory that was edited, and shows what of it the case does not say yet. */
export async function chooseInventory(): Promise<void> {
  const { snapshot } = useSession.getState();
  if (!snapshot) return;
  try {
    const [path] = (await fromShell(shell().chooseFiles('inventory'))).paths;
    if (path === undefined) return;
    const preview = await engine.request('inventory.preview', { handle: snapshot.handle, path });
    useInventoryImport.setState({ path, preview });
    openDialog('import-inventory');
  } catch (thrown) {
    showFailure(thrown);
  }
}

/** Takes exactly what was shown into the case, as one action. */
export async function takeInventory(): Promise<void> {
  const { preview } = useInventoryImport.getState();
  closeDialog();
  if (preview)
    await markAll(preview.changes.map(({ entity, mark, after }) => ({ entity, mark, value: after }) as Mark));
}
