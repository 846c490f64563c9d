import type { ProposalRule } from './proposal.ts';
import { tagsOf } from './tags-of.ts';

const KEYS = /^((business[-_ ]?)?(criticality|impact|importance)|tier|asset[-_ ]?tier)$/i;
const VALUES: Readonly<Record<string, 0 | 1 | 2>> = {
  '0': 0,
  'tier-0': 0,
  tier0: 0,
  critical: 0,
  'mission-critical': 0,
  'business-critical': 0,
  highest: 0,
  '1': 1,
  'tier-1': 1,
  tier1: 1,
  high: 1,
  '2': 2,
  'tier-2': 2,
  tier2: 2,
  medium: 2,
  low: 2,
};

/** Tags about how much depends on a thing. What a tag says of its data is a tier already, without anybody's word. */
export const tierByTag: ProposalRule = {
  id: 'tier-by-tag',
  propose(entity, scene) {
    for (const { key, name, value } of tagsOf(entity)) {
      if (!KEYS.test(name)) continue;
      const tier = VALUES[value.trim().toLowerCase().replace(/[ _]/g, '-')];
      if (tier === undefined || tier === scene.tierOf(entity)) continue;
      return { mark: 'tier', value: tier, reason: `Its tag ${key} is ${value}.` };
    }
    return null;
  },
};
