import type { Rule } from '../rule.ts';
import { exposedCredential } from './exposed-credential.ts';
import { exposedInPlace, exposedToReaders } from './exposed-place.ts';
import { importedAssociation, importedClaim } from './imported-claim.ts';

/** Rules about what other programs say. */
export const CLAIM_RULES: readonly Rule[] = [
  importedClaim,
  importedAssociation,
  exposedCredential,
  exposedToReaders,
  exposedInPlace,
];
