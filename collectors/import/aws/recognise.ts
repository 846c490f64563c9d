import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { decodePolicies } from '../../policy-text.ts';
import { EKS_FILES } from './eks.ts';
import type { FileHint, FileShape } from './file-shape.ts';
import { IAM_FILES } from './iam.ts';
import { ORGANIZATION_FILES } from './organizations.ts';
import { QUEUE_AND_IMAGE_FILES } from './queues-and-images.ts';
import { RESOURCE_FILES } from './resources.ts';
import { S3_FILES } from './s3.ts';
import { SERVICE_AND_JOB_FILES } from './services-and-jobs.ts';
import { STS_FILES } from './sts.ts';
import { WORKLOAD_FILES } from './workloads.ts';

const FILE_SHAPES: readonly FileShape[] = [
  ...STS_FILES,
  ...ORGANIZATION_FILES,
  ...IAM_FILES,
  ...S3_FILES,
  ...RESOURCE_FILES,
  ...WORKLOAD_FILES,
  ...EKS_FILES,
  ...QUEUE_AND_IMAGE_FILES,
  ...SERVICE_AND_JOB_FILES,
];

/** The AWS answer that a file holds, or why it is none that can be used. */
export type Recognised =
  | {
      readonly is: 'answer';
      readonly shape: FileShape;
      readonly document: JsonObject;
      readonly parameters: JsonObject;
      /** Left by tools that print the whole response. */
      readonly httpStatus: number | null;
      readonly requestId: string | null;
    }
  | {
      readonly is: 'unknown' | 'unattributed' | 'malformed';
      readonly operation: string | null;
      readonly reason: string;
    };

/** Tells by content which AWS answer a parsed file is. */
export function recognise(value: Json, hint: FileHint): Recognised {
  if (!isJsonObject(value)) {
    const what = Array.isArray(value) ? 'a list' : value === null ? 'null' : `a ${typeof value}`;
    return { is: 'unknown', operation: null, reason: `/: is ${what}, not an object as AWS answers with` };
  }
  const { ResponseMetadata: metadata, ...rest } = value;
  const document = decodePolicies(rest) as JsonObject;
  const shape = FILE_SHAPES.find((candidate) => candidate.matches(document, hint));
  if (shape === undefined)
    return {
      is: 'unknown',
      operation: null,
      reason: `/: is none of the AWS answers that are read (its members are ${memberNames(document)})`,
    };
  const { operation } = shape;
  const fault = shape.fault?.(document) ?? null;
  if (fault !== null)
    return { is: 'malformed', operation, reason: `${fault.pointer}: ${fault.reason} (${operation})` };
  const parameters = shape.parameters === undefined ? {} : shape.parameters(document, hint);
  if (parameters === null)
    return {
      is: 'unattributed',
      operation,
      reason: `/: is an answer of ${operation}, but neither it nor the file's name tells ${shape.lacking ?? 'what it is about'}`,
    };
  const about = isJsonObject(metadata) ? metadata : {};
  return {
    is: 'answer',
    shape,
    document: shape.normalise?.(document) ?? document,
    parameters,
    httpStatus: typeof about.HTTPStatusCode === 'number' ? about.HTTPStatusCode : null,
    requestId: typeof about.RequestId === 'string' ? about.RequestId : null,
  };
}

function memberNames(document: JsonObject): string {
  const names = Object.keys(document);
  if (names.length === 0) return 'none';
  const shown = names.slice(0, 5).map((name) => (name.length > 40 ? `${name.slice(0, 40)}…` : name));
  return shown.join(', ') + (names.length > shown.length ? `, and ${names.length - shown.length} more` : '');
}
