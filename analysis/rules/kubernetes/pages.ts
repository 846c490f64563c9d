/** Where to read more; every rule names at least one. */
export const RBAC_PRACTICES = 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/';
export const RBAC = 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/';
export const POD_SECURITY = 'https://kubernetes.io/docs/concepts/security/pod-security-standards/';
export const ADMISSION = 'https://kubernetes.io/docs/concepts/security/pod-security-admission/';
export const ACCOUNTS = 'https://kubernetes.io/docs/concepts/security/service-accounts/';
export const SECRETS = 'https://kubernetes.io/docs/concepts/configuration/secret/';
export const AUTHENTICATION = 'https://kubernetes.io/docs/reference/access-authn-authz/authentication/';
export const NODE_AUTHORIZER = 'https://kubernetes.io/docs/reference/access-authn-authz/node/';
export const CERTIFICATES =
  'https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/';
export const WEBHOOKS =
  'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/';
export const EPHEMERAL = 'https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/';
export const SERVICES = 'https://kubernetes.io/docs/concepts/services-networking/service/';
export const VOLUMES = 'https://kubernetes.io/docs/concepts/storage/volumes/';
