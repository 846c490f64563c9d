import { useDrawing } from '../graph/drawing-store.ts';
import { pinEntity } from '../investigate/edit-view.ts';
import { onChosenEntity } from './chosen-entity.ts';
import { type Command, withDrawing } from './command.ts';

export const entityPin: Command = {
  id: 'entity-pin',
  label: 'Pin the chosen entity where it is',
  menu: 'View',
  keywords: ['fix', 'drawing', 'layout'],
  shortcut: null,
  when: (state) => withDrawing(state) && state.entity !== null && !state.edits.pins.has(state.entity),
  context: 'entity',
  short: 'Pin where it is',
  group: 'change',
  run: () =>
    onChosenEntity(({ id }) => {
      const at = useDrawing.getState().drawing?.placeOf(id);
      if (at) pinEntity(id, at);
    }),
};
