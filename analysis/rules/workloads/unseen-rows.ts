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
];
