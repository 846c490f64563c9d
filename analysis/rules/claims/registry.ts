import type { Rule } from '../rule.ts';
import { importedAssociation, importedClaim } from './imported-claim.ts';

/** Rules about what other programs say. */
export const CLAIM_RULES: readonly Rule[] = [importedClaim, importedAssociation];
