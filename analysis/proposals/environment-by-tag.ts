import { environmentNamed } from './environment-words.ts';
import type { ProposalRule } from './proposal.ts';
import { tagsOf } from './tags-of.ts';

const KEYS = /^(env|environment|stage|deployment[-_ ]?environment)$/i;

export const environmentByTag: ProposalRule = {
  id: 'environment-by-tag',
  propose(entity) {
    for (const { key, name, value } of tagsOf(entity)) {
      if (!KEYS.test(name) || value.trim() === '' || value.length > 64) continue;
      return {
        mark: 'environment',
        // What its owners call it, where it is none of the usual words.
        value: environmentNamed(value) ?? value.trim(),
        reason: `Its tag ${key} is ${value}.`,
      };
    }
    return null;
  },
};
