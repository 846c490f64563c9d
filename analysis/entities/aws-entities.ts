import type { Json } from '../../schema/json.ts';
import type { Entity } from '../../schema/records.ts';
import type { Principal } from '../aws/estate/estate.ts';
import { isAccountId } from '../aws/read/arn.ts';
import type { EksClusterFact } from '../aws/read/eks.ts';
import type { AccessKeyFact } from '../aws/read/facts.ts';
import { resourceKinds } from '../rules/access/resource-kinds.ts';
import { loginProfileId } from '../rules/credentials/login-profile.ts';
import type { Scene } from '../rules/rule.ts';
import { placeInOrganization } from './account-place.ts';
import { flat } from './flat-attributes.ts';
import { resourceTier } from './resource-tier.ts';
import { workloadEntity } from './workload-entities.ts';

/** Every entity that was collected of AWS. */
export function awsEntities(scene: Scene): Iterable<Entity> {
  const { aws: estate } = scene;
  const { facts } = estate;
  const found = new Map<string, Entity>();
  const add = (entity: Entity) => {
    if (!found.has(entity.id)) found.set(entity.id, entity);
  };

  for (const account of estate.accounts.values()) {
    if (!isAccountId(account.id)) continue;
    const fact = facts.accounts.get(account.id);
    const collected = account.principals.length > 0 || account.resources.length > 0;
    add({
      id: account.arn,
      kind: 'aws-account',
      name: account.id,
      source: fact?.sources[0] ?? null,
      collected,
      tier: 0,
      attributes: flat({
        users: account.users.length,
        roles: account.roles.length,
        groups: account.groups.length,
        resources: account.resources.filter(({ fact: { kind } }) => kind !== 'lambda-function').length,
        ...placeInOrganization(estate, account.id),
      }),
      evidence: account.ref ?? account.principals[0]?.ref ?? account.resources[0]?.fact.ref ?? null,
    });
    for (const principal of account.principals) add(principalEntity(principal, scene));
    for (const { fact: group, members } of account.groups) {
      add({
        id: group.id,
        kind: 'aws-group',
        name: group.name,
        source: group.source,
        collected: true,
        tier: null,
        attributes: flat({
          account: account.id,
          path: group.path,
          created: group.createdAt,
          policies: group.attached.map((each) => each.name),
          inlinePolicies: group.inline.map((each) => each.name),
          members: members.length,
        }),
        evidence: group.ref,
      });
    }
    for (const { fact: resource } of account.resources) {
      // A workload, and described as one.
      if (resource.kind === 'lambda-function') continue;
      add({
        id: resource.arn,
        kind: resourceKinds[resource.kind].entity,
        name: resource.name,
        source: resource.source,
        collected: true,
        tier: resourceTier(resource),
        attributes: flat({
          account: account.id,
          region: resource.region,
          resourcePolicy: resource.policy.state,
          encryptionKey: resource.encryptionKey ?? null,
          ...resource.attributes,
          grants: resource.grants.length > 0 ? resource.grants.length : null,
          tags: resource.tags,
        }),
        evidence: resource.ref,
      });
    }
  }
  for (const policy of facts.policies.values()) {
    add({
      id: policy.arn,
      kind: 'aws-policy',
      name: policy.name,
      source: policy.source,
      collected: true,
      tier: null,
      attributes: flat({
        account: policy.account ?? 'aws',
        versions: policy.versions.length,
        defaultVersion: policy.versions.find((each) => each.isDefault)?.id ?? null,
        created: policy.createdAt,
      }),
      evidence: policy.ref,
    });
  }
  for (const workload of facts.workloads) add(workloadEntity(workload));
  for (const cluster of facts.eksClusters) add(clusterEntity(cluster));
  for (const key of facts.keys) add(keyEntity(key));
  for (const provider of facts.providers) {
    add({
      id: provider.arn,
      kind: provider.kind === 'oidc' ? 'aws-oidc-provider' : 'aws-saml-provider',
      name: provider.url ?? provider.arn.slice(provider.arn.indexOf('/') + 1),
      source: provider.source,
      collected: true,
      tier: null,
      attributes: flat({
        account: provider.account,
        url: provider.url,
        audiences: provider.audiences,
        thumbprints: provider.thumbprints,
        created: provider.createdAt,
      }),
      evidence: provider.ref,
    });
  }
  for (const account of estate.accounts.values()) {
    for (const user of account.users) {
      const known = facts.credentials.get(user.arn);
      if (known?.loginProfile.state !== 'exists') continue;
      add({
        id: loginProfileId(user.id),
        kind: 'aws-login-profile',
        name: `${user.name} (console)`,
        source: user.source,
        collected: true,
        tier: null,
        attributes: flat({ account: user.account, user: user.name, mfa: known.mfa, ...known.reported }),
        evidence: known.loginProfile.ref,
      });
    }
  }
  return found.values();
}

function clusterEntity(cluster: EksClusterFact): Entity {
  const { arn, name, source, account, region, version, issuer, endpoint, tags, ref } = cluster;
  return {
    id: arn,
    kind: 'aws-eks-cluster',
    name,
    source,
    collected: true,
    tier: null,
    attributes: flat({
      account,
      region,
      version,
      issuer,
      endpoint,
      publicEndpoint: cluster.endpointPublic,
      authenticationMode: cluster.authenticationMode,
      nodeGroups: cluster.complete.nodeGroups ? cluster.nodeGroups.length : null,
      podIdentityAssociations: cluster.complete.podIdentity ? cluster.podIdentity.length : null,
      accessEntries: cluster.complete.accessEntries ? cluster.accessEntries.length : null,
      tags,
    }),
    evidence: ref,
  };
}

function principalEntity(principal: Principal, { aws: estate, administrators }: Scene): Entity {
  const { fact } = principal;
  const credentials = estate.facts.credentials.get(principal.arn);
  const accessed =
    estate.facts.lastAccessed.get(principal.arn) ?? estate.facts.lastAccessed.get(principal.id);
  const common: Record<string, Json | undefined> = {
    account: fact.account,
    path: fact.path,
    uniqueId: fact.uniqueId,
    created: fact.createdAt,
    policies: fact.attached.map((each) => each.name),
    inlinePolicies: fact.inline.map((each) => each.name),
    permissionsBoundary: fact.boundary?.name ?? null,
    tags: fact.tags,
    servicesUsed: accessed?.services.filter((each) => each.at !== null).map((each) => each.namespace),
  };
  const own: Record<string, Json | undefined> =
    fact.kind === 'user'
      ? {
          groups: fact.groups.map((each) => each.name),
          passwordLastUsed: fact.passwordLastUsed ?? credentials?.reported.password_last_used ?? null,
          mfa: credentials?.mfa ?? null,
          consolePassword: credentials?.loginProfile.state ?? 'unknown',
          accessKeys:
            credentials && credentials.keys.min === credentials.keys.max ? credentials.keys.min : null,
        }
      : { lastUsed: fact.lastUsed?.at ?? null, lastUsedRegion: fact.lastUsed?.region ?? null };
  return {
    id: principal.id,
    kind: fact.kind === 'user' ? 'aws-user' : 'aws-role',
    name: principal.name,
    source: principal.source,
    collected: true,
    tier: administrators.administers(principal).verdict === 'allow' ? 0 : null,
    attributes: flat({ ...common, ...own }),
    evidence: principal.ref,
  };
}

function keyEntity(key: AccessKeyFact): Entity {
  const root = key.user === null;
  return {
    id: key.id,
    kind: 'aws-access-key',
    name: root ? `root access key ${key.id.slice(key.id.lastIndexOf('/') + 1)} of ${key.account}` : key.id,
    source: key.source,
    collected: true,
    tier: null,
    attributes: flat({
      account: key.account,
      user: root ? 'root' : key.user,
      status: key.status,
      created: key.createdAt,
      lastUsed: key.lastUsed?.at ?? null,
      lastUsedService: key.lastUsed?.service ?? null,
      lastUsedRegion: key.lastUsed?.region ?? null,
    }),
    evidence: key.ref,
  };
}
