import type { StartRow } from './start-row.ts';

/** Services that need nothing to be there, or of which nothing is collected. */
export const OTHER_SERVICE_ROWS: readonly StartRow[] = [
  {
    id: 'apprunner-001',
    title: 'Run a new App Runner service with a role (iam:PassRole + apprunner:CreateService)',
    noun: 'an App Runner service',
    service: 'tasks.apprunner.amazonaws.com',
    family: 'apprunner',
    needs: [['apprunner:CreateService', 'apprunner:R:A:service/*']],
  },
  {
    id: 'bedrock-001',
    title:
      'Run code in a new code interpreter with a role (iam:PassRole + bedrock-agentcore:CreateCodeInterpreter + bedrock-agentcore:StartCodeInterpreterSession + bedrock-agentcore:InvokeCodeInterpreter)',
    noun: 'a code interpreter',
    service: 'bedrock-agentcore.amazonaws.com',
    family: 'bedrock-agentcore',
    needs: [
      ['bedrock-agentcore:CreateCodeInterpreter', '*'],
      ['bedrock-agentcore:StartCodeInterpreterSession', 'bedrock-agentcore:R:A:code-interpreter-custom/*'],
      ['bedrock-agentcore:InvokeCodeInterpreter', 'bedrock-agentcore:R:A:code-interpreter-custom/*'],
    ],
  },
  {
    id: 'braket-001',
    title: 'Run a new Braket job with a role (iam:PassRole + braket:CreateJob)',
    noun: 'a Braket job',
    service: 'braket.amazonaws.com',
    family: 'braket',
    needs: [['braket:CreateJob', 'braket:R:A:job/*', 'braket:::device/*']],
  },
  {
    id: 'emr-001',
    title: 'Run a new EMR cluster with a role (iam:PassRole + elasticmapreduce:RunJobFlow)',
    noun: 'an EMR cluster',
    // Its instances have the role; the cluster itself has another.
    service: 'ec2.amazonaws.com',
    family: 'emr',
    needs: [['elasticmapreduce:RunJobFlow', '*']],
    instanceProfile: true,
    companion: 'elasticmapreduce.amazonaws.com',
  },
  {
    id: 'emrserverless-001',
    title:
      'Run a job in a new EMR Serverless application with a role (iam:PassRole + emr-serverless:CreateApplication + emr-serverless:StartJobRun)',
    noun: 'an EMR Serverless job',
    service: 'emr-serverless.amazonaws.com',
    family: 'emr-serverless',
    needs: [
      ['emr-serverless:CreateApplication', '*'],
      ['emr-serverless:StartJobRun', 'emr-serverless:R:A:/applications/*'],
    ],
  },
  {
    id: 'gamelift-001',
    title:
      'Run a build of its own on a new fleet with a role (iam:PassRole + gamelift:CreateBuild + gamelift:CreateFleet + gamelift:RequestUploadCredentials)',
    noun: 'a GameLift fleet',
    service: 'gamelift.amazonaws.com',
    family: 'gamelift',
    needs: [
      ['gamelift:CreateBuild', '*'],
      ['gamelift:CreateFleet', '*'],
      ['gamelift:RequestUploadCredentials', 'gamelift:R:A:build/*'],
    ],
  },
  {
    id: 'imagebuilder-001',
    title:
      'Build an image with commands of its own on an instance with a role (iam:PassRole + imagebuilder:CreateComponent + imagebuilder:CreateImageRecipe + imagebuilder:CreateInfrastructureConfiguration + imagebuilder:CreateImage)',
    noun: 'an image build',
    service: 'ec2.amazonaws.com',
    family: 'imagebuilder',
    needs: [
      ['imagebuilder:CreateComponent', 'imagebuilder:R:A:component/*'],
      ['imagebuilder:CreateImageRecipe', 'imagebuilder:R:A:image-recipe/*'],
      ['imagebuilder:CreateInfrastructureConfiguration', 'imagebuilder:R:A:infrastructure-configuration/*'],
      ['imagebuilder:CreateImage', 'imagebuilder:R:A:image/*'],
    ],
    instanceProfile: true,
  },
  {
    id: 'kinesisanalytics-001',
    title:
      'Run a new Flink application with a role (iam:PassRole + kinesisanalytics:CreateApplication + kinesisanalytics:StartApplication)',
    noun: 'a Flink application',
    service: 'kinesisanalytics.amazonaws.com',
    family: 'kinesisanalytics',
    needs: [
      ['kinesisanalytics:CreateApplication', '*'],
      ['kinesisanalytics:StartApplication', 'kinesisanalytics:R:A:application/*'],
    ],
  },
  {
    id: 'omics-001',
    title:
      'Run a new workflow of HealthOmics with a role (iam:PassRole + omics:CreateWorkflow + omics:StartRun + s3:GetObject)',
    noun: 'a HealthOmics run',
    service: 'omics.amazonaws.com',
    family: 'omics',
    needs: [
      ['omics:CreateWorkflow', '*'],
      ['omics:StartRun', 'omics:R:A:workflow/*', 'omics:R:A:run/*'],
      ['s3:GetObject', 's3:::*/*'],
    ],
  },
  {
    id: 'scheduler-create-schedule',
    title: 'Have a schedule call AWS with a role (iam:PassRole + scheduler:CreateSchedule)',
    noun: 'a schedule',
    service: 'scheduler.amazonaws.com',
    family: 'scheduler',
    needs: [['scheduler:CreateSchedule', 'scheduler:R:A:schedule/*']],
  },
  {
    id: 'ssm-003',
    title:
      'Run a new automation with a role (iam:PassRole + ssm:CreateDocument + ssm:StartAutomationExecution)',
    noun: 'an automation',
    service: 'ssm.amazonaws.com',
    family: 'ssm',
    needs: [
      ['ssm:CreateDocument', 'ssm:R:A:document/*'],
      ['ssm:StartAutomationExecution', 'ssm:R:A:document/*', 'ssm:R:A:automation-execution/*'],
    ],
  },
  {
    id: 'states-create-state-machine',
    title:
      'Run a new state machine with a role (iam:PassRole + states:CreateStateMachine + states:StartExecution)',
    noun: 'a state machine',
    service: 'states.amazonaws.com',
    family: 'states',
    needs: [
      ['states:CreateStateMachine', 'states:R:A:stateMachine:*'],
      ['states:StartExecution', 'states:R:A:stateMachine:*'],
    ],
  },
];
