import type { WorkloadFact } from '../../aws/read/facts.ts';
import { blocked, HOLDS, type Outcome, step, unknown } from '../outcome.ts';
import type { Listing } from './listings.ts';
import type { TakeOverRow } from './take-over-rows.ts';

const CODE_FIX =
  'Limit the permission by Resource to what the holder works on, and give workloads roles that allow no more than they need.';

/** State machines, App Runner services, batch jobs and what instances are launched from. */
export const SERVICE_AND_LAUNCH_ROWS: readonly TakeOverRow[] = [
  {
    id: 'states-update-state-machine',
    title:
      'Change what a state machine does and start it (states:UpdateStateMachine + states:StartExecution)',
    kind: 'state-machine',
    needs: [
      ['states:UpdateStateMachine', 'it'],
      ['states:StartExecution', 'it'],
    ],
    enables: 'The holder has the state machine call whatever its role may.',
    fix: CODE_FIX,
  },
  {
    id: 'apprunner-002',
    title: 'Change what an App Runner service runs (apprunner:UpdateService)',
    kind: 'apprunner-service',
    needs: [['apprunner:UpdateService', 'it']],
    enables: 'The holder has the service run an image or commands of its own as the service’s instance role.',
    fix: CODE_FIX,
  },
  {
    id: 'batch-002',
    title: 'Submit a job of an existing definition with another command (batch:SubmitJob)',
    kind: 'batch-job-definition',
    needs: [['batch:SubmitJob', 'batch:R:A:job-queue/*', 'batch:R:A:job/*', 'it']],
    enables: 'The holder replaces the command of the job, which runs as the job’s role.',
    fix: CODE_FIX,
    there: [['batch:DescribeJobQueues', 'a job queue']],
  },
  {
    id: 'ec2-004',
    title: 'Change what a launch template runs (ec2:CreateLaunchTemplateVersion + ec2:ModifyLaunchTemplate)',
    kind: 'launch-template',
    needs: [
      ['ec2:CreateLaunchTemplateVersion', 'it'],
      ['ec2:ModifyLaunchTemplate', 'it'],
    ],
    enables:
      'The holder makes a version of the template with user data of its own the default, which the next instance runs.',
    fix: CODE_FIX,
  },
  {
    id: 'ec2-create-template-version',
    title:
      'Add a version to a launch template of which the newest is launched (ec2:CreateLaunchTemplateVersion)',
    kind: 'launch-template',
    needs: [['ec2:CreateLaunchTemplateVersion', 'it']],
    enables:
      'The holder adds a version with user data of its own, and a group that follows $Latest launches it.',
    fix: 'Have groups launch a numbered version, and limit the permission by Resource.',
    also: { operation: 'autoscaling:DescribeAutoScalingGroups', judge: latestIsLaunched },
  },
];

function latestIsLaunched({ name, ref, attributes }: WorkloadFact, listing: Listing): Outcome {
  if (attributes.newestLaunchedBy)
    return {
      ...HOLDS,
      steps: [step(ref, `${String(attributes.newestLaunchedBy)} launches the newest version of ${name}.`)],
    };
  if (listing.state === 'complete') return blocked(ref, `No group launches the newest version of ${name}.`);
  return unknown(`whether a group launches the newest version of ${name}: ${listing.gap}`);
}
