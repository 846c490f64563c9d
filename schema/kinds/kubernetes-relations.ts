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
  hosts: {
    label: 'hosts',
    meaning: 'The node runs the pod: root on the node is in every container of it.',
    traversable: true,
  },
  includes: {
    label: 'includes',
    meaning: 'The one is a part of the other: what reaches the whole reaches it.',
    traversable: true,
  },
  'can-start-in': {
    label: 'can start pods as',
    meaning: 'The identity can make a pod of its own, or decide what the pods of a controller run.',
    traversable: true,
  },
  'administers-namespace': {
    label: 'administers',
    meaning: 'The identity may do everything in the namespace, or can let itself.',
    traversable: true,
  },
  'can-connect-to': {
    label: 'can connect to',
    meaning: 'Network connections arrive there; what listens decides whether more follows.',
    traversable: true,
  },
  'runs-on': {
    label: 'runs on',
    meaning: 'The pod runs on the node.',
    traversable: false,
  },
  'has-permissions': {
    label: 'has the permissions of',
    meaning: 'The identity has what the group, or the role where it may bind it, is given.',
    traversable: true,
  },
  'acts-as': {
    label: 'acts as',
    meaning: 'The principal enters the cluster as the user, or as a member of the group.',
    traversable: true,
  },
} as const satisfies Record<string, RelationKindDeclaration>;
