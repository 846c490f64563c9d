import { bloodhound } from './bloodhound.ts';
import type { ClaimFormat } from './format.ts';
import { icekube } from './icekube.ts';
import { kubehound } from './kubehound.ts';
import { opengraph } from './opengraph.ts';
import { rbacPolice } from './rbac-police.ts';

/** Every form of graph that is read. A new program is a file of its own and a line here. */
export const CLAIM_FORMATS: readonly ClaimFormat[] = [opengraph, bloodhound, kubehound, icekube, rbacPolice];
