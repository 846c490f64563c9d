import { throwIfCancelled } from '../../../schema/errors.ts';
import type { Relation } from '../../../schema/records.ts';
import type { Account, Role } from '../../aws/estate/estate.ts';
import { ask } from '../../derive.ts';
import { githubTrusts } from '../../github/mint/web-trusts.ts';
import { aws } from '../../providers/aws.ts';
import { SUBJECT_IDS } from '../../providers/registry.ts';
import { type Looks, looksOf } from '../../rules/looks.ts';
import { RULES } from '../../rules/registry.ts';
import type { Rule, Scene, SubjectKind, SubjectLists, Subjects } from '../../rules/rule.ts';
import { trustedPrincipals } from '../../rules/trust/trust-principals.ts';
import { START_COMPANIONS } from '../../rules/workloads/start-rules.ts';
import type { ChangedFacts } from './aws-facts-after.ts';
import type { Baseline } from './baseline.ts';
import { relationsAt } from './baseline.ts';
import type { ChangedAccounts } from './changed-principals.ts';
import { narrowScene } from './narrow-scene.ts';

type Subject = Subjects[SubjectKind];

/** What is no longer so, by number of the relation of the baseline, and what is so instead. */
export interface AskedAgain {
  readonly gone: ReadonlySet<number>;
  readonly found: readonly Relation[];
}

/**
 * Asks again what changed accounts can give otherwise than before: rules of changed subjects in full, rules of other
 * subjects about the changed principals alone, as far as each rule looks.
 */
export function askAwsAgain(
  base: Baseline,
  scene: Scene,
  facts: ChangedFacts,
  changed: ChangedAccounts,
  signal?: AbortSignal,
): AskedAgain {
  const gone = new Set<number>();
  const found: Relation[] = [];
  const about = {
    askers: { ids: changed.principals, of: relationsOfThose(base, changed.principals) },
    targets: { ids: changed.described, of: relationsOfThose(base, changed.described) },
  };
  const narrow = {
    askers: narrowScene(scene, changed.principals),
    targets: narrowScene(scene, changed.described),
  };
  const plan = planOf(base, scene, facts, changed);
  const choose = chooser(base, scene, facts, changed);
  for (const [number, rule] of RULES.entries()) {
    const looks = plan(rule);
    if (looks === 'nothing') continue;
    throwIfCancelled(signal);
    const bounds = base.asked.starts[number] as Int32Array;
    const { before, after, others } = choose(rule.subject, looks);
    for (const index of before)
      for (let relation = bounds[index]!; relation < bounds[index + 1]!; relation++) gone.add(relation);
    for (const subject of after) ask(rule, subject, scene, found);
    if ((looks !== 'askers' && looks !== 'targets') || about[looks].ids.size === 0) continue;
    const { ids, of } = about[looks];
    for (const relation of of)
      if (relation >= bounds[0]! && relation < bounds[bounds.length - 1]!) gone.add(relation);
    const some: Relation[] = [];
    for (const subject of others) ask(rule, subject, narrow[looks], some);
    for (const relation of some)
      if (ids.has(looks === 'askers' ? relation.from : relation.to)) found.push(relation);
  }
  return { gone, found };
}

/** How each rule is asked again. */
function planOf(base: Baseline, scene: Scene, facts: ChangedFacts, changed: ChangedAccounts) {
  const described = changed.described.size > 0 || facts.keys.size > 0 || facts.resources.size > 0;
  const tokens = changesTrustsOfTokens(base.scene, scene, changed);
  const companions = changesCompanions(base.scene, scene, changed);
  return (rule: Rule): Looks | 'nothing' => {
    const looks = looksOf(rule);
    if (looks === 'cluster') return 'nothing';
    if (looks === 'organization') return tokens ? 'anywhere' : 'nothing';
    if (looks === 'descriptions') return described ? 'anywhere' : 'nothing';
    if (looks === 'names') return changed.renamed.size > 0 ? 'anywhere' : 'nothing';
    // Whom a service lets take part besides is asked of all roles together.
    if (looks === 'targets' && companions) return 'account';
    return looks;
  };
}

function rolesAmong({ aws: estate }: Scene, { principals }: ChangedAccounts) {
  return [...principals].flatMap((id) => {
    const principal = estate.principals.get(id);
    return principal?.fact.kind === 'role' && principal.fact.trust
      ? [trustedPrincipals(principal.fact.trust)]
      : [];
  });
}

function changesTrustsOfTokens(before: Scene, after: Scene, changed: ChangedAccounts): boolean {
  const federated = [...rolesAmong(before, changed), ...rolesAmong(after, changed)].some((trusted) =>
    trusted.some(({ type }) => type === 'federated'),
  );
  if (!federated) return false;
  const [old, now] = [githubTrusts(before), githubTrusts(after)];
  return old.length !== now.length || old.some(({ of }, index) => of !== now[index]?.of);
}

function changesCompanions(before: Scene, after: Scene, changed: ChangedAccounts): boolean {
  if (changed.described.size === 0) return false;
  return [...rolesAmong(before, changed), ...rolesAmong(after, changed)].some((trusted) =>
    trusted.some((each) => each.type === 'service' && START_COMPANIONS.has(each.service)),
  );
}

function relationsOfThose(base: Baseline, ids: ReadonlySet<string>): ReadonlySet<number> {
  const found = new Set<number>();
  for (const id of ids) {
    const number = base.numbers.get(id);
    if (number === undefined) continue;
    for (const relation of relationsAt(base.leaving, number)) found.add(relation);
    for (const relation of relationsAt(base.entering, number)) found.add(relation);
  }
  return found;
}

/** Whom to ask again. */
interface Choice {
  /** Numbers of the subjects that were asked before and whose relations are asked for again. */
  readonly before: readonly number[];
  readonly after: readonly Subject[];
  /** Those that are asked about changed principals alone. */
  readonly others: readonly Subject[];
}

/** Chooses the subjects of one kind for rules that look equally far; the choice is made once for all of them. */
function chooser(base: Baseline, scene: Scene, facts: ChangedFacts, changed: ChangedAccounts) {
  const known = new Map<string, Choice>();
  const keyChanged = base.estates.aws.facts.resources.some(
    ({ arn, kind }) => kind === 'kms-key' && facts.resources.has(arn),
  );
  const everybody: SubjectLists = { ...base.asked.subjects, ...aws.subjects(scene) };

  function isAsked(kind: SubjectKind, looks: Looks, subject: Subject): boolean {
    if (looks === 'anywhere') return true;
    const account = accountOf(kind, subject);
    if (looks === 'account') return changed.touched.has(account);
    if (looks === 'itself' && changed.unsettled.has(account)) return true;
    if (kind === 'resource') {
      const { fact } = subject as Subjects['resource'];
      // Data is decrypted with a key whose policy is another resource's.
      return facts.resources.has(fact.arn) || (keyChanged && fact.encryptionKey !== null);
    }
    return changed.principals.has((SUBJECT_IDS[kind] as (subject: Subject) => string)(subject));
  }

  /** Whether a subject may have relations with principals of the touched accounts at all. */
  function mayConcern(kind: SubjectKind, subject: Subject): boolean {
    if (changed.touched.has(accountOf(kind, subject))) return true;
    if (kind === 'role') return admitsAny(subject as Role, changed.touched);
    if (kind !== 'resource') return false;
    const { fact, policy } = subject as Subjects['resource'];
    return policy !== null || fact.grants.length > 0;
  }

  return (kind: SubjectKind, looks: Looks): Choice => {
    const key = `${kind} ${looks}`;
    let choice = known.get(key);
    if (!choice) {
      const old: readonly Subject[] = base.asked.subjects[kind];
      const now: readonly Subject[] = everybody[kind];
      const narrow = looks === 'askers' || looks === 'targets';
      choice = {
        before: old.flatMap((subject, index) => (isAsked(kind, looks, subject) ? index : [])),
        after: now.filter((subject) => isAsked(kind, looks, subject)),
        others: narrow
          ? now.filter((subject) => !isAsked(kind, looks, subject) && mayConcern(kind, subject))
          : [],
      };
      known.set(key, choice);
    }
    return choice;
  };
}

/** Whether the role's trust policy names anyone, or anything of the accounts. */
function admitsAny({ fact }: Role, accounts: ReadonlySet<string>): boolean {
  return (fact.trust ? trustedPrincipals(fact.trust) : []).some(
    (each) =>
      each.type === 'anyone' ||
      (each.type === 'account' && accounts.has(each.account)) ||
      (each.type === 'arn' && accounts.has(each.arn.split(':')[4] ?? '')),
  );
}

function accountOf(kind: SubjectKind, subject: Subject): string {
  if (kind === 'account') return (subject as Account).id;
  if (kind === 'resource') return (subject as Subjects['resource']).fact.account;
  return (subject as { readonly account: string }).account;
}
