import { type HeldPolicy, hold } from '../../aws/estate/permissions.ts';
import { ADMINISTRATOR_POLICY } from '../administrator/administrator-index.ts';
import type { Outcome } from '../outcome.ts';
import type { Tools } from './row.ts';

/** A managed policy that may be attached, and what asking for that says. */
export interface Attachable {
  readonly asked: Outcome;
  readonly added: HeldPolicy;
  readonly name: string;
}

const iamFullAccess = hold(
  { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['iam:*'], Resource: '*' }] },
  null,
  'IAMFullAccess as it would be attached',
);

/**
 * What to attach to a target: AdministratorAccess; and where a condition on iam:PolicyARN keeps that from it, another
 * policy that exists: AWS's IAMFullAccess, or any that was collected. The caller decides what each is worth.
 */
export function* attachable(tools: Tools, action: string, target: string): Generator<Attachable> {
  const ask = (arn: string) => tools.ask(action, target, { 'iam:PolicyARN': arn });
  const administrator = ask(ADMINISTRATOR_POLICY);
  yield { asked: administrator, added: tools.administratorRights, name: 'administrator' };
  if (administrator.verdict !== 'deny') return;
  const full = ask('arn:aws:iam::aws:policy/IAMFullAccess');
  if (full.verdict !== 'deny') yield { asked: full, added: iamFullAccess, name: 'IAMFullAccess' };
  const { principal, scene } = tools;
  for (const policy of scene.aws.facts.policies.values()) {
    if (policy.source !== principal.source || (policy.account ?? principal.account) !== principal.account)
      continue;
    const asked = ask(policy.arn);
    const added = asked.verdict === 'deny' ? null : scene.aws.version(policy);
    if (added) yield { asked, added, name: policy.arn };
  }
}
