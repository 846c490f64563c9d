import type { Json } from '../../../schema/json.ts';
import type { EvidenceRef } from '../../../schema/records.ts';
import { type Principal, principalNamed, type Resource } from '../../aws/estate/estate.ts';
import { reach } from '../../aws/estate/permissions.ts';
import { isCaller } from '../../aws/evaluate/caller.ts';
import { accountRoot, isAccountId, parseArn } from '../../aws/read/arn.ts';
import type { ResourceKind } from '../../aws/read/facts.ts';
import { all, any, type Outcome, unknown } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Emit, Rule, Scene } from '../rule.ts';
import { accountsInConditions } from '../trust/strangers.ts';
import { isAwsManagedKey } from './data-key.ts';
import { judgeAccess, mayMean, namedByPolicy } from './judge-access.ts';
import type { Level } from './levels.ts';
import { anyone, outsider, snapshotOf, UNNAMED } from './outsiders.ts';
import { resourceKinds } from './resource-kinds.ts';

const VERBS: Readonly<Record<string, string>> = {
  'can-read': 'Read the data of',
  'can-write': 'Change the data of',
  'can-administer': 'Change who has access to',
  'can-decrypt': 'Decrypt with',
  'can-invoke': 'Call, by its own policy,',
  'can-take-over': 'Change, by its own policy, the code of',
};
/** One rule for each kind of resource and level of access. */
export const ACCESS_RULES: readonly Rule[] = (Object.keys(resourceKinds) as ResourceKind[]).flatMap((kind) =>
  resourceKinds[kind].levels.map((level) => accessRule(kind, level)),
);

function accessRule(kind: ResourceKind, level: Level): Rule {
  const { noun, techniques } = resourceKinds[kind];
  return {
    id: level.rule,
    title: `${VERBS[level.kind]} ${noun} (${level.actions.join(level.every ? ' + ' : ', ')})`,
    kind: level.kind,
    techniques,
    enables: `${VERBS[level.kind]} ${noun}.`,
    fix: 'Grant the actions on named resources to who needs them; deny the rest in the resource policy.',
    references: ['https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html'],
    subject: 'resource',
    derive(resource, scene, emit) {
      if (resource.fact.kind !== kind || isAwsManagedKey(resource.fact)) return;
      const done = new Set<string>();
      const closed = isClosedToOthers(resource, scene);
      for (const principal of candidates(resource, level, scene)) {
        done.add(principal.id);
        if (closed && principal.account !== resource.fact.account) continue;
        if (
          scene.administrators.administers(principal).verdict === 'allow' &&
          principal.account === resource.fact.account
        )
          continue;
        emitAccess(principal, resource, level, scene, emit);
      }
      if (!closed) emitOutsiders(resource, level, scene, done, emit);
    },
    explain(asked, to, scene) {
      const from = scene.aws.principals.get(asked);
      const resource = from && resourceAt(scene, to);
      if (!from || !resource || resource.fact.kind !== kind) return [];
      const outcome = judgeAccess(from, resource, level, scene);
      if (outcome) return outcome.blockers.map((each) => ({ ...each, met: each.met + 1 }));
      return [
        {
          ...from.ref,
          says: `No statement of ${from.name} allows ${level.actions.join(level.every ? ' and ' : ' or ')} on ${to}.`,
          met: 0,
        },
      ];
    },
  };
}

export function resourceAt(scene: Scene, arn: string): Resource | null {
  for (const account of scene.aws.accounts.values()) {
    const found = account.resources.find((resource) => resource.fact.arn === arn);
    if (found) return found;
  }
  return null;
}

/** Principals whose own policies touch the level's actions at all, and those that the resource's policy names. */
function* candidates(resource: Resource, level: Level, scene: Scene): Generator<Principal> {
  if (level.byPolicyOnly && !resource.policy) return;
  const actions = level.versions === undefined ? level.actions : [...level.actions, level.versions];
  const named = namedByPolicy(resource);
  const everyone = named.some((each) => each.type === 'AWS' && each.value === '*');
  const direct = new Set(named.map((each) => principalNamed(scene.aws, each.value)?.id));
  const foreign = new Set(
    named.map((each) => (isAccountId(each.value) ? each.value : parseArn(each.value)?.account)),
  );
  for (const account of scene.aws.accounts.values()) {
    const own = account.id === resource.fact.account;
    if (!own && !everyone && !foreign.has(account.id)) continue;
    if (own && level.byPolicyOnly) {
      yield* account.principals.filter(({ id }) => direct.has(id));
      continue;
    }
    for (const [set, principals] of account.bySet) {
      const touches = actions.some((action) => mayMean(reach(set, action), resource, level));
      for (const principal of principals)
        if (touches || direct.has(principal.id) || (own && everyone)) yield principal;
    }
  }
}

function emitAccess(principal: Principal, resource: Resource, level: Level, scene: Scene, emit: Emit): void {
  const judged = judgeAccess(principal, resource, level, scene);
  if (!judged) return;
  const relation = relationOf(
    level.kind,
    level.rule,
    principal,
    resource.fact.arn,
    withGaps(judged, resource),
    `${principal.name} has access to ${resource.fact.name}.`,
  );
  if (relation) emit(relation);
}

/** A policy that was not collected may deny, or for KMS withhold, what identity policies allow. */
function withGaps(outcome: Outcome, resource: Resource): Outcome {
  const { policyOperation: operation } = resourceKinds[resource.fact.kind];
  if (resource.fact.policy.state !== 'unknown' || operation === null) return outcome;
  return all([
    outcome,
    unknown(`${operation} was not collected for ${resource.fact.name}: its policy may deny this`),
  ]);
}

/** Whom the resource's policy names outside what was collected: other accounts, their principals, services, anyone. */
function emitOutsiders(resource: Resource, level: Level, scene: Scene, done: Set<string>, emit: Emit): void {
  const { fact, policy } = resource;
  if (!policy?.ref) return;
  const named = namedByPolicy(resource);
  const everyone = named.some(({ type, value }) => type === 'AWS' && value === '*');
  // Everyone of one account is that account.
  const accounts = everyone ? accountsInConditions(policy.document, scene.aws.guardrails) : [];
  for (const { type, value } of [...named, ...accounts.map((id) => ({ type: 'AWS', value: id }))]) {
    if (type === 'AWS' && value === '*') {
      emitAnyone(resource, level, scene, done, emit);
      continue;
    }
    const account = isAccountId(value) ? value : (parseArn(value)?.account ?? '');
    const id = isAccountId(value) ? accountRoot(value) : value;
    if (type === 'Service' || type === 'CanonicalUser' || type === 'Federated') continue;
    // A unique id stands where the principal was deleted: nobody is named by it any more.
    if (!isCaller(id)) continue;
    if (done.has(id) || account === fact.account || principalNamed(scene.aws, value)) continue;
    done.add(id);
    const root = id.endsWith(':root');
    const asker = outsider(
      root ? `arn:aws:iam::${account}:role/any-administrator` : id,
      account,
      policy.ref,
      id,
      snapshotOf(resource, scene),
      scene.aws.guardrails.of(account),
    );
    const judged = judgeAccess(root ? { ...asker, context: UNNAMED } : asker, resource, level, scene);
    if (!judged) continue;
    const outcome = root
      ? judged
      : all([
          judged,
          unknown(`account ${account} was not collected: whether it lets ${id} do this is not known`),
        ]);
    const relation = relationOf(
      level.kind,
      level.rule,
      asker,
      fact.arn,
      outcome,
      `The policy of ${fact.name} names ${id}.`,
    );
    if (relation) emit(relation);
  }
}

function emitAnyone(resource: Resource, level: Level, scene: Scene, done: Set<string>, emit: Emit): void {
  const { fact, policy } = resource;
  if (done.has('internet') || !policy?.ref) return;
  done.add('internet');
  const judged = judgeAnyone(resource, policy.document, policy.ref, level, scene);
  if (!judged) return;
  const outcome =
    fact.kind === 's3-bucket' && fact.publicAccessBlock === null
      ? all([
          judged,
          unknown(`s3:GetPublicAccessBlock was not collected for ${fact.name}: it may block public access`),
        ])
      : judged;
  const relation = relationOf(
    level.kind,
    level.rule,
    { id: 'internet', ref: policy.ref },
    fact.arn,
    outcome,
    `The policy of ${fact.name} admits anyone.`,
  );
  if (relation) emit(relation);
}

function judgeAnyone(
  resource: Resource,
  document: Json,
  ref: EvidenceRef,
  level: Level,
  scene: Scene,
): Outcome | null {
  return any(
    anyone(resource, document, ref, scene).flatMap(
      (asker) => judgeAccess(asker, resource, level, scene) ?? [],
    ),
  );
}

/**
 * RestrictPublicBuckets: a bucket whose policy is public is open to its own account and to services alone, whomever the
 * policy names besides. A policy that asks everyone for something fixed (a network, an organization) is not public
 * ("Blocking public access to your Amazon S3 storage", The meaning of "public").
 */
function isClosedToOthers(resource: Resource, scene: Scene): boolean {
  const { fact, policy } = resource;
  if (!fact.publicAccessBlock?.restrict || !policy?.ref) return false;
  const { document, ref } = policy;
  return resourceKinds[fact.kind].levels.some(
    (level) => judgeAnyone(resource, document, ref, level, scene)?.verdict === 'allow',
  );
}
