import type { Handler } from '../protocol/call.ts';
import { codebuild } from './codebuild.ts';
import { dynamodb } from './dynamodb.ts';
import { ec2 } from './ec2.ts';
import { ecs } from './ecs.ts';
import { eks } from './eks.ts';
import { iam } from './iam.ts';
import { kms } from './kms.ts';
import { lambda } from './lambda.ts';
import { messaging } from './messaging.ts';
import { organizations } from './organizations.ts';
import { s3 } from './s3.ts';
import { secretsManager } from './secrets-manager.ts';
import { ssm } from './ssm.ts';
import { stepFunctions } from './step-functions.ts';
import { sts } from './sts.ts';
import { unused } from './unused.ts';

/** Every operation the estate answers. */
export const OPERATIONS: Readonly<Record<string, Handler>> = {
  ...sts,
  ...iam,
  ...organizations,
  ...s3,
  ...secretsManager,
  ...kms,
  ...dynamodb,
  ...ssm,
  ...lambda,
  ...ec2,
  ...ecs,
  ...eks,
  ...codebuild,
  ...messaging,
  ...stepFunctions,
  ...unused,
};
