import { TrustpathError } from '../errors.ts';
import { beyondBounds, boundsReason } from '../json-bounds.ts';
import { checkRows } from './check-rows.ts';
import type { AdmissionLimits } from './limits.ts';
import { asRefusal, openReadOnly } from './open.ts';
import {
  type Verification,
  verifyDigest,
  verifyDocuments,
  verifyGraph,
  verifyReferences,
  verifyStructure,
} from './verify.ts';

/**
 * Everything that is asked of a file from someone else, short of trusting its graph arrays (they are built again from
 * the relations). Runs hostile input through SQLite, which cannot be interrupted: only in a process that can be
 * killed, see `checkSnapshotInChild`.
 */
export function checkStranger(path: string, name: string, limits: AdmissionLimits): Verification {
  const { db, header } = openReadOnly(path, name);
  try {
    verifyStructure(db, name);
    verifyReferences(db, name);
    checkRows(db, name, header.state, limits);
    verifyDocuments(db, name, (bytes, sha256) => {
      const place = `${name}: observation sha256:${sha256}`;
      const beyond = beyondBounds(bytes, limits.document);
      if (beyond) {
        throw new TrustpathError('input-refused', `${place} is ${boundsReason(beyond, limits.document)}.`);
      }
      try {
        JSON.parse(bytes.toString('utf8'));
      } catch {
        throw new TrustpathError('input-refused', `${place} is not JSON.`);
      }
    });
    verifyGraph(db, name);
    return { digest: header.state === 'sealed' ? verifyDigest(db, name) : null };
  } catch (error) {
    throw asRefusal(error, name);
  } finally {
    db.close();
  }
}
