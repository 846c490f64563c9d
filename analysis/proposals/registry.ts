import { environmentByAccess } from './environment-by-access.ts';
import { environmentByName } from './environment-by-name.ts';
import { environmentByPlace } from './environment-by-place.ts';
import { environmentByTag } from './environment-by-tag.ts';
import type { ProposalRule } from './proposal.ts';
import { tierByAccess } from './tier-by-access.ts';
import { tierByName } from './tier-by-name.ts';
import { tierByTag } from './tier-by-tag.ts';

/** What tells the environment of one entity by itself, strongest first. */
export const ENVIRONMENT_RULES: readonly ProposalRule[] = [
  environmentByTag,
  environmentByName,
  environmentByPlace,
];

export const PROPOSAL_RULES: readonly ProposalRule[] = [
  tierByTag,
  tierByName,
  tierByAccess,
  ...ENVIRONMENT_RULES,
  environmentByAccess,
];
