import type { Json } from '../../../schema/json.ts';
import { failure } from './loopback-aws.ts';

const ORGANIZATION = 'o-exampleorg1';
const ROOT = 'r-ex01';
const UNITS: Readonly<Record<string, readonly { Id: string; Name: string }[]>> = {
  [ROOT]: [{ Id: 'ou-ex01-work0001', Name: 'Workloads' }],
  'ou-ex01-work0001': [{ Id: 'ou-ex01-prod0001', Name: 'Production' }],
};
const ACCOUNTS: Readonly<Record<string, readonly string[]>> = {
  [ROOT]: ['111122223333'],
  'ou-ex01-prod0001': ['444455556666'],
};
const FULL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const POLICIES: Readonly<Record<string, { readonly Type: string; readonly content: Json }>> = {
  'p-FullAWSAccess': { Type: 'SERVICE_CONTROL_POLICY', content: FULL },
  'p-examplegrd': {
    Type: 'SERVICE_CONTROL_POLICY',
    content: {
      Version: '2012-10-17',
      Statement: [{ Sid: 'NoUsers', Effect: 'Deny', Action: 'iam:CreateUser', Resource: '*' }],
    },
  },
};

const summary = (Id: string) => ({ Id, Name: Id, Type: POLICIES[Id]?.Type ?? '', AwsManaged: false });

/** Answers of Organizations to the management account of a small organization; undefined for other services. */
export function smallOrganization(operation: string, parameters: Readonly<Record<string, Json>>) {
  const parent = String(parameters.ParentId ?? '');
  const ofType = (ids: readonly string[]) =>
    ids.filter((id) => POLICIES[id]?.Type === parameters.Filter).map(summary);
  switch (operation) {
    case 'organizations:DescribeOrganization':
      return { Organization: { Id: ORGANIZATION, MasterAccountId: '111122223333', FeatureSet: 'ALL' } };
    case 'organizations:ListRoots':
      return {
        Roots: [
          { Id: ROOT, Name: 'Root', PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }] },
        ],
      };
    case 'organizations:ListOrganizationalUnitsForParent':
      return { OrganizationalUnits: UNITS[parent] ?? [] };
    case 'organizations:ListAccountsForParent':
      return { Accounts: (ACCOUNTS[parent] ?? []).map((Id) => ({ Id, Name: Id, Status: 'ACTIVE' })) };
    case 'organizations:ListPolicies':
      return { Policies: ofType(Object.keys(POLICIES)) };
    case 'organizations:ListPoliciesForTarget':
      return {
        Policies: ofType(
          parameters.TargetId === 'ou-ex01-work0001' ? Object.keys(POLICIES) : ['p-FullAWSAccess'],
        ),
      };
    case 'organizations:DescribePolicy': {
      const id = String(parameters.PolicyId);
      const policy = POLICIES[id];
      if (policy === undefined) return failure(400, 'PolicyNotFoundException', 'there is no such policy');
      return { Policy: { PolicySummary: summary(id), Content: JSON.stringify(policy.content) } };
    }
    default:
      return undefined;
  }
}
