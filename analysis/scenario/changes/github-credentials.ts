import { deployKeyId } from '../../github/estate/writers.ts';
import { environmentSecretId, organizationSecretId, partId, tokenGrantId } from '../../github/ids.ts';
import { ofCalls, remove } from '../edit.ts';
import type { CredentialEdits } from './credentials.ts';

/** A deploy key, or a fine-grained token's grant. */
export const deleteInGithub: CredentialEdits = (id, { estates }) => {
  for (const organization of estates.github.organizations) {
    const token = organization.tokenGrants.find((each) => tokenGrantId(each.organization, each.id) === id);
    if (token) return [remove(token.ref)];
    for (const repository of organization.repositories)
      for (const key of repository.fact.deployKeys ?? [])
        if (deployKeyId(repository, key) === id) return [remove(key.ref)];
  }
  return null;
};

/** A secret of an organization, a repository or an environment. Listings of two repositories may be equal. */
export const deleteSecretInGithub: CredentialEdits = (id, { estates }) => {
  for (const { fact, secrets, repositories } of estates.github.organizations) {
    const org = fact.login;
    const shared = secrets.find((each) => organizationSecretId(org, each.name) === id);
    if (shared) return [ofCalls(remove(shared.ref), { org: [org] })];
    for (const { fact: repository } of repositories) {
      const asked = { owner: [org], repo: [repository.name] };
      const own = repository.secrets?.find(
        (each) => partId(org, repository.name, 'secret', each.name) === id,
      );
      if (own) return [ofCalls(remove(own.ref), asked)];
      for (const { name, secrets: ofEnvironment } of repository.environments ?? [])
        for (const secret of ofEnvironment ?? [])
          if (environmentSecretId(org, repository.name, name, secret.name) === id)
            return [ofCalls(remove(secret.ref), { ...asked, environment_name: [name] })];
    }
  }
  return null;
};
