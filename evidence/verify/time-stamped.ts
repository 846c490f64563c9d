import { type BundleFiles, SIGNATURE_FILE, sha256Hex } from '../bagit.ts';
import { readTimeStamp, SHA256_OID, TIME_STAMP_FILE } from '../time-stamp.ts';
import { type Check, check, notChecked } from './check.ts';

/** Whether a time stamp of the signature is there, and is of this signature. */
export function timeStamped(files: BundleFiles): Check {
  const name = 'Time stamp';
  const bytes = files.get(TIME_STAMP_FILE);
  if (!bytes)
    return notChecked(name, 'There is none: the time of signing is what the clock of the signer said.');
  const stamp = readTimeStamp(bytes);
  if (!stamp) return check(name, [`${TIME_STAMP_FILE} is no time stamp (RFC 3161)`], '');
  if (stamp.algorithm !== SHA256_OID)
    return notChecked(
      name,
      'The time stamp is over another hash than SHA-256: check it with "openssl ts -verify".',
    );
  const signature = files.get(SIGNATURE_FILE) ?? new Uint8Array();
  return check(
    name,
    stamp.imprint === sha256Hex(signature) ? [] : ['the time stamp is of another signature than this one'],
    `It is of this signature, and says ${stamp.time}. Whether the authority gave it is for "openssl ts -verify" and the authority's certificate.`,
  );
}
