import type { InventoryRow } from '../../schema/inventory.ts';

/** Where the time of last use is told, by what begins the kind's name. */
const LAST_USE: Readonly<Record<string, string>> = {
  'aws-role': 'iam:GetAccountAuthorizationDetails did not tell when it was last used.',
  'aws-user':
    'iam:GetCredentialReport or iam:GetAccessKeyLastUsed was not collected for all of its credentials.',
  'aws-access-key': 'iam:GetAccessKeyLastUsed was not collected.',
};
const NOT_TOLD = 'The provider does not tell it.';

/** What of a row is not known, and why. An unknown is no "never" and no "nobody". */
export function unknownOf(row: Omit<InventoryRow, 'unknown'>): InventoryRow['unknown'] {
  const unknown: InventoryRow['unknown'] = [];
  const note = (field: InventoryRow['unknown'][number]['field'], missing: boolean, reason: string) => {
    if (missing) unknown.push({ field, reason });
  };
  note('owner', row.owner === null, 'Nothing that was collected names an owner.');
  note('environment', row.environment === null, 'No tag, name or place tells it.');
  note('tier', row.tier === null, 'What was proposed was declined in the case.');
  note('credential', row.credential === null, 'What it authenticates with was not collected.');
  note(
    'age',
    row.ageDays === null,
    row.created === null ? NOT_TOLD : 'When the files were written is not known.',
  );
  note('lastUse', row.lastUsed === null, LAST_USE[row.kind] ?? NOT_TOLD);
  note('expiry', row.expires === null, NOT_TOLD);
  const { granted, used, wildcard } = row.privileges;
  note(
    'privileges',
    (granted === null || used === null) && (row.kind === 'aws-role' || row.kind === 'aws-user'),
    'iam:GetServiceLastAccessedDetails was not collected.',
  );
  note(
    'privileges',
    wildcard === null && row.kind.startsWith('aws-') && granted !== null,
    'A policy that it has was not collected.',
  );
  return unknown;
}
