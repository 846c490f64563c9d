import type { EvidenceRef } from '../../schema/records.ts';
import type { Principal, Resource, Role } from '../aws/estate/estate.ts';
import { touched } from '../aws/estate/permissions.ts';
import { mayTouch, touchOf } from '../aws/estate/touch.ts';
import { namedByPolicy } from '../rules/access/judge-access.ts';
import type { Blocker } from '../rules/outcome.ts';
import type { Scene } from '../rules/rule.ts';
import { isNamed, whomTrusted } from '../rules/trust/assume-role.ts';
import { byWayOfOthers } from './by-way-of-others.ts';
import { whyNoRoleIsPassed } from './passing-roles.ts';

/** A reason that answers the question by itself stands before all others. */
const FIRST = 9;

/** What can be said without a rule: of keys, groups, anyone; of a principal whose power runs through its account. */
export function plainReasons(from: string, to: string, scene: Scene): readonly Blocker[] {
  const { aws: estate } = scene;
  const key = estate.facts.keys.find((each) => each.id === from);
  if (key?.status === 'Inactive')
    return [at(key.ref, `Access key ${key.id} is inactive, so it authenticates nobody.`)];
  if (key) {
    const owner = key.user === null ? 'the root user' : `user ${key.user}`;
    return [
      at(
        key.ref,
        `Access key ${key.id} authenticates ${owner}, and what it reaches it reaches as ${key.user === null ? 'that' : 'that user'}.`,
      ),
    ];
  }
  const group = estate.facts.groups.find((each) => each.id === from);
  if (group)
    return [at(group.ref, `Group ${group.name} does nothing by itself: its members have its policies.`)];
  const principal = estate.principals.get(from);
  if (principal) return ofPrincipal(principal, to, scene);
  const role = estate.principals.get(to);
  if (role?.kind === 'role')
    return isNamed(from, role as Role) ? [] : [whomTrusted(role as Role, nameOf(from))];
  if (from === 'internet') return [ofAnyone(to, scene)];
  return [];
}

/** Where no rule had anything to say: never no word at all. */
export function lastReason(from: string, to: string, scene: Scene): Blocker {
  const ref = scene.aws.principals.get(from)?.ref ?? null;
  const says = `Nothing in what was collected relates ${nameOf(from)} to ${nameOf(to)} directly.`;
  return { observation: ref?.observation ?? null, pointer: ref?.pointer ?? '', says, met: 0 };
}

function ofPrincipal(principal: Principal, to: string, scene: Scene): readonly Blocker[] {
  const { name, account, ref, set } = principal;
  if (principal.id === to) return [at(ref, 'An entity has no relation to itself.')];
  if (scene.administrators.administers(principal).verdict === 'allow')
    return [
      at(ref, `${name} administers account ${account}; what it can do there runs through the account.`),
    ];
  const whole = scene.aws.accounts.get(account)?.arn === to;
  if (!whole && scene.growth.surely(principal))
    return [
      at(
        ref,
        `${name} can escalate to administrator of account ${account}; what it can do there then runs through the account.`,
      ),
    ];
  const target = scene.aws.principals.get(to);
  const reasons = [...byWayOfOthers(principal, to, scene), ...whyNoRoleIsPassed(principal, to, scene)];
  if (
    target?.kind !== 'user' ||
    CREDENTIALS.some((action) => mayTouch(touchOf(touched(set, action), principal), target.arn))
  )
    return reasons;
  const says = `No statement of ${name} lets it make or change credentials of ${target.name}.`;
  return [...reasons, { ...ref, says, met: 0 }];
}

const CREDENTIALS = ['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile'];

function ofAnyone(to: string, scene: Scene): Blocker {
  const resource = resourceAt(to, scene);
  const block = resource?.fact.publicAccessBlock;
  const named = resource ? namedByPolicy(resource).some(({ value }) => value === '*') : false;
  if (block?.restrict && named)
    return at(
      block.ref,
      'The public access block of the bucket (RestrictPublicBuckets) closes what its policy opens to anyone.',
    );
  return {
    observation: null,
    pointer: '',
    says: 'No policy that was collected admits anyone to it.',
    met: FIRST,
  };
}

function resourceAt(arn: string, scene: Scene): Resource | undefined {
  for (const { resources } of scene.aws.accounts.values()) {
    const found = resources.find(({ fact }) => fact.arn === arn);
    if (found) return found;
  }
  return undefined;
}

function at(ref: EvidenceRef, says: string): Blocker {
  return { ...ref, says, met: FIRST };
}

function nameOf(id: string): string {
  return id === 'internet' ? 'anyone' : id;
}
