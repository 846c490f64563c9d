import { useCase } from '../case/case-store.ts';
import { here, useNavigation } from '../frame/navigation-store.ts';
import { useSession } from '../frame/session-store.ts';
import { undoableOf } from '../frame/undoable.ts';
import { useDrawing } from '../graph/drawing-store.ts';
import { useInvestigate } from '../investigate/investigate-store.ts';
import { useMeasures } from '../measures/measures-store.ts';
import { useWhatIf } from '../whatif/whatif-store.ts';
import type { Command, CommandState } from './command.ts';
import { COMMANDS } from './registry.ts';

/** What the commands' predicates look at, read from the slices as they are now. */
export function commandState(): CommandState {
  const history = useNavigation.getState();
  const place = here(history);
  const { selection, edits } = useInvestigate.getState();
  const undoable = undoableOf(place.view);
  const { open } = useCase.getState();
  return {
    view: place.view,
    snapshotOpen: useSession.getState().snapshot !== null,
    answer: place.answer,
    canGoBack: history.at > 0,
    canGoForward: history.at < history.places.length - 1,
    entity: selection?.kind === 'entity' ? selection.id : null,
    hops: selection?.kind === 'hops' ? selection.hops : [],
    edits: edits.now,
    canUndo: undoable?.canUndo() ?? false,
    canRedo: undoable?.canRedo() ?? false,
    drawing: useDrawing.getState().drawing !== null,
    caseCanUndo: open?.canUndo ?? false,
    caseCanRedo: open?.canRedo ?? false,
    measured: place.view === 'programme' && useMeasures.getState().columns.length > 0,
    scenarioBegun: useWhatIf.getState().changes.length > 0,
  };
}

/** Runs the command with this id if it can be run now. */
export function runCommand(id: string): void {
  const command = COMMANDS.find((each) => each.id === id);
  if (command?.when(commandState())) void command.run();
}

export function possibleCommands(state: CommandState): readonly Command[] {
  return COMMANDS.filter((command) => command.when(state));
}
