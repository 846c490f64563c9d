import type { Output } from '../schema/contract.ts';
import { TrustpathError } from '../schema/errors.ts';
import { readHeader } from '../schema/snapshot/header.ts';
import { openSnapshot } from '../schema/snapshot/open.ts';
import { isOwn } from './own-files.ts';

type FileState = Pick<Output<'case.open'>['snapshots'][number], 'file' | 'reason'>;

/**
 * Whether the file that a case names is there and is the snapshot with that digest. A file that this machine did not
 * seal is not opened for it, only its header is read: a case may name any file, and its digest is compared once it is
 * opened with the care that a stranger's file needs. A network place is not even looked at.
 */
export function fileOfSnapshot(path: string, digest: string): FileState {
  if (/^(\\\\|\/\/)/.test(path))
    return { file: 'unchecked', reason: `${path}: a network place is looked at only when it is opened.` };
  try {
    readHeader(path);
    if (!isOwn(path)) return { file: 'unchecked', reason: 'Its digest is compared when it is opened.' };
    const reader = openSnapshot(path);
    try {
      return sameDigest(path, reader.info().digest, digest);
    } finally {
      reader.close();
    }
  } catch (error) {
    if (!(error instanceof TrustpathError)) throw error;
    const missing = (error.cause as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
    return { file: missing ? 'missing' : 'unreadable', reason: error.message };
  }
}

export function sameDigest(path: string, found: string | null, wanted: string): FileState {
  if (found === wanted) return { file: 'there', reason: '' };
  return {
    file: 'another',
    reason: `${path}: is another snapshot (${found ?? 'not sealed'}) than the case is about (${wanted}).`,
  };
}
