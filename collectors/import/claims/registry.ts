import type { ClaimImport } from '../../../schema/import-kinds.ts';
import { readBloodhound } from './bloodhound.ts';
import type { ReadClaimFile } from './form.ts';
import { readOpenGraph } from './opengraph.ts';
import { readSecretFindings } from './secrets.ts';

/** Who reads each kind of file of other programs. */
export const CLAIM_READERS: Readonly<Record<ClaimImport, ReadClaimFile>> = {
  opengraph: readOpenGraph,
  bloodhound: readBloodhound,
  secrets: readSecretFindings,
};
