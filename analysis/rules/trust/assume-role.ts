import type { Json } from '../../../schema/json.ts';
import type { ProofStep } from '../../../schema/records.ts';
import { type Principal, principalNamed, type Role } from '../../aws/estate/estate.ts';
import type { AccountGuardrails } from '../../aws/estate/guardrails.ts';
import {
  type HeldPolicy,
  hold,
  type PowerSet,
  powerSet,
  reach,
  touched,
} from '../../aws/estate/permissions.ts';
import { isNothing, mayTouch, touchOf } from '../../aws/estate/touch.ts';
import type { RequestContext } from '../../aws/evaluate/types.ts';
import { accountRoot, isAccountId, parseArn } from '../../aws/read/arn.ts';
import { judge } from '../judge.ts';
import { judgeTarget } from '../judge-target.ts';
import { all, any, type Blocker, type Outcome, step, unknown } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Emit, Rule, Scene } from '../rule.ts';
import { passable } from './passable.ts';
import { accountsInConditions, NOBODY, strangerContext } from './strangers.ts';
import { type TrustedPrincipal, trustedPrincipals } from './trust-principals.ts';

const ID = 'sts-001';
const REFERENCES = [
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use.html',
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
];

/** AssumeRole by users, roles, role sessions, accounts, services and anyone. Federation has rules of its own. */
export const assumeRole: Rule = {
  id: ID,
  title: 'Assume a role',
  kind: 'can-assume',
  techniques: ['T1078.004', 'T1548.005', 'T1550.001'],
  enables: 'A session with the permissions of the role.',
  fix: 'Name in the trust policy only who needs the role, and grant sts:AssumeRole on that role alone.',
  references: REFERENCES,
  subject: 'role',
  derive(role, scene, emit) {
    if (!role.trust || !role.fact.trust) return;
    const named = trustedPrincipals(role.fact.trust);
    const done = new Set<string>();
    for (const trusted of named) emitTrusted(role, role.trust, trusted, scene, done, emit);
  },
  explain(asked, to, scene) {
    const from = scene.aws.principals.get(asked);
    const role = scene.aws.principals.get(to);
    if (role?.kind !== 'role') return [];
    return from ? whyNotAssumed(from, role as Role, scene) : whyNotFromOutside(asked, role as Role);
  },
};

function emitTrusted(
  role: Role,
  trust: HeldPolicy,
  trusted: TrustedPrincipal,
  scene: Scene,
  done: Set<string>,
  emit: Emit,
): void {
  const { aws: estate } = scene;
  if (trusted.type === 'anyone') {
    for (const principal of estate.accounts.get(role.account)?.principals ?? [])
      emitPrincipal(principal, role, trust, scene, done, emit);
    const { ref, negated } = trusted;
    const others = new Set([
      ...estate.accounts.keys(),
      ...accountsInConditions(trust.document, estate.guardrails),
    ]);
    for (const account of others)
      if (account !== role.account && isAccountId(account))
        emitTrusted(role, trust, { type: 'account', account, ref, negated }, scene, done, emit);
    if (!scene.whole) emitFrom('internet', anyone(), role, trust, trusted, done, emit);
  } else if (trusted.type === 'account') {
    const account = estate.accounts.get(trusted.account);
    const foreign = trusted.account !== role.account;
    // The account is only trusted to delegate: what the principal itself may do decides.
    for (const [set, principals] of account?.bySet ?? []) {
      const touches = reach(set, 'sts:AssumeRole');
      if (isNothing(touches) || !(touches.templates.length > 0 || mayTouch(touches, role.arn))) continue;
      for (const principal of principals) {
        // The edge of its account says it for an administrator.
        if (foreign && scene.administrators.administers(principal).verdict === 'allow') continue;
        emitPrincipal(principal, role, trust, scene, done, emit);
      }
    }
    if (foreign && !scene.whole)
      emitFrom(accountRoot(trusted.account), accountRoot(trusted.account), role, trust, trusted, done, emit);
  } else if (trusted.type === 'arn') {
    const principal = principalNamed(estate, trusted.arn);
    if (!principal) emitUncollected(trusted, role, trust, done, emit);
    // One session of a role that is named stands for the role, under the session's name.
    else emitPrincipal(principal, role, trust, scene, done, emit);
  } else if (trusted.type === 'unique-id') {
    emitOnce(done, trusted.id, emit, {
      from: trusted.id,
      to: role.id,
      verdict: 'unknown',
      conditions: [
        /^A[0-9A-Z]{15,}$/.test(trusted.id)
          ? `${trusted.id} is the unique id of a principal that no longer exists or was not collected`
          : `${trusted.id} is no principal that AWS knows`,
      ],
      proof: [step(trusted.ref, `The trust policy of ${role.name} names only the unique id ${trusted.id}.`)],
    });
  } else if (trusted.type === 'service' && !scene.whole) {
    emitFrom(trusted.service, trusted.service, role, trust, trusted, done, emit);
  }
}

type Bare = {
  from: string;
  to: string;
  verdict: 'allow' | 'conditional' | 'unknown';
  conditions: readonly string[];
  proof: readonly ProofStep[];
};

function emitOnce(done: Set<string>, key: string, emit: Emit, bare: Bare): void {
  if (done.has(key) || bare.from === bare.to) return;
  done.add(key);
  emit({ ...bare, kind: 'can-assume', rule: ID });
}

/** A collected user or role, by trust and by its own policies. Administrators of the role's account have one edge already. */
function emitPrincipal(
  principal: Principal,
  role: Role,
  trust: HeldPolicy,
  scene: Scene,
  done: Set<string>,
  emit: Emit,
): void {
  if (principal.id === role.id || done.has(principal.id)) return;
  done.add(principal.id);
  if (principal.account === role.account && scene.administrators.administers(principal).verdict === 'allow')
    return;
  const relation = relationOf(
    'can-assume',
    ID,
    principal,
    role.id,
    assumes(principal, principal.set, role, trust),
    `${principal.name} may assume ${role.name}.`,
  );
  if (relation) emit(relation);
}

/** Whether a principal with the set may assume the role under the trust policy. */
export function assumes(principal: Principal, set: PowerSet, role: Role, trust: HeldPolicy): Outcome {
  const { complete, context } = passable(trust);
  const asker =
    complete.length === 0
      ? principal
      : { ...principal, complete: [...(principal.complete ?? []), ...complete] };
  return judgeTarget(asker, set, 'sts:AssumeRole', role, {
    resourcePolicy: trust,
    resourceAccount: role.account,
    context,
  });
}

/** A principal of which only its name is known: both sides must allow across accounts, and its side was not collected. */
function emitUncollected(
  trusted: TrustedPrincipal & { readonly type: 'arn' },
  role: Role,
  trust: HeldPolicy,
  done: Set<string>,
  emit: Emit,
): void {
  const account = parseArn(trusted.arn)?.account ?? '';
  const outcome = byTrust(trusted.arn, role, trust);
  const gap =
    account === role.account
      ? `${trusted.arn} was not found in account ${account}`
      : `account ${account} was not collected, so whether ${trusted.arn} is allowed sts:AssumeRole there is not known`;
  const relation = relationOf(
    'can-assume',
    ID,
    { id: trusted.arn, ref: trusted.ref },
    role.id,
    all([outcome, unknown(gap)]),
    `The trust policy of ${role.name} names ${trusted.arn}.`,
  );
  if (relation && !done.has(trusted.arn)) {
    done.add(trusted.arn);
    emit(relation);
  }
}

function emitFrom(
  from: string,
  asker: string,
  role: Role,
  trust: HeldPolicy,
  trusted: TrustedPrincipal,
  done: Set<string>,
  emit: Emit,
): void {
  if (done.has(from)) return;
  done.add(from);
  const says =
    from === 'internet'
      ? `The trust policy of ${role.name} admits anyone who has the credentials of any AWS account.`
      : `The trust policy of ${role.name} names ${from}.`;
  const relation = relationOf(
    'can-assume',
    ID,
    { id: from, ref: trusted.ref },
    role.id,
    asker === anyone() ? byStranger(role, trust) : byTrust(asker, role, trust),
    says,
  );
  if (relation) emit(relation);
}

const willing = powerSet(
  'willing',
  [
    hold(
      { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } as Json,
      null,
      'its own policies',
    ),
  ],
  null,
);

/** Somebody whose account is in no organization, or in some other; they choose. */
function byStranger(role: Role, trust: HeldPolicy): Outcome {
  const alone = byTrust(anyone(), role, trust, null);
  return alone.verdict === 'allow' ? alone : (any([alone, byTrust(anyone(), role, trust)]) as Outcome);
}

/** What the trust policy says by itself, for an asker whose own side grants everything it can. */
function byTrust(asker: string, role: Role, trust: HeldPolicy, place?: null): Outcome {
  const guards = guardsOf(asker, role);
  const about = {
    ...standIn(asker, trust),
    guards: place === undefined ? guards : { ...guards, place },
    notBefore: role.notBefore,
    name: asker,
    ref: trust.ref ?? role.ref,
  };
  const { complete, context } = passable(trust);
  const outcome = judge({ ...about, complete }, willing, 'sts:AssumeRole', role.arn, {
    resourcePolicy: trust,
    resourceAccount: role.account,
    context,
  });
  const who = asker === anyone() ? 'anyone with the credentials of an AWS account' : asker;
  return {
    ...outcome,
    steps: outcome.steps.map((each) => ({ ...each, says: each.says.replaceAll(about.arn, who) })),
  };
}

/** A principal of the account asks for it (a root user cannot assume roles); which one is not known. */
function standIn(asker: string, trust: HeldPolicy): { arn: string; context: RequestContext } {
  const arn = parseArn(asker);
  if (arn?.resource !== 'root') return { arn: asker, context: {} };
  const context = { 'aws:PrincipalArn': null, 'aws:userid': null, 'aws:username': null };
  if (arn.account !== NOBODY)
    return { arn: `arn:${arn.partition}:iam::${arn.account}:role/any-administrator`, context };
  return { arn: `arn:aws:iam::${NOBODY}:role/anyone`, context: strangerContext(trust.document) };
}

/** What the organization lets the asker's account do, where the account is in a collected one. */
function guardsOf(asker: string, role: Role): AccountGuardrails {
  const account = parseArn(asker)?.account ?? '';
  return isAccountId(account) ? role.guards.all.of(account) : role.guards.all.nobody;
}

function anyone(): string {
  return accountRoot(NOBODY);
}

function whyNotAssumed(from: Principal, role: Role, scene: Scene): Blocker[] {
  const trust = role.trust;
  if (!trust || !role.fact.trust) {
    return [
      {
        observation: role.ref.observation,
        pointer: role.ref.pointer,
        says: `The trust policy of ${role.name} was not collected.`,
        met: 0,
      },
    ];
  }
  const named = trustedPrincipals(role.fact.trust);
  const admits = named.some(
    (each) =>
      each.type === 'anyone' ||
      (each.type === 'account' && each.account === from.account) ||
      (each.type === 'arn' && principalNamed(scene.aws, each.arn)?.id === from.id),
  );
  const grants = mayTouch(touchOf(touched(from.set, 'sts:AssumeRole'), from), role.arn);
  if (admits) {
    const blockers = assumes(from, from.set, role, trust).blockers.map((each) => ({ ...each, met: 1 }));
    if (!grants || blockers.every((each) => each.asked === undefined)) return blockers;
    const says = `The trust policy of ${role.name} admits ${from.name} only under a condition that does not hold.`;
    return [{ ...role.fact.trust.ref, says, met: 1 }];
  }
  const others: Blocker = {
    ...role.fact.trust.ref,
    says: `The trust policy of ${role.name} names only ${names(named)}, not ${from.name}.`,
    met: grants ? 1 : 0,
  };
  if (grants || !isNothing(touched(from.set, 'sts:AssumeRole'))) return [others];
  const says = `No statement of ${from.name} allows sts:AssumeRole on ${role.arn}.`;
  return [others, { ...from.ref, says, met: 0 }];
}

/** For who is no collected principal and named all the same: what stands against it besides the trust. */
function whyNotFromOutside(asked: string, role: Role): Blocker[] {
  const { trust } = role;
  if (!trust || !isNamed(asked, role)) return [];
  return byTrust(asked, role, trust).blockers.map((each) => ({ ...each, met: each.met + 1 }));
}

/** Whether the role's trust policy names somebody of whom only the name is known. */
export function isNamed(asked: string, { fact }: Role): boolean {
  if (!fact.trust) return false;
  return trustedPrincipals(fact.trust).some(
    (each) =>
      (each.type === 'account' && accountRoot(each.account) === asked) ||
      (each.type === 'arn' && each.arn === asked) ||
      (each.type === 'service' && each.service === asked),
  );
}

/** For who is no collected principal: whom the role's trust policy names instead. */
export function whomTrusted(role: Role, asker: string): Blocker {
  const { trust } = role.fact;
  if (!trust) return { ...role.ref, says: `The trust policy of ${role.name} was not collected.`, met: 0 };
  const says = `The trust policy of ${role.name} names only ${names(trustedPrincipals(trust))}, not ${asker}.`;
  return { ...trust.ref, says, met: 1 };
}

function names(named: readonly TrustedPrincipal[]): string {
  const texts = named.map(nameOf);
  const shown = [...new Set(texts)].slice(0, 5);
  return shown.length === 0 ? 'nobody' : shown.join(', ') + (texts.length > 5 ? ' and others' : '');
}

function nameOf(trusted: TrustedPrincipal): string {
  switch (trusted.type) {
    case 'anyone':
      return 'anyone';
    case 'account':
      return `account ${trusted.account}`;
    case 'arn':
      return trusted.arn;
    case 'unique-id':
      return trusted.id;
    case 'service':
      return trusted.service;
    case 'federated':
      return trusted.provider;
  }
}
