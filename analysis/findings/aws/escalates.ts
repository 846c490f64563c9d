import type { Relation } from '../../../schema/records.ts';
import { ask } from '../../derive.ts';
import { RULES } from '../../rules/registry.ts';
import type { FindingRule } from '../finding-rule.ts';
import { isOwnedByAws } from './owned-by-aws.ts';

const ESCALATIONS = RULES.filter(
  ({ kind, subject }) => kind === 'can-escalate-to' && subject === 'principal',
);
const MOST_PROVEN = 5;

export const escalates: FindingRule = {
  id: 'aws-makes-itself-administrator',
  title: 'A principal can make itself an administrator',
  severity: 'high',
  confidence: 'high',
  techniques: ['T1098.003', 'T1098.001', 'T1548.005'],
  why: 'By its own permissions the principal can change what it may do until it may do everything: it is an administrator that no list of administrators has.',
  remediation:
    'Take away the permissions that each technique needs, or limit them to principals and policies that the holder does not use itself. The paths from the principal to its account say which.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html'],
  subject: 'principal',
  find(principal, scene, emit) {
    if (isOwnedByAws(principal)) return;
    const found: Relation[] = [];
    for (const rule of ESCALATIONS) ask(rule, principal, scene, found);
    // A cluster that it can make itself an administrator of is told by paths to the cluster.
    const root = scene.aws.accounts.get(principal.account)?.arn;
    const ways = found.filter(({ to, verdict }) => to === root && verdict !== 'unknown');
    if (ways.length === 0) return;
    const sure = ways.filter(({ verdict }) => verdict === 'allow');
    const told = sure.length > 0 ? sure : ways;
    const techniques = [...new Set(ways.map(({ rule }) => rule))];
    emit({
      entity: principal.id,
      title: `${principal.name} can make itself an administrator${sure.length > 0 ? '' : ' under conditions'} (${techniques.join(', ')})`,
      severity: sure.length > 0 ? 'high' : 'medium',
      proof: told.slice(0, MOST_PROVEN).flatMap(({ proof }) => proof),
      conditions: sure.length > 0 ? [] : [...new Set(told.flatMap(({ conditions }) => conditions))],
      attributes: { rules: techniques },
    });
  },
};
