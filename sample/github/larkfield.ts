import { sampleKey } from './deploy-key.ts';
import type { Organization, Ruleset } from './model.ts';
import { HANDBOOK_PREVIEW, INFRA_PLAN, ORDER_TESTS, RELEASE, WEB_DEPLOY } from './workflows.ts';

export const ORGANIZATION_LOGIN = 'larkfield-example';

/** The deploy key of the story, which a build machine leaked. */
export const LEAKED_DEPLOY_KEY = sampleKey('buildbox');
export const LEAKED_DEPLOY_KEY_ID = `github://${ORGANIZATION_LOGIN}/order-service/deploy-key/buildbox`;

const REVIEWED_MAIN: Ruleset = {
  id: 41_001,
  name: 'main is reviewed',
  target: 'branch',
  enforcement: 'active',
  include: ['~DEFAULT_BRANCH'],
  rules: [
    { type: 'deletion' },
    { type: 'non_fast_forward' },
    {
      type: 'pull_request',
      parameters: {
        required_approving_review_count: 1,
        dismiss_stale_reviews_on_push: true,
        require_code_owner_review: true,
        require_last_push_approval: true,
        required_review_thread_resolution: false,
      },
    },
  ],
  bypass: [{ actor_id: 5, actor_type: 'RepositoryRole', bypass_mode: 'pull_request' }],
};

const RELEASE_TAGS: Ruleset = {
  id: 40_001,
  name: 'release tags stay',
  target: 'tag',
  enforcement: 'active',
  include: ['refs/tags/v*'],
  rules: [{ type: 'deletion' }, { type: 'update' }],
  bypass: [{ actor_id: 1, actor_type: 'OrganizationAdmin', bypass_mode: 'always' }],
};

/** Larkfield Supplies on GitHub; docs/sample-estate.md tells what is wrong with it. */
export const LARKFIELD: Organization = {
  login: ORGANIZATION_LOGIN,
  id: 77_000_001,
  basePermission: 'read',
  defaultWorkflowPermissions: 'read',
  allowedActions: 'all',
  runnersAllowed: 'none',
  claimKeys: ['repo', 'context'],
  members: [
    { login: 'noor-haddad', id: 5_001, role: 'ADMIN' },
    { login: 'jonas-weber', id: 5_002, role: 'MEMBER' },
    { login: 'elif-demir', id: 5_003, role: 'MEMBER' },
    { login: 'mara-lindt', id: 5_004, role: 'MEMBER' },
  ],
  teams: [
    {
      slug: 'platform',
      id: 6_001,
      parent: null,
      members: [
        { login: 'noor-haddad', role: 'MAINTAINER' },
        { login: 'jonas-weber', role: 'MEMBER' },
      ],
      repositories: [
        { name: 'infra-live', permission: 'ADMIN' },
        { name: 'order-service', permission: 'MAINTAIN' },
        { name: 'web-shop', permission: 'MAINTAIN' },
      ],
    },
    {
      slug: 'shop',
      id: 6_002,
      parent: null,
      members: [
        { login: 'elif-demir', role: 'MEMBER' },
        { login: 'mara-lindt', role: 'MEMBER' },
      ],
      repositories: [
        { name: 'order-service', permission: 'WRITE' },
        { name: 'web-shop', permission: 'WRITE' },
      ],
    },
  ],
  secrets: [
    { name: 'NPM_TOKEN', visibility: 'all' },
    { name: 'SLACK_WEBHOOK', visibility: 'selected', repositories: ['order-service', 'web-shop'] },
  ],
  variables: [{ name: 'AWS_REGION', visibility: 'all', value: 'eu-central-1' }],
  installations: [
    {
      id: 8_001,
      slug: 'larkfield-release-bot',
      selection: 'selected',
      permissions: { contents: 'write', metadata: 'read', pull_requests: 'write' },
    },
  ],
  runnerGroups: [
    {
      id: 1,
      name: 'Default',
      visibility: 'all',
      repositories: [],
      runners: [],
      allowsPublic: false,
    },
    {
      id: 2,
      name: 'infra',
      visibility: 'selected',
      repositories: ['infra-live'],
      runners: [{ id: 21, name: 'infra-runner-1', labels: ['self-hosted', 'linux', 'infra'] }],
      allowsPublic: false,
    },
  ],
  rulesets: [RELEASE_TAGS],
  repositories: [
    {
      name: 'web-shop',
      id: 90_001,
      visibility: 'private',
      description: 'The shop that customers see',
      branches: ['main', 'autumn-campaign'],
      files: {
        '.github/workflows/deploy.yml': WEB_DEPLOY,
        '.github/CODEOWNERS': '* @larkfield-example/shop\n/.github/ @larkfield-example/platform\n',
      },
      environments: [
        {
          name: 'production',
          id: 91_001,
          reviewers: ['noor-haddad', 'jonas-weber'],
          branches: ['main'],
          secrets: ['CDN_KEY'],
          variables: [],
        },
      ],
      secrets: [],
      variables: [],
      deployKeys: [],
      collaborators: [],
      rulesets: [REVIEWED_MAIN],
      protections: [],
    },
    {
      name: 'order-service',
      id: 90_002,
      visibility: 'private',
      description: 'Orders, from the basket to the parcel',
      branches: ['main', 'returns', 'speed-up-checkout'],
      files: { '.github/workflows/release.yml': RELEASE, '.github/workflows/tests.yml': ORDER_TESTS },
      environments: [
        { name: 'release', id: 91_002, reviewers: [], branches: null, secrets: [], variables: [] },
      ],
      secrets: ['REGISTRY_PASSWORD'],
      variables: [{ name: 'REGISTRY', value: 'registry.example.com/larkfield' }],
      deployKeys: [{ title: 'buildbox', key: LEAKED_DEPLOY_KEY.publicKey, readOnly: false }],
      collaborators: [{ login: 'kai-freelance', id: 5_050, permission: 'WRITE' }],
      rulesets: [],
      protections: [{ pattern: 'main', approvals: 1, enforceAdmins: false, pushers: null }],
    },
    {
      name: 'infra-live',
      id: 90_003,
      visibility: 'private',
      description: 'What runs, as code',
      branches: ['main'],
      files: { '.github/workflows/plan.yml': INFRA_PLAN },
      environments: [],
      secrets: ['TF_TOKEN'],
      variables: [],
      deployKeys: [],
      collaborators: [],
      rulesets: [],
      protections: [{ pattern: 'main', approvals: 2, enforceAdmins: true, pushers: ['noor-haddad'] }],
    },
    {
      name: 'handbook',
      id: 90_004,
      visibility: 'public',
      description: 'How Larkfield works',
      branches: ['main'],
      files: { '.github/workflows/preview.yml': HANDBOOK_PREVIEW },
      environments: [],
      secrets: ['PREVIEW_TOKEN'],
      variables: [],
      deployKeys: [{ title: 'mirror', key: sampleKey('mirror').publicKey, readOnly: true }],
      collaborators: [],
      rulesets: [],
      protections: [],
    },
    {
      name: 'price-list-2019',
      id: 90_005,
      visibility: 'private',
      archived: true,
      description: 'No longer used',
      branches: ['master'],
      files: {},
      environments: [],
      secrets: [],
      variables: [],
      deployKeys: [],
      collaborators: [],
      rulesets: [],
      protections: [],
    },
  ],
};
