import type { WorkloadFact, WorkloadKind } from '../../aws/read/facts.ts';
import { blocked, conditional, HOLDS, type Outcome, step, unknown } from '../outcome.ts';
import type { Listing } from './listings.ts';
import type { Existing, Need } from './places.ts';
import { SERVICE_AND_LAUNCH_ROWS } from './service-and-launch-rows.ts';
import type { There } from './there.ts';

/** A technique that takes over something that runs as a role already, without passing one. */
export interface TakeOverRow {
  readonly id: string;
  readonly title: string;
  readonly kind: WorkloadKind;
  /** On `it`, which is the workload. */
  readonly needs: readonly Need[];
  readonly enables: string;
  readonly fix: string;
  /** What must be so of the workload besides; `listing` says how far the operation that tells is known. */
  readonly also?: {
    readonly operation: string;
    judge(workload: WorkloadFact, listing: Listing): Outcome;
  };
  /** What is acted on, where it is not the workload itself: its ARN's shape, and those that were seen. */
  readonly shape?: string;
  readonly acted?: (workload: WorkloadFact) => readonly Existing[];
  /** What must be so, whatever was collected. */
  readonly condition?: string;
  readonly there?: readonly There[];
}

const CODE_FIX =
  'Limit the permission by Resource to what the holder works on, and give workloads roles that allow no more than they need.';

/** Of each kind of workload the surest first: one that surely works stands for the others. */
export const TAKE_OVER_ROWS: readonly TakeOverRow[] = [
  {
    id: 'lambda-004',
    title: 'Change the code of a function and call it (lambda:UpdateFunctionCode + lambda:InvokeFunction)',
    kind: 'lambda-function',
    needs: [
      ['lambda:UpdateFunctionCode', 'it'],
      ['lambda:InvokeFunction', 'it'],
    ],
    enables: 'The holder puts its own code in the function and runs it as the function’s role.',
    fix: CODE_FIX,
  },
  {
    id: 'lambda-005',
    title:
      'Change the code of a function and let others call it (lambda:UpdateFunctionCode + lambda:AddPermission)',
    kind: 'lambda-function',
    needs: [
      ['lambda:UpdateFunctionCode', 'it'],
      ['lambda:AddPermission', 'it'],
    ],
    enables: 'The holder puts its own code in the function, and opens it to another account that calls it.',
    fix: CODE_FIX,
  },
  {
    id: 'lambda-003',
    title: 'Change the code of a function that something else calls (lambda:UpdateFunctionCode)',
    kind: 'lambda-function',
    needs: [['lambda:UpdateFunctionCode', 'it']],
    enables: 'The holder puts its own code in the function, and waits for the next call.',
    fix: CODE_FIX,
    condition: 'something else calls the function',
  },
  {
    id: 'ssm-001',
    title: 'Open a session on an instance (ssm:StartSession)',
    kind: 'ec2-instance',
    needs: [['ssm:StartSession', 'it']],
    enables: 'The holder opens a shell on the instance, where the credentials of its role are at hand.',
    fix: 'Limit ssm:StartSession to instances by tag, and require a session document that runs as a user without access to the metadata service.',
    also: { operation: 'ssm:DescribeInstanceInformation', judge: isManaged },
  },
  {
    id: 'ssm-002',
    title: 'Send a command to an instance (ssm:SendCommand)',
    kind: 'ec2-instance',
    needs: [['ssm:SendCommand', 'it', 'ssm:R:A:document/*']],
    enables: 'The holder runs a command on the instance, where the credentials of its role are at hand.',
    fix: 'Limit ssm:SendCommand to instances by tag and to the documents that are needed, not AWS-RunShellScript.',
    also: { operation: 'ssm:DescribeInstanceInformation', judge: isManaged },
  },
  {
    id: 'ec2-002',
    title:
      'Change what an instance runs when it starts (ec2:ModifyInstanceAttribute + ec2:StopInstances + ec2:StartInstances)',
    kind: 'ec2-instance',
    needs: [
      ['ec2:ModifyInstanceAttribute', 'it'],
      ['ec2:StopInstances', 'it'],
      ['ec2:StartInstances', 'it'],
    ],
    enables: 'The holder stops the instance, replaces its user data with a script, and starts it again.',
    fix: 'Deny changing the attribute userData, and limit the three permissions by tag.',
  },
  {
    id: 'ec2instanceconnect-003',
    title: 'Push an SSH key to an instance (ec2-instance-connect:SendSSHPublicKey)',
    kind: 'ec2-instance',
    needs: [['ec2-instance-connect:SendSSHPublicKey', 'it']],
    enables:
      'The holder logs in to the instance for a minute’s key, where the credentials of its role are at hand.',
    fix: 'Limit the permission by instance and by the condition key ec2:osuser.',
    condition: 'the instance takes SSH from where the holder is, and runs EC2 Instance Connect',
  },
  {
    id: 'ecs-006',
    title: 'Run commands in a container (ecs:ExecuteCommand)',
    kind: 'ecs-task-definition',
    needs: [['ecs:ExecuteCommand', 'it', 'within']],
    shape: 'ecs:R:A:task/*',
    acted: openTasks,
    enables: 'The holder opens a shell in a running container and takes the credentials of the task role.',
    fix: 'Switch ECS Exec off, and limit ecs:ExecuteCommand by cluster and tag.',
    also: { operation: 'ecs:DescribeTasks', judge: runsWithExec },
  },
  {
    id: 'codebuild-002',
    title: 'Build a project from other instructions (codebuild:StartBuild)',
    kind: 'codebuild-project',
    needs: [['codebuild:StartBuild', 'it']],
    enables: 'The holder starts a build with a buildspec of its own, which runs as the project’s role.',
    fix: CODE_FIX,
  },
  {
    id: 'codebuild-003',
    title: 'Build a batch of a project from other instructions (codebuild:StartBuildBatch)',
    kind: 'codebuild-project',
    needs: [['codebuild:StartBuildBatch', 'it']],
    enables: 'The holder starts a batch with a buildspec of its own, which runs as the project’s role.',
    fix: CODE_FIX,
  },
  {
    id: 'cloudformation-002',
    title: 'Change the template of a stack (cloudformation:UpdateStack)',
    kind: 'cloudformation-stack',
    needs: [['cloudformation:UpdateStack', 'it']],
    enables: 'The holder has the stack’s role make whatever a template can say, such as a role of its own.',
    fix: CODE_FIX,
  },
  {
    id: 'cloudformation-005',
    title:
      'Change a stack by a change set (cloudformation:CreateChangeSet + cloudformation:ExecuteChangeSet)',
    kind: 'cloudformation-stack',
    needs: [
      ['cloudformation:CreateChangeSet', 'it'],
      ['cloudformation:ExecuteChangeSet', 'it'],
    ],
    enables: 'The holder has the stack’s role make whatever a template can say, such as a role of its own.',
    fix: CODE_FIX,
  },
  {
    id: 'glue-002',
    title: 'Add an SSH key to a development endpoint (glue:UpdateDevEndpoint)',
    kind: 'glue-dev-endpoint',
    needs: [['glue:UpdateDevEndpoint', 'it']],
    enables: 'The holder logs in to the endpoint and takes the credentials of its role.',
    fix: 'Delete development endpoints, which AWS no longer recommends, or limit glue:UpdateDevEndpoint by Resource.',
  },
  {
    id: 'sagemaker-004',
    title: 'Open a notebook (sagemaker:CreatePresignedNotebookInstanceUrl)',
    kind: 'sagemaker-notebook',
    needs: [['sagemaker:CreatePresignedNotebookInstanceUrl', 'it']],
    enables: 'The holder opens the notebook and runs code as its role.',
    fix: CODE_FIX,
  },
  {
    id: 'sagemaker-005',
    title:
      'Have a notebook run a script when it starts (sagemaker:CreateNotebookInstanceLifecycleConfig + sagemaker:StopNotebookInstance + sagemaker:UpdateNotebookInstance + sagemaker:StartNotebookInstance)',
    kind: 'sagemaker-notebook',
    needs: [
      [
        'sagemaker:CreateNotebookInstanceLifecycleConfig',
        'sagemaker:R:A:notebook-instance-lifecycle-config/*',
      ],
      ['sagemaker:StopNotebookInstance', 'it'],
      ['sagemaker:UpdateNotebookInstance', 'it'],
      ['sagemaker:StartNotebookInstance', 'it'],
    ],
    enables:
      'The holder gives the notebook a lifecycle configuration, whose script runs as the notebook’s role.',
    fix: CODE_FIX,
  },
  ...SERVICE_AND_LAUNCH_ROWS,
];

/** Systems Manager reaches only instances that run its agent and whose role lets it. */
function isManaged({ managed, name, ref }: WorkloadFact, listing: Listing): Outcome {
  if (managed?.online) return { ...HOLDS, steps: [step(managed.ref, `Systems Manager reaches ${name}.`)] };
  if (managed)
    return conditional(`Systems Manager reaches ${name} again`, [
      step(managed.ref, `Systems Manager has lost the connection to ${name}.`),
    ]);
  if (listing.state === 'complete') return blocked(ref, `Systems Manager does not manage ${name}.`);
  return unknown(`whether Systems Manager manages ${name}: ${listing.gap}`);
}

function openTasks({ tasks, region }: WorkloadFact): readonly Existing[] {
  return tasks.flatMap(({ exec, arn, cluster }) => (exec ? [{ arn, region, within: cluster }] : []));
}

/** A command needs a container that runs and was started with ECS Exec. */
function runsWithExec({ tasks, name, ref }: WorkloadFact, listing: Listing): Outcome {
  const open = tasks.find((each) => each.exec);
  if (open) return { ...HOLDS, steps: [step(open.ref, `A task of ${name} runs with ECS Exec switched on.`)] };
  if (listing.state === 'complete') return blocked(ref, `No task of ${name} runs with ECS Exec switched on.`);
  return unknown(`whether a task of ${name} runs with ECS Exec switched on: ${listing.gap}`);
}
