import { awsAccessKey } from './aws-access-key.ts';
import { awsPrincipalId } from './aws-principal-id.ts';
import { azureClientSecret } from './azure-client-secret.ts';
import { buildServices } from './build-services.ts';
import { gcpServiceAccount } from './gcp-service-account.ts';
import { githubToken } from './github-token.ts';
import { gitlab } from './gitlab.ts';
import { jsonWebToken } from './json-web-token.ts';
import { kubeconfig } from './kubeconfig.ts';
import { packageRegistries } from './package-registries.ts';
import { pem } from './pem.ts';
import { slack } from './slack.ts';
import type { CredentialFamily } from './types.ts';
import { vault } from './vault.ts';

/** Every family that is recognised. A new issuer is a file of its own and a line here. */
export const CREDENTIAL_FAMILIES: readonly CredentialFamily[] = [
  awsAccessKey,
  awsPrincipalId,
  githubToken,
  jsonWebToken,
  kubeconfig,
  gcpServiceAccount,
  azureClientSecret,
  slack,
  packageRegistries,
  vault,
  gitlab,
  buildServices,
  pem,
];
