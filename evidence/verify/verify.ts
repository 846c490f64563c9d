import type { BundleFiles } from '../bagit.ts';
import { TIME_STAMP_FILE } from '../time-stamp.ts';
import type { Check } from './check.ts';
import { custodyChain, documents, proofs } from './contents.ts';
import { integrity } from './integrity.ts';
import { rederivation } from './rederivation.ts';
import type { GivenKey, Signer } from './signatures.ts';
import { timeStamped } from './time-stamped.ts';

export interface Verification {
  readonly ok: boolean;
  readonly checks: readonly Check[];
  readonly signers: readonly Signer[];
  readonly signedAt: string | null;
  /** What follows and what does not, for somebody who has never seen a bundle. */
  readonly proven: readonly string[];
  readonly notProven: readonly string[];
}

/**
 * Checks a bundle: that it is what was signed, that every proof points at something, and that the answer follows from
 * the documents. Without keys from elsewhere the key in the bundle is used, which proves that nothing changed since
 * signing but not who signed.
 *
 * @param analysis name and version of the rules at hand
 */
export function verifyBundle(
  files: BundleFiles,
  options: { readonly given?: readonly GivenKey[]; readonly analysis: string },
): Verification {
  const { given = [], analysis } = options;
  const { checks: whole, signed } = integrity(files, given);
  const again = rederivation(files, analysis);
  const checks = [
    ...whole,
    documents(files),
    proofs(files),
    custodyChain(files),
    again.check,
    timeStamped(files),
  ];
  const ok = checks.every((check) => check.ok);
  return {
    ok,
    checks,
    signers: signed.signers,
    signedAt: signed.signedAt,
    ...meaning({ ok, checks, signers: signed.signers, elsewhere: again.elsewhere, files }),
  };
}

function meaning({
  ok,
  checks,
  signers,
  elsewhere,
  files,
}: Pick<Verification, 'ok' | 'checks' | 'signers'> & {
  readonly elsewhere: number;
  readonly files: BundleFiles;
}): Pick<Verification, 'proven' | 'notProven'> {
  const passed = (name: string) =>
    checks.filter((check) => check.name === name).every(({ state }) => state === 'passed');
  const proven: string[] = [];
  const notProven: string[] = [];
  if (!ok) notProven.push('Nothing in this bundle can be relied on before the failed checks are explained.');
  const whole = ['Structure', 'Payload', 'Tag files', 'Signature'].every(passed);
  if (whole)
    proven.push(
      `Every file is, to the byte, the one that ${signers.length === 1 ? 'the signer' : `${signers.length} signers`} signed; none is missing and none was added.`,
    );
  for (const { given, keyId } of signers)
    if (whole && given !== null) proven.push(`The holder of the key in ${given} signed (${keyId}).`);
  if (whole && passed('Observations') && passed('Proofs'))
    proven.push(
      'Each claim points at a place in a document that is in the bundle and has not changed since.',
    );
  if (whole && passed('Derived again'))
    proven.push('The relations and findings follow from these documents by the rules of this version.');
  else
    notProven.push('That the relations and findings follow from the documents: they were not derived again.');
  if (signers.some(({ given }) => given === null))
    notProven.push(
      'Whose key signed, where no key from elsewhere was given: compare its id with one that the signer told another way.',
    );
  notProven.push(
    'That the documents are what the provider answered: whoever holds the key could have written others. The request ids in custody.json can be compared with the provider\u2019s own log.',
  );
  if (elsewhere > 0 && !files.has('data/snapshot.trustpath'))
    notProven.push(
      `That nothing in the ${elsewhere} collected documents that are not in this bundle speaks against the answer: the snapshot has them.`,
    );
  if (!files.has(TIME_STAMP_FILE))
    notProven.push(
      'When it was signed: the time is what the signer\u2019s own clock said, with no time stamp.',
    );
  return { proven, notProven };
}
