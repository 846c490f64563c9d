import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { BatchGetProjectsCommand, CodeBuildClient, ListProjectsCommand } from '@aws-sdk/client-codebuild';
import {
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeInstancesCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  ListTaskDefinitionsCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import { GetDevEndpointsCommand, GetJobsCommand, GlueClient } from '@aws-sdk/client-glue';
import { GetPolicyCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListNotebookInstancesCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { DescribeInstanceInformationCommand, SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { ROLES, roleArn } from '../estate/roles.ts';
import { estateForTests, failure } from '../testing/clients.ts';

const { config } = estateForTests();

/** Roles of the estate that trust the service. */
const trusting = (service: string) =>
  ROLES.filter((role) => JSON.stringify(role.trust).includes(`"${service}.amazonaws.com"`)).map(roleArn);

describe('what runs in the account', () => {
  it('lists functions in pages, with policies where they have one', async () => {
    const client = new LambdaClient(config());
    const first = await client.send(new ListFunctionsCommand({}));
    const second = await client.send(new ListFunctionsCommand({ Marker: first.NextMarker }));
    expect(second.NextMarker ?? null).toBeNull();
    const functions = [...(first.Functions ?? []), ...(second.Functions ?? [])];
    expect(functions.map((one) => one.FunctionName)).toEqual(['orders-api', 'image-resizer']);
    for (const one of functions) expect(trusting('lambda')).toContain(one.Role);
    expect(functions[0]?.Environment?.Variables).toMatchObject({ STAGE: 'production' });
    const { Policy } = await client.send(new GetPolicyCommand({ FunctionName: 'orders-api' }));
    expect(JSON.parse(Policy ?? '').Statement[0].Sid).toBe('FromTheGateway');
    expect(await failure(client.send(new GetPolicyCommand({ FunctionName: 'image-resizer' })))).toMatchObject(
      {
        name: 'ResourceNotFoundException',
        status: 404,
      },
    );
  });

  it('describes the instance, its profile, and that it is managed', async () => {
    const client = new EC2Client(config());
    const { Reservations } = await client.send(new DescribeInstancesCommand({ MaxResults: 1000 }));
    const instance = Reservations?.[0]?.Instances?.[0];
    expect(instance).toMatchObject({
      State: { Code: 16, Name: 'running' },
      LaunchTime: new Date('2026-09-01T05:00:00Z'),
      IamInstanceProfile: { Arn: 'arn:aws:iam::111122223333:instance-profile/bastion-host' },
      MetadataOptions: { HttpTokens: 'required' },
      Tags: expect.arrayContaining([{ Key: 'Name', Value: 'bastion' }]),
    });
    const { IamInstanceProfileAssociations } = await client.send(
      new DescribeIamInstanceProfileAssociationsCommand({}),
    );
    expect(IamInstanceProfileAssociations).toMatchObject([
      {
        InstanceId: instance?.InstanceId,
        State: 'associated',
        IamInstanceProfile: instance?.IamInstanceProfile,
      },
    ]);
    const managed = await new SSMClient(config()).send(new DescribeInstanceInformationCommand({}));
    expect(managed.InstanceInformationList?.map((one) => one.InstanceId)).toEqual([instance?.InstanceId]);
    expect(await failure(client.send(new DescribeVpcsCommand({})))).toMatchObject({ name: 'InvalidAction' });
  });

  it('describes the build project', async () => {
    const client = new CodeBuildClient(config());
    const { projects: names } = await client.send(new ListProjectsCommand({}));
    const { projects, projectsNotFound } = await client.send(
      new BatchGetProjectsCommand({ names: [...(names ?? []), 'none'] }),
    );
    expect(projects?.map((one) => one.serviceRole)).toEqual(trusting('codebuild'));
    expect(projects?.[0]?.environment?.environmentVariables).toMatchObject([{ name: 'NODE_ENV' }]);
    expect(projectsNotFound).toEqual(['none']);
  });

  it('describes the containers', async () => {
    const client = new ECSClient(config());
    const [cluster] = (await client.send(new ListClustersCommand({}))).clusterArns ?? [];
    const [taskDefinition] = (await client.send(new ListTaskDefinitionsCommand({}))).taskDefinitionArns ?? [];
    const definition = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    expect(trusting('ecs-tasks')).toContain(definition.taskDefinition?.taskRoleArn);
    const services = (await client.send(new ListServicesCommand({ cluster }))).serviceArns;
    const tasks = (await client.send(new ListTasksCommand({ cluster }))).taskArns;
    expect(await client.send(new DescribeServicesCommand({ cluster, services }))).toMatchObject({
      services: [{ taskDefinition }],
    });
    expect(await client.send(new DescribeTasksCommand({ cluster, tasks }))).toMatchObject({
      tasks: [{ taskDefinitionArn: taskDefinition, lastStatus: 'RUNNING' }],
    });
    expect(await failure(client.send(new ListTasksCommand({ cluster: 'none' })))).toMatchObject({
      name: 'ClusterNotFoundException',
    });
  });

  it('has no stacks, jobs, development endpoints or notebooks', async () => {
    const glue = new GlueClient(config());
    const answers = [
      (await new CloudFormationClient(config()).send(new DescribeStacksCommand({}))).Stacks,
      (await glue.send(new GetJobsCommand({}))).Jobs,
      (await glue.send(new GetDevEndpointsCommand({}))).DevEndpoints,
      (await new SageMakerClient(config()).send(new ListNotebookInstancesCommand({}))).NotebookInstances,
    ];
    expect(answers).toEqual([[], [], [], []]);
  });
});
