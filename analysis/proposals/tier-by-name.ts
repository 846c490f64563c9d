import { ENTITY_KINDS } from '../../schema/kinds/entity-kinds.ts';
import type { ProposalRule } from './proposal.ts';
import { wordsOf } from './words-of.ts';

/** Names of what an attacker looks for first, and what each is. Every word of a row must be in the name. */
const NAMES: readonly { readonly words: readonly string[]; readonly is: string }[] = [
  { words: ['terraform', 'state'], is: 'state of Terraform, which holds what it made and often its secrets' },
  { words: ['tfstate'], is: 'state of Terraform, which holds what it made and often its secrets' },
  { words: ['backup'], is: 'backups' },
  { words: ['backups'], is: 'backups' },
  { words: ['vault'], is: 'a store of secrets' },
  { words: ['customer'], is: 'data of customers' },
  { words: ['customers'], is: 'data of customers' },
  { words: ['patient'], is: 'data of patients' },
  { words: ['patients'], is: 'data of patients' },
  { words: ['payroll'], is: 'payroll' },
  { words: ['cardholder'], is: 'data of cards' },
  { words: ['signing'], is: 'a key or place of signing' },
  { words: ['release', 'artifacts'], is: 'what is released' },
  { words: ['root', 'ca'], is: 'a certificate authority' },
];

export const tierByName: ProposalRule = {
  id: 'tier-by-name',
  propose(entity, scene) {
    if (ENTITY_KINDS[entity.kind].colour !== 'resource' || scene.tierOf(entity) === 0) return null;
    const words = new Set(wordsOf(entity.name));
    const found = NAMES.find((name) => name.words.every((word) => words.has(word)));
    return (
      (found && {
        mark: 'tier',
        value: 0,
        reason: `Its name ("${found.words.join(' ')}") tells of ${found.is}.`,
      }) ??
      null
    );
  },
};
