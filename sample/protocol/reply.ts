import type { AnswerObject, AwsError } from './call.ts';
import { jsonAnswer, jsonError } from './json.ts';
import type { Protocol } from './request.ts';
import { ec2Answer, ec2Error, queryAnswer, queryError, s3Answer, s3Error } from './xml.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const S3_ROOTS: Readonly<Record<string, string>> = {
  's3:ListBuckets': 'ListAllMyBucketsResult',
  's3:GetBucketLocation': 'LocationConstraint',
  's3:GetPublicAccessBlock': 'PublicAccessBlockConfiguration',
  's3:GetBucketTagging': 'Tagging',
  's3:GetBucketEncryption': 'ServerSideEncryptionConfiguration',
  's3:GetBucketAcl': 'AccessControlPolicy',
  's3:GetBucketOwnershipControls': 'OwnershipControls',
};

function headersOf(protocol: Protocol, operation: string, requestId: string): Record<string, string> {
  if (protocol === 'ec2') return { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId };
  if (protocol === 'rest') return { 'content-type': 'application/json', 'x-amzn-requestid': requestId };
  if (protocol === 'query') return { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
  if (protocol === 's3')
    return { 'content-type': 'application/xml', 'x-amz-request-id': requestId, 'x-amz-id-2': requestId };
  const version = operation.startsWith('dynamodb:') ? '1.0' : '1.1';
  return { 'content-type': `application/x-amz-json-${version}`, 'x-amzn-requestid': requestId };
}

/** The answer in the protocol that the question came in. */
export function answered(
  protocol: Protocol,
  operation: string,
  answer: AnswerObject,
  requestId: string,
): Reply {
  const headers = headersOf(protocol, operation, requestId);
  if (protocol === 'json' || protocol === 'rest') return { status: 200, headers, body: jsonAnswer(answer) };
  if (protocol === 'ec2') return { status: 200, headers, body: ec2Answer(operation, answer, requestId) };
  if (protocol === 'query') return { status: 200, headers, body: queryAnswer(operation, answer, requestId) };
  if (operation === 's3:GetBucketPolicy') {
    return {
      status: 200,
      headers: { ...headers, 'content-type': 'application/json' },
      body: String(answer.$),
    };
  }
  return { status: 200, headers, body: s3Answer(S3_ROOTS[operation] ?? 'Result', answer) };
}

/** The error likewise. */
export function refused(protocol: Protocol, operation: string, error: AwsError, requestId: string): Reply {
  const headers = headersOf(protocol, operation, requestId);
  const { code, status, message } = error;
  if (protocol === 'json') return { status, headers, body: jsonError(operation, code, message) };
  if (protocol === 'rest')
    return {
      status,
      headers: { ...headers, 'x-amzn-errortype': code },
      body: JSON.stringify({ Type: 'User', Message: message, message }),
    };
  if (protocol === 'ec2') return { status, headers, body: ec2Error(code, message, requestId) };
  if (protocol === 'query') return { status, headers, body: queryError(operation, code, message, requestId) };
  return { status, headers, body: s3Error(code, message, error.resource ?? '', requestId) };
}
