import { isJsonObject, type Json } from '../../../schema/json.ts';
import type { Guardrails } from '../../aws/estate/guardrails.ts';
import { statementsOf, textList } from '../../aws/estate/touch.ts';
import type { RequestContext } from '../../aws/evaluate/types.ts';
import { isAccountId } from '../../aws/read/arn.ts';

/** Stands for an account that is nobody's in particular: none that a policy could have in mind. */
export const NOBODY = '000000000000';

/**
 * What is known of someone in an account that the policy does not name. The account is not one of those in a condition;
 * the principal's name is the stranger's own choice, so a condition on the ARN can be met where it leaves the account open.
 */
export function strangerContext(document: Json): RequestContext {
  const patterns = conditionValues(document, 'aws:principalarn');
  const anyAccount = patterns.some((pattern) => !isAccountId(pattern.split(':')[4] ?? ''));
  return { 'aws:userid': null, 'aws:username': null, ...(anyAccount ? { 'aws:PrincipalArn': null } : {}) };
}

/** Accounts to which conditions narrow a policy that names everyone; by an organization, all its members. */
export function accountsInConditions(document: Json, { members }: Guardrails): readonly string[] {
  const named = conditionValues(document, 'aws:principalaccount');
  const ofArns = conditionValues(document, 'aws:principalarn').map((arn) => arn.split(':')[4] ?? '');
  const ofOrganization = ORGANIZATION_KEYS.some((key) => conditionValues(document, key).length > 0);
  return [...new Set([...named, ...ofArns, ...(ofOrganization ? members : [])])].filter(isAccountId).sort();
}

const ORGANIZATION_KEYS = ['aws:principalorgid', 'aws:principalorgpaths', 'aws:principalorgmasteraccountid'];

function conditionValues(document: Json, key: string): readonly string[] {
  return statementsOf(document).flatMap(({ Condition: condition }) =>
    Object.values(isJsonObject(condition) ? condition : {}).flatMap((keys) =>
      Object.entries(isJsonObject(keys) ? keys : {}).flatMap(([name, values]) =>
        name.toLowerCase() === key ? textList(values) : [],
      ),
    ),
  );
}
