import { showProgrammePart } from '../programme/programme-store.ts';
import { always, type Command } from './command.ts';

export const showGuardrails: Command = {
  id: 'show-guardrails',
  label: 'Show guardrails and golden paths',
  menu: 'Go',
  keywords: ['policy', 'template', 'controls', 'programme', 'ATT&CK', 'NIST', 'zero trust'],
  shortcut: null,
  when: always,
  run: () => showProgrammePart('guardrails'),
};
