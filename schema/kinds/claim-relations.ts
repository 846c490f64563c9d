import type { RelationKindDeclaration } from './relation-kind.ts';

export const CLAIM_RELATIONS = {
  'is-said-to-reach': {
    label: 'is said to reach',
    meaning: 'Another program’s graph says that the one leads to the other. Nothing here proves it.',
    traversable: true,
  },
  'is-said-to-relate-to': {
    label: 'is said to belong with',
    meaning: 'Another program’s graph relates the two in a way that gives no power by itself.',
    traversable: false,
  },
  discloses: {
    label: 'discloses',
    meaning: 'Whoever reads the one obtains the credential.',
    traversable: true,
  },
} as const satisfies Record<string, RelationKindDeclaration>;
