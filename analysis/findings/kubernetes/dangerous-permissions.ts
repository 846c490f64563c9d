import type { Relation } from '../../../schema/records.ts';
import { parseScope } from '../../kubernetes/estate/scopes.ts';
import { ruleById } from '../../rules/registry.ts';
import type { FindingRule } from '../finding-rule.ts';
import { nameOf, ownPower, proofOf, toCluster } from './own-power.ts';

/** What leads on to others; changing secrets or connecting to ports is told by the paths alone. */
const DANGEROUS: ReadonlySet<Relation['kind']> = new Set([
  'can-take-over',
  'can-start-in',
  'can-become',
  'can-read',
  'escapes-to',
  'administers-namespace',
]);
const MOST_PROVEN = 6;

/** Whether the relation reaches beyond one namespace. */
function isWide({ to }: Relation): boolean {
  const scope = parseScope(to);
  return scope !== null && scope.namespace === null;
}

export const dangerousPermissions: FindingRule = {
  id: 'k8s-dangerous-permissions',
  title: 'An identity has permissions that lead to others',
  severity: 'medium',
  confidence: 'high',
  techniques: ['T1078', 'T1098.006'],
  why: 'Reading secrets, starting pods, commands in pods, tokens, impersonation, nodes/proxy, certificates, webhooks and the like give the power of whatever they reach, which no list of roles shows.',
  remediation:
    'Grant the permissions in one namespace and on named objects, or not at all. The rules in the proof say which they are.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  subject: 'identity',
  find(identity, scene, emit) {
    const relations = ownPower(identity, scene);
    // An administrator is a finding of its own, and has all of these.
    if (toCluster(relations, identity.cluster.id).some(({ verdict }) => verdict === 'allow')) return;
    const found = relations.filter(({ kind, verdict }) => DANGEROUS.has(kind) && verdict !== 'unknown');
    if (found.length === 0) return;
    const wide = found.filter(isWide);
    const whole = found.some(({ to, kind }) => parseScope(to) !== null || kind === 'administers-namespace');
    const told = wide.length > 0 ? wide : found;
    const rules = [...new Set(found.map(({ rule }) => rule))];
    const what = [...new Set(told.map(({ rule }) => ruleById(rule)?.title ?? rule))];
    emit({
      entity: identity.id,
      title: `${nameOf(identity)} may ${wide.length > 0 ? 'in the whole cluster' : 'in a namespace'}: ${few(what)}`,
      severity: wide.length > 0 ? 'high' : whole ? 'medium' : 'low',
      proof: proofOf(told.slice(0, MOST_PROVEN)),
      conditions: [...new Set(told.flatMap(({ conditions }) => conditions))],
      attributes: { rules },
    });
  },
};

function few(texts: readonly string[]): string {
  return texts.length <= 3
    ? texts.join('; ')
    : `${texts.slice(0, 3).join('; ')} and ${texts.length - 3} more`;
}
