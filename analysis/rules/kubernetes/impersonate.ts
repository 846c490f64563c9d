import { identityId } from '../../kubernetes/estate/identities.ts';
import { MASTERS } from '../../kubernetes/evaluate/request.ts';
import { identityRule } from './identity-rule.ts';
import { meet } from './meet.ts';
import { AUTHENTICATION } from './pages.ts';
import { holdings, permission } from './permission.ts';
import { isCovered } from './power.ts';
import { scopeOf } from './targets.ts';

// Users and groups are in no namespace: a RoleBinding gives none of them.
const USERS = permission('impersonate', 'core', 'users');
const GROUPS = permission('impersonate', 'core', 'groups');
const ACCOUNTS = permission('impersonate', 'core', 'serviceaccounts');

const shared = {
  techniques: ['T1550', 'T1078'],
  fix: 'Grant impersonate on named users and groups only, to people, and never on system:masters.',
  references: [AUTHENTICATION],
} as const;

export const impersonateUsers = identityRule(
  {
    ...shared,
    id: 'k8s-impersonate-user',
    title: 'Impersonate users',
    kind: 'can-become',
    enables: 'The identity makes requests as the user.',
  },
  (identity, tell) => {
    const { cluster } = identity;
    if (isCovered(identity, null)) return;
    for (const holding of holdings(identity, USERS)) {
      if (holding.names === null) tell(scopeOf(cluster, null, 'users'), [holding]);
      else
        for (const name of holding.names)
          tell(identityId(cluster.name, { kind: 'User', name, namespace: null }), [holding]);
    }
  },
);

export const impersonateGroups = identityRule(
  {
    ...shared,
    id: 'k8s-impersonate-group',
    title: 'Impersonate groups',
    kind: 'can-become',
    enables:
      'The identity makes requests as some user in the group; a group is named beside a user or an account.',
  },
  (identity, tell) => {
    const { cluster } = identity;
    if (isCovered(identity, null)) return;
    const somebody = [...holdings(identity, USERS, true), ...holdings(identity, ACCOUNTS, true)];
    const groups = holdings(identity, GROUPS, true);
    const [first] = somebody;
    if (!first) return;
    // Whoever it is goes along: only that there is one matters.
    const anyone = { ...first, namespace: null };
    for (const holding of groups) {
      for (const { parts } of meet(identity, [holding], [anyone])) {
        if (holding.names === null) tell(scopeOf(cluster, null, 'groups'), parts);
        else
          for (const name of holding.names)
            tell(identityId(cluster.name, { kind: 'Group', name, namespace: null }), parts);
        if (holding.names === null || holding.names.has(MASTERS))
          tell(identityId(cluster.name, { kind: 'Group', name: MASTERS, namespace: null }), parts);
      }
    }
  },
);
