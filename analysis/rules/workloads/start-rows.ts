import { CONTAINER_ROWS } from './container-rows.ts';
import { OTHER_SERVICE_ROWS } from './other-service-rows.ts';
import type { Need } from './places.ts';
import type { StartRow } from './start-row.ts';

const fn = 'lambda:R:A:function:*';
const create: Need = ['lambda:CreateFunction', fn];

/** Instances need every resource that a launch names; others are optional. */
const LAUNCH: Need = [
  'ec2:RunInstances',
  'ec2:R:A:instance/*',
  'ec2:R::image/*',
  'ec2:R:A:network-interface/*',
  'ec2:R:A:security-group/*',
  'ec2:R:A:subnet/*',
];
const EC2 = 'ec2.amazonaws.com';
const GLUE = 'glue.amazonaws.com';
const job: Need = ['glue:CreateJob', 'glue:R:A:job/*'];
const project: Need = ['codebuild:CreateProject', 'codebuild:R:A:project/*'];

/**
 * Of each family the surest first. Ids with a number are those of the public catalogue. Resources of actions: Service
 * Authorization Reference; what else must be there: the documentation of each service.
 */
export const START_ROWS: readonly StartRow[] = [
  {
    id: 'lambda-001',
    title: 'Run a new function with a role (iam:PassRole + lambda:CreateFunction + lambda:InvokeFunction)',
    noun: 'a function',
    service: 'lambda.amazonaws.com',
    family: 'lambda',
    needs: [create, ['lambda:InvokeFunction', fn]],
  },
  {
    id: 'lambda-006',
    title:
      'Open a new function with a role to others (iam:PassRole + lambda:CreateFunction + lambda:AddPermission)',
    noun: 'a function',
    service: 'lambda.amazonaws.com',
    family: 'lambda',
    needs: [create, ['lambda:AddPermission', fn]],
  },
  {
    id: 'lambda-002',
    title:
      'Have events run a new function with a role (iam:PassRole + lambda:CreateFunction + lambda:CreateEventSourceMapping)',
    noun: 'a function',
    service: 'lambda.amazonaws.com',
    family: 'lambda',
    needs: [create, ['lambda:CreateEventSourceMapping', '*']],
  },
  {
    id: 'lambda-pass-to-existing',
    title:
      'Give an existing function a role and other code (iam:PassRole + lambda:UpdateFunctionConfiguration + lambda:UpdateFunctionCode)',
    noun: 'a function',
    service: 'lambda.amazonaws.com',
    family: 'lambda',
    needs: [
      ['lambda:UpdateFunctionConfiguration', 'it'],
      ['lambda:UpdateFunctionCode', 'it'],
      ['lambda:InvokeFunction', 'it'],
    ],
    existing: 'lambda-function',
  },
  {
    id: 'ec2-001',
    title: 'Launch an instance with a role (iam:PassRole + ec2:RunInstances)',
    noun: 'an instance',
    service: EC2,
    family: 'ec2',
    needs: [LAUNCH],
    instanceProfile: true,
  },
  {
    id: 'ec2-003',
    title: 'Request a spot instance with a role (iam:PassRole + ec2:RequestSpotInstances)',
    noun: 'a spot instance',
    service: EC2,
    family: 'ec2',
    needs: [['ec2:RequestSpotInstances', 'ec2:R:A:spot-instances-request/*']],
    instanceProfile: true,
  },
  {
    id: 'autoscaling-launch-configuration',
    title:
      'Have auto scaling launch instances with a role (iam:PassRole + autoscaling:CreateLaunchConfiguration + autoscaling:CreateAutoScalingGroup)',
    noun: 'an auto scaling group',
    service: EC2,
    family: 'ec2',
    needs: [
      ['autoscaling:CreateLaunchConfiguration', 'autoscaling:R:A:launchConfiguration:*'],
      ['autoscaling:CreateAutoScalingGroup', 'autoscaling:R:A:autoScalingGroup:*'],
    ],
    instanceProfile: true,
  },
  {
    id: 'ec2-associate-instance-profile',
    title: 'Give a running instance a role (iam:PassRole + ec2:AssociateIamInstanceProfile)',
    noun: 'an instance',
    service: EC2,
    family: 'ec2',
    needs: [['ec2:AssociateIamInstanceProfile', 'it']],
    instanceProfile: true,
    existing: 'ec2-instance',
    condition: 'the holder is on the instance',
  },
  {
    id: 'ec2-replace-instance-profile',
    title: 'Give a running instance another role (iam:PassRole + ec2:ReplaceIamInstanceProfileAssociation)',
    noun: 'an instance',
    service: EC2,
    family: 'ec2',
    needs: [['ec2:ReplaceIamInstanceProfileAssociation', 'it']],
    instanceProfile: true,
    existing: 'ec2-instance',
    condition: 'the holder is on the instance',
  },
  {
    id: 'glue-001',
    title: 'Make a development endpoint with a role (iam:PassRole + glue:CreateDevEndpoint)',
    noun: 'a Glue development endpoint',
    service: GLUE,
    family: 'glue',
    needs: [['glue:CreateDevEndpoint', '*']],
  },
  {
    id: 'glue-003',
    title: 'Run a new Glue job with a role (iam:PassRole + glue:CreateJob + glue:StartJobRun)',
    noun: 'a Glue job',
    service: GLUE,
    family: 'glue',
    needs: [job, ['glue:StartJobRun', 'glue:R:A:job/*']],
  },
  {
    id: 'glue-004',
    title:
      'Have a trigger run a new Glue job with a role (iam:PassRole + glue:CreateJob + glue:CreateTrigger)',
    noun: 'a Glue job',
    service: GLUE,
    family: 'glue',
    needs: [job, ['glue:CreateTrigger', 'glue:R:A:trigger/*']],
  },
  {
    id: 'glue-007',
    title:
      'Run statements in a Glue session with a role (iam:PassRole + glue:CreateSession + glue:RunStatement)',
    noun: 'a Glue session',
    service: GLUE,
    family: 'glue',
    needs: [
      ['glue:CreateSession', 'glue:R:A:session/*'],
      ['glue:RunStatement', 'glue:R:A:session/*'],
    ],
  },
  {
    id: 'glue-005',
    title: 'Give an existing Glue job a role and run it (iam:PassRole + glue:UpdateJob + glue:StartJobRun)',
    noun: 'a Glue job',
    service: GLUE,
    family: 'glue',
    needs: [
      ['glue:UpdateJob', 'it'],
      ['glue:StartJobRun', 'it'],
    ],
    existing: 'glue-job',
  },
  {
    id: 'glue-006',
    title:
      'Give an existing Glue job a role and a trigger (iam:PassRole + glue:UpdateJob + glue:CreateTrigger)',
    noun: 'a Glue job',
    service: GLUE,
    family: 'glue',
    needs: [
      ['glue:UpdateJob', 'it'],
      ['glue:CreateTrigger', 'glue:R:A:trigger/*'],
    ],
    existing: 'glue-job',
  },
  {
    id: 'cloudformation-001',
    title: 'Make a stack with a role (iam:PassRole + cloudformation:CreateStack)',
    noun: 'a stack',
    service: 'cloudformation.amazonaws.com',
    family: 'cloudformation',
    needs: [['cloudformation:CreateStack', 'cloudformation:R:A:stack/*']],
  },
  {
    id: 'cloudformation-pass-to-existing',
    title: 'Give an existing stack a role (iam:PassRole + cloudformation:UpdateStack)',
    noun: 'a stack',
    service: 'cloudformation.amazonaws.com',
    family: 'cloudformation',
    needs: [['cloudformation:UpdateStack', 'it']],
    existing: 'cloudformation-stack',
  },
  {
    id: 'codebuild-001',
    title:
      'Build in a new project with a role (iam:PassRole + codebuild:CreateProject + codebuild:StartBuild)',
    noun: 'a build project',
    service: 'codebuild.amazonaws.com',
    family: 'codebuild',
    needs: [project, ['codebuild:StartBuild', 'codebuild:R:A:project/*']],
  },
  {
    id: 'codebuild-004',
    title:
      'Build batches in a new project with a role (iam:PassRole + codebuild:CreateProject + codebuild:StartBuildBatch)',
    noun: 'a build project',
    service: 'codebuild.amazonaws.com',
    family: 'codebuild',
    needs: [project, ['codebuild:StartBuildBatch', 'codebuild:R:A:project/*']],
  },
  {
    id: 'codebuild-pass-to-existing',
    title:
      'Give an existing build project a role and build (iam:PassRole + codebuild:UpdateProject + codebuild:StartBuild)',
    noun: 'a build project',
    service: 'codebuild.amazonaws.com',
    family: 'codebuild',
    needs: [
      ['codebuild:UpdateProject', 'it'],
      ['codebuild:StartBuild', 'it'],
    ],
    existing: 'codebuild-project',
  },
  {
    id: 'sagemaker-001',
    title: 'Make a notebook with a role (iam:PassRole + sagemaker:CreateNotebookInstance)',
    noun: 'a notebook',
    service: 'sagemaker.amazonaws.com',
    family: 'sagemaker',
    needs: [['sagemaker:CreateNotebookInstance', 'sagemaker:R:A:notebook-instance/*']],
    entry: {
      needs: [
        ['sagemaker:CreatePresignedNotebookInstanceUrl', 'sagemaker:R:A:notebook-instance/*'],
        [
          'sagemaker:CreateNotebookInstanceLifecycleConfig',
          'sagemaker:R:A:notebook-instance-lifecycle-config/*',
        ],
      ],
      otherwise: 'the notebook runs code of the holder, who may neither open it nor give it a script',
    },
  },
  {
    id: 'sagemaker-002',
    title: 'Run a training job with a role (iam:PassRole + sagemaker:CreateTrainingJob)',
    noun: 'a training job',
    service: 'sagemaker.amazonaws.com',
    family: 'sagemaker',
    needs: [['sagemaker:CreateTrainingJob', 'sagemaker:R:A:training-job/*']],
  },
  {
    id: 'sagemaker-003',
    title: 'Run a processing job with a role (iam:PassRole + sagemaker:CreateProcessingJob)',
    noun: 'a processing job',
    service: 'sagemaker.amazonaws.com',
    family: 'sagemaker',
    needs: [['sagemaker:CreateProcessingJob', 'sagemaker:R:A:processing-job/*']],
  },
  {
    id: 'datapipeline-001',
    title:
      'Run commands in a new pipeline with a role (iam:PassRole + datapipeline:CreatePipeline + datapipeline:PutPipelineDefinition + datapipeline:ActivatePipeline)',
    noun: 'a pipeline',
    // The commands run on an instance that the pipeline launches; the pipeline itself has a role of its own.
    service: EC2,
    family: 'datapipeline',
    needs: [
      ['datapipeline:CreatePipeline', '*'],
      ['datapipeline:PutPipelineDefinition', 'datapipeline:R:A:pipeline/*'],
      ['datapipeline:ActivatePipeline', 'datapipeline:R:A:pipeline/*'],
    ],
    instanceProfile: true,
    companion: 'datapipeline.amazonaws.com',
  },
  ...CONTAINER_ROWS,
  ...OTHER_SERVICE_ROWS,
];
