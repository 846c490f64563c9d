import type { Need } from './places.ts';

/** A technique that takes over something of a kind that Trustpath does not collect. */
export interface UnseenRow {
  readonly id: string;
  readonly title: string;
  readonly noun: string;
  readonly service: string;
  readonly needs: readonly Need[];
  /** The operation that would say what there is. */
  readonly listing: string;
}

export const UNSEEN_ROWS: readonly UnseenRow[] = [
  {
    id: 'apprunner-002',
    title: 'Change what an App Runner service runs (apprunner:UpdateService)',
    noun: 'an App Runner service',
    service: 'tasks.apprunner.amazonaws.com',
    needs: [['apprunner:UpdateService', 'apprunner:R:A:service/*']],
    listing: 'apprunner:ListServices',
  },
  {
    id: 'batch-002',
    title: 'Submit a job of an existing definition with another command (batch:SubmitJob)',
    noun: 'a job definition',
    service: 'ecs-tasks.amazonaws.com',
    needs: [['batch:SubmitJob', 'batch:R:A:job-queue/*', 'batch:R:A:job/*', 'batch:R:A:job-definition/*']],
    listing: 'batch:DescribeJobDefinitions',
  },
  {
    id: 'bedrock-002',
    title:
      'Run code in an existing code interpreter (bedrock-agentcore:StartCodeInterpreterSession + bedrock-agentcore:InvokeCodeInterpreter)',
    noun: 'a code interpreter',
    service: 'bedrock-agentcore.amazonaws.com',
    needs: [
      ['bedrock-agentcore:StartCodeInterpreterSession', 'bedrock-agentcore:R:A:code-interpreter-custom/*'],
      ['bedrock-agentcore:InvokeCodeInterpreter', 'bedrock-agentcore:R:A:code-interpreter-custom/*'],
    ],
    listing: 'bedrock-agentcore:ListCodeInterpreters',
  },
  {
    id: 'codedeploy-001',
    title:
      'Deploy a revision of its own to instances (codedeploy:CreateDeployment + codedeploy:RegisterApplicationRevision)',
    noun: 'a deployment group with an instance',
    service: 'ec2.amazonaws.com',
    needs: [
      ['codedeploy:CreateDeployment', 'codedeploy:R:A:deploymentgroup:*'],
      ['codedeploy:RegisterApplicationRevision', 'codedeploy:R:A:application:*'],
    ],
    listing: 'codedeploy:ListDeploymentGroups',
  },
  {
    id: 'ec2-004',
    title: 'Change what a launch template runs (ec2:CreateLaunchTemplateVersion + ec2:ModifyLaunchTemplate)',
    noun: 'a launch template',
    service: 'ec2.amazonaws.com',
    needs: [
      ['ec2:CreateLaunchTemplateVersion', 'ec2:R:A:launch-template/*'],
      ['ec2:ModifyLaunchTemplate', 'ec2:R:A:launch-template/*'],
    ],
    listing: 'ec2:DescribeLaunchTemplateVersions',
  },
  {
    id: 'states-update-state-machine',
    title:
      'Change what a state machine does and start it (states:UpdateStateMachine + states:StartExecution)',
    noun: 'a state machine',
    service: 'states.amazonaws.com',
    needs: [
      ['states:UpdateStateMachine', 'states:R:A:stateMachine:*'],
      ['states:StartExecution', 'states:R:A:stateMachine:*'],
    ],
    listing: 'states:ListStateMachines',
  },
];
