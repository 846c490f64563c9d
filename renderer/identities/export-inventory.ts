import { engine } from '../engine-client.ts';
import { showFailure, useSession } from '../frame/session-store.ts';
import { fromShell, shell } from '../shell.ts';

/** Asks for a place and writes the machine identities there, with what the open case says of them. */
export async function exportInventory(format: 'csv' | 'yaml'): Promise<void> {
  const { snapshot } = useSession.getState();
  if (!snapshot) return;
  try {
    const { text } = await engine.request('inventory.export', { handle: snapshot.handle, format });
    const suggestedName = `machine-identities.${format}`;
    await fromShell(shell().saveFile({ kind: format, suggestedName, content: text }));
  } catch (thrown) {
    showFailure(thrown);
  }
}
