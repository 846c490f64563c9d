import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CheckProgram } from '../schema/host-contract.ts';

const SOURCES: Readonly<Record<CheckProgram, string>> = {
  'snapshot-check-entry': '../schema/snapshot/snapshot-check-entry.ts',
  'bundle-check-entry': '../evidence/verify/bundle-check-entry.ts',
};

/** The program of a checking process: its source in a checkout; in the app its name, since the host knows where it is. */
export function checkEntry(program: CheckProgram): string {
  const here = fileURLToPath(import.meta.url);
  return extname(here) === '.ts'
    ? fileURLToPath(new URL(SOURCES[program], import.meta.url))
    : `${program}.mjs`;
}

/** Which of the programs a path is. */
export function programOf(entry: string): CheckProgram {
  return basename(entry, extname(entry)) as CheckProgram;
}
