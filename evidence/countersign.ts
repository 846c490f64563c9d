import { TrustpathError } from '../schema/errors.ts';
import { type BundleFiles, SIGNATURE_FILE } from './bagit.ts';
import { openEnvelope } from './dsse.ts';
import type { SigningKey } from './signing-key.ts';
import { TIME_STAMP_FILE } from './time-stamp.ts';

const BEGINS = 'countersigning-key-';

/** Where the public key of a second signer stands, named by the beginning of its id. */
export function countersigningKeyFile(keyId: string): string {
  return `${BEGINS}${keyId.replace(/^sha256:/, '').slice(0, 16)}.pem`;
}

export function isCountersigningKey(name: string): boolean {
  return name.startsWith(BEGINS) && /^[0-9a-f]{16}\.pem$/.test(name.slice(BEGINS.length));
}

/**
 * The two files that change where another person signs what is signed already: the envelope with one more signature, and
 * that person's public key. Nothing that the manifests name changes.
 * @throws TrustpathError where there is no signature, the key has signed already, or a time stamp would be undone
 */
export function countersign(files: BundleFiles, key: SigningKey): Map<string, Uint8Array> {
  if (files.has(TIME_STAMP_FILE))
    throw new TrustpathError(
      'usage',
      `The bundle bears a time stamp of its signature (${TIME_STAMP_FILE}), which another signature would undo: countersign first, and have the time stamped last.`,
    );
  const opened = openEnvelope(new TextDecoder().decode(files.get(SIGNATURE_FILE) ?? new Uint8Array()));
  if ('problem' in opened) throw new TrustpathError('input-refused', `${SIGNATURE_FILE}: ${opened.problem}.`);
  const text = (content: string) => new TextEncoder().encode(content);
  return new Map([
    [SIGNATURE_FILE, text(opened.withSignature(key))],
    [countersigningKeyFile(key.keyId), text(key.publicPem)],
  ]);
}
