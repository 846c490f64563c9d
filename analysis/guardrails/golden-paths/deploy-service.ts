import { stringify } from 'yaml';
import type { GuardrailTemplate } from '../guardrail.ts';
import { jsonFile } from '../words.ts';
import { awsCase, rbacCases, trustCases, workflowCases } from './ask.ts';
import { COMMIT, environmentTrust, GITHUB, limitsOf, placeOf } from './place.ts';

const NAMESPACE = 'example-service';
const GROUP = 'deployers:example-service';

/** From a reviewed job in GitHub over a role of its own to one namespace, with no key anywhere. */
export const deployService: GuardrailTemplate = {
  id: 'golden-deploy-service',
  title: 'Golden path: deploy a service',
  why: 'Whoever starts from this has no key to leak and reaches one namespace.',
  controls: [
    'accountUse',
    'restrictPermissions',
    'serviceIdentification',
    'leastPrivilege',
    'changeRestrictions',
    'ztDeployment',
  ],
  *make(context) {
    const place = placeOf(context);
    const { partition, account, region, cluster } = place;
    const role = `arn:${partition}:iam::${account}:role/deploy-example-service`;
    const clusterArn = `arn:${partition}:eks:${region}:${account}:cluster/${cluster}`;
    const trust = environmentTrust(place, 'production');
    const policy = {
      Version: '2012-10-17',
      Statement: [
        { Sid: 'FindTheCluster', Effect: 'Allow', Action: 'eks:DescribeCluster', Resource: clusterArn },
      ],
    };
    const rbac = { apiGroup: 'rbac.authorization.k8s.io' };
    const clusterRole = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'deploy', namespace: NAMESPACE },
      rules: [
        {
          apiGroups: ['apps'],
          resources: ['deployments'],
          verbs: ['get', 'list', 'watch', 'update', 'patch'],
        },
        { apiGroups: [''], resources: ['services', 'configmaps'], verbs: ['get', 'list', 'update', 'patch'] },
      ],
    };
    const binding = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'deploy', namespace: NAMESPACE },
      roleRef: { ...rbac, kind: 'Role', name: 'deploy' },
      subjects: [{ ...rbac, kind: 'Group', name: GROUP }],
    };
    const workflow = `name: deploy
on:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: production
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@${COMMIT}
        with:
          persist-credentials: false
      - uses: aws-actions/configure-aws-credentials@${COMMIT}
        with:
          role-to-assume: ${role}
          aws-region: ${region}
      - run: aws eks update-kubeconfig --name ${cluster} && kubectl --namespace ${NAMESPACE} apply --filename deploy/
`;
    const issuer = `https://${GITHUB}`;
    yield {
      slug: account,
      title: `Golden path: deploy a service to ${cluster}`,
      about: place.about,
      files: [
        { name: 'deploy.yml', text: workflow },
        { name: 'trust-policy.json', text: jsonFile(trust.document) },
        { name: 'role-policy.json', text: jsonFile(policy) },
        { name: 'rbac.yaml', text: `${stringify(clusterRole)}---\n${stringify(binding)}` },
      ],
      apply: `Make the environment production with reviewers and the branch main; make the role; give it an access entry of the cluster with the group ${GROUP} and no access policy; apply rbac.yaml.`,
      changes: [],
      stand: '',
      breaks: [],
      keeps: [],
      cases: [
        ...workflowCases('.github/workflows/deploy.yml', workflow, true),
        ...trustCases(
          issuer,
          trust.document,
          trust.subject,
          ['ref:refs/heads/main', 'pull_request'].map((end) => trust.subject.replace(/environment:.*/, end)),
        ),
        awsCase(role, policy, 'eks:DescribeCluster', clusterArn, 'allow'),
        awsCase(role, policy, 'iam:PassRole', `arn:${partition}:iam::${account}:role/another`, 'deny'),
        ...rbacCases([clusterRole, binding], { user: 'deploy', groups: [GROUP] }, [
          ['patch', 'deployments', NAMESPACE, 'allow', 'apps'],
          ['patch', 'deployments', 'another', 'deny', 'apps'],
          ['get', 'secrets', NAMESPACE, 'deny'],
          ['create', 'pods', NAMESPACE, 'deny'],
        ]),
      ],
      limits: [
        'Who changes a deployment decides what runs in its pods, as their service account: give that no more than the service needs.',
        ...limitsOf(place),
      ],
    };
  },
};
