import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openCase } from '../../schema/case/case-file.ts';
import type { FaultKind } from './fault-kind.ts';
import { cutEverywhere } from './power-cut/cut-everywhere.ts';

export const cutCase: FaultKind = {
  name: 'cut-case',
  title: 'A power cut between any two writes of a case',
  rounds: 20,
  run: (options) =>
    cutEverywhere({ script: resolve(import.meta.dirname, 'testing/write-case.ts'), check }, options),
};

function check(folder: string, said: readonly string[]): string[] {
  const path = join(folder, 'cut.trustcase');
  if (!existsSync(path)) return said.includes('created') ? ['the case is gone'] : [];
  try {
    const { state, head } = openCase(path);
    const acknowledged = said.filter((line) => line !== 'created').length;
    const notes = state.notes.map(({ text }) => Number(text.split(' ')[0]));
    if (notes.length < acknowledged || notes.length > acknowledged + 1)
      return [`${acknowledged} actions were acknowledged and ${notes.length} are there`];
    if (notes.some((note, index) => note !== index + 1) || head.number !== notes.length)
      return [`the actions ${notes.join(', ')} are there`];
    return [];
  } catch (error) {
    return [String(error)];
  }
}
