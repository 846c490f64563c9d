import { create } from 'zustand';
import type { RecentFile } from '../../schema/shell-contract.ts';
import { showFailure } from '../frame/session-store.ts';
import { fromShell, shell } from '../shell.ts';

export const useStart = create<{ readonly recent: readonly RecentFile[] | null }>(() => ({ recent: null }));

export async function readRecent(): Promise<void> {
  try {
    const { files } = await fromShell(shell().recentFiles());
    useStart.setState({ recent: files });
  } catch (thrown) {
    showFailure(thrown);
  }
}

export async function forgetRecent(path: string): Promise<void> {
  try {
    await fromShell(shell().removeRecentFile(path));
    await readRecent();
  } catch (thrown) {
    showFailure(thrown);
  }
}
