import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { z } from 'zod';

/**
 * A small JSON file in the application's data folder. Reading gives `initial` where there is none or it does not fit
 * its schema (a setting is not worth a failed start); writing is whole or not at all.
 */
export interface SettingsFile<T> {
  read(): T;
  write(value: T): void;
}

export function settingsFile<S extends z.ZodType>(
  file: string,
  schema: S,
  initial: z.output<S>,
): SettingsFile<z.output<S>> {
  return {
    read() {
      try {
        return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
      } catch {
        return initial;
      }
    },
    write(value) {
      writeWhole(file, JSON.stringify(value, null, 2));
    },
  };
}

/** Writes a file beside its place and renames it there, so that a reader never sees half of it. */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const temporary = `${file}.${process.pid}.part`;
  try {
    writeFileSync(temporary, content, { mode: 0o600 });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
