import { CLUSTER } from './cluster.ts';
import { PRODUCTION } from './company.ts';

export const GITHUB_PROVIDER = `arn:aws:iam::${PRODUCTION}:oidc-provider/token.actions.githubusercontent.com`;
export const CORPORATE_SSO = `arn:aws:iam::${PRODUCTION}:saml-provider/corporate-sso`;

export const OIDC_PROVIDERS = [
  {
    arn: GITHUB_PROVIDER,
    url: 'token.actions.githubusercontent.com',
    clientIds: ['sts.amazonaws.com'],
    // SHA-1 of nothing that exists: AWS no longer checks it for this issuer.
    thumbprints: ['ffffffffffffffffffffffffffffffffffffffff'],
    created: '2023-02-20T09:00:00Z',
    tags: { team: 'platform' },
  },
  {
    arn: CLUSTER.provider,
    url: CLUSTER.issuerHost,
    clientIds: ['sts.amazonaws.com'],
    thumbprints: ['ffffffffffffffffffffffffffffffffffffffff'],
    created: '2025-03-17T09:30:00Z',
    tags: { team: 'platform' },
  },
] as const;

export const SAML_PROVIDERS = [
  {
    arn: CORPORATE_SSO,
    created: '2020-05-04T09:00:00Z',
    validUntil: '2030-05-04T09:00:00Z',
    metadata:
      '<?xml version="1.0"?><EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://sso.example.com/saml"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://sso.example.com/saml/login"/></IDPSSODescriptor></EntityDescriptor>',
    tags: { team: 'security' },
  },
] as const;
