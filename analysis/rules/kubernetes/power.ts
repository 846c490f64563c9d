import type { Identity } from '../../kubernetes/estate/cluster.ts';
import type { CompiledRole, CompiledRule } from '../../kubernetes/evaluate/compiled-role.ts';
import type { Grant } from '../../kubernetes/evaluate/policy.ts';

interface Whole {
  readonly grant: Grant;
  readonly rule: CompiledRule;
}

interface Power {
  /** What gives everything in the cluster. */
  readonly cluster: Whole | null;
  /** By namespace: what gives everything in it. */
  readonly namespaces: ReadonlyMap<string, Whole>;
}

const known = new WeakMap<Identity, Power>();
const everything = new WeakMap<CompiledRole, CompiledRule | null>();

/** What an identity may do everything in, by its own bindings: nothing narrower has to be told besides. */
export function powerOf(identity: Identity): Power {
  let power = known.get(identity);
  if (!power) {
    power = findPower(identity);
    known.set(identity, power);
  }
  return power;
}

function findPower({ grants }: Identity): Power {
  let cluster: Whole | null = null;
  const namespaces = new Map<string, Whole>();
  for (const grant of grants) {
    const rule = wholeRule(grant.compiled);
    if (!rule) continue;
    if (grant.namespace === null) cluster ??= { grant, rule };
    else if (!namespaces.has(grant.namespace)) namespaces.set(grant.namespace, { grant, rule });
  }
  return { cluster, namespaces };
}

/** The rule that allows every verb on every resource of every group. */
function wholeRule(role: CompiledRole): CompiledRule | null {
  let found = everything.get(role);
  if (found === undefined) {
    found =
      role.byResource
        .get('*')
        ?.find(({ verbs, groups, names }) => verbs === null && groups === null && names === null) ?? null;
    everything.set(role, found);
  }
  return found;
}

/** Whether a narrower permission there says nothing new: the identity has everything in it anyway. */
export function isCovered(identity: Identity, namespace: string | null): boolean {
  const power = powerOf(identity);
  return power.cluster !== null || (namespace !== null && power.namespaces.has(namespace));
}
