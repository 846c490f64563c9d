import type { RelationKindDeclaration } from './relation-kind.ts';

export const GITHUB_RELATIONS = {
  'can-push': {
    label: 'can push to',
    meaning: 'The identity can change the code of the branch.',
    traversable: true,
  },
  'can-trigger': {
    label: 'can trigger',
    meaning: 'The identity can make the workflow run, with what it chooses or with what stands there.',
    traversable: true,
  },
  'belongs-to': {
    label: 'belongs to',
    meaning: 'What the team, or all members of the organization, are granted, the user or team has.',
    traversable: true,
  },
  'uses-secret': { label: 'uses', meaning: 'A job of the workflow is given the secret.', traversable: true },
  supplies: { label: 'supplies code to', meaning: 'Code of the one runs in the other.', traversable: true },
} as const satisfies Record<string, RelationKindDeclaration>;
