import { cloudformation } from './cloudformation.ts';
import { codebuild } from './codebuild.ts';
import { dynamodb } from './dynamodb.ts';
import { ec2 } from './ec2.ts';
import { ecs } from './ecs.ts';
import { eks } from './eks.ts';
import { glue } from './glue.ts';
import { iam } from './iam.ts';
import { kms } from './kms.ts';
import { lambda } from './lambda.ts';
import type { Service } from './operation.ts';
import { organizations } from './organizations.ts';
import { s3 } from './s3.ts';
import { sagemaker } from './sagemaker.ts';
import { secretsManager } from './secrets-manager.ts';
import { ssm } from './ssm.ts';

/** Every AWS service that is collected. */
export const AWS_SERVICES: readonly Service[] = [
  iam,
  organizations,
  s3,
  secretsManager,
  kms,
  dynamodb,
  ssm,
  lambda,
  ec2,
  ecs,
  eks,
  codebuild,
  cloudformation,
  glue,
  sagemaker,
];
