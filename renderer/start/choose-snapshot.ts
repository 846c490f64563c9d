import { openSnapshot, showFailure } from '../frame/session-store.ts';
import { fromShell, shell } from '../shell.ts';

/** Asks for a snapshot with the system's dialog and opens it. */
export async function chooseSnapshot(): Promise<void> {
  try {
    const { paths } = await fromShell(shell().chooseFiles('snapshot'));
    if (paths[0] !== undefined) await openSnapshot(paths[0]);
  } catch (thrown) {
    showFailure(thrown);
  }
}
