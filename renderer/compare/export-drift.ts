import type { DriftFormat } from '../../schema/drift.ts';
import { engine } from '../engine-client.ts';
import { asFailure } from '../frame/session-store.ts';
import { fromShell, shell } from '../shell.ts';
import { useCompare, withBoth } from './compare-store.ts';

const NAMES: Readonly<Record<DriftFormat, string>> = {
  html: 'drift.html',
  markdown: 'drift.md',
  csv: 'drift.csv',
};

/** Asks for a place and has the engine write what drifted between the two snapshots that are compared there. */
export async function exportDrift(format: DriftFormat): Promise<void> {
  try {
    const { path: out } = await fromShell(shell().chooseSavePath(format, NAMES[format]));
    if (out === null) return;
    useCompare.setState({ saving: true });
    await withBoth(new AbortController().signal, ({ before, after }) =>
      engine.request('drift', { before, after, format, out }),
    );
  } catch (thrown) {
    useCompare.setState({ failure: asFailure(thrown) });
  } finally {
    useCompare.setState({ saving: false });
  }
}
