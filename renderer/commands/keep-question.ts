import { keepQuestion } from '../case/kept.ts';
import { here, useNavigation } from '../frame/navigation-store.ts';
import { useSession } from '../frame/session-store.ts';
import { type Command, withAnswer } from './command.ts';

export const keepQuestionCommand: Command = {
  id: 'keep-question',
  label: 'Keep this question in the case',
  menu: 'Edit',
  keywords: ['save', 'answer', 'path', 'case'],
  shortcut: 'Mod+S',
  when: withAnswer,
  run: async () => {
    const { answer } = here(useNavigation.getState());
    const { snapshot } = useSession.getState();
    if (answer && snapshot) await keepQuestion(snapshot.handle, answer);
  },
};
