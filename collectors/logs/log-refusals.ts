import { TrustpathError } from '../../schema/errors.ts';
import { SplitFault } from './record-splitter.ts';

/** `FILE: reason.` */
export function refusedLog(name: string, reason: string): TrustpathError {
  return new TrustpathError('input-refused', `${name}: ${reason}.`);
}

/** What goes wrong while a log is read, as one message with its file and, where it is known, its place. */
export function asLogRefusal(error: unknown, name: string): unknown {
  if (error instanceof TrustpathError) return error;
  if (error instanceof SplitFault)
    return refusedLog(name, `record ${error.record}, at byte ${error.byte}: ${error.message}`);
  const { code } = error as NodeJS.ErrnoException;
  if (code?.startsWith('Z_')) return refusedLog(name, `the gzip data is damaged or cut off (${code})`);
  if (code !== undefined)
    return new TrustpathError('input-unreadable', `${name}: cannot be read (${code}).`, { cause: error });
  return refusedLog(name, error instanceof Error ? error.message : String(error));
}
