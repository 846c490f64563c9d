import { readFileSync } from 'node:fs';

/**
 * Texts as people paste them, each with the parts that must never come out again. Every value is made up for these
 * tests; tokens are put together from pieces so that no scanner takes this file for a leak.
 */
export interface Sample {
  readonly name: string;
  readonly type: string;
  readonly text: string;
  /** Parts that are secret; empty for what is public as a whole. */
  readonly secrets: readonly string[];
}

export function readSample(name: string): string {
  return readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');
}

export function jwt(payload: object, signature = 'c2lnbmF0dXJlLXRoYXQtaXMtc2VjcmV0'): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT', kid: 'k' })}.${part(payload)}.${signature}`;
}

const KEY_ID = ['AKIA', '6RVFFB77RE7OLMKI'].join('');
const SESSION_KEY_ID = ['ASIA', 'QNZGKIQY56JQ7WML'].join('');
const SECRET = ['wJalrXUtnFEMI/K7MDENG', '/bPxRfiCYEXAMPLEKEY'].join('');
const SESSION_TOKEN = `IQoJb3JpZ2luX2VjE${'Zm9v'.repeat(30)}==`;
const RANDOM = 'zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5z';
const take = (length: number) => RANDOM.repeat(Math.ceil(length / RANDOM.length)).slice(0, length);

export const KUBERNETES_CLAIMS = {
  iss: 'https://kubernetes.default.svc.cluster.local',
  sub: 'system:serviceaccount:payments:api',
  aud: ['https://kubernetes.default.svc.cluster.local'],
  exp: 1_900_000_000,
  iat: 1_800_000_000,
  'kubernetes.io': {
    namespace: 'payments',
    serviceaccount: { name: 'api', uid: '8e0b4c1e-7a1e-4a53-9d19-0a0d7a0d7a0d' },
    pod: { name: 'api-6d4', uid: '8e0b4c1e-7a1e-4a53-9d19-0a0d7a0d7a0e' },
  },
};

const CERTIFICATE = readSample('client-certificate.pem');
const SSH_KEY = readSample('openssh-key.txt');
const SIGNATURE = 'S2lHbmF0dXJlU2VjcmV0UGFydA';
const base64 = (text: string) => Buffer.from(text).toString('base64');

export const KUBECONFIG = `apiVersion: v1
kind: Config
clusters:
- name: prod
  cluster:
    server: https://user:${take(12)}@10.0.0.1:6443/path?token=${take(9)}
contexts:
- name: prod-alice
  context: {cluster: prod, user: alice}
current-context: prod-alice
users:
- name: alice
  user:
    client-certificate-data: ${base64(CERTIFICATE)}
    client-key-data: ${base64(SSH_KEY)}
- name: robot
  user:
    token: ${jwt(KUBERNETES_CLAIMS, SIGNATURE)}
- name: old
  user:
    username: admin
    password: ${take(15)}
- name: cloud
  user:
    exec: {command: /usr/local/bin/aws, args: [--secret, ${take(21)}]}
`;

export const GCP_KEY = JSON.stringify(
  {
    type: 'service_account',
    project_id: 'example-project',
    private_key_id: '0123456789abcdef0123456789abcdef01234567',
    private_key: SSH_KEY,
    client_email: 'robot@example-project.iam.gserviceaccount.com',
    client_id: '111122223333444455556',
  },
  null,
  2,
);

function token(name: string, type: string, prefix: string, body: string): Sample {
  return { name, type, text: prefix + body, secrets: [body] };
}

const AWS: readonly Sample[] = [
  { name: 'key id', type: 'aws-access-key', text: KEY_ID, secrets: [] },
  {
    name: 'environment',
    type: 'aws-access-key',
    text: `export AWS_ACCESS_KEY_ID=${KEY_ID}\nexport AWS_SECRET_ACCESS_KEY="${SECRET}"\n`,
    secrets: [SECRET],
  },
  {
    name: 'environment, secret first',
    type: 'aws-access-key',
    text: `AWS_SECRET_ACCESS_KEY=${SECRET}\nAWS_ACCESS_KEY_ID=${KEY_ID}\n`,
    secrets: [SECRET],
  },
  {
    name: 'credentials file',
    type: 'aws-access-key',
    text: `[prod]\naws_access_key_id = ${KEY_ID}\naws_secret_access_key = ${SECRET}\nregion = eu-central-1\n`,
    secrets: [SECRET],
  },
  {
    name: 'create-access-key',
    type: 'aws-access-key',
    text: JSON.stringify({
      AccessKey: { UserName: 'bob', AccessKeyId: KEY_ID, Status: 'Active', SecretAccessKey: SECRET },
    }),
    secrets: [SECRET],
  },
  {
    name: 'assume-role',
    type: 'aws-session-key',
    text: JSON.stringify(
      {
        Credentials: {
          AccessKeyId: SESSION_KEY_ID,
          SecretAccessKey: SECRET,
          SessionToken: SESSION_TOKEN,
          Expiration: '2026-11-22T15:00:00+00:00',
        },
        AssumedRoleUser: {
          AssumedRoleId: 'AROAEXAMPLE:s',
          Arn: 'arn:aws:sts::111122223333:assumed-role/build/s',
        },
      },
      null,
      4,
    ),
    secrets: [SECRET, SESSION_TOKEN],
  },
  {
    name: 'console CSV',
    type: 'aws-access-key',
    text: `User name,Password,Access key ID,Secret access key,Console login link\r\nbob,hunter2hunter2,${KEY_ID},${SECRET},https://111122223333.signin.example.com/\r\n`,
    secrets: [SECRET, 'hunter2hunter2'],
  },
];

const TOKENS: readonly Sample[] = [
  token('classic', 'github-personal-access-token', 'ghp_', take(36)),
  token('OAuth', 'github-oauth-token', 'gho_', take(36)),
  token('user-to-server', 'github-user-to-server-token', 'ghu_', take(36)),
  token('refresh', 'github-refresh-token', 'ghr_', take(76)),
  token('fine-grained', 'github-fine-grained-token', 'github_pat_', `${take(22)}_${take(59)}`),
  token('installation', 'github-installation-token', 'ghs_', take(36)),
  {
    name: 'installation with its app',
    type: 'github-installation-token',
    text: `ghs_123456_${jwt({ iss: '123456', exp: 1_900_000_000 }, SIGNATURE)}`,
    secrets: [SIGNATURE],
  },
  {
    name: 'service account',
    type: 'kubernetes-service-account-token',
    text: jwt(KUBERNETES_CLAIMS, SIGNATURE),
    secrets: [SIGNATURE],
  },
  {
    name: 'workflow',
    type: 'github-actions-oidc-token',
    text: jwt(
      {
        iss: 'https://token.actions.githubusercontent.com',
        sub: 'repo:example/shop:environment:production',
        repository: 'example/shop',
        ref: 'refs/heads/main',
        environment: 'production',
      },
      SIGNATURE,
    ),
    secrets: [SIGNATURE],
  },
  { name: 'other JWT', type: 'jwt', text: jwt({ sub: 'someone' }, SIGNATURE), secrets: [SIGNATURE] },
  token('Azure', 'azure-client-secret', '', `aB~8Q~${take(34)}`),
  {
    name: 'Slack bot',
    type: 'slack-bot-token',
    text: `xoxb-111111111111-222222222222-${take(24)}`,
    secrets: [take(24)],
  },
  {
    name: 'Slack user',
    type: 'slack-user-token',
    text: `xoxp-111111111111-222222222222-333333333333-${take(32)}`,
    secrets: [take(32)],
  },
  {
    name: 'Slack app',
    type: 'slack-app-token',
    text: `xapp-1-A0123456789-4444444444444-${take(64)}`,
    secrets: [take(64)],
  },
  token('npm', 'npm-token', 'npm_', take(36)),
  token('PyPI', 'pypi-token', 'pypi-AgEIcHlwaS5vcmc', take(120)),
  token('Vault service', 'vault-service-token', 'hvs.', take(95)),
  token('Vault batch', 'vault-batch-token', 'hvb.', take(150)),
  token('GitLab personal', 'gitlab-personal-access-token', 'glpat-', take(20)),
  token('GitLab routable', 'gitlab-personal-access-token', 'glpat-', `${take(27)}.01.0w1a2b3c4`),
  token('GitLab runner', 'gitlab-runner-token', 'glrt-', `t1_${take(20)}`),
  token('GitLab job', 'gitlab-job-token', 'glcbt-', `64_${take(20)}`),
  token('GitLab deploy', 'gitlab-deploy-token', 'gldt-', take(20)),
  token('Terraform', 'terraform-token', '', `${take(14)}.atlasv1.${take(67)}`),
  token('CircleCI', 'circleci-token', 'CCIPAT_', `${take(22)}_${'0123456789abcdef'.repeat(3).slice(0, 40)}`),
  token('Buildkite', 'buildkite-token', 'bkua_', '0123456789abcdefghij'.repeat(2)),
];

const bodyLines = (block: string) => block.trim().split('\n').slice(1, -1);

export const SAMPLES: readonly Sample[] = [
  ...AWS,
  ...TOKENS,
  {
    name: 'kubeconfig',
    type: 'kubeconfig',
    text: KUBECONFIG,
    secrets: [SIGNATURE, base64(SSH_KEY), take(12), take(9), take(15), take(21)],
  },
  { name: 'Google Cloud', type: 'gcp-service-account-key', text: GCP_KEY, secrets: bodyLines(SSH_KEY) },
  { name: 'SSH key', type: 'ssh-private-key', text: SSH_KEY, secrets: bodyLines(SSH_KEY) },
  { name: 'certificate', type: 'x509-certificate', text: CERTIFICATE, secrets: [] },
];
