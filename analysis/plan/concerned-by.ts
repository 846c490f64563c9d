import type { Change } from '../../schema/scenario.ts';
import type { Estates } from '../estates.ts';

/** Members of changes that name what is changed; the holder of a policy before the policy. */
const ABOUT = [
  'credential',
  'secret',
  'principal',
  'role',
  'user',
  'of',
  'resource',
  'policy',
  'binding',
  'account',
  'workload',
  'workflow',
  'environment',
  'entity',
] as const;

/** Ids of what a change is about, the nearest first: of a key also its user, of a part of a repository the repository. */
export function concernedBy(change: Change, { aws }: Estates): readonly string[] {
  const members: Readonly<Record<string, unknown>> = change;
  const named = ABOUT.flatMap((member) => {
    const value = members[member];
    return typeof value === 'string' ? [value] : [];
  });
  return named.flatMap((id) => {
    const key = aws.facts.keys.find((each) => each.id === id);
    const user =
      key?.user == null
        ? null
        : aws.facts.users.find((each) => each.name === key.user && each.account === key.account);
    const repository = /^github:\/\/[^/]+\/[^/]+(?=\/)/.exec(id)?.[0];
    return [
      id,
      ...(user ? [user.id] : []),
      ...(id.endsWith('/login-profile') ? [id.slice(0, -'/login-profile'.length)] : []),
      ...(repository === undefined ? [] : [repository]),
    ];
  });
}
