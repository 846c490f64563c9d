import type { StatementAt } from './statements.ts';
import { conditionKeys, principalsOf } from './statements.ts';

/** Conditions that tie a service's call to whose resource made it call. */
const TIES = [
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
];

/**
 * Services that call on behalf of a resource which another customer may have made and pointed here, by the lists of
 * services in the user guides (cross-service confused deputy prevention).
 */
const TO_RESOURCES: ReadonlySet<string> = new Set(
  'apigateway cloudfront cloudtrail cloudwatch config delivery.logs events iot logging.s3 logs s3 scheduler serverlessrepo ses sns sqs states vpc-flow-logs'.split(
    ' ',
  ),
);
const TO_ROLES: ReadonlySet<string> = new Set(
  'appflow apigateway bedrock cloudtrail codebuild config databrew datasync ecs ecs-tasks events firehose glue iot kinesisanalytics lex lexv2 logs pipes rds s3 sagemaker scheduler ses sns ssm states textract transcribe transfer vpc-flow-logs'.split(
    ' ',
  ),
);

/** The services of the kind that a statement lets in whoever they call for. */
export function deputiesIn({ statement }: StatementAt, of: 'role' | 'resource'): readonly string[] {
  const keys = conditionKeys(statement);
  if (TIES.some((key) => keys.has(key))) return [];
  const services = of === 'role' ? TO_ROLES : TO_RESOURCES;
  return principalsOf(statement, 'Service').filter((service) =>
    services.has(service.replace(/\.amazonaws\.com(\.cn)?$/, '')),
  );
}
