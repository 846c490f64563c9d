import type { EvidenceRef } from '../../schema/records.ts';
import type { Cluster, Identity } from '../kubernetes/estate/cluster.ts';
import { parseScope } from '../kubernetes/estate/scopes.ts';
import { podSecurityOf } from '../kubernetes/evaluate/pod-security.ts';
import { subjectKey } from '../kubernetes/evaluate/policy.ts';
import { bindingName, grantWords, ruleWords } from '../kubernetes/evaluate/words.ts';
import { parseId } from '../kubernetes/ids.ts';
import { ESCAPE_ROWS } from '../rules/kubernetes/escapes.ts';
import { holdings, type Permission, permission } from '../rules/kubernetes/permission.ts';
import { READ_SECRETS } from '../rules/kubernetes/secret-rows.ts';
import { tokenIn } from '../rules/kubernetes/tokens.ts';
import type { Blocker } from '../rules/outcome.ts';
import type { Scene } from '../rules/rule.ts';

/** What a relation to an entity of the sort would need; the first is what people think of first. */
const NEEDS: Readonly<Record<string, readonly Permission[]>> = {
  secret: [READ_SECRETS],
  pod: [permission('create get', 'core', 'pods/exec'), permission('patch update', 'core', 'pods')],
  serviceaccount: [
    permission('create', 'core', 'serviceaccounts/token'),
    permission('impersonate', 'core', 'serviceaccounts'),
    permission('create', 'core', 'pods'),
  ],
  node: [permission('create get', 'core', 'nodes/proxy')],
  user: [permission('impersonate', 'core', 'users')],
  group: [permission('impersonate', 'core', 'groups')],
};

/** Why an identity or a container is not related to something of its cluster: the rules that nearly do it first. */
export function kubernetesReasons(from: string, to: string, scene: Scene): readonly Blocker[] {
  const [a, b] = [parseId(from), parseId(to)];
  const cluster = a && scene.kubernetes.byName.get(a.cluster);
  if (!a || !cluster) return [];
  if (b && b.cluster !== a.cluster) return [told(null, `${to} is in another cluster.`, 5)];
  if (a.kind === 'container') return ofContainer(cluster, from, to);
  const identity = cluster.identityById.get(from);
  return identity && b ? ofIdentity(identity, to) : [];
}

function told(ref: EvidenceRef | null, says: string, met: number): Blocker {
  return { observation: ref?.observation ?? null, pointer: ref?.pointer ?? '', says, met };
}

function ofContainer(cluster: Cluster, from: string, to: string): readonly Blocker[] {
  const container = cluster.units.flatMap(({ containers }) => containers).find(({ id }) => id === from);
  if (!container) return [];
  const { unit, fact } = container;
  const found: Blocker[] = [];
  const kind = parseId(to)?.kind;
  if (kind === 'serviceaccount') {
    const token = tokenIn(container);
    if (to !== unit.account)
      found.push(
        told(unit.spec.ref, `${unit.name} runs as ${unit.spec.serviceAccount}, and as nobody else.`, 3),
      );
    else found.push(...token.blockers.map((each) => ({ ...each, met: 4 })));
  }
  if (kind === 'node' && ESCAPE_ROWS.every((row) => row.judge(container) === null))
    found.push(
      told(
        fact.ref,
        `${fact.name} is not privileged, has no capability that leads out of it, and mounts nothing of its node that does.`,
        3,
      ),
    );
  return found;
}

function ofIdentity(identity: Identity, to: string): readonly Blocker[] {
  const { cluster, name, grants, ref } = identity;
  const scope = parseScope(to);
  const parts = parseId(to);
  const found: Blocker[] = [];
  const kind = scope ? scope.of.replace(/s$/, '') : (parts?.kind ?? 'cluster');
  const slash = parts?.rest.indexOf('/') ?? -1;
  const namespace = scope ? scope.namespace : slash >= 0 ? (parts?.rest.slice(0, slash) ?? null) : null;
  const object = scope ? null : (parts?.rest.slice(slash + 1) ?? null);
  for (const need of NEEDS[kind] ?? [])
    for (const holding of holdings(identity, need, true)) {
      const at = holding.rule.rule.ref ?? holding.grant.binding.ref;
      if (holding.namespace !== null && holding.namespace !== namespace)
        found.push(
          told(
            at,
            `${grantWords(holding.grant)} That is in namespace ${holding.namespace}${namespace === null ? ' only' : `, not in ${namespace}`}.`,
            2,
          ),
        );
      else if (holding.names !== null && (object === null || !holding.names.has(object)))
        found.push(
          told(at, `${ruleWords(holding.rule)} ${object ?? 'Everything else'} is not among the names.`, 3),
        );
    }
  if (kind === 'node' && namespace === null)
    for (const each of cluster.namespaces) {
      const { level, ref: at, says } = podSecurityOf(each.fact, cluster.fact.version);
      const starts = holdings(identity, permission('create', 'core', 'pods'), true).some(
        (one) => one.namespace === each.name,
      );
      if (starts && level !== 'privileged') found.push(told(at, says, 3));
    }
  for (const binding of cluster.policy.dangling)
    if (binding.subjects.some((each) => subjectKey(each) === subjectKey(identity)))
      found.push(
        told(
          binding.role.ref,
          `${bindingName(binding)} refers to ${binding.role.kind} ${binding.role.name}, which does not exist: it gives nothing.`,
          1,
        ),
      );
  if (grants.length === 0) found.push(told(ref, `No binding names ${name}.`, 1));
  else {
    const [first] = grants;
    const bound = first?.binding.ref ?? ref;
    found.push(
      told(
        bound,
        `What ${grants.length === 1 ? 'the binding of' : `the ${grants.length} bindings of`} ${name} ${grants.length === 1 ? 'gives' : 'give'} does not lead there directly.`,
        0,
      ),
    );
  }
  return found;
}
