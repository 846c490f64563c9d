import { parseDocument } from 'yaml';
import { doubledKey } from '../../../../schema/doubled-key.ts';
import { isJsonObject } from '../../../../schema/json.ts';
import { beyondYamlBounds, type YamlBounds } from '../../../../schema/yaml-bounds.ts';
import { principalNamed } from '../../../aws/estate/estate.ts';
import { objectId } from '../../../kubernetes/ids.ts';
import type { ClusterFact, ConfigMapFact } from '../../../kubernetes/read/facts.ts';
import { all, conditional, HOLDS, type Outcome, step, unknown } from '../../outcome.ts';
import { relationOf } from '../../relation.ts';
import type { Rule, Scene } from '../../rule.ts';
import { ITS_OWN_NODE } from './access-entries.ts';
import { eksPairs } from './eks-clusters.ts';

/** Text of one member of the config map; the store behind an API server takes a megabyte of all. */
const LARGEST = 1_048_576;
/** A mapping has five values and more than a hundred characters. */
const BOUNDS: YamlBounds = { values: 100_000, tokens: 1_000_000 };

/** From AWS principals to the users and groups that the config map aws-auth makes them, where the cluster reads it. */
export const awsAuthEntries: Rule = {
  id: 'k8s-aws-auth-entry',
  title: 'aws-auth lets an AWS principal into a cluster',
  kind: 'acts-as',
  techniques: ['T1078.004'],
  enables: 'Whoever has a session of the principal is the mapped user in the cluster, and in its groups.',
  fix: 'Remove the mapping from the config map kube-system/aws-auth, or go over to access entries alone (authentication mode API).',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html'],
  subject: 'cluster',
  derive({ fact }, scene, emit) {
    const map = fact.configMaps.find(
      ({ namespace, name, data }) => namespace === 'kube-system' && name === 'aws-auth' && data !== null,
    );
    const read = map && isRead(fact, scene);
    if (!map || !read) return;
    for (const { arn, username, groups, says } of mappings(map)) {
      const from = { id: principalOf(arn, scene), ref: map.ref };
      const tell = (to: string, condition: string | null) => {
        const mapped = {
          ...HOLDS,
          steps: [step({ ...map.ref, pointer: `${map.ref.pointer}/data/${says}` }, `aws-auth maps ${arn}.`)],
        };
        const relation = relationOf(
          'acts-as',
          'k8s-aws-auth-entry',
          from,
          to,
          all([mapped, read, ...(condition === null ? [] : [conditional(condition)])]),
          '',
        );
        if (relation) emit(relation);
      };
      for (const group of groups)
        tell(objectId(fact.name, 'group', null, group), group === 'system:nodes' ? ITS_OWN_NODE : null);
      if (username !== null) tell(objectId(fact.name, 'user', null, username), null);
    }
  },
};

/** Whether the cluster takes aws-auth into account; null where it surely does not. */
function isRead(cluster: ClusterFact, scene: Scene): Outcome | null {
  const pair = eksPairs(scene).find((each) => each.cluster === cluster);
  if (!pair)
    return unknown(
      'eks:DescribeCluster: whether the cluster reads aws-auth (its authentication mode) was not collected',
    );
  const { authenticationMode, ref } = pair.eks;
  if (authenticationMode === 'API') return null;
  if (authenticationMode === null)
    return all([pair.same, unknown('eks:DescribeCluster does not say the cluster’s authentication mode')]);
  return all([
    { ...HOLDS, steps: [step(ref, `The authentication mode of ${pair.eks.name} is ${authenticationMode}.`)] },
    pair.same,
  ]);
}

interface Mapping {
  readonly arn: string;
  readonly username: string | null;
  readonly groups: readonly string[];
  /** The member of the config map. */
  readonly says: 'mapRoles' | 'mapUsers';
}

function* mappings({ data }: ConfigMapFact): Generator<Mapping> {
  for (const [says, member] of [
    ['mapRoles', 'rolearn'],
    ['mapUsers', 'userarn'],
  ] as const)
    for (const each of listIn(data?.[says])) {
      if (!isJsonObject(each) || typeof each[member] !== 'string') continue;
      yield {
        arn: each[member],
        username: typeof each.username === 'string' ? each.username : null,
        groups: Array.isArray(each.groups)
          ? each.groups.filter((group): group is string => typeof group === 'string')
          : [],
        says,
      };
    }
}

/** The list that the text is, or nothing: text that the authenticator cannot read maps nobody. */
function listIn(text: string | undefined): readonly unknown[] {
  if (text === undefined || text.length > LARGEST || beyondYamlBounds(text, BOUNDS)) return [];
  try {
    const document = parseDocument(text, { logLevel: 'silent', prettyErrors: false, uniqueKeys: false });
    const unread = document.errors.length > 0 || doubledKey(document) !== null;
    const value: unknown = unread ? null : document.toJS({ maxAliasCount: 16 });
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

/** Roles stand without their path there. */
function principalOf(arn: string, { aws }: Scene): string {
  const [, account, name] = /^arn:[^:]+:iam::(\d{12}):role\/([^/]+)$/.exec(arn) ?? [];
  const role = name === undefined ? undefined : aws.roleByName.get(`${account}/${name}`);
  return role?.id ?? principalNamed(aws, arn)?.id ?? arn;
}
