import { environmentIn } from './environment-words.ts';
import type { ProposalRule } from './proposal.ts';

export const environmentByName: ProposalRule = {
  id: 'environment-by-name',
  propose({ name }) {
    const found = environmentIn(name);
    return (
      found && {
        mark: 'environment',
        value: found.environment,
        reason: `Its name has the word "${found.word}".`,
      }
    );
  },
};
