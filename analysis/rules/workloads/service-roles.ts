import type { Json } from '../../../schema/json.ts';
import type { Estate, Role } from '../../aws/estate/estate.ts';
import { hold, powerSet } from '../../aws/estate/permissions.ts';
import type { RequestContext } from '../../aws/evaluate/types.ts';
import { judge } from '../judge.ts';
import type { Outcome } from '../outcome.ts';
import { trustedPrincipals } from '../trust/trust-principals.ts';

/** A role that a service may take on, and on what terms. */
export interface ServiceRole {
  readonly role: Role;
  readonly outcome: Outcome;
}

const NONE: readonly ServiceRole[] = [];
const indexes = new WeakMap<Estate, ReadonlyMap<string, readonly ServiceRole[]>>();

/**
 * The account's roles whose trust policies admit the service principal; service-linked and reserved roles, which nobody
 * can pass, are none of them. A request of the service is made for the account itself.
 */
export function rolesForService(estate: Estate, account: string, service: string): readonly ServiceRole[] {
  let index = indexes.get(estate);
  if (!index) {
    index = build(estate);
    indexes.set(estate, index);
  }
  return index.get(`${account} ${service}`) ?? NONE;
}

function build(estate: Estate): ReadonlyMap<string, readonly ServiceRole[]> {
  const found = new Map<string, ServiceRole[]>();
  for (const { id, roles } of estate.accounts.values()) {
    for (const role of roles) {
      for (const service of role.unmodifiable ? [] : servicesOf(role)) {
        const outcome = admits(role, service);
        if (outcome.verdict === 'deny') continue;
        const key = `${id} ${service}`;
        const known = found.get(key);
        if (known) known.push({ role, outcome });
        else found.set(key, [{ role, outcome }]);
      }
    }
  }
  return found;
}

/** Services that the trust policy names, spelled as outside China. */
function servicesOf({ fact }: Role): ReadonlySet<string> {
  const named = new Set<string>();
  for (const each of fact.trust ? trustedPrincipals(fact.trust) : [])
    if (each.type === 'service') named.add(each.service.replace(IN_CHINA, '.amazonaws.com'));
  return named;
}

const IN_CHINA = /\.amazonaws\.com\.cn$/;

/** The service as the role's trust policy spells it: in China some have a name of their own. */
export function asSpelt({ fact }: Role, service: string): string {
  const named = fact.trust ? trustedPrincipals(fact.trust) : [];
  const chinese = named.find(
    (each) =>
      each.type === 'service' &&
      each.service !== service &&
      each.service.replace(IN_CHINA, '.amazonaws.com') === service,
  );
  return chinese?.type === 'service' ? chinese.service : service;
}

const willing = powerSet(
  'service',
  [
    hold(
      { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } as Json,
      null,
      'its own policies',
    ),
  ],
  null,
);

/** What is said besides of the account for which a service asks, where it is in an organization. */
function sourcePlace({ guards: { place } }: Role): RequestContext {
  if (place === undefined || (place !== null && 'not' in place)) return {};
  if (place === null) return { 'aws:SourceOrgID': [], 'aws:SourceOrgPaths': [] };
  return { 'aws:SourceOrgID': place.id, 'aws:SourceOrgPaths': place.path };
}

/** Whether the role's trust policy admits the service when it acts for the role's own account. */
export function admits(
  role: Role,
  service: string,
  context: RequestContext = {},
  action: 'sts:AssumeRole' | 'sts:TagSession' = 'sts:AssumeRole',
): Outcome {
  const about = {
    arn: asSpelt(role, service),
    name: service,
    ref: role.fact.trust?.ref ?? role.ref,
    context: { 'aws:SourceAccount': role.account, ...sourcePlace(role), ...context },
    guards: role.guards.all.nobody,
    notBefore: role.notBefore,
  };
  return judge(about, willing, action, role.arn, {
    resourcePolicy: role.trust ?? undefined,
    resourceAccount: role.account,
  });
}
