import type { User } from '../../aws/estate/estate.ts';
import { blocked, HOLDS, type Outcome, step, unknown } from '../outcome.ts';
import type { Scene } from '../rule.ts';

const MOST_KEYS = 2;

/** A user may have two access keys: whether there is room for another depends on what was collected. */
export function roomForKey(scene: Scene, user: User): Outcome {
  const keys = scene.aws.facts.credentials.get(user.arn)?.keys;
  if (keys && keys.max < MOST_KEYS) {
    const says = `${user.name} has ${keys.max === 0 ? 'no access key' : 'one access key'}, so another can be made.`;
    return keys.ref ? { ...HOLDS, steps: [step(keys.ref, says)] } : HOLDS;
  }
  if (keys && keys.min >= MOST_KEYS) return blocked(keys.ref, `${user.name} already has two access keys.`);
  return unknown(
    `iam:ListAccessKeys was not collected for ${user.name}: it may already have two access keys`,
  );
}

/** Whether the user has a console password, as a technique needs it. */
export function loginProfileIs(scene: Scene, user: User, wanted: 'exists' | 'absent'): Outcome {
  const known = scene.aws.facts.credentials.get(user.arn)?.loginProfile;
  if (!known || known.state === 'unknown')
    return unknown(
      `iam:GetLoginProfile was not collected for ${user.name}: it must ${wanted === 'exists' ? 'have a' : 'have no'} console password`,
    );
  const has = `${user.name} has ${known.state === 'exists' ? 'a' : 'no'} console password.`;
  if (known.state !== wanted) return blocked(known.ref, has);
  return known.ref ? { ...HOLDS, steps: [step(known.ref, has)] } : HOLDS;
}
