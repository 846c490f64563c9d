import type { ClaimImport } from '../../../schema/import-kinds.ts';
import { readBloodhound } from './bloodhound.ts';
import type { ReadClaimFile } from './form.ts';
import { readIcekube } from './icekube.ts';
import { readKubehound } from './kubehound.ts';
import { readOpenGraph } from './opengraph.ts';
import { readRbacPolice } from './rbac-police.ts';
import { readSecretFindings } from './secrets.ts';

/** Who reads each kind of file of other programs. */
export const CLAIM_READERS: Readonly<Record<ClaimImport, ReadClaimFile>> = {
  opengraph: readOpenGraph,
  bloodhound: readBloodhound,
  kubehound: readKubehound,
  icekube: readIcekube,
  'rbac-police': readRbacPolice,
  secrets: readSecretFindings,
};
