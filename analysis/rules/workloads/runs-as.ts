import { inAccount } from '../../aws/read/arn.ts';
import { all, conditional, HOLDS, step } from '../outcome.ts';
import { relationOf } from '../relation.ts';
import type { Rule } from '../rule.ts';
import { workloadKinds } from './kinds.ts';
import { roleOf } from './listings.ts';
import { admits } from './service-roles.ts';

const SOURCE_IS_ITSELF: ReadonlySet<string> = new Set([
  'lambda-function',
  'codebuild-project',
  'state-machine',
]);

/** From a workload to the role whose credentials its code has. */
export const runsAs: Rule = {
  id: 'aws-runs-as',
  title: 'A workload runs with the permissions of its role',
  kind: 'runs-as',
  techniques: ['T1552.005', 'T1078.004'],
  enables: 'Whoever decides what the workload runs, or gets into it, has the credentials of the role.',
  fix: 'Give the workload a role that allows no more than it needs, and let few change the workload.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2.html'],
  subject: 'workload',
  derive(workload, { aws: estate }, emit) {
    const { role } = workload;
    if (role === null) return;
    const found = roleOf(estate, workload);
    const named = inAccount(role.named, workload.account);
    // A profile or a bare name of which no role is known leads nowhere that has a name.
    if (!found && !/^arn:[^:]*:iam::\d{12}:role\//.test(named)) return;
    const seen = { ...HOLDS, steps: [step(role.ref, `${workload.name} runs as ${found?.name ?? named}.`)] };
    const source = SOURCE_IS_ITSELF.has(workload.kind) ? { 'aws:SourceArn': workload.arn } : {};
    const { service, waits } = workloadKinds[workload.kind];
    const trust = found?.trust ? admits(found, service, source) : HOLDS;
    const relation = relationOf(
      'runs-as',
      'aws-runs-as',
      { id: workload.arn, ref: workload.ref },
      found?.id ?? named,
      all([seen, trust, waits === undefined ? HOLDS : conditional(waits)]),
      '',
    );
    if (relation) emit(relation);
  },
};
