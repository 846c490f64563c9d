import { hideEntity } from '../investigate/edit-view.ts';
import { onChosenEntity } from './chosen-entity.ts';
import { type Command, withDrawing } from './command.ts';

export const entityHide: Command = {
  id: 'entity-hide',
  label: 'Hide the chosen entity in the drawing',
  menu: 'View',
  keywords: ['remove', 'drawing'],
  shortcut: 'Mod+Shift+H',
  when: (state) => withDrawing(state) && state.entity !== null,
  context: 'entity',
  short: 'Hide in the drawing',
  group: 'change',
  run: () => onChosenEntity((entity) => hideEntity(entity.id)),
};
