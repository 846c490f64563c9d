import type { Plant } from '../plant.ts';
import { LARKFIELD } from './larkfield.ts';
import { type SampleGithub, startSampleGithub } from './server.ts';

/** What only an app may ask, which the token of the sample is not. */
const FOR_APPS = 'GET /orgs/{org}/personal-access-tokens';

/** Larkfield's organization, served as it is for the sample estate: with the one refusal that any person's token meets. */
export function startSampleOrganization(options: { readonly plant?: Plant } = {}): Promise<SampleGithub> {
  return startSampleGithub({
    organization: LARKFIELD,
    ...options,
    faults: ({ operation }) =>
      operation === FOR_APPS
        ? { kind: 'forbidden', permission: 'organization_personal_access_tokens=read' }
        : null,
  });
}
