import type { AccessKeyFact, RoleFact, UserFact } from '../aws/read/facts.ts';
import type { Estates } from '../estates.ts';
import type { ClusterFact, ObjectFact, SecretFact, ServiceAccountFact } from '../kubernetes/read/facts.ts';

interface AccountOfCluster {
  readonly fact: ServiceAccountFact;
  readonly cluster: ClusterFact;
}

/** Facts by the id of the entity that they describe. */
export interface Lookup {
  readonly users: ReadonlyMap<string, UserFact>;
  readonly roles: ReadonlyMap<string, RoleFact>;
  readonly userNamed: (account: string, name: string) => UserFact | undefined;
  /** Keys of a user, by the user's id. */
  readonly keysOf: (user: UserFact) => readonly AccessKeyFact[];
  readonly keys: ReadonlyMap<string, AccessKeyFact>;
  /** Objects of clusters with labels and annotations. */
  readonly objects: ReadonlyMap<string, Pick<ObjectFact, 'annotations' | 'labels'>>;
  readonly serviceAccounts: ReadonlyMap<string, AccountOfCluster>;
  /** What makes pods, or is one by itself, and runs as the account. */
  readonly runningAs: (account: AccountOfCluster) => number;
  readonly secrets: ReadonlyMap<string, SecretFact>;
  /** Ids of controllers that another controller made: replica sets of deployments, jobs of cron jobs. */
  readonly made: ReadonlySet<string>;
}

export function lookupOf({ aws, kubernetes }: Estates): Lookup {
  const { facts } = aws;
  const objects = new Map<string, Pick<ObjectFact, 'annotations' | 'labels'>>();
  const serviceAccounts = new Map<string, AccountOfCluster>();
  const running = new Map<ClusterFact, Map<string, number>>();
  const secrets = new Map<string, SecretFact>();
  const made = new Set<string>();
  for (const cluster of kubernetes.facts.clusters) {
    const { namespaces, pods, controllers, roles, serviceAccounts: accounts, secrets: some } = cluster;
    for (const object of [...namespaces, ...pods, ...controllers, ...roles, ...accounts, ...some])
      objects.set(object.id, object);
    const counts = new Map<string, number>();
    for (const { namespace, owner, spec } of [...controllers, ...pods]) {
      const account = `${namespace}/${spec.serviceAccount}`;
      if (owner === null) counts.set(account, (counts.get(account) ?? 0) + 1);
    }
    running.set(cluster, counts);
    for (const { id, owner } of controllers) if (owner !== null) made.add(id);
    for (const fact of accounts) serviceAccounts.set(fact.id, { fact, cluster });
    for (const secret of some) secrets.set(secret.id, secret);
  }
  const keysByUser = new Map<string, AccessKeyFact[]>();
  for (const key of facts.keys) {
    const user = `${key.account} ${key.user}`;
    keysByUser.set(user, [...(keysByUser.get(user) ?? []), key]);
  }
  const named = new Map(facts.users.map((user) => [`${user.account} ${user.name}`, user]));
  return {
    userNamed: (account, name) => named.get(`${account} ${name}`),
    users: new Map(facts.users.map((user) => [user.id, user])),
    roles: new Map(facts.roles.map((role) => [role.id, role])),
    keys: new Map(facts.keys.map((key) => [key.id, key])),
    keysOf: ({ account, name }) => keysByUser.get(`${account} ${name}`) ?? [],
    objects,
    serviceAccounts,
    runningAs: ({ fact, cluster }) => running.get(cluster)?.get(`${fact.namespace}/${fact.name}`) ?? 0,
    secrets,
    made,
  };
}
