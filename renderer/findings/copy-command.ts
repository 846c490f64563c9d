import type { Command } from '../commands/command.ts';
import type { asText } from './finding-text.ts';
import { chosenFinding, copyChosen } from './findings-store.ts';

/** A command that copies the chosen finding in a form. */
export function copyCommand(id: string, label: string, form: typeof asText): Command {
  return {
    id,
    label,
    menu: 'View',
    keywords: ['clipboard', 'ticket', 'finding'],
    shortcut: null,
    when: ({ view, snapshotOpen }) => snapshotOpen && view === 'findings' && chosenFinding() !== null,
    context: 'finding',
    group: 'copy',
    run: () => copyChosen(form),
  };
}
