import type { RelationKind } from './relation-kinds.ts';

/**
 * Relations that need a call to AWS, which a policy of the organization could deny; the others hold by what somebody has
 * or is (a key of a user, a member of a group, a session of a role).
 */
export const GUARDED_KINDS: readonly RelationKind[] = [
  'can-assume',
  'administers-account',
  'can-escalate-to',
  'can-become',
  'can-run-as',
  'can-take-over',
  'controls',
  'can-read',
  'can-write',
  'can-administer',
  'can-decrypt',
  'can-invoke',
];
