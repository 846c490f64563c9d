import { stringify } from 'yaml';
import type { GuardrailTemplate } from '../guardrail.ts';
import { jsonFile } from '../words.ts';
import { awsCase, rbacCases, trustCases } from './ask.ts';
import { limitsOf, placeOf } from './place.ts';

const NAMESPACE = 'example-service';
const NAME = 'nightly-report';

/** A job in a cluster with an account and a role of its own, one bucket's prefix, and no permission in the cluster but one. */
export const scheduledJob: GuardrailTemplate = {
  id: 'golden-scheduled-job',
  title: 'Golden path: a scheduled job',
  why: 'Whoever starts from this shares no account, holds no key, and reaches one prefix of one bucket.',
  controls: [
    'isolation',
    'userAccounts',
    'serviceIdentification',
    'leastPrivilege',
    'identifiers',
    'ztApplicationAccess',
  ],
  *make(context) {
    const place = placeOf(context);
    const { partition, account, issuer, cluster } = place;
    const host = issuer.replace(/^https:\/\//, '');
    const role = `arn:${partition}:iam::${account}:role/${NAME}`;
    const bucket = `arn:${partition}:s3:::example-reports-${account}`;
    const subject = `system:serviceaccount:${NAMESPACE}:${NAME}`;
    const trust = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: `arn:${partition}:iam::${account}:oidc-provider/${host}` },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringEquals: { [`${host}:aud`]: 'sts.amazonaws.com', [`${host}:sub`]: subject } },
        },
      ],
    };
    const policy = {
      Version: '2012-10-17',
      Statement: [
        { Sid: 'WriteReports', Effect: 'Allow', Action: 's3:PutObject', Resource: `${bucket}/nightly/*` },
      ],
    };
    const metadata = {
      name: NAME,
      namespace: NAMESPACE,
      annotations: { owner: 'team-example', 'expires-on': '2027-12-31' },
    };
    const serviceAccount = {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { ...metadata, annotations: { ...metadata.annotations, 'eks.amazonaws.com/role-arn': role } },
      automountServiceAccountToken: false,
    };
    const reader = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata,
      rules: [{ apiGroups: [''], resources: ['configmaps'], resourceNames: [NAME], verbs: ['get'] }],
    };
    const binding = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: NAME },
      subjects: [{ kind: 'ServiceAccount', name: NAME, namespace: NAMESPACE }],
    };
    const job = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata,
      spec: {
        schedule: '15 2 * * *',
        concurrencyPolicy: 'Forbid',
        jobTemplate: {
          spec: {
            activeDeadlineSeconds: 3600,
            template: {
              metadata: { labels: { 'app.kubernetes.io/name': NAME } },
              spec: {
                serviceAccountName: NAME,
                automountServiceAccountToken: true,
                restartPolicy: 'Never',
                securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
                containers: [
                  {
                    name: 'report',
                    image:
                      'registry.example.com/nightly-report@sha256:0000000000000000000000000000000000000000000000000000000000000000',
                    securityContext: {
                      allowPrivilegeEscalation: false,
                      readOnlyRootFilesystem: true,
                      capabilities: { drop: ['ALL'] },
                    },
                  },
                ],
              },
            },
          },
        },
      },
    };
    yield {
      slug: cluster.replace(/[^A-Za-z0-9.-]+/g, '-'),
      title: `Golden path: a scheduled job in ${cluster}`,
      about: place.about,
      files: [
        {
          name: 'job.yaml',
          text: [serviceAccount, reader, binding, job].map((each) => stringify(each)).join('---\n'),
        },
        { name: 'trust-policy.json', text: jsonFile(trust) },
        { name: 'role-policy.json', text: jsonFile(policy) },
      ],
      apply:
        'Make the role and the bucket, then apply job.yaml. The namespace enforces the restricted Pod Security Standard.',
      changes: [],
      stand: '',
      breaks: [],
      keeps: [],
      cases: [
        ...trustCases(issuer, trust, subject, [`system:serviceaccount:${NAMESPACE}:default`]),
        awsCase(role, policy, 's3:PutObject', `${bucket}/nightly/2027-01-01.csv`, 'allow'),
        awsCase(role, policy, 's3:GetObject', `${bucket}/nightly/2027-01-01.csv`, 'deny'),
        awsCase(role, policy, 's3:PutObject', `${bucket}/other`, 'deny'),
        ...rbacCases([reader, binding], { serviceAccount: `${NAMESPACE}/${NAME}` }, [
          ['list', 'secrets', NAMESPACE, 'deny'],
          ['create', 'pods', NAMESPACE, 'deny'],
          ['get', 'configmaps', 'another', 'deny'],
        ]),
      ],
      limits: limitsOf(place),
    };
  },
};
