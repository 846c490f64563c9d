import { rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { TrustpathError } from '../schema/errors.ts';
import { publishOver, whyNotWritten } from '../schema/lasting-files.ts';

/** Written beside and renamed, so that nothing half-written is left. Throws `output-refused`. */
export function writeWhole(out: string, text: string): string {
  const target = resolve(out);
  const unfinished = `${target}.unfinished-${process.pid}`;
  try {
    writeFileSync(unfinished, text, { flag: 'wx', flush: true });
    publishOver(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw new TrustpathError('output-refused', `${out}: ${whyNotWritten(error)}.`, { cause: error });
  }
  return target;
}
