import { isJsonObject, type Json } from '../../../schema/json.ts';
import { resolvePointer } from '../../../schema/json-pointer.ts';
import type { ProofStep } from '../../../schema/records.ts';
import type { Account, Estate, Principal } from '../../aws/estate/estate.ts';
import { isGuarded } from '../../aws/estate/guardrails.ts';
import { type HeldPolicy, hold, type PowerSet, touched } from '../../aws/estate/permissions.ts';
import { FILLED, isNothing, textList, witnesses } from '../../aws/estate/touch.ts';
import type { RequestContext } from '../../aws/evaluate/types.ts';
import { judge } from '../judge.ts';
import { all, any, blocked, type Outcome, step, unknown } from '../outcome.ts';
import { judgeTagged } from '../tagged.ts';

/** Who is, or equals, an administrator. Answers are kept, since nearly every rule asks. */
export interface AdministratorIndex {
  /** Administrator by its own policies, as they are. */
  administers(principal: Principal): Outcome;
  /** Whether a principal with this set of policies could make an administrator out of nothing. */
  equals(principal: Principal, set: PowerSet): Outcome;
}

export const ADMINISTRATOR_POLICY = 'arn:aws:iam::aws:policy/AdministratorAccess';
/** IAM is a global service: its requests carry us-east-1 as the requested region. */
export const IAM_CONTEXT = { 'aws:RequestedRegion': 'us-east-1' };

/**
 * What an administrator may do besides IAM: one action from each family that decides what an account is worth. None may
 * be denied outright; a condition on one (a region, say) does not make an administrator less of one.
 */
const GENERAL_PROBES: readonly (readonly [action: string, resource: string, words: string])[] = [
  ['s3:GetObject', 'arn:aws:s3:::probe/object', 'S3 objects'],
  ['ec2:RunInstances', 'arn:aws:ec2:us-east-1:ACCOUNT:instance/*', 'EC2 instances'],
  ['lambda:UpdateFunctionCode', 'arn:aws:lambda:us-east-1:ACCOUNT:function:probe', 'Lambda functions'],
  [
    'secretsmanager:GetSecretValue',
    'arn:aws:secretsmanager:us-east-1:ACCOUNT:secret:probe-AbCdEf',
    'secrets',
  ],
  ['dynamodb:DeleteTable', 'arn:aws:dynamodb:us-east-1:ACCOUNT:table/probe', 'DynamoDB tables'],
  ['rds:DeleteDBInstance', 'arn:aws:rds:us-east-1:ACCOUNT:db:probe', 'RDS databases'],
];

/**
 * Administrator: may do the general probes, and may make a principal with AdministratorAccess that it can act as, by one
 * of the ways below. The second alone equals an administrator; the first without the second (all but IAM) is none.
 */
export function administratorIndex(estate: Estate): AdministratorIndex {
  const administering = new Map<string, Outcome>();
  const equalling = new Map<string, Outcome>();

  function administers(principal: Principal): Outcome {
    const key = keyOf(principal, principal.set);
    let outcome = administering.get(key);
    if (!outcome) {
      outcome = weigh(principal);
      administering.set(key, outcome);
    }
    return outcome;
  }

  function weigh(principal: Principal): Outcome {
    const unseen = principal.fact.attached.find((each) => each.arn === ADMINISTRATOR_POLICY);
    if (unseen && principal.set.missing.includes(unseen.arn))
      return unknown('iam:GetPolicyVersion: the document of AdministratorAccess was not collected', [
        step(unseen.ref, `AdministratorAccess is attached to ${principal.name}.`),
      ]);
    const [first] = GENERAL_PROBES;
    if (first && isNothing(touched(principal.set, first[0])))
      return blocked(principal.ref, `No statement of ${principal.name} allows everything.`);
    const general: Outcome[] = [];
    let withheld: Outcome | null = null;
    for (const [action, pattern, words] of GENERAL_PROBES) {
      const resource = pattern.replace('ACCOUNT', principal.account);
      const outcome = calling(judge(principal, principal.set, action, resource), resource, words);
      if (outcome.verdict === 'deny' && isWithheld(principal, action, resource)) {
        withheld ??= outcome;
        continue;
      }
      if (outcome.verdict === 'deny') {
        const told = outcome.blockers.every((each) => each.asked === undefined);
        return told
          ? outcome
          : blocked(principal.ref, `No statement of ${principal.name} allows everything.`);
      }
      general.push(outcome);
    }
    if (general.length === 0 && withheld !== null) return withheld;
    const maker = equals(principal, principal.set);
    if (maker.verdict === 'deny') return maker;
    const { steps } = all([...general.filter((each) => each.verdict === 'allow').slice(0, 1), maker]);
    return { ...maker, steps: byStatement(steps, principal.set) };
  }

  function equals(principal: Principal, set: PowerSet): Outcome {
    const key = keyOf(principal, set);
    let outcome = equalling.get(key);
    if (!outcome) {
      outcome = makesAdministrator(estate.accounts.get(principal.account), principal, set);
      equalling.set(key, outcome);
    }
    return outcome;
  }

  return { administers, equals };
}

/**
 * Whether the organization alone keeps it from the principal. What it keeps from a whole account makes its administrators
 * no less than that, as long as something is left to them.
 */
function isWithheld(principal: Principal, action: string, resource: string): boolean {
  if (!isGuarded(principal.guards)) return false;
  const free = { ...principal, guards: principal.guards.all.lifted.of(principal.account) };
  return judge(free, principal.set, action, resource).verdict !== 'deny';
}

/** One step for each statement: what it grants as a whole, or the actions asked about together. */
function byStatement(steps: readonly ProofStep[], set: PowerSet): readonly ProofStep[] {
  const groups = Map.groupBy(steps, (each) => `${each.observation} ${each.pointer}`);
  return [...groups.values()].map((group) => {
    const [first] = group as [ProofStep];
    const said = group.map((each) => /^(.*?) allows (\S+) on .*?( if .*)?\.$/.exec(each.says));
    const [title, condition] = [said[0]?.[1], said[0]?.[3] ?? ''];
    const actions = said.map((match) => match?.[2]);
    if (actions.includes(undefined)) return first;
    if (grantsEverything(statementAt(set, first)))
      return { ...first, says: `${title} allows every action on every resource${condition}.` };
    if (group.length === 1) return first;
    return { ...first, says: `${title} allows what makes an administrator: ${actions.join(', ')}.` };
  });
}

function statementAt(set: PowerSet, { observation, pointer }: ProofStep): Json | undefined {
  for (const { document, ref } of set.identity)
    if (ref?.observation === observation && pointer.startsWith(`${ref.pointer}/`))
      return resolvePointer(document, pointer.slice(ref.pointer.length));
  return undefined;
}

function grantsEverything(statement: Json | undefined): boolean {
  if (statement === undefined || !isJsonObject(statement)) return false;
  return (
    textList(statement.Action).some((action) => action === '*' || action === '*:*') &&
    textList(statement.Resource).includes('*')
  );
}

function keyOf(principal: Principal, set: PowerSet): string {
  return set.personal || principal.guards.scp.anyPersonal
    ? `${principal.id}\n${set.key}`
    : `${principal.kind} ${principal.account} ${set.key}`;
}

/** The ways to make an administrator out of nothing: a new role to assume, or a new user with a key or a password. */
export function makesAdministrator(
  account: Account | undefined,
  principal: Principal,
  set: PowerSet,
): Outcome {
  const outcome = any(ways(account, principal, set));
  return (
    outcome ??
    blocked(
      principal.ref,
      `No statement of ${principal.name} allows making a new role or user in the account.`,
    )
  );
}

/** No boundary is asked for: one would cap what is made. */
const UNBOUND: RequestContext = { 'iam:PermissionsBoundary': [] };

function* ways(account: Account | undefined, principal: Principal, set: PowerSet): Generator<Outcome> {
  const partition = account?.partition ?? 'aws';
  // Nearly nobody may make a principal: the names are only listed for who may.
  let names: ReadonlySet<string> | null = null;
  const isTaken = (arn: string): boolean => {
    names ??= new Set(account?.principals.map((each) => each.arn));
    return names.has(arn);
  };
  const ask = (action: string, resource: string, context: RequestContext = {}, trust?: HeldPolicy) =>
    // What is new has no tags, but those that the asker gives it.
    judgeTagged(
      principal,
      set,
      action,
      resource,
      { context: { ...IAM_CONTEXT, ...context }, resourcePolicy: trust },
      {},
    );
  const administrator = { 'iam:PolicyARN': ADMINISTRATOR_POLICY };
  const fresh = (action: string, type: string) =>
    witnesses(
      touched(set, action),
      `arn:${partition}:iam::${principal.account}:${type}/a-new-${type}`,
    ).filter((arn) => !isTaken(arn));

  for (const role of fresh('iam:CreateRole', 'role')) {
    const trust = trusting(principal.arn);
    yield ofNew('role', role, [
      ask('iam:CreateRole', role, UNBOUND),
      any([
        ask('iam:AttachRolePolicy', role, { ...administrator, ...UNBOUND }),
        ask('iam:PutRolePolicy', role, UNBOUND),
      ]) as Outcome,
      ask('sts:AssumeRole', role, {}, trust),
    ]);
  }
  for (const user of fresh('iam:CreateUser', 'user')) {
    yield ofNew('user', user, [
      ask('iam:CreateUser', user, UNBOUND),
      any([
        ask('iam:AttachUserPolicy', user, { ...administrator, ...UNBOUND }),
        ask('iam:PutUserPolicy', user, UNBOUND),
      ]) as Outcome,
      any([ask('iam:CreateAccessKey', user), ask('iam:CreateLoginProfile', user)]) as Outcome,
    ]);
  }
}

/** What is asked about a principal that is yet to be made; a proof calls it what it is. */
function ofNew(type: string, arn: string, outcomes: readonly Outcome[]): Outcome {
  const outcome = all(outcomes);
  const name = arn.endsWith(`/a-new-${type}`)
    ? `a new ${type}`
    : `a new ${type} (${arn.replaceAll(FILLED, '*')})`;
  return calling(outcome, arn, name);
}

/** The outcome with what stands for many called by its words. */
function calling(outcome: Outcome, resource: string, words: string): Outcome {
  const named = <T extends { readonly says: string }>(each: T): T => ({
    ...each,
    says: each.says.replaceAll(resource, words),
  });
  return { ...outcome, steps: outcome.steps.map(named), blockers: outcome.blockers.map(named) };
}

const trusts = new Map<string, HeldPolicy>();

/** A trust policy that an attacker would write: it names the principal itself. */
export function trusting(arn: string): HeldPolicy {
  let policy = trusts.get(arn);
  if (!policy) {
    const document: Json = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: arn }, Action: 'sts:AssumeRole' }],
    };
    policy = hold(document, null, 'the trust policy as changed');
    if (trusts.size > 20_000) trusts.clear();
    trusts.set(arn, policy);
  }
  return policy;
}

/** AdministratorAccess as an attacker would attach it. */
export function administratorPolicy(name: string): HeldPolicy {
  return hold(
    { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    null,
    name,
  );
}
