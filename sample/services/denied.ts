import { arn, PRODUCTION, REGION } from '../estate/company.ts';
import type { IncomingCall } from '../protocol/call.ts';
import { AwsError, textParameter } from '../protocol/call.ts';
import { callerArn } from './sts.ts';

/**
 * Calls that the estate refuses to whoever makes them, so that a collection has gaps to tell of: the collecting user's
 * policy leaves two out, one bucket's policy keeps itself from everyone's eyes, and what the organization's policies say is
 * told to its management account alone.
 */
export function refuse(call: IncomingCall): void {
  const who = `User: ${callerArn(call.keyId)} is not authorized to perform: ${call.operation} on resource:`;
  const because = 'because no identity-based policy allows the';
  if (call.operation === 'iam:ListServiceSpecificCredentials') {
    const user = arn.user(textParameter(call.parameters, 'UserName'));
    throw new AwsError('AccessDenied', 403, `${who} ${user} ${because} ${call.operation} action`);
  }
  if (call.operation === 'kms:ListGrants') {
    const id = textParameter(call.parameters, 'KeyId');
    const key = id.startsWith('arn:') ? id : `arn:aws:kms:${REGION}:${PRODUCTION}:key/${id}`;
    throw new AwsError('AccessDeniedException', 400, `${who} ${key} ${because} ${call.operation} action`);
  }
  if (/^organizations:(ListRoots|ListPolicies)$/.test(call.operation))
    throw new AwsError('AccessDeniedException', 400, "You don't have permissions to access this resource.");
  if (call.operation === 's3:GetBucketPolicy' && call.parameters.Bucket === 'larkfield-hr-archive') {
    throw new AwsError(
      'AccessDenied',
      403,
      `${who} "${arn.bucket('larkfield-hr-archive')}" with an explicit deny in a resource-based policy`,
    );
  }
}
