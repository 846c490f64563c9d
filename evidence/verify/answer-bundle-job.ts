import { asCheckFailure } from '../../schema/check-process.ts';
import { readBundle } from '../read-bundle.ts';
import { verifyBundle } from './verify.ts';
import type { BundleAnswer, BundleJob } from './verify-in-child.ts';

/** Does a job of the process that verifies bundles. Never throws: whatever is wrong is an answer. */
export async function answerBundleJob({ path, name, given, analysis }: BundleJob): Promise<BundleAnswer> {
  try {
    return { ok: true, verification: verifyBundle(await readBundle(path), { given, analysis }) };
  } catch (error) {
    return asCheckFailure(error, name);
  }
}
