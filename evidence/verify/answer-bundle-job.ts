import { asCheckFailure } from '../../schema/check-process.ts';
import { readBundle } from '../read-bundle.ts';
import { verifyBundle } from './verify.ts';
import type { BundleAnswer, BundleJob } from './verify-in-child.ts';
import { expectedWithPdf } from './written-again.ts';

/** Does a job of the process that verifies bundles. Never throws: whatever is wrong is an answer. */
export async function answerBundleJob({ path, name, given, analysis }: BundleJob): Promise<BundleAnswer> {
  try {
    const files = await readBundle(path);
    const expected = await expectedWithPdf(files);
    return { ok: true, verification: verifyBundle(files, { given, analysis, expected }) };
  } catch (error) {
    return asCheckFailure(error, name);
  }
}
