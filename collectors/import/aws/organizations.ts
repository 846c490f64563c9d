import type { JsonObject } from '../../../schema/json.ts';
import { type FileHint, type FileShape, firstOf, has, named, textOf } from './file-shape.ts';

/** Answers of Organizations. Listings do not repeat the parent or the target they are about: the file is named for it. */

const PARENT = /^(?:r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/;

const isParent = ({ name }: FileHint) => name !== null && PARENT.test(name);
const isTarget = (hint: FileHint) => isParent(hint) || /^\d{12}$/.test(hint.name ?? '');
const idOf = (document: JsonObject, list: string) => textOf(firstOf(document, list), 'Id') ?? '';
const typeOf = (document: JsonObject) => textOf(firstOf(document, 'Policies'), 'Type');
const areGuardrails = (document: JsonObject) =>
  /^(?:SERVICE|RESOURCE)_CONTROL_POLICY$/.test(typeOf(document) ?? '');

function ofParent(_document: JsonObject, hint: FileHint): JsonObject | null {
  return isParent(hint) ? named('ParentId', hint.name) : null;
}

export const ORGANIZATION_FILES: readonly FileShape[] = [
  {
    operation: 'organizations:DescribeOrganization',
    matches: (document) => /^o-[0-9a-z]{10,32}$/.test(textOf(document.Organization, 'Id') ?? ''),
  },
  { operation: 'organizations:ListRoots', matches: (document) => PARENT.test(idOf(document, 'Roots')) },
  {
    operation: 'organizations:ListOrganizationalUnitsForParent',
    matches: has('OrganizationalUnits'),
    parameters: ofParent,
    lacking: 'the parent it is about',
  },
  {
    operation: 'organizations:ListAccountsForParent',
    // Without accounts nothing but the name tells it from the listings of other services.
    matches: (document, hint) =>
      has('Accounts')(document) &&
      (isParent(hint) || /:organizations:/.test(textOf(firstOf(document, 'Accounts'), 'Arn') ?? '')),
    parameters: ofParent,
    lacking: 'the parent it is about',
  },
  {
    operation: 'organizations:ListPoliciesForTarget',
    matches: (document, hint) => areGuardrails(document) && isTarget(hint),
    parameters: (document, { name }) =>
      name === null ? null : { TargetId: name, Filter: typeOf(document) ?? '' },
  },
  {
    operation: 'organizations:ListPolicies',
    matches: areGuardrails,
    parameters: (document) => named('Filter', typeOf(document)),
  },
  {
    operation: 'organizations:DescribePolicy',
    matches: (document) => /^p-/.test(policyId(document) ?? ''),
    parameters: (document) => named('PolicyId', policyId(document)),
  },
];

function policyId({ Policy: policy }: JsonObject): string | null {
  const summary = typeof policy === 'object' && policy !== null ? policy : undefined;
  return summary !== undefined && 'PolicySummary' in summary ? textOf(summary.PolicySummary, 'Id') : null;
}
