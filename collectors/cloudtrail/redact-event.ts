import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';

/** Stands for a value that was left out: what a request carried may be a secret, so only known names pass. */
export const DROPPED = '[not kept]';

/** Members of an event that are kept whole: none of them carries what a caller wrote. */
const WHOLE: ReadonlySet<string> = new Set(
  'eventVersion userIdentity eventTime eventSource eventName awsRegion sourceIPAddress userAgent errorCode requestID eventID readOnly resources eventType managementEvent recipientAccountId sharedEventID vpcEndpointId eventCategory sessionCredentialFromConsole'.split(
    ' ',
  ),
);

/** Members of requests and answers that name things: what was acted on, by whom, under which id. */
const NAMING: ReadonlySet<string> = new Set(
  `roleArn roleSessionName durationSeconds principalArn externalIdPresent bucketName userName groupName roleName policyName policyArn
   instanceProfileName accessKeyId status serialNumber functionName instanceId instanceIds secretId keyId aliasName tableName
   queueUrl queueName topicArn clusterName cluster serviceName projectName stackName stackId repositoryName registryId name arn
   resourceArn trailName detectorId versionId marker maxItems assumedRoleId subjectFromWebIdentityToken audience provider
   expiration userId roleId createDate path credentials accessKey assumedRoleUser user role policy group
   permissionsBoundary setAsDefault isDefaultVersion region availabilityZone imageId instanceType`
    .split(/\s+/)
    .filter((name) => name !== ''),
);

/**
 * An event as it may be kept: who, when, from where and what, with the names of what was acted on. Other values of
 * requests and answers are dropped, their names stay; a request or an answer that is no object is dropped whole.
 */
export function keepableEvent(event: JsonObject): JsonObject {
  const kept: { [name: string]: Json } = {};
  for (const [name, value] of Object.entries(event)) {
    if (value === undefined) continue;
    if (WHOLE.has(name)) kept[name] = value;
    else if (name === 'requestParameters' || name === 'responseElements')
      kept[name] = isJsonObject(value) ? naming(value) : value === null ? null : DROPPED;
    else kept[name] = value === null ? null : DROPPED;
  }
  return kept;
}

function naming(value: Json): Json {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string') ? value : DROPPED;
  if (!isJsonObject(value)) return value;
  const kept: { [name: string]: Json } = {};
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    if (!NAMING.has(name)) kept[name] = DROPPED;
    else kept[name] = typeof member === 'object' && member !== null ? naming(member) : plain(name, member);
  }
  return kept;
}

/** A policy may stand where a name does (`policy`): its text is what a caller wrote. */
function plain(name: string, value: Json): Json {
  return typeof value === 'string' && (name === 'policy' || value.length > 2_048) ? DROPPED : value;
}
