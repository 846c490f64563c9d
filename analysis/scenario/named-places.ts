import type { EvidenceRef } from '../../schema/records.ts';
import type { Change } from '../../schema/scenario.ts';
import type { Estates } from '../estates.ts';
import { deployKeyId } from '../github/estate/writers.ts';
import { environmentSecretId, organizationSecretId, partId, tokenGrantId } from '../github/ids.ts';
import type { BindingFact } from '../kubernetes/read/facts.ts';
import { loginProfileId } from '../rules/credentials/login-profile.ts';

/** What stands at a place of the evidence, by the name that a change calls it by. */
export type NamedPlace =
  /** A policy document; a statement of it is a place below. */
  | {
      readonly kind: 'policy';
      readonly of: string;
      readonly policy: Extract<Change, { change: 'remove-statement' }>['policy'];
      readonly title: string;
    }
  /** A version of a managed policy that is not in force. */
  | { readonly kind: 'version'; readonly title: string }
  | { readonly kind: 'attachment'; readonly principal: string; readonly policy: string }
  | { readonly kind: 'membership'; readonly user: string; readonly group: string }
  | { readonly kind: 'binding'; readonly cluster: string; readonly fact: BindingFact }
  | { readonly kind: 'rule'; readonly role: string; readonly name: string; readonly rule: number }
  | { readonly kind: 'credential'; readonly id: string; readonly title: string }
  | { readonly kind: 'secret'; readonly id: string; readonly title: string }
  /** Something that no change calls by a name of its own. */
  | { readonly kind: 'other'; readonly title: string };

export interface NamedPlaces {
  /** Equal answers are stored once, so that one place can be that of several things. */
  at(ref: EvidenceRef): readonly NamedPlace[];
}

const known = new WeakMap<Estates, NamedPlaces>();

/** Names for the places that proofs point at. Made once for estates, which do not change. */
export function namedPlaces(estates: Estates): NamedPlaces {
  let places = known.get(estates);
  if (!places) {
    places = indexOf(estates);
    known.set(estates, places);
  }
  return places;
}

function indexOf(estates: Estates): NamedPlaces {
  const byObservation = new Map<string, Map<string, NamedPlace[]>>();
  const add: Add = (ref, place) => {
    let places = byObservation.get(ref.observation);
    if (!places) {
      places = new Map();
      byObservation.set(ref.observation, places);
    }
    const same = places.get(ref.pointer);
    if (same) same.push(place);
    else places.set(ref.pointer, [place]);
  };
  ofAws(estates, add);
  ofKubernetes(estates, add);
  ofGithub(estates, add);
  return { at: (ref) => byObservation.get(ref.observation)?.get(ref.pointer) ?? [] };
}

type Add = (ref: EvidenceRef, place: NamedPlace) => void;

function ofAws({ aws: { facts, byArn } }: Estates, add: Add): void {
  for (const holder of [...facts.users, ...facts.roles, ...facts.groups]) {
    for (const { name, ref } of holder.inline)
      add(ref, {
        kind: 'policy',
        of: holder.id,
        policy: { inline: name },
        title: `${name} of ${holder.name}`,
      });
    for (const { arn, ref } of holder.attached)
      add(ref, { kind: 'attachment', principal: holder.id, policy: arn });
    if (holder.kind === 'role' && holder.trust)
      add(holder.trust.ref, {
        kind: 'policy',
        of: holder.id,
        policy: 'trust',
        title: `the trust policy of ${holder.name}`,
      });
    if (holder.kind === 'user')
      for (const { name, ref } of holder.groups)
        add(ref, { kind: 'membership', user: holder.id, group: name });
  }
  // Managed policies of AWS are nobody's to edit; who has them attached can detach them.
  for (const { arn, name, account, versions } of facts.policies.values())
    if (account !== null)
      for (const { id, isDefault, ref } of versions)
        add(
          ref,
          isDefault
            ? { kind: 'policy', of: arn, policy: 'managed', title: name }
            : { kind: 'version', title: `version ${id} of ${name}` },
        );
  for (const { arn, name, policy } of facts.resources)
    if (policy.state === 'document')
      add(policy.ref, { kind: 'policy', of: arn, policy: 'resource', title: `the policy of ${name}` });
  for (const { id, ref } of facts.keys) add(ref, { kind: 'credential', id, title: `access key ${id}` });
  for (const [arn, { loginProfile }] of facts.credentials)
    if (loginProfile.ref?.pointer.endsWith('/LoginProfile')) {
      const user = byArn.get(arn);
      if (user)
        add(loginProfile.ref, {
          kind: 'credential',
          id: loginProfileId(user.id),
          title: `the console password of ${user.name}`,
        });
    }
  for (const { name, podIdentity, accessEntries } of facts.eksClusters) {
    for (const { namespace, serviceAccount, ref } of podIdentity)
      add(ref, {
        kind: 'other',
        title: `Delete the pod identity association of ${namespace}/${serviceAccount} in ${name}`,
      });
    for (const { principalArn, ref, policies } of accessEntries) {
      add(ref, { kind: 'other', title: `Delete the access entry of ${principalArn} in ${name}` });
      for (const policy of policies)
        add(policy.ref, {
          kind: 'other',
          title: `Take ${policy.arn.slice(policy.arn.lastIndexOf('/') + 1)} off the access entry of ${principalArn} in ${name}`,
        });
    }
  }
}

function ofKubernetes({ kubernetes: { facts } }: Estates, add: Add): void {
  for (const { name: cluster, bindings, roles, secrets } of facts.clusters) {
    for (const fact of bindings) if (fact.ref) add(fact.ref, { kind: 'binding', cluster, fact });
    for (const role of roles)
      for (const { ref, index } of role.rules)
        if (ref) add(ref, { kind: 'rule', role: role.id, name: role.name, rule: index });
    for (const { id, namespace, name, ref, serviceAccount } of secrets)
      add(ref, {
        kind: serviceAccount === null ? 'secret' : 'credential',
        id,
        title: `secret ${namespace}/${name}`,
      });
  }
}

function ofGithub({ github: { organizations } }: Estates, add: Add): void {
  for (const organization of organizations) {
    const org = organization.fact.login;
    for (const { id, name, ref } of organization.tokenGrants)
      add(ref, { kind: 'credential', id: tokenGrantId(org, id), title: `the token ${name}` });
    for (const { name, ref } of organization.secrets)
      add(ref, { kind: 'secret', id: organizationSecretId(org, name), title: `secret ${name} of ${org}` });
    for (const team of organization.teams) {
      for (const { login, ref } of team.members)
        add(ref, { kind: 'other', title: `Take ${login} out of the team ${team.name}` });
      for (const { name, ref } of team.repositories)
        add(ref, { kind: 'other', title: `Take the team ${team.name} off ${name}` });
    }
    for (const app of organization.installations)
      add(app.ref, { kind: 'other', title: `Uninstall the app ${app.slug} from ${org}` });
    for (const repository of organization.repositories) ofRepository(repository, org, add);
  }
}

function ofRepository(
  repository: Estates['github']['organizations'][number]['repositories'][number],
  org: string,
  add: Add,
): void {
  const { fact } = repository;
  for (const key of fact.deployKeys ?? [])
    add(key.ref, {
      kind: 'credential',
      id: deployKeyId(repository, key),
      title: `deploy key ${key.title} of ${fact.name}`,
    });
  for (const { name, ref } of fact.collaborators ?? [])
    add(ref, { kind: 'other', title: `Take the collaborator ${name} off ${fact.name}` });
  for (const { name, ref } of fact.secrets ?? [])
    add(ref, {
      kind: 'secret',
      id: partId(org, fact.name, 'secret', name),
      title: `secret ${name} of ${fact.name}`,
    });
  for (const environment of fact.environments ?? [])
    for (const { name, ref } of environment.secrets ?? [])
      add(ref, {
        kind: 'secret',
        id: environmentSecretId(org, fact.name, environment.name, name),
        title: `secret ${name} of the environment ${environment.name} of ${fact.name}`,
      });
}
