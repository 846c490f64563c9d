import { stringify } from 'yaml';
import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { resolvePointer } from '../../../schema/json-pointer.ts';
import type { Relation } from '../../../schema/records.ts';
import type { RoleFact } from '../../kubernetes/read/facts.ts';
import type { GuardrailContext, GuardrailTemplate } from '../guardrail.ts';
import { slug } from '../words.ts';

/** Relations that make somebody the administrator of the cluster or a namespace, or let it act as others. */
const DANGEROUS = new Set<Relation['kind']>([
  'administers-cluster',
  'can-escalate-to',
  'can-become',
  'administers-namespace',
]);

/** Or let it read every secret of a namespace or the cluster: one that is named is somebody’s to read. */
function isDangerous({ kind, to }: Relation): boolean {
  return DANGEROUS.has(kind) || (kind === 'can-read' && /\/scope\/(?:[^/]+\/)?secrets$/.test(to));
}

/** A role without the rules behind the paths, and with every other. */
export const minimalClusterRole: GuardrailTemplate = {
  id: 'minimal-cluster-role',
  title: 'Roles of a cluster without the rules that hand it over',
  why: 'Most of what a role grants is its work; one rule among them makes whoever has it the administrator of the cluster.',
  controls: ['privilegedAccounts', 'leastPrivilege', 'privilegedAccountsOnly', 'isolation', 'ztAccess'],
  *make(context) {
    for (const cluster of context.scene.kubernetes.clusters)
      for (const role of cluster.fact.roles) {
        if (role.ref === null || role.bootstrap !== null || role.aggregates !== null || isBuiltIn(role))
          continue;
        const behind = new Set<number>();
        const breaks = context.before.relations.filter((relation) => {
          if (!isDangerous(relation) || !isOrdinary(relation.from)) return false;
          const rules = rulesIn(relation, role);
          for (const index of rules) behind.add(index);
          return rules.length > 0;
        });
        if (breaks.length === 0) continue;
        const all = documentRules(role, context);
        if (all === null) continue;
        const rules = all.filter((_, index) => !behind.has(index));
        const manifest: JsonObject = {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: role.kind,
          metadata:
            role.namespace === null ? { name: role.name } : { name: role.name, namespace: role.namespace },
          rules,
        };
        const left = context.before.relations.filter(
          (relation) =>
            !breaks.includes(relation) && relation.verdict === 'allow' && usesOnly(relation, role, behind),
        );
        yield {
          slug: slug(`${cluster.name}-${role.namespace ?? 'cluster'}-${role.name}`),
          title: `${role.kind} ${role.name} of ${cluster.name} without ${behind.size} of ${all.length} rules`,
          about: [role.id, ...new Set(breaks.map(({ from }) => from))],
          files: [{ name: 'role.yaml', text: stringify(manifest) }],
          apply: `Apply it in place of the ${role.kind} ${role.name}, after seeing in the audit log that what is missing was not used.`,
          changes: [{ change: 'edit-role', role: role.id, rules: [...rules] }],
          stand: 'The rules of the role are replaced by those of the file.',
          breaks,
          keeps: left,
          cases: [],
          limits: [
            'Whether the rules that go were used is in the cluster’s audit log, which was not looked at.',
            ...(rules.length === 0
              ? ['No rule is left: whoever has the role needs another for its work.']
              : []),
          ],
        };
      }
  },
};

/** What a cluster's own components have is theirs to have. */
function isOrdinary(id: string): boolean {
  return !/\/(?:group|user)\/system:/.test(id) && !/\/serviceaccount\/kube-system\//.test(id);
}

function isBuiltIn({ name }: RoleFact): boolean {
  return name.startsWith('system:') || ['cluster-admin', 'admin', 'edit', 'view'].includes(name);
}

/** Numbers of the rules of a role that the proof of a relation points at. */
function rulesIn({ proof }: Relation, { ref }: RoleFact): readonly number[] {
  return proof.flatMap(({ observation, pointer }) => {
    if (observation !== ref?.observation || !pointer.startsWith(`${ref.pointer}/rules/`)) return [];
    const index = Number(pointer.slice(ref.pointer.length + '/rules/'.length).split('/')[0]);
    return Number.isInteger(index) ? [index] : [];
  });
}

function usesOnly(relation: Relation, role: RoleFact, behind: ReadonlySet<number>): boolean {
  const rules = rulesIn(relation, role);
  return rules.length > 0 && rules.every((index) => !behind.has(index));
}

function documentRules({ ref }: RoleFact, { before }: GuardrailContext): readonly Json[] | null {
  if (ref === null) return null;
  const role = resolvePointer(before.source.document(ref.observation), ref.pointer);
  return isJsonObject(role) && Array.isArray(role.rules) ? role.rules : null;
}
