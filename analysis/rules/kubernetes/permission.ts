import type { EvidenceRef, ProofStep } from '../../../schema/records.ts';
import type { Identity } from '../../kubernetes/estate/cluster.ts';
import type { CompiledRole, CompiledRule } from '../../kubernetes/evaluate/compiled-role.ts';
import { rulesAbout } from '../../kubernetes/evaluate/compiled-role.ts';
import type { Grant } from '../../kubernetes/evaluate/policy.ts';
import { groupKey } from '../../kubernetes/evaluate/policy.ts';
import { isClusterScoped } from '../../kubernetes/evaluate/request.ts';
import { grantWords, ruleWords } from '../../kubernetes/evaluate/words.ts';
import { step } from '../outcome.ts';

/** One of the verbs on a kind of object. */
export interface Permission {
  readonly verbs: readonly string[];
  readonly group: string;
  readonly resource: string;
  /** Empty for the object itself. */
  readonly subresource: string;
  readonly clusterScoped: boolean;
}

/** `permission('create update', 'apps', 'deployments')`; `core` is the core group. */
export function permission(verbs: string, group: string, resource: string): Permission {
  const [name = '', subresource = ''] = resource.split('/');
  const inGroup = group === 'core' ? '' : group;
  return {
    verbs: verbs.split(' '),
    group: inGroup,
    resource: name,
    subresource,
    clusterScoped: isClusterScoped(inGroup, name),
  };
}

/** A permission that somebody has, and by what. */
export interface Holding {
  readonly grant: Grant;
  readonly rule: CompiledRule;
  readonly verb: string;
  /** Null for everywhere. */
  readonly namespace: string | null;
  /** Null for every object. */
  readonly names: ReadonlySet<string> | null;
}

type Hit = Pick<Holding, 'rule' | 'verb' | 'names'>;
const NONE: readonly never[] = [];
const hits = new WeakMap<CompiledRole, Map<Permission, readonly Hit[]>>();

/** What the rules of a role say of a permission: one rule for all objects, or those that name some. */
function hitsOf(role: CompiledRole, asked: Permission): readonly Hit[] {
  let known = hits.get(role);
  if (!known) {
    known = new Map();
    hits.set(role, known);
  }
  let found = known.get(asked);
  if (!found) {
    found = findHits(role, asked);
    known.set(asked, found);
  }
  return found;
}

function findHits(role: CompiledRole, { verbs, group, resource, subresource }: Permission): readonly Hit[] {
  const named: Hit[] = [];
  for (const verb of verbs)
    for (const rule of rulesAbout(role, verb, group, resource, subresource)) {
      if (rule.names === null) return [{ rule, verb, names: null }];
      // What is being created has no name yet, and a collection never has one.
      if ((verb === 'create' && subresource === '') || verb === 'deletecollection') continue;
      if (!named.some((each) => each.rule === rule)) named.push({ rule, verb, names: rule.names });
    }
  return named.length === 0 ? NONE : named;
}

/**
 * Where an identity holds a permission by its own bindings, or with `inAll` by those of its groups too. What is in no
 * namespace is given by bindings of the cluster alone.
 */
export function holdings(identity: Identity, asked: Permission, inAll = false): readonly Holding[] {
  let found: Holding[] | null = null;
  for (const grant of inAll ? grantsOf(identity) : identity.grants) {
    if (grant.namespace !== null && asked.clusterScoped) continue;
    for (const hit of hitsOf(grant.compiled, asked)) {
      found ??= [];
      found.push({ grant, namespace: grant.namespace, ...hit });
    }
  }
  return found ?? NONE;
}

const all = new WeakMap<Identity, readonly Grant[]>();

/** Its own, and those of every group that it is surely in. */
function grantsOf(identity: Identity): readonly Grant[] {
  let found = all.get(identity);
  if (!found) {
    const { policy } = identity.cluster;
    found = [...identity.grants, ...identity.groups.flatMap((name) => policy.grantsTo(groupKey(name)))];
    all.set(identity, found);
  }
  return found;
}

/** The holdings that reach a namespace. */
export function within(found: readonly Holding[], namespace: string): readonly Holding[] {
  return found.filter((each) => each.namespace === null || each.namespace === namespace);
}

/** Where a holding is a permission on all objects: in one namespace, or (null) everywhere. */
export function wholeOf(found: readonly Holding[]): readonly Holding[] {
  return found.filter(({ names }) => names === null);
}

/** Binding and rule, each at its place. What every cluster is created with has none: the binding that names it stands for it. */
export function stepsOf(
  holding: Pick<Holding, 'grant' | 'rule'>,
  fallback: EvidenceRef,
): readonly ProofStep[] {
  const { grant, rule } = holding;
  const bound = grant.subject.ref ?? grant.binding.ref ?? fallback;
  return [
    step(bound, grantWords(grant)),
    step(rule.rule.ref ?? grant.binding.role.ref ?? fallback, ruleWords(rule)),
  ];
}
