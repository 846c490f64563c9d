import { CLAIM_RELATIONS } from './claim-relations.ts';
import { GITHUB_RELATIONS } from './github-relations.ts';
import { KUBERNETES_RELATIONS } from './kubernetes-relations.ts';
import type { RelationKindDeclaration } from './relation-kind.ts';

export type { RelationKindDeclaration } from './relation-kind.ts';

/** The kinds of relation, declared once, as labelled verbs. Those of one provider alone stand in a file of their own. */
export const RELATION_KINDS = {
  'authenticates-as': {
    label: 'authenticates as',
    meaning: 'Whoever holds the credential acts as the principal.',
    traversable: true,
  },
  'member-of': {
    label: 'is a member of',
    meaning: 'The user belongs to the group, whose policies apply to it. Power is shown on the user itself.',
    traversable: false,
  },
  'can-assume': {
    label: 'can assume',
    meaning: 'The principal can obtain a session of the role (AssumeRole in one of its forms).',
    traversable: true,
  },
  'session-of': {
    label: 'is a session of',
    meaning: 'The session acts with the power of the role.',
    traversable: true,
  },
  'can-become': {
    label: 'can become',
    meaning:
      'The principal can change identity configuration so that it obtains the credentials of the other.',
    traversable: true,
  },
  'can-run-as': {
    label: 'can run code as',
    meaning:
      'The principal can start something, or take over something that was not seen, that runs with the permissions of the role.',
    traversable: true,
  },
  'can-take-over': {
    label: 'can take over',
    meaning: 'The principal can decide what code the workload runs, or act inside it.',
    traversable: true,
  },
  'runs-as': {
    label: 'runs as',
    meaning: 'Code in the workload has the credentials of the role.',
    traversable: true,
  },
  'administers-account': {
    label: 'administers',
    meaning: 'The principal is an administrator of the account by its own policies.',
    traversable: true,
  },
  'can-escalate-to': {
    label: 'can escalate to',
    meaning: 'The principal can change its own permissions until it administers the account or the cluster.',
    traversable: true,
  },
  controls: {
    label: 'controls',
    meaning: 'An administrator of the account can act as the principal or take over the resource.',
    traversable: true,
  },
  'can-read': {
    label: 'can read',
    meaning: 'The principal can read the data of the resource.',
    traversable: true,
  },
  'can-write': {
    label: 'can write',
    meaning: 'The principal can change or delete the data of the resource.',
    traversable: true,
  },
  'can-administer': {
    label: 'can administer',
    meaning: 'The principal can change who has access to the resource, or delete it.',
    traversable: true,
  },
  'can-decrypt': {
    label: 'can decrypt with',
    meaning: 'The principal can decrypt with the key.',
    traversable: true,
  },
  'can-invoke': {
    label: 'can call',
    meaning:
      'The principal can have the workload run with input of its choice; what it runs stays what it is.',
    traversable: false,
  },
  'was-seen-assuming': {
    label: 'was seen assuming',
    meaning:
      'By the log, sessions of the role were given to the principal. What happened says nothing of what may.',
    traversable: false,
  },
  'was-seen-using': {
    label: 'was seen using',
    meaning: 'By the log, the principal acted with the key, or on the resource.',
    traversable: false,
  },
  ...KUBERNETES_RELATIONS,
  ...GITHUB_RELATIONS,
  ...CLAIM_RELATIONS,
} as const satisfies Record<string, RelationKindDeclaration>;
export type RelationKind = keyof typeof RELATION_KINDS;
export const RELATION_KIND_NAMES = Object.keys(RELATION_KINDS) as RelationKind[];
