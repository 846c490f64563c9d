import { dynamodb } from './dynamodb.ts';
import { iam } from './iam.ts';
import { kms } from './kms.ts';
import type { Service } from './operation.ts';
import { s3 } from './s3.ts';
import { secretsManager } from './secrets-manager.ts';
import { ssm } from './ssm.ts';

/** Every AWS service that is collected. */
export const AWS_SERVICES: readonly Service[] = [iam, s3, secretsManager, kms, dynamodb, ssm];
