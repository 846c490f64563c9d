import type { KeyObject } from 'node:crypto';
import { type BundleFiles, MANIFEST, PUBLIC_KEY_FILE, SIGNATURE_FILE, TAG_MANIFEST } from '../bagit.ts';
import { countersigningKeyFile, isCountersigningKey } from '../countersign.ts';
import { openEnvelope, publicKeyOf } from '../dsse.ts';
import { keyIdOf, publicPemOf } from '../signing-key.ts';
import { type Check, check, textOf } from './check.ts';
import type { HashOf } from './integrity.ts';

/** A public key that came another way than the bundle, and what the person calls it. */
export interface GivenKey {
  readonly name: string;
  readonly pem: string;
}

export interface Signer {
  readonly keyId: string;
  /** What a key that was given from elsewhere is called, where it is this one. */
  readonly given: string | null;
}

export interface Signed {
  readonly checks: readonly Check[];
  readonly signers: readonly Signer[];
  readonly signedAt: string | null;
  /** Of which bundle the signed statement says that it is. */
  readonly bundle: string | null;
}

/** Who signed the manifests. Every signature must hold, and every key that was given must have signed. */
export function signatures(files: BundleFiles, given: readonly GivenKey[], hashOf: HashOf): Signed {
  const nobody = (problem: string): Signed => ({
    checks: [check('Signature', [problem], '')],
    signers: [],
    signedAt: null,
    bundle: null,
  });
  const opened = openEnvelope(textOf(files, SIGNATURE_FILE));
  if ('problem' in opened) return nobody(opened.problem);
  const own = publicKeyOf(textOf(files, PUBLIC_KEY_FILE));
  if (!own) return nobody('the public key cannot be read');
  const problems: string[] = [];
  // Words around a key would be taken for words about its holder.
  if (publicPemOf(own) !== textOf(files, PUBLIC_KEY_FILE))
    problems.push(`${PUBLIC_KEY_FILE} holds more than a public key`);
  const keys = new Map([[keyIdOf(own), own]]);
  for (const [name, key] of countersigningKeys(files, problems)) {
    const id = keyIdOf(key);
    if (name !== countersigningKeyFile(id)) problems.push(`${name} holds another key than its name says`);
    if (!opened.signatures.some(({ keyId }) => keyId === id))
      problems.push(`the key in ${name} has not signed`);
    keys.set(id, key);
  }
  const names = new Map<string, string>();
  for (const { name, pem } of given) {
    const key = publicKeyOf(pem);
    if (!key) problems.push(`${name} holds no public key`);
    else {
      names.set(keyIdOf(key), name);
      keys.set(keyIdOf(key), key);
      if (!opened.signatures.some(({ keyId }) => keyId === keyIdOf(key)))
        problems.push(`the key of ${name} has not signed this bundle`);
    }
  }
  if (opened.signatures[0]?.keyId !== keyIdOf(own))
    problems.push(`the first signature was made with another key than ${PUBLIC_KEY_FILE}`);
  for (const { keyId, holds } of opened.signatures) {
    const key = keys.get(keyId);
    if (!key) problems.push(`no public key is there for the signature of ${keyId}`);
    else if (!holds(key)) problems.push(`the signature of ${keyId} does not fit`);
  }
  const { subject, predicate } = opened.statement;
  if (subject.length !== 2) problems.push('the signed statement is about other files than the two manifests');
  const subjects = new Map(subject.map((each) => [each.name, each.digest.sha256]));
  for (const name of [MANIFEST, TAG_MANIFEST]) {
    const bytes = files.get(name);
    if (!bytes || subjects.get(name) !== hashOf(bytes))
      problems.push(`${name} is not the one that was signed`);
  }
  const signers = opened.signatures.map(({ keyId }) => ({ keyId, given: names.get(keyId) ?? null }));
  const [first, ...others] = signers.map(({ keyId, given: name }) =>
    name === null ? `key ${keyId}` : `key ${keyId}, which is the one given in ${name}`,
  );
  const countersigned = others.length === 0 ? '' : ` Signed also with ${others.join(', and with ')}.`;
  const when = `${predicate.signedAt}${predicate.zone ? `, its time zone ${predicate.zone}` : ''}`;
  return {
    checks: [
      check(
        'Signature',
        problems,
        `Signed with ${first}.${countersigned} The first signer’s clock said ${when}.`,
      ),
    ],
    signers,
    signedAt: predicate.signedAt,
    bundle: predicate.bundle,
  };
}

function countersigningKeys(files: BundleFiles, problems: string[]): Map<string, KeyObject> {
  const keys = new Map<string, KeyObject>();
  for (const name of files.keys()) {
    if (!isCountersigningKey(name)) continue;
    const pem = textOf(files, name);
    const key = publicKeyOf(pem);
    // No manifest names this file, so that it must be exactly what countersigning writes.
    if (!key || publicPemOf(key) !== pem) problems.push(`${name} holds no public key`);
    else keys.set(name, key);
  }
  return keys;
}
