import type { Estate, Principal } from '../../aws/estate/estate.ts';
import type { RoleFact, UserFact } from '../../aws/read/facts.ts';
import type { Scene } from '../../rules/rule.ts';
import type { ChangedFacts } from './aws-facts-after.ts';
import { same } from './same.ts';

/** What changed of the accounts, as rules look at it. */
export interface ChangedAccounts {
  /** Accounts of which any fact changed. */
  readonly touched: ReadonlySet<string>;
  /** Accounts in which a group, a managed policy or a name changed: what anybody there could make of itself may have. */
  readonly unsettled: ReadonlySet<string>;
  /** Accounts in which a name went away or is another. */
  readonly renamed: ReadonlySet<string>;
  /** Ids of principals, as they are or were, whose relations may all have changed. */
  readonly principals: ReadonlySet<string>;
  /** Ids of those of them whose description changed, not only their power. */
  readonly described: ReadonlySet<string>;
}

/** The accounts of which facts changed. */
export function touchedAccounts(before: Estate, changed: ChangedFacts): ReadonlySet<string> {
  const { facts } = before;
  const touched = new Set<string>();
  const note = <T extends { readonly account: string | null }>(
    list: Iterable<T>,
    keys: ReadonlySet<string>,
    keyOf: (fact: T) => string,
  ) => {
    if (keys.size > 0) for (const each of list) if (keys.has(keyOf(each))) touched.add(each.account ?? '');
  };
  note(facts.users, changed.users, ({ arn }) => arn);
  note(facts.users, changed.credentials, ({ arn }) => arn);
  note(facts.groups, changed.groups, ({ arn }) => arn);
  note(facts.roles, changed.roles, ({ arn }) => arn);
  note(facts.keys, changed.keys, ({ id }) => id);
  note(facts.resources, changed.resources, ({ arn }) => arn);
  for (const key of changed.policies)
    for (const { id, sources } of facts.accounts.values())
      if (sources.includes(key.slice(0, key.indexOf('\n')))) touched.add(id);
  return touched;
}

export function changedPrincipals(
  before: Estate,
  after: Estate,
  changed: ChangedFacts,
  touched: ReadonlySet<string>,
): Omit<ChangedAccounts, 'touched'> {
  const principals = new Set<string>();
  const described = new Set<string>();
  const unsettled = new Set<string>();
  const renamed = new Set<string>();
  const groups = new Set(
    before.facts.groups.filter(({ arn }) => changed.groups.has(arn)).map(({ account }) => account),
  );
  for (const account of touched) {
    if (changed.policies.size > 0 || groups.has(account)) unsettled.add(account);
    const now = new Map(after.accounts.get(account)?.principals.map((each) => [each.id, each]));
    for (const was of before.accounts.get(account)?.principals ?? []) {
      const is = now.get(was.id);
      if (is === was && !changed.credentials.has(was.arn)) continue;
      principals.add(was.id).add(was.arn);
      if (is && !changed.credentials.has(was.arn) && same(description(was.fact), description(is.fact)))
        continue;
      described.add(was.id).add(was.arn);
      if (!is || !same(names(was.fact), names(is.fact))) renamed.add(account);
    }
  }
  for (const account of renamed) unsettled.add(account);
  return { principals, described, unsettled, renamed };
}

/** Principals of unsettled accounts that are administrators, or become such, where they did and were not, or the reverse. */
export function flipped(before: Scene, after: Scene, unsettled: ReadonlySet<string>): readonly Principal[] {
  return [...unsettled]
    .flatMap((id) => after.aws.accounts.get(id)?.principals ?? [])
    .filter((principal) => {
      if (before.aws.principals.get(principal.id) !== principal) return false;
      return (
        before.growth.surely(principal) !== after.growth.surely(principal) ||
        !same(before.administrators.administers(principal), after.administrators.administers(principal))
      );
    });
}

function description(fact: UserFact | RoleFact): object {
  const { inline: _, attached: __, boundary: ___, ...rest } = fact;
  if (rest.kind === 'role') return rest;
  const { groups: ____, ...user } = rest;
  return user;
}

function names({ arn, name, path, kind, ...rest }: UserFact | RoleFact): readonly unknown[] {
  return [arn, name, path, kind, 'instanceProfiles' in rest ? rest.instanceProfiles : []];
}
