import type { Tabletop } from '../../schema/drills.ts';
import { engine } from '../engine-client.ts';
import { showFailure } from '../frame/session-store.ts';
import { fromShell, shell } from '../shell.ts';

/** Asks for a place and writes the report of a drill of the case there. */
export async function saveReport(
  open: { readonly case: string; readonly id: string; readonly handle: string },
  format: 'html' | 'markdown',
  suggestedName: string,
): Promise<void> {
  try {
    const { text } = await engine.request('drill.report', { ...open, format });
    await fromShell(shell().saveFile({ kind: format, suggestedName, content: text }));
  } catch (thrown) {
    showFailure(thrown);
  }
}

/** Asks for a place and writes the script of a drill there, for whoever runs it without the window. */
export async function saveScript(handle: string, kind: Tabletop['kind'], from: string): Promise<void> {
  try {
    const { text } = await engine.request('drill.make', { handle, kind, from, format: 'markdown' });
    await fromShell(
      shell().saveFile({ kind: 'markdown', suggestedName: `drill-${kind}.md`, content: text ?? '' }),
    );
  } catch (thrown) {
    showFailure(thrown);
  }
}
