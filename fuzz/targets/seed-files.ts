import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** An input that is kept with the project. */
export function seedFile(name: string): Promise<Buffer> {
  return readFile(join(import.meta.dirname, '../seeds', name));
}
