import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../schema/json.ts';
import { derive } from '../../derive.ts';
import type { MemoryCall } from '../../observations/memory-source.ts';
import { ACCOUNT, linesOf, role, smallAccount, trusts } from '../testing/small-account.ts';

const REGION = 'us-east-1';
const HOST = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;
const REPOSITORY = `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/team/web`;
const DEFINITION = `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/web:3`;
const TEMPLATE = `arn:aws:ec2:${REGION}:${ACCOUNT}:launch-template/lt-0aa`;
const GROUP = `arn:aws:autoscaling:${REGION}:${ACCOUNT}:autoScalingGroup:1:autoScalingGroupName/web`;
const call = (operation: string, document: Json, parameters: JsonObject = {}): MemoryCall => ({
  operation,
  document,
  parameters,
  region: REGION,
});

const repository = (more: JsonObject = { imageTagMutability: 'MUTABLE' }) => [
  call('ecr:DescribeRepositories', {
    repositories: [{ repositoryArn: REPOSITORY, repositoryName: 'team/web', ...more }],
  }),
];
const task = (...images: string[]) =>
  call('ecs:DescribeTaskDefinition', {
    taskDefinition: {
      taskDefinitionArn: DEFINITION,
      taskRoleArn: role('app'),
      containerDefinitions: images.map((image) => ({ name: 'web', image })),
    },
  });

describe('an image repository', () => {
  const supplied = (calls: readonly MemoryCall[]) => linesOf({ calls }, 'aws-image-supply');

  test('supplies what runs an image of it by a tag, once the image is pulled again', () => {
    const line = [`${REPOSITORY} -aws-image-supply-> ${DEFINITION} conditional`];
    for (const image of [`${HOST}/team/web:7`, `${HOST}/team/web`])
      expect(supplied([...repository(), task('nginx:1', image)])).toEqual(line);
  });

  test('does not supply what names another repository, a digest, or a tag that cannot be replaced', () => {
    expect(supplied([...repository(), task(`${HOST}/team/website:7`, 'team/web:7')])).toEqual([]);
    expect(supplied([...repository(), task(`${HOST}/team/web@sha256:${'0'.repeat(64)}`)])).toEqual([]);
    expect(
      supplied([...repository({ imageTagMutability: 'IMMUTABLE' }), task(`${HOST}/team/web:7`)]),
    ).toEqual([]);
  });

  test('of which the answer does not say whether tags can be replaced may supply', () => {
    expect(supplied([...repository({}), task(`${HOST}/team/web:7`)])).toEqual([
      `${REPOSITORY} -aws-image-supply-> ${DEFINITION} unknown`,
    ]);
  });

  test('is named by App Runner, Batch and CodeBuild as well', () => {
    const image = `${HOST}/team/web:7`;
    const service = `arn:aws:apprunner:${REGION}:${ACCOUNT}:service/it/1`;
    const job = `arn:aws:batch:${REGION}:${ACCOUNT}:job-definition/it:1`;
    const project = `arn:aws:codebuild:${REGION}:${ACCOUNT}:project/it`;
    const calls = [
      ...repository(),
      call('apprunner:DescribeService', {
        Service: {
          ServiceArn: service,
          ServiceName: 'it',
          SourceConfiguration: { ImageRepository: { ImageIdentifier: image } },
        },
      }),
      call('batch:DescribeJobDefinitions', {
        jobDefinitions: [
          {
            jobDefinitionArn: job,
            ecsProperties: { taskProperties: [{ taskRoleArn: role('app'), containers: [{ image }] }] },
          },
        ],
      }),
      call('codebuild:BatchGetProjects', {
        projects: [{ arn: project, name: 'it', environment: { image } }],
      }),
    ];
    expect(supplied(calls)).toEqual(
      [service, job, project].map((arn) => `${REPOSITORY} -aws-image-supply-> ${arn} conditional`),
    );
    expect(linesOf({ calls }, 'aws-runs-as')).toEqual([`${job} -aws-runs-as-> app allow`]);
  });
});

describe('a launch template', () => {
  const versions = (...profiles: (string | null)[]) =>
    call('ec2:DescribeLaunchTemplateVersions', {
      LaunchTemplateVersions: profiles.map((Name, index) => ({
        LaunchTemplateId: 'lt-0aa',
        LaunchTemplateName: 'web',
        VersionNumber: index + 1,
        DefaultVersion: index === 0,
        LaunchTemplateData: Name === null ? {} : { IamInstanceProfile: { Name } },
      })),
    });
  const group = (template: JsonObject, more: JsonObject = {}) =>
    call('autoscaling:DescribeAutoScalingGroups', {
      AutoScalingGroups: [{ AutoScalingGroupARN: GROUP, AutoScalingGroupName: 'web', ...template, ...more }],
    });
  const roles = Object.fromEntries(
    ['one', 'two'].map((name) => [
      name,
      { trust: [trusts({ Service: 'ec2.amazonaws.com' })], profile: name },
    ]),
  );
  const of = (...calls: MemoryCall[]) =>
    linesOf({ roles, calls }, 'aws-launch-template-supply', 'aws-runs-as').filter((line) =>
      line.includes(GROUP),
    );

  test('supplies groups that follow it, whose instances have the role of the version that is launched', () => {
    const supply = `${TEMPLATE} -aws-launch-template-supply-> ${GROUP} conditional`;
    const latest = { LaunchTemplate: { LaunchTemplateId: 'lt-0aa', Version: '$Latest' } };
    expect(of(versions('one', 'two'), group(latest))).toEqual(
      [`${GROUP} -aws-runs-as-> two allow`, supply].sort(),
    );
    expect(of(group(latest), versions('one', 'two'))).toEqual(
      [`${GROUP} -aws-runs-as-> two allow`, supply].sort(),
    );
    const byName = { LaunchTemplate: { LaunchTemplateName: 'web' } };
    expect(of(versions('one', 'two'), group(byName))).toEqual(
      [`${GROUP} -aws-runs-as-> one allow`, supply].sort(),
    );
    const mixed = {
      MixedInstancesPolicy: {
        LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateId: 'lt-0aa', Version: '$Default' } },
      },
    };
    expect(of(versions('one', 'two'), group(mixed))).toEqual(
      [`${GROUP} -aws-runs-as-> one allow`, supply].sort(),
    );
  });

  test('does not supply a group that launches a numbered version', () => {
    const fixed = { LaunchTemplate: { LaunchTemplateId: 'lt-0aa', Version: '2' } };
    expect(of(versions('one', 'two'), group(fixed))).toEqual([`${GROUP} -aws-runs-as-> two allow`]);
  });

  test('of old is a launch configuration, whose profile the group has', () => {
    const configuration = call('autoscaling:DescribeLaunchConfigurations', {
      LaunchConfigurations: [{ LaunchConfigurationName: 'old', IamInstanceProfile: 'one' }],
    });
    expect(of(group({ LaunchConfigurationName: 'old' }), configuration)).toEqual([
      `${GROUP} -aws-runs-as-> one allow`,
    ]);
  });

  test('that nothing follows waits for a launch', () => {
    const { relations } = derive(smallAccount({ roles, calls: [versions('one')] }));
    expect(relations.filter(({ from }) => from === TEMPLATE)).toMatchObject([
      {
        kind: 'runs-as',
        verdict: 'conditional',
        conditions: ['something launches an instance from the template'],
      },
    ]);
  });
});
