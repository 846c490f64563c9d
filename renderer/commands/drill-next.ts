import { tellTheNext, useDrill } from '../drills/drill-store.ts';
import { nextInject } from '../drills/running.ts';
import { useProgramme } from '../programme/programme-store.ts';
import type { Command } from './command.ts';

export const drillNext: Command = {
  id: 'drill-next',
  label: 'Tell the team what comes next in the drill',
  menu: 'Edit',
  keywords: ['inject', 'tabletop', 'exercise'],
  shortcut: 'N',
  when: ({ view }) => {
    const { running } = useDrill.getState();
    const shown = view === 'programme' && useProgramme.getState().part === 'drills';
    return shown && running !== null && running.endedAt === null && nextInject(running) !== null;
  },
  run: tellTheNext,
};
