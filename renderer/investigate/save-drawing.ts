import { showFailure } from '../frame/session-store.ts';
import { useDrawing } from '../graph/drawing-store.ts';
import { picturePng } from '../graph/picture-png.ts';
import { pictureSvg } from '../graph/picture-svg.ts';
import { fromShell, shell } from '../shell.ts';
import { titleOf } from './answer.ts';
import { suggestedName } from './file-name.ts';
import { useInvestigate } from './investigate-store.ts';

/** Asks where to, and writes the whole drawing there, as it stands and without names where they are hidden. */
export async function saveDrawing(kind: 'png' | 'svg'): Promise<void> {
  const { drawing } = useDrawing.getState();
  const { answer, names } = useInvestigate.getState();
  if (!drawing || !answer) return;
  const title = names ? titleOf(answer) : 'Paths';
  try {
    const picture = drawing.picture();
    const content = kind === 'svg' ? pictureSvg(picture, title) : await picturePng(picture);
    await fromShell(shell().saveFile({ kind, suggestedName: suggestedName(title, kind), content }));
  } catch (thrown) {
    showFailure(thrown);
  }
}
