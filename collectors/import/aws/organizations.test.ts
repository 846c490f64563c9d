import { expect, it } from 'vitest';
import type { Json } from '../../../schema/json.ts';
import type { FileHint } from './file-shape.ts';
import { recognise } from './recognise.ts';

const seen = (document: Json, name: string | null = null) => {
  const hint: FileHint = { name, account: null, jobs: new Map() };
  const found = recognise(document, hint);
  return found.is === 'answer'
    ? [found.shape.operation.replace('organizations:', ''), found.parameters]
    : [found.is, found.operation];
};
const scp = { Id: 'p-examplegrd', Name: 'guard', Type: 'SERVICE_CONTROL_POLICY' };
const UNIT = 'ou-ab12-11111111';

it.each<[Json, string | null, Json]>([
  [
    { Organization: { Id: 'o-exampleorg1', MasterAccountId: '111122223333' } },
    null,
    ['DescribeOrganization', {}],
  ],
  [{ Roots: [{ Id: 'r-ab12', PolicyTypes: [] }] }, null, ['ListRoots', {}]],
  [{ OrganizationalUnits: [] }, UNIT, ['ListOrganizationalUnitsForParent', { ParentId: UNIT }]],
  [
    { OrganizationalUnits: [{ Id: UNIT }] },
    null,
    ['unattributed', 'organizations:ListOrganizationalUnitsForParent'],
  ],
  [{ Accounts: [] }, 'r-ab12', ['ListAccountsForParent', { ParentId: 'r-ab12' }]],
  [{ Accounts: [{ Id: 'x' }] }, null, ['unknown', null]],
  [{ Policies: [scp] }, null, ['ListPolicies', { Filter: scp.Type }]],
  [
    { Policies: [scp] },
    '444455556666',
    ['ListPoliciesForTarget', { TargetId: '444455556666', Filter: scp.Type }],
  ],
  [
    // What is inside talks of keys, which does not make it a key's policy.
    {
      Policy: {
        PolicySummary: scp,
        Content: '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"kms:*","Resource":"*"}]}',
      },
    },
    null,
    ['DescribePolicy', { PolicyId: 'p-examplegrd' }],
  ],
])(
  'an answer of Organizations is known by its content, and by the name of its file what it is about: %j %s',
  (document, name, expected) => {
    expect(seen(document, name)).toEqual(expected);
  },
);
