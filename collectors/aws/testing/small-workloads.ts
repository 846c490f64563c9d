import type { Json, JsonObject } from '../../../schema/json.ts';
import { type Failure, failure } from './loopback-aws.ts';

const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';
const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/app`;
const CLUSTER = arn('ecs', 'cluster/shop');
const DEFINITION = arn('ecs', 'task-definition/web:3');
const SERVICES = Array.from({ length: 11 }, (_, index) => arn('ecs', `service/shop/web-${index}`));
const TASK = arn('ecs', 'task/shop/0123456789abcdef0123456789abcdef');
const FUNCTIONS = ['resize', 'report'];

/** What every workload of the estate carries where secrets do not belong; nothing may keep it. */
export const PLANTED = 'planted-in-a-workload';

/** Answers about the workloads of a small account: two pages of functions, and one or a few of all else. */
export function smallWorkloads(operation: string, parameters: JsonObject): Json | Failure | undefined {
  switch (operation) {
    case 'lambda:ListFunctions': {
      const FunctionName = FUNCTIONS[parameters.Marker === 'second' ? 1 : 0] ?? '';
      return {
        Functions: [
          {
            FunctionName,
            FunctionArn: arn('lambda', `function:${FunctionName}`),
            Role: ROLE,
            Environment: { Variables: { DB_PASSWORD: PLANTED } },
          },
        ],
        ...(parameters.Marker === 'second' ? {} : { NextMarker: 'second' }),
      };
    }
    case 'lambda:GetPolicy':
      return parameters.FunctionName === FUNCTIONS[0]
        ? {
            Policy: JSON.stringify({
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Principal: { Service: 's3.amazonaws.com' },
                  Action: 'lambda:InvokeFunction',
                  Resource: arn('lambda', 'function:resize'),
                },
              ],
            }),
            RevisionId: '1',
          }
        : failure(404, 'ResourceNotFoundException', 'The resource you requested does not exist.');
    case 'ec2:DescribeRegions':
      return {
        regionInfo: [
          { regionName: 'eu-central-1', optInStatus: 'opt-in-not-required' },
          { regionName: 'us-east-1', optInStatus: 'opt-in-not-required' },
          { regionName: 'ap-south-1', optInStatus: 'opt-in-not-required' },
          { regionName: 'af-south-1', optInStatus: 'not-opted-in' },
        ],
      };
    case 'ec2:DescribeInstances':
      return {
        reservationSet: [
          {
            reservationId: 'r-0123456789abcdef0',
            instancesSet: [
              {
                instanceId: 'i-0123456789abcdef0',
                instanceState: { code: 16, name: 'running' },
                iamInstanceProfile: {
                  arn: `arn:aws:iam::${ACCOUNT}:instance-profile/app`,
                  id: 'AIPAEXAMPLE',
                },
                metadataOptions: { state: 'applied', httpTokens: 'optional', httpEndpoint: 'enabled' },
                tagSet: [{ key: 'Name', value: 'web' }],
              },
            ],
          },
        ],
      };
    case 'ec2:DescribeIamInstanceProfileAssociations':
      return {
        iamInstanceProfileAssociationSet: [
          { associationId: 'iip-assoc-1', instanceId: 'i-0123456789abcdef0', state: 'associated' },
        ],
      };
    case 'ecs:ListClusters':
      return { clusterArns: [CLUSTER] };
    case 'ecs:ListTaskDefinitions':
      return { taskDefinitionArns: [DEFINITION] };
    case 'ecs:DescribeTaskDefinition':
      return {
        taskDefinition: {
          taskDefinitionArn: parameters.taskDefinition ?? null,
          taskRoleArn: ROLE,
          registeredAt: 1735689600,
          containerDefinitions: [
            {
              name: 'web',
              command: ['--key', PLANTED],
              environment: [{ name: 'DB_PASSWORD', value: PLANTED }],
            },
          ],
        },
        tags: [],
      };
    case 'ecs:ListServices':
      return { serviceArns: SERVICES };
    case 'ecs:DescribeServices':
      return {
        services: (parameters.services as string[]).map((serviceArn) => ({
          serviceArn,
          clusterArn: CLUSTER,
          taskDefinition: DEFINITION,
        })),
        failures: [],
      };
    case 'ecs:ListTasks':
      return { taskArns: [TASK] };
    case 'ecs:DescribeTasks':
      return {
        tasks: [
          {
            taskArn: TASK,
            clusterArn: CLUSTER,
            taskDefinitionArn: DEFINITION,
            overrides: {
              containerOverrides: [{ name: 'web', environment: [{ name: 'MODE', value: PLANTED }] }],
            },
          },
        ],
        failures: [],
      };
    case 'codebuild:ListProjects':
      return { projects: ['shop'] };
    case 'codebuild:BatchGetProjects':
      return {
        projects: (parameters.names as string[]).map((name) => ({
          name,
          arn: arn('codebuild', `project/${name}`),
          serviceRole: ROLE,
          source: { type: 'GITHUB', buildspec: `phases: ${PLANTED}` },
          environment: {
            type: 'LINUX_CONTAINER',
            environmentVariables: [{ name: 'NPM_TOKEN', value: PLANTED, type: 'PLAINTEXT' }],
          },
        })),
        projectsNotFound: [],
      };
    case 'cloudformation:DescribeStacks':
      return {
        Stacks: [
          {
            StackName: 'shop',
            StackId: arn('cloudformation', 'stack/shop/11111111-2222-3333-4444-555555555555'),
            RoleARN: ROLE,
            CreationTime: '2024-02-03T04:05:06Z',
            StackStatus: 'CREATE_COMPLETE',
            Parameters: [{ ParameterKey: 'DbPassword', ParameterValue: PLANTED }],
            Outputs: [{ OutputKey: 'Url', OutputValue: PLANTED }],
          },
        ],
      };
    case 'glue:GetDevEndpoints':
      return { DevEndpoints: [{ EndpointName: 'dev', RoleArn: ROLE, Arguments: { '--key': PLANTED } }] };
    case 'glue:GetJobs':
      return {
        Jobs: [
          {
            Name: 'load',
            Role: ROLE,
            Command: { Name: 'glueetl', ScriptLocation: 's3://example-data/load.py' },
            DefaultArguments: { '--key': PLANTED },
          },
        ],
      };
    case 'sagemaker:ListNotebookInstances':
      return {
        NotebookInstances: [
          {
            NotebookInstanceName: 'forecast',
            NotebookInstanceArn: arn('sagemaker', 'notebook-instance/forecast'),
          },
        ],
      };
    case 'sagemaker:DescribeNotebookInstance':
      return {
        NotebookInstanceName: parameters.NotebookInstanceName ?? null,
        NotebookInstanceArn: arn('sagemaker', 'notebook-instance/forecast'),
        RoleArn: ROLE,
      };
    case 'ssm:DescribeInstanceInformation':
      return {
        InstanceInformationList: [
          { InstanceId: 'i-0123456789abcdef0', PingStatus: 'Online', ResourceType: 'EC2Instance' },
        ],
      };
    default:
      return undefined;
  }
}
