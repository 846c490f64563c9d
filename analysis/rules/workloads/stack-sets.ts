import type { Principal, Role } from '../../aws/estate/estate.ts';
import { reach } from '../../aws/estate/permissions.ts';
import { mayTouch, touchOf } from '../../aws/estate/touch.ts';
import { all, HOLDS, type Outcome, unknown } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule, Scene } from '../rule.ts';
import { assumes } from '../trust/assume-role.ts';
import { listingOf } from './listings.ts';
import { oneStepEach } from './one-step-each.ts';
import { holdsEvery, type Need, reachesEvery } from './places.ts';
import { runAsReferences } from './run-as-references.ts';
import { rolesForService } from './service-roles.ts';
import { mayPass, passes } from './start.ts';
import { rolesHad } from './take-over-rules.ts';

const CLOUDFORMATION = 'cloudformation.amazonaws.com';
const SET = 'cloudformation:R:A:stackset/*';

/**
 * Stack sets act in two steps: the administration role is passed to CloudFormation, and assumes the execution role, as
 * which the template's resources are made (CloudFormation User Guide, "Grant self-managed permissions").
 */
export const STACK_SET_RULES: readonly Rule[] = [
  stackSetRule(
    'cloudformation-003',
    'Make a stack set whose execution role it chooses (iam:PassRole + cloudformation:CreateStackSet + cloudformation:CreateStackInstances)',
    [
      ['cloudformation:CreateStackSet', '*'],
      ['cloudformation:CreateStackInstances', SET],
    ],
    () => HOLDS,
  ),
  stackSetRule(
    'cloudformation-004',
    'Change the template of an existing stack set (iam:PassRole + cloudformation:UpdateStackSet)',
    [['cloudformation:UpdateStackSet', SET]],
    ({ account }, { aws: estate }) => {
      const listing = listingOf(estate, account, 'cloudformation:ListStackSets');
      const gap = listing.state === 'complete' ? 'its answers are not read' : listing.gap;
      return unknown(`a stack set must be there: ${gap}`);
    },
  ),
];

function stackSetRule(
  id: string,
  title: string,
  needs: readonly Need[],
  there: (principal: Principal, scene: Scene) => Outcome,
): Rule {
  return {
    id,
    title,
    kind: 'can-run-as',
    techniques: ['T1098.003', 'T1078.004'],
    enables: 'The holder has the execution role make whatever a template can say, such as a role of its own.',
    fix: 'Limit iam:PassRole on administration roles of stack sets to those who manage them.',
    references: runAsReferences(id),
    subject: 'principal',
    derive(principal, scene, emit) {
      if (!reachesEvery(principal, [['iam:PassRole'], ...needs]) || scene.growth.surely(principal)) return;
      const had = new Set(rolesHad(principal, scene));
      for (const { role: administration, outcome: trust } of rolesForService(
        scene.aws,
        principal.account,
        CLOUDFORMATION,
      )) {
        if (!mayPass(principal, administration)) continue;
        const passed = all([passes(principal, administration, CLOUDFORMATION), trust]);
        for (const execution of executionRoles(administration, scene)) {
          if (execution.id === principal.id || had.has(execution.id)) continue;
          const taken = assumes(
            administration,
            administration.set,
            execution,
            execution.trust as NonNullable<Role['trust']>,
          );
          const outcome = all([passed, taken, holdsEvery(principal, needs), there(principal, scene)]);
          const told = { ...outcome, steps: oneStepEach(outcome.steps) };
          const relation = relationOf('can-run-as', id, principal, execution.id, told, '');
          if (!relation) continue;
          had.add(execution.id);
          emit(relation);
        }
      }
    },
  };
}

/** Roles of the same account that the administration role may assume, or that trust it by name. */
function executionRoles(administration: Role, { aws: estate, trusting }: Scene): readonly Role[] {
  const roles = estate.accounts.get(administration.account)?.roles ?? [];
  const touches = touchOf(reach(administration.set, 'sts:AssumeRole'), administration);
  const found = new Set([
    ...roles.filter(({ arn }) => mayTouch(touches, arn)),
    ...(trusting.get(administration.id) ?? []),
  ]);
  return [...found].filter(
    (role) => role.account === administration.account && role.trust !== null && !role.unmodifiable,
  );
}
