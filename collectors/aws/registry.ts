import { appRunner } from './app-runner.ts';
import { autoScaling } from './auto-scaling.ts';
import { batch } from './batch.ts';
import { cloudformation } from './cloudformation.ts';
import { codebuild } from './codebuild.ts';
import { dynamodb } from './dynamodb.ts';
import { ec2 } from './ec2.ts';
import { ecr } from './ecr.ts';
import { ecs } from './ecs.ts';
import { eks } from './eks.ts';
import { glue } from './glue.ts';
import { iam } from './iam.ts';
import { kms } from './kms.ts';
import { lambda } from './lambda.ts';
import type { Service } from './operation.ts';
import { organizations } from './organizations.ts';
import { rds } from './rds.ts';
import { regions } from './regions.ts';
import { s3 } from './s3.ts';
import { s3Control } from './s3-control.ts';
import { sagemaker } from './sagemaker.ts';
import { secretsManager } from './secrets-manager.ts';
import { sns } from './sns.ts';
import { sqs } from './sqs.ts';
import { ssm } from './ssm.ts';
import { stepFunctions } from './step-functions.ts';

/** Every AWS service that is collected. */
export const AWS_SERVICES: readonly Service[] = [
  regions,
  iam,
  organizations,
  s3,
  s3Control,
  secretsManager,
  kms,
  dynamodb,
  sqs,
  sns,
  ecr,
  rds,
  ssm,
  lambda,
  ec2,
  autoScaling,
  ecs,
  eks,
  codebuild,
  cloudformation,
  glue,
  sagemaker,
  stepFunctions,
  appRunner,
  batch,
];
