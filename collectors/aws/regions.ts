import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { isJsonObject, type Json } from '../../schema/json.ts';
import type { SnapshotReader } from '../../schema/snapshot/types.ts';
import { list, members, service } from './operation.ts';

export const DESCRIBE_REGIONS = 'ec2:DescribeRegions';

/** Which regions there are for the account, those that are switched off included; asked before anything in a region is. */
export const regions = service<EC2Client>({
  name: 'regions',
  title: 'Regions',
  scope: 'global',
  client: (config) => new EC2Client(config),
  operations: [
    {
      operation: DESCRIBE_REGIONS,
      permission: DESCRIBE_REGIONS,
      hides: [],
      send: (client, _question, _token, options) =>
        client.send(new DescribeRegionsCommand({ AllRegions: true }), options),
      items: (document) => list(document.Regions).length,
    },
  ],
});

export interface RegionsFound {
  readonly enabled: ReadonlySet<string>;
  readonly disabled: ReadonlySet<string>;
}

/** What was answered of the account's regions; null where it was not. */
export function regionsFound(reader: SnapshotReader, source: string): RegionsFound | null {
  const enabled = new Set<string>();
  const disabled = new Set<string>();
  let answered = false;
  for (const document of answersOf(reader, source, DESCRIBE_REGIONS)) {
    answered = true;
    for (const region of list(isJsonObject(document) ? document.Regions : undefined)) {
      if (!isJsonObject(region) || typeof region.RegionName !== 'string') continue;
      (region.OptInStatus === 'not-opted-in' ? disabled : enabled).add(region.RegionName);
    }
  }
  return answered ? { enabled, disabled } : null;
}

/**
 * Regions in which use was seen: where roles, access keys and permissions were last used, as IAM tells, and where
 * buckets lie. IAM tells the last region only, so a region that somebody uses besides may be missed.
 */
export function regionsUsed(reader: SnapshotReader, source: string): ReadonlySet<string> {
  const used = new Set<string>();
  const note = (region: Json | undefined) => {
    if (typeof region === 'string' && /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) used.add(region);
  };
  for (const document of answersOf(reader, source, 'iam:GetAccountAuthorizationDetails'))
    for (const role of list(isJsonObject(document) ? document.RoleDetailList : undefined))
      if (isJsonObject(role) && isJsonObject(role.RoleLastUsed)) note(role.RoleLastUsed.Region);
  for (const document of answersOf(reader, source, 'iam:GetAccessKeyLastUsed'))
    if (isJsonObject(document) && isJsonObject(document.AccessKeyLastUsed))
      note(document.AccessKeyLastUsed.Region);
  for (const document of answersOf(reader, source, 'iam:GetServiceLastAccessedDetails'))
    if (isJsonObject(document))
      members(document.ServicesLastAccessed, 'LastAuthenticatedRegion').forEach(note);
  // A bucket of the first region has no location at all, and one of the first in Europe an old name.
  for (const document of answersOf(reader, source, 's3:GetBucketLocation'))
    if (isJsonObject(document))
      note(LOCATIONS[String(document.LocationConstraint)] ?? document.LocationConstraint);
  return used;
}

const LOCATIONS: Readonly<Record<string, string>> = { null: 'us-east-1', EU: 'eu-west-1' };

function* answersOf(reader: SnapshotReader, source: string, operation: string): Generator<Json> {
  for (const call of reader.calls({ operation }))
    if (call.source === source && call.observation !== null) yield reader.document(call.observation);
}
