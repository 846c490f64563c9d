import { prefixedFamily } from './prefixed-tokens.ts';

export const buildServices = prefixedFamily('Build service tokens', [
  {
    type: 'terraform-token',
    label: 'HCP Terraform or Terraform Enterprise API token',
    pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,70}(?![\w-])/g,
  },
  {
    type: 'circleci-token',
    label: 'CircleCI personal API token',
    pattern: /(?<!\w)CCIPAT_[A-Za-z0-9]{22}_[0-9a-f]{40}(?!\w)/g,
  },
  {
    type: 'buildkite-token',
    label: 'Buildkite user API token',
    pattern: /(?<!\w)bkua_[0-9a-z]{40}(?!\w)/g,
  },
]);
