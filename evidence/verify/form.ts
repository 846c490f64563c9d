import { canonicalJson, type Json } from '../../schema/json.ts';
import type { BundleFiles } from '../bagit.ts';
import { type Check, check, jsonOf } from './check.ts';

const CANONICAL = /^data\/(?:answer\.json|entities\.json|(?:observations|whatif-documents)\/[^/]+)$/;

/**
 * What is JSON in a bundle has to be in the one form in which bundles are written: names sorted and told once, numbers as
 * this program keeps them, UTF-8 without a mark. Otherwise two readers could read two things in one file.
 */
export function forms(files: BundleFiles): Check {
  const problems: string[] = [];
  for (const [name, bytes] of files) {
    const pretty = name === 'data/custody.json';
    if (!pretty && !CANONICAL.test(name)) continue;
    const value = jsonOf(files, name) as Json | undefined;
    if (value === undefined) problems.push(`${name} is not JSON`);
    else {
      const written = pretty ? `${JSON.stringify(value, null, 2)}\n` : canonicalJson(value);
      if (Buffer.compare(Buffer.from(written), bytes) !== 0)
        problems.push(
          `${name} is not in the form in which bundles are written, and might be read in two ways`,
        );
    }
  }
  return check('Form', problems, 'Each JSON file can be read in one way only.');
}
