import type { Change } from '../../../schema/scenario.ts';
import { objectId, parseId } from '../../kubernetes/ids.ts';
import type { ChangeOf, Configuration } from '../changes/edits-of.ts';
import { notChangeable } from '../changes/find.ts';
import { endWorkload } from '../changes/kubernetes-workloads.ts';
import { editsOf } from '../changes/registry.ts';
import type { Edit } from '../edit.ts';
import { refusedBy } from './admits.ts';
import { type AskedObject, askedObjects } from './asked-objects.ts';
import type { ResourceRule } from './policy-objects.ts';

/** A change that an admission policy of the scenario refuses: nothing of it is made. */
export interface Refusal {
  /** Its number from 0 in the scenario. */
  readonly change: number;
  /** The name of the policy. */
  readonly by: string;
  /** The object that does not pass, and what the policy says about it. */
  readonly message: string;
}

type Policy = ChangeOf<'admission-policy'>;

/**
 * The edits of all changes, in order, but for those that an admission policy put before them refuses. A change of which one
 * object is refused is not made at all. What is there already keeps running: admission is only asked about what is written.
 * @throws TrustpathError where a change cannot be made in this snapshot
 */
export function admittedEdits(
  changes: readonly Change[],
  configuration: Configuration,
): { readonly edits: readonly Edit[]; readonly refused: readonly Refusal[] } {
  const edits: Edit[] = [];
  const refused: Refusal[] = [];
  const policies: Policy[] = [];
  /** Accounts that the scenario makes, with what refused them. */
  const accounts = new Map<string, Refusal | null>();
  for (const [index, change] of changes.entries()) {
    const own = editsOf(change, configuration);
    const refusal =
      withoutItsAccount(change, accounts) ?? refusalOf(policies, change, own, edits, configuration);
    if (change.change === 'create-service-account') {
      const id = objectId(clusterName(change), 'serviceaccount', change.namespace, change.name);
      if (accounts.get(id) === null) throw notChangeable(id, 'the scenario makes it twice');
      accounts.set(id, refusal && { ...refusal, change: index });
    }
    if (refusal !== null) {
      refused.push({ ...refusal, change: index });
      // The pods that were there ended before their successors were asked about.
      if (change.change === 'restart-workload') edits.push(...endWorkload(change, configuration));
      continue;
    }
    edits.push(...own);
    if (change.change === 'admission-policy') policies.push(change);
  }
  return { edits, refused };
}

function clusterName({ cluster }: ChangeOf<'create-service-account'>): string {
  return parseId(cluster)?.cluster ?? '';
}

/** Pods of an account that is not there are refused by every API server (the admission plugin ServiceAccount). */
function withoutItsAccount(
  change: Change,
  accounts: ReadonlyMap<string, Refusal | null>,
): Omit<Refusal, 'change'> | null {
  if (change.change !== 'set-service-account') return null;
  const { cluster = '', rest = '' } = parseId(change.workload) ?? {};
  const [namespace = ''] = rest.split('/');
  const because = accounts.get(objectId(cluster, 'serviceaccount', namespace, change.account));
  return because
    ? { by: because.by, message: `The service account ${namespace}/${change.account} is refused itself.` }
    : null;
}

function refusalOf(
  policies: readonly Policy[],
  change: Change,
  own: readonly Edit[],
  before: readonly Edit[],
  configuration: Configuration,
): Omit<Refusal, 'change'> | null {
  if (policies.length === 0) return null;
  for (const asked of askedObjects(change, own, before, configuration))
    for (const policy of policies) {
      if (!isAsked(policy, asked)) continue;
      const refusing = refusedBy(policy.validations, asked.object);
      if (refusing === null) continue;
      const { kind, namespace, name } = asked;
      const says = refusing.message ?? `failed expression: ${refusing.expression}`;
      return {
        by: policy.name,
        message: `${kind} ${namespace === null ? '' : `${namespace}/`}${name}: ${says}`,
      };
    }
  return null;
}

/**
 * Whether a policy is asked about an object. Versions are not compared: `matchPolicy` is Equivalent where nothing else is
 * said. What is in no namespace is never left out by a selector of namespaces, and policies are not asked about policies.
 */
function isAsked({ cluster, rules, exceptNamespaces = [] }: Policy, asked: AskedObject): boolean {
  if (cluster !== asked.cluster || asked.kind.startsWith('ValidatingAdmissionPolicy')) return false;
  if (asked.namespace !== null && exceptNamespaces.includes(asked.namespace)) return false;
  return rules.some((rule) => matches(rule, asked));
}

function matches(
  { apiGroups, operations, resources }: ResourceRule,
  { group, operation, resource }: AskedObject,
) {
  const has = (list: readonly string[], ...any: readonly string[]) => any.some((each) => list.includes(each));
  return (
    has(apiGroups, '*', group) && has(operations, '*', operation) && has(resources, '*', '*/*', resource)
  );
}
