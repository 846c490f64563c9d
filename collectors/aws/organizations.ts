import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListPoliciesCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  OrganizationsClient,
  type PolicyType,
} from '@aws-sdk/client-organizations';
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import { GUARDED_KINDS } from '../../schema/kinds/guarded-kinds.ts';
import {
  type Earlier,
  keptNames,
  list,
  members,
  type Operation,
  type Question,
  service,
  textOf,
} from './operation.ts';

/** The two types that take part in deciding a request ("Authorization policies in AWS Organizations"). */
const POLICY_TYPES: readonly PolicyType[] = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'];

/** An account outside any organization is an answer, not a gap: no policy of an organization applies to it. */
const NOT_IN_USE = 'AWSOrganizationsNotInUseException';

const nextToken = (page: JsonObject) => page.NextToken;
const token = (next: string | null) => (next === null ? {} : { NextToken: next });

function parents(earlier: Earlier): readonly string[] {
  return [
    ...keptNames(earlier, 'organizations:ListRoots'),
    ...keptNames(earlier, 'organizations:ListOrganizationalUnitsForParent'),
  ];
}

function targets(earlier: Earlier): readonly string[] {
  return [...parents(earlier), ...keptNames(earlier, 'organizations:ListAccountsForParent')];
}

const ofParent = (ParentId: string): Question => ({ parameters: { ParentId } });
const ofType = (Filter: string): Question => ({ parameters: { Filter } });
const filterOf = (question: Question) => textOf(question, 'Filter') as PolicyType;

const TREE = ['organizations:ListRoots', 'organizations:ListOrganizationalUnitsForParent'];

const operations: readonly Operation<OrganizationsClient>[] = [
  {
    // Any account of an organization may ask this, and learns which account manages it.
    operation: 'organizations:DescribeOrganization',
    permission: 'organizations:DescribeOrganization',
    hides: GUARDED_KINDS,
    absent: { [NOT_IN_USE]: { Organization: null } },
    send: (client, _question, _token, options) => client.send(new DescribeOrganizationCommand({}), options),
    items: (document) => (isJsonObject(document.Organization) ? 1 : 0),
    keep: (document) => (isJsonObject(document.Organization) ? 'in use' : 'none'),
  },
  {
    operation: 'organizations:ListRoots',
    permission: 'organizations:ListRoots',
    hides: GUARDED_KINDS,
    absent: { [NOT_IN_USE]: { Roots: [] } },
    send: (client, _question, next, options) => client.send(new ListRootsCommand(token(next)), options),
    next: nextToken,
    items: (page) => list(page.Roots).length,
    keep: (page) => members(page.Roots, 'Id'),
  },
  {
    operation: 'organizations:ListOrganizationalUnitsForParent',
    permission: 'organizations:ListOrganizationalUnitsForParent',
    hides: GUARDED_KINDS,
    after: ['organizations:ListRoots'],
    each: (earlier) => keptNames(earlier, 'organizations:ListRoots').map(ofParent),
    brings: (kept) => list(kept).flatMap((id) => (typeof id === 'string' ? [ofParent(id)] : [])),
    send: (client, question, next, options) =>
      client.send(
        new ListOrganizationalUnitsForParentCommand({
          ParentId: textOf(question, 'ParentId'),
          ...token(next),
        }),
        options,
      ),
    next: nextToken,
    items: (page) => list(page.OrganizationalUnits).length,
    keep: (page) => members(page.OrganizationalUnits, 'Id'),
  },
  {
    operation: 'organizations:ListAccountsForParent',
    permission: 'organizations:ListAccountsForParent',
    hides: GUARDED_KINDS,
    after: TREE,
    each: (earlier) => parents(earlier).map(ofParent),
    send: (client, question, next, options) =>
      client.send(
        new ListAccountsForParentCommand({ ParentId: textOf(question, 'ParentId'), ...token(next) }),
        options,
      ),
    next: nextToken,
    items: (page) => list(page.Accounts).length,
    keep: (page) => members(page.Accounts, 'Id'),
  },
  {
    operation: 'organizations:ListPolicies',
    permission: 'organizations:ListPolicies',
    hides: GUARDED_KINDS,
    absent: { [NOT_IN_USE]: { Policies: [] } },
    each: () => POLICY_TYPES.map(ofType),
    send: (client, question, next, options) =>
      client.send(new ListPoliciesCommand({ Filter: filterOf(question), ...token(next) }), options),
    next: nextToken,
    items: (page) => list(page.Policies).length,
    keep: (page) => members(page.Policies, 'Id'),
  },
  {
    operation: 'organizations:ListPoliciesForTarget',
    permission: 'organizations:ListPoliciesForTarget',
    hides: GUARDED_KINDS,
    after: [...TREE, 'organizations:ListAccountsForParent'],
    each: (earlier) =>
      targets(earlier).flatMap((TargetId) =>
        POLICY_TYPES.map((Filter) => ({ parameters: { TargetId, Filter } })),
      ),
    send: (client, question, next, options) =>
      client.send(
        new ListPoliciesForTargetCommand({
          TargetId: textOf(question, 'TargetId'),
          Filter: filterOf(question),
          ...token(next),
        }),
        options,
      ),
    next: nextToken,
    items: (page) => list(page.Policies).length,
    keep: (page) => members(page.Policies, 'Id'),
  },
  {
    operation: 'organizations:DescribePolicy',
    permission: 'organizations:DescribePolicy',
    hides: GUARDED_KINDS,
    after: ['organizations:ListPoliciesForTarget'],
    each: (earlier) =>
      [
        ...new Set([
          ...keptNames(earlier, 'organizations:ListPolicies'),
          ...keptNames(earlier, 'organizations:ListPoliciesForTarget'),
        ]),
      ].map((PolicyId) => ({ parameters: { PolicyId } })),
    send: (client, question, _token, options) =>
      client.send(new DescribePolicyCommand({ PolicyId: textOf(question, 'PolicyId') }), options),
    items: (document) => (isJsonObject(document.Policy) ? 1 : 0),
  },
];

/**
 * The organization: its accounts, units and the policies attached to them. All but the first question are answered to the
 * management account and to delegated administrators alone; elsewhere their denial says that the policies are not known.
 * Organizations bears few calls a second, so that few are made at once.
 */
export const organizations = service<OrganizationsClient>({
  name: 'organizations',
  title: 'Organization',
  scope: 'global',
  client: (config) => new OrganizationsClient(config),
  operations: operations.map((operation) => ({ ...operation, inFlight: 2 })),
});
