import { isJsonObject, type Json } from '../../schema/json.ts';
import type { Relation } from '../../schema/records.ts';
import type { Change } from '../../schema/scenario.ts';
import type { Cluster } from '../kubernetes/estate/cluster.ts';
import { serviceAccountUser } from '../kubernetes/ids.ts';
import type { ServiceAccountFact } from '../kubernetes/read/facts.ts';
import type { GuardrailContext, GuardrailFile } from './guardrail.ts';
import { jsonFile, slug } from './words.ts';

/** Trust policies that name the shared account in a condition, with those that take its place beside it. */
export function trustsOf(
  takesOver: readonly { readonly was: string; readonly now: string }[],
  ways: ReadonlyMap<string, readonly Relation[]>,
  cluster: Cluster,
  { scene }: GuardrailContext,
): {
  readonly changes: readonly Change[];
  readonly files: readonly GuardrailFile[];
  readonly limits: readonly string[];
} {
  const accounts = new Map(cluster.fact.serviceAccounts.map((each) => [each.id, each]));
  const documents = new Map<string, Json>();
  const limits = new Set<string>();
  const { principals } = scene.aws;
  for (const { was, now } of takesOver)
    for (const { kind, rule, to } of ways.get(was) ?? []) {
      if (kind !== 'can-assume') continue;
      if (rule === 'eks-pod-identity')
        limits.add(
          `An association of EKS Pod Identity gives ${was} the role ${to}: make one for ${now} as well.`,
        );
      const role = principals.get(to);
      if (rule === 'k8s-irsa-unseen' || rule === 'k8s-cloud-annotation')
        limits.add(`What ${to} trusts was not collected: it has to trust ${now} as it does ${was}.`);
      if (rule !== 'k8s-irsa' || role?.fact.kind !== 'role' || !role.fact.trust) continue;
      const [old, fresh] = [was, now].map((id) => userOf(id, accounts.get(id))) as [string, string];
      const document = documents.get(to) ?? (role.fact.trust.document as unknown as Json);
      documents.set(to, withBeside(document, old, fresh));
    }
  const changed = [...documents].filter(([to, document]) => {
    const role = principals.get(to);
    return (
      role?.fact.kind === 'role' && JSON.stringify(role.fact.trust?.document) !== JSON.stringify(document)
    );
  });
  return {
    changes: changed.map(([role, document]) => ({ change: 'set-trust', role, document })),
    files: changed.map(([role, document]) => ({
      name: `trust-${slug(role.slice(role.lastIndexOf('/') + 1))}.json`,
      text: jsonFile(document),
    })),
    limits: [...limits],
  };
}

function userOf(id: string, account: ServiceAccountFact | undefined): string {
  const [namespace = '', name = ''] = account ? [account.namespace, account.name] : id.split('/').slice(-2);
  return serviceAccountUser(namespace, name);
}

/** A document in which a text stands alone or in a list, with another text beside it. */
function withBeside(value: Json, text: string, other: string): Json {
  if (value === text) return [text, other];
  if (Array.isArray(value))
    return value.flatMap((each: Json) => (each === text ? [text, other] : [withBeside(each, text, other)]));
  if (isJsonObject(value))
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, each]) =>
        each === undefined ? [] : [[key, withBeside(each, text, other)] as const],
      ),
    );
  return value;
}
