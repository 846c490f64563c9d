import { openCaseAt } from '../case/case-store.ts';
import { offerImports } from '../collect/collect-store.ts';
import { engine } from '../engine-client.ts';
import { verifyBundle } from '../evidence/evidence-store.ts';
import { go } from '../frame/navigation-store.ts';
import { openSnapshot, showFailure } from '../frame/session-store.ts';
import { openScenarioAt } from '../whatif/whatif-store.ts';
import { intentOf } from './dropped-files.ts';

/** Opens, verifies or offers for import what was given to the window, by what is in the files. */
export async function takeFiles(given: readonly string[]): Promise<void> {
  // What has no place on disk (a picture dragged out of a page) has no path.
  const paths = given.filter((path) => path !== '');
  const [only] = paths;
  if (only === undefined) return;
  // The usual start does not wait to be told what it opens.
  if (paths.length === 1 && /\.trustpath$/i.test(only)) return void (await openSnapshot(only));
  try {
    const { files } = await engine.request('files.recognise', { paths });
    const intent = intentOf(files);
    if (intent.snapshot !== null) await openSnapshot(intent.snapshot);
    if (intent.case !== null) await openCaseAt(intent.case);
    if (intent.bundle !== null) {
      go('evidence');
      await verifyBundle(intent.bundle);
    }
    if (intent.scenario !== null) await openScenarioAt(intent.scenario);
    if (intent.imports.length > 0) {
      offerImports(intent.imports);
      go('collect');
    }
  } catch (thrown) {
    showFailure(thrown);
  }
}
