import { STATE_MACHINE } from '../estate/workloads.ts';
import { AwsError, type Handler } from '../protocol/call.ts';

export const stepFunctions: Readonly<Record<string, Handler>> = {
  'states:ListStateMachines': () => ({
    stateMachines: [
      {
        stateMachineArn: STATE_MACHINE.arn,
        name: STATE_MACHINE.name,
        type: 'STANDARD',
        creationDate: new Date(STATE_MACHINE.created),
      },
    ],
  }),
  'states:DescribeStateMachine': ({ parameters }) => {
    if (parameters.stateMachineArn !== STATE_MACHINE.arn)
      throw new AwsError('StateMachineDoesNotExist', 400, 'State Machine Does Not Exist');
    return {
      stateMachineArn: STATE_MACHINE.arn,
      name: STATE_MACHINE.name,
      status: 'ACTIVE',
      roleArn: STATE_MACHINE.role,
      type: 'STANDARD',
      creationDate: new Date(STATE_MACHINE.created),
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
    };
  },
};
