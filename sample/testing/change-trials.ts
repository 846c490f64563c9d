import type { Json } from '../../schema/json.ts';
import type { Change } from '../../schema/scenario.ts';

/** Each kind of change on the sample estate: what it takes away, opens or makes less sure, by the ends of relations. */
export const ACCOUNT = '111122223333';
const arn = (rest: string) => `arn:aws:iam::${ACCOUNT}:${rest}`;
export const user = (name: string) => arn(`user/${name}`);
export const role = (name: string) => arn(`role/${name}`);
export const EXPORTS = 'arn:aws:s3:::larkfield-customer-exports';
export const KEY = 'AKIARTX3GSDS3KRTBKSH';
export const k8s = (rest: string) => `k8s://larkfield-prod/${rest}`;
const gh = (rest: string) => `github://larkfield-example/${rest}`;
export const BINDING = k8s('rolebinding/payments/deployers-check-credentials');
export const DEPLOYERS = k8s('group/larkfield:deployers');
const CREDENTIALS = k8s('secret/payments/provider-credentials');
export const API = k8s('container/payments/api-76fce/api');
const ORDER = gh('order-service');
const BUILDBOX = `${ORDER}/deploy-key/buildbox`;
export const policy = (...statements: Json[]): Json => ({ Version: '2012-10-17', Statement: statements });
export const DENY: Json = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' };
const ALL: Json = { Effect: 'Allow', Action: '*', Resource: '*' };
const ISSUER = 'token.actions.githubusercontent.com';

interface Trial {
  readonly change: Change;
  /** Relations `from kind to` that are among those lost, gained, or held otherwise. */
  readonly lost?: readonly string[];
  readonly gained?: readonly string[];
  readonly changed?: readonly string[];
  /** Nothing of the relations is another: the change is about something else, or has no effect here. */
  readonly nothing?: true;
}

export const TRIALS: readonly Trial[] = [
  {
    change: { change: 'delete-credential', credential: KEY },
    lost: [`${KEY} authenticates-as ${user('ci-deployer')}`],
  },
  {
    change: { change: 'delete-credential', credential: `${user('elif.demir')}/login-profile` },
    lost: [`${user('elif.demir')}/login-profile authenticates-as ${user('elif.demir')}`],
  },
  {
    change: { change: 'delete-credential', credential: BUILDBOX },
    lost: [`${BUILDBOX} can-push ${ORDER}/branch/main`, `${BUILDBOX} can-push ${ORDER}/branch/*`],
  },
  {
    change: { change: 'delete-credential', credential: k8s('secret/ci/deployer-token') },
    lost: [`${k8s('secret/ci/deployer-token')} authenticates-as ${k8s('serviceaccount/ci/deployer')}`],
  },
  {
    change: { change: 'disable-credential', credential: KEY },
    lost: [`${KEY} authenticates-as ${user('ci-deployer')}`],
  },
  {
    change: { change: 'rotate-credential', credential: KEY },
    lost: [`${KEY} authenticates-as ${user('ci-deployer')}`],
  },
  {
    change: { change: 'delete-secret', secret: CREDENTIALS },
    lost: [`${DEPLOYERS} can-read ${CREDENTIALS}`],
  },
  {
    change: { change: 'delete-secret', secret: gh('secret/NPM_TOKEN') },
    lost: [`${gh('web-shop')} uses-secret ${gh('secret/NPM_TOKEN')}`],
  },
  {
    change: {
      change: 'put-inline-policy',
      principal: user('elif.demir'),
      name: 'all',
      document: policy(ALL),
    },
    gained: [`${user('elif.demir')} administers-account ${arn('root')}`],
  },
  {
    change: { change: 'delete-inline-policy', principal: role('build-artifacts'), name: 'release-trust' },
    lost: [`${role('build-artifacts')} can-become ${role('platform-deploy')}`],
  },
  {
    change: {
      change: 'attach-policy',
      principal: user('elif.demir'),
      policy: 'arn:aws:iam::aws:policy/AdministratorAccess',
    },
    gained: [`${user('elif.demir')} administers-account ${arn('root')}`],
  },
  {
    change: {
      change: 'detach-policy',
      principal: role('sso-administrator'),
      policy: 'arn:aws:iam::aws:policy/AdministratorAccess',
    },
    lost: [`${role('sso-administrator')} administers-account ${arn('root')}`],
  },
  {
    change: { change: 'edit-policy', policy: arn('policy/ci-guardrails'), document: policy(ALL) },
    gained: [`${user('ci-deployer')} administers-account ${arn('root')}`],
  },
  {
    change: {
      change: 'set-trust',
      role: role('build-artifacts'),
      document: policy({ ...(DENY as object), Action: 'sts:AssumeRole' } as Json),
    },
    lost: [`${user('ci-deployer')} can-assume ${role('build-artifacts')}`],
  },
  {
    change: {
      change: 'tighten-trust',
      role: role('github-release'),
      issuer: ISSUER,
      subjects: ['repo:larkfield-example/web-shop:environment:production'],
    },
    lost: [`${ORDER}/workflow/release can-assume ${role('github-release')}`],
  },
  {
    change: { change: 'set-boundary', principal: role('app-developer'), policy: null },
    gained: [`${role('app-developer')} administers-account ${arn('root')}`],
  },
  {
    change: { change: 'quarantine', principal: role('platform-deploy') },
    lost: [`${role('platform-deploy')} can-read ${EXPORTS}`],
  },
  {
    change: { change: 'revoke-sessions', role: role('platform-deploy'), before: '2100-01-01T00:00:00Z' },
    changed: [`${role('platform-deploy')} can-read ${EXPORTS}`],
  },
  {
    change: { change: 'put-resource-policy', resource: EXPORTS, document: policy(DENY) },
    lost: [`${role('platform-deploy')} can-read ${EXPORTS}`],
  },
  {
    change: { change: 'delete-resource-policy', resource: EXPORTS },
    gained: [`${user('elif.demir')} can-read ${EXPORTS}`],
  },
  {
    change: { change: 'delete-binding', binding: BINDING },
    lost: [`${DEPLOYERS} can-read ${CREDENTIALS}`],
  },
  {
    change: { change: 'remove-subject', binding: BINDING, subject: DEPLOYERS },
    lost: [`${DEPLOYERS} can-read ${CREDENTIALS}`],
  },
  {
    change: {
      change: 'add-binding',
      role: k8s('clusterrole/cluster-admin'),
      name: 'frontend-admin',
      namespace: null,
      subject: k8s('serviceaccount/shop/frontend'),
    },
    gained: [`${k8s('serviceaccount/shop/frontend')} administers-cluster k8s://larkfield-prod`],
  },
  {
    change: { change: 'delete-role', role: k8s('role/payments/credentials-reader') },
    lost: [`${DEPLOYERS} can-read ${CREDENTIALS}`],
  },
  {
    change: {
      change: 'edit-role',
      role: k8s('role/payments/credentials-reader'),
      rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'], resourceNames: ['another'] }],
    },
    lost: [`${DEPLOYERS} can-read ${CREDENTIALS}`],
  },
  {
    change: {
      change: 'remove-statement',
      of: role('build-artifacts'),
      policy: { inline: 'release-trust' },
      statement: 0,
    },
    lost: [`${role('build-artifacts')} can-become ${role('platform-deploy')}`],
  },
  {
    change: { change: 'remove-statement', of: role('build-artifacts'), policy: 'trust', statement: 0 },
    lost: [`${user('ci-deployer')} can-assume ${role('build-artifacts')}`],
  },
  {
    change: { change: 'remove-rule', role: k8s('role/payments/credentials-reader'), rule: 0 },
    lost: [`${DEPLOYERS} can-read ${CREDENTIALS}`],
  },
  {
    change: { change: 'add-to-group', user: user('elif.demir'), group: 'ci-automation' },
    gained: [`${user('elif.demir')} can-write arn:aws:s3:::larkfield-release-artifacts`],
  },
  {
    change: { change: 'remove-from-group', user: user('ci-deployer'), group: 'ci-automation' },
    lost: [`${user('ci-deployer')} can-write arn:aws:s3:::larkfield-release-artifacts`],
  },
  {
    change: { change: 'set-service-account', workload: k8s('deployment/payments/api'), account: 'default' },
    lost: [`${API} runs-as ${k8s('serviceaccount/payments/api')}`],
    gained: [`${API} runs-as ${k8s('serviceaccount/payments/default')}`],
  },
  {
    change: {
      change: 'create-service-account',
      cluster: 'k8s://larkfield-prod',
      namespace: 'ci',
      name: 'other-runner',
      like: k8s('serviceaccount/ci/runner'),
    },
    gained: [`${k8s('serviceaccount/ci/other-runner')} can-read ${k8s('scope/ci/secrets')}`],
  },
  {
    change: { change: 'restart-workload', workload: k8s('deployment/shop/checkout') },
    nothing: true,
  },
  // What runs goes on; a new pod of whoever may start some would be asked about.
  {
    change: {
      change: 'admission-policy',
      cluster: 'k8s://larkfield-prod',
      name: 'no-pods',
      rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
      validations: [{ expression: 'false' }],
    },
    changed: [`${k8s('scope/ci/workloads')} escapes-to ${k8s('scope/nodes')}`],
  },
  {
    change: { change: 'set-automount', of: k8s('deployment/shop/checkout'), automount: false },
    lost: [`${k8s('container/shop/checkout-3f9b4/checkout')} runs-as ${k8s('serviceaccount/shop/checkout')}`],
  },
  {
    change: { change: 'set-automount', of: k8s('serviceaccount/ci/runner'), automount: false },
    lost: [`${k8s('container/ci/runner-949c4/runner')} runs-as ${k8s('serviceaccount/ci/runner')}`],
  },
  {
    change: { change: 'delete-service-account', account: k8s('serviceaccount/payments/api') },
    lost: [`${k8s('serviceaccount/payments/api')} can-assume ${role('payments-api')}`],
  },
  {
    change: { change: 'quarantine-service-account', account: k8s('serviceaccount/reports/exporter') },
    lost: [`${k8s('serviceaccount/reports/exporter')} can-assume ${role('reports-exporter')}`],
  },
  {
    change: {
      change: 'set-workflow-permissions',
      workflow: `${ORDER}/workflow/release`,
      permissions: { contents: 'read' },
    },
    lost: [`${ORDER}/workflow/release can-assume ${role('github-release')}`],
    // Whoever writes the branch writes the permissions as well.
    gained: [`${ORDER}/branch/main can-assume ${role('github-release')}`],
  },
  {
    change: { change: 'disable-workflow', workflow: `${ORDER}/workflow/release` },
    lost: [`${ORDER}/workflow/release can-assume ${role('github-release')}`],
  },
  {
    change: {
      change: 'set-environment-reviewers',
      environment: `${ORDER}/environment/release`,
      reviewers: [{ kind: 'team', name: 'platform' }],
    },
    changed: [`${ORDER}/workflow/release can-assume ${role('github-release')}`],
  },
  {
    change: {
      change: 'set-environment-branches',
      environment: gh('web-shop/environment/production'),
      branches: 'all',
    },
    gained: [`${gh('web-shop')}/branch/autumn-campaign can-trigger ${gh('web-shop')}/workflow/deploy`],
  },
  // No relation depends on it: a finding does.
  {
    change: { change: 'set-token-permissions', of: gh('').slice(0, -1), permissions: 'read' },
    nothing: true,
  },
  {
    change: { change: 'remove-entity', entity: role('platform-deploy') },
    lost: [`${role('platform-deploy')} can-read ${EXPORTS}`],
  },
];
