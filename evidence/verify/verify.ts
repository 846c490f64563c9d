import type { BundleFiles } from '../bagit.ts';
import type { Check } from './check.ts';
import { custodyChain, documents, proofs } from './contents.ts';
import { forms } from './form.ts';
import { integrity } from './integrity.ts';
import { meaningOf } from './meaning.ts';
import { rederivation } from './rederivation.ts';
import type { GivenKey, Signer } from './signatures.ts';
import { timeStamped } from './time-stamped.ts';
import { type Expected, writtenAgain } from './written-again.ts';

export interface Verification {
  readonly ok: boolean;
  readonly checks: readonly Check[];
  readonly signers: readonly Signer[];
  readonly signedAt: string | null;
  /** What follows and what does not, for somebody who has never seen a bundle. */
  readonly proven: readonly string[];
  readonly notProven: readonly string[];
}

export interface VerifyOptions {
  readonly given?: readonly GivenKey[];
  /** Name and version of this program and its rules. */
  readonly analysis: string;
  /** What the bundle should say in other words, where it was written already, on paper too (`expectedWithPdf`). */
  readonly expected?: Expected;
  readonly now?: Date;
}

/**
 * Checks a bundle: that it is what was signed, that every proof points at something, that the answer follows from the
 * documents, and that report and tables say what the answer says. Without keys from elsewhere the key in the bundle is used,
 * which proves that nothing changed since signing but not who signed.
 */
export function verifyBundle(
  files: BundleFiles,
  { given = [], analysis, expected, now = new Date() }: VerifyOptions,
): Verification {
  const { checks: whole, signed } = integrity(files, given);
  const again = rederivation(files, analysis);
  const written = writtenAgain(files, analysis, signed.bundle, expected);
  const checks = [
    ...whole,
    forms(files),
    documents(files),
    proofs(files),
    custodyChain(files),
    again.check,
    written.check,
    timeStamped(files),
  ];
  const ok = checks.every((check) => check.ok);
  const { signers, signedAt } = signed;
  const { elsewhere, unnamed } = again;
  return {
    ok,
    checks,
    signers,
    signedAt,
    ...meaningOf({ ok, checks, signers, signedAt, elsewhere, unnamed, pdf: written.pdf, now, files }),
  };
}
