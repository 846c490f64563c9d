import type { JsonObject } from '../../../schema/json.ts';
import type { Relation } from '../../../schema/records.ts';
import type { Principal } from '../../aws/estate/estate.ts';
import { parseArn } from '../../aws/read/arn.ts';
import { asInlinePolicies } from '../as-inline-policies.ts';
import type { GuardrailContext, GuardrailTemplate } from '../guardrail.ts';
import { jsonFile, slug } from '../words.ts';

/** Where what a principal did was asked for, a boundary of the services that it used leaves it its work. */
export const leastPrivilege: GuardrailTemplate = {
  id: 'least-privilege',
  title: 'Permissions boundary of the services that were used',
  why: 'What was granted and is not used is there for whoever takes the identity over.',
  controls: ['userAccounts', 'accountManagement', 'leastPrivilege', 'ztAccess'],
  *make({ before, scene }) {
    for (const account of scene.aws.accounts.values())
      for (const principal of account.principals) {
        const accessed =
          scene.aws.facts.lastAccessed.get(principal.arn) ?? scene.aws.facts.lastAccessed.get(principal.id);
        if (accessed === undefined || accessed.services.length === 0) continue;
        if ('unmodifiable' in principal && principal.unmodifiable === true) continue;
        const used = usedServices(principal, { before, scene });
        if (used.size === 0) continue;
        const own = before.relations.filter(({ from }) => from === principal.id);
        const breaks = own.filter((relation) => needs(relation).some((service) => !used.has(service)));
        if (breaks.length === 0) continue;
        const services = [...used].sort();
        const document = boundary(services);
        const denial = {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'NothingElse',
              Effect: 'Deny',
              NotAction: services.map((service) => `${service}:*`),
              Resource: '*',
            },
          ],
        };
        yield {
          slug: slug(`${account.id}-${principal.name}`),
          title: `Permissions boundary of ${principal.name}: ${services.join(', ')}`,
          about: [principal.id, ...new Set(breaks.map(({ to }) => to))],
          files: [{ name: 'permissions-boundary.json', text: jsonFile(document) }],
          apply: `Make it a managed policy and set it as the permissions boundary of ${principal.name}. Look at what is refused for as long as the rarest job takes to come round, then narrow the policies themselves.`,
          changes: asInlinePolicies('least-privilege', denial, [principal]),
          stand:
            'A denial of everything but these services is put as an inline policy: a boundary that allows no more does no more to it than that.',
          breaks,
          keeps: own.filter((relation) => relation.verdict === 'allow' && isUsed(relation, used)),
          cases: [],
          limits: [
            'It is told by services, not by calls: within a service everything that was granted stays.',
            'AWS records the use of services for about 400 days. What happens less often than that is not seen.',
          ],
        };
      }
  },
};

/** By AWS's own record of last use, and by what logs saw. */
function usedServices(
  principal: Principal,
  { before, scene }: Pick<GuardrailContext, 'before' | 'scene'>,
): ReadonlySet<string> {
  const { lastAccessed, activity } = scene.aws.facts;
  const accessed = lastAccessed.get(principal.arn) ?? lastAccessed.get(principal.id);
  const used = new Set(
    (accessed?.services ?? []).flatMap(({ namespace, at }) => (at === null ? [] : [namespace])),
  );
  for (const use of activity.uses)
    if (use.principal === principal.arn)
      for (const { arn } of use.resources) {
        const service = parseArn(arn)?.service;
        if (service !== undefined && service !== '') used.add(service);
      }
  const own = before.relations.filter(({ from }) => from === principal.id);
  // Who took on a role that was used is not recorded without a log: it may have been this one.
  const mayHaveAssumed = own.some(({ kind, to }) => {
    const role = scene.aws.principals.get(to);
    return kind === 'can-assume' && role?.fact.kind === 'role' && role.fact.lastUsed?.at != null;
  });
  if (mayHaveAssumed || activity.assumptions.some((each) => each.principal === principal.arn))
    used.add('sts');
  // What is encrypted with a key is read with a call to KMS as well.
  const keys = new Map(scene.aws.facts.resources.map(({ arn, encryptionKey }) => [arn, encryptionKey]));
  if (own.some((relation) => keys.get(relation.to) != null && isUsed(relation, used))) used.add('kms');
  return used;
}

function isUsed(relation: Relation, used: ReadonlySet<string>): boolean {
  const services = needs(relation);
  return services.length > 0 && services.every((service) => used.has(service));
}

/** The services whose calls a relation is made of, as far as its kind says so; none where it does not. */
function needs({ kind, to, rule }: Relation): readonly string[] {
  switch (kind) {
    case 'can-assume':
      return ['sts'];
    case 'administers-account':
      return ['iam'];
    case 'can-become':
    case 'can-escalate-to':
      return /^(?:iam|sts|sso|ssm)-/.test(rule) ? [rule.slice(0, rule.indexOf('-'))] : [];
    case 'can-read':
    case 'can-write':
    case 'can-administer':
    case 'can-decrypt': {
      const service = parseArn(to)?.service;
      return service === undefined || service === '' ? [] : [service];
    }
    default:
      return [];
  }
}

function boundary(services: readonly string[]): JsonObject {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ServicesThatWereUsed',
        Effect: 'Allow',
        Action: services.map((service) => `${service}:*`),
        Resource: '*',
      },
    ],
  };
}
