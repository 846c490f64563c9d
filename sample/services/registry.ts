import type { Handler } from '../protocol/call.ts';
import { dynamodb } from './dynamodb.ts';
import { iam } from './iam.ts';
import { kms } from './kms.ts';
import { s3 } from './s3.ts';
import { secretsManager } from './secrets-manager.ts';
import { ssm } from './ssm.ts';
import { sts } from './sts.ts';

/** Every operation the estate answers. */
export const OPERATIONS: Readonly<Record<string, Handler>> = {
  ...sts,
  ...iam,
  ...s3,
  ...secretsManager,
  ...kms,
  ...dynamodb,
  ...ssm,
};
