import type { RelationKindDeclaration } from './relation-kind.ts';

export const KUBERNETES_RELATIONS = {
  'administers-cluster': {
    label: 'administers',
    meaning: 'The identity is an administrator of the cluster, or can make itself one.',
    traversable: true,
  },
  'escapes-to': {
    label: 'can escape to',
    meaning: 'Code in the container can act on the node as its root.',
    traversable: true,
  },
  'runs-on': {
    label: 'runs on',
    meaning: 'The node runs the pod: who has the node has the pod.',
    traversable: false,
  },
  'has-permissions': {
    label: 'has the permissions of',
    meaning: 'The identity has the permissions that a binding gives.',
    traversable: true,
  },
  'acts-as': {
    label: 'acts as',
    meaning: 'The principal enters the cluster as the user, or as a member of the group.',
    traversable: true,
  },
} as const satisfies Record<string, RelationKindDeclaration>;
