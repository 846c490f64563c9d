import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '../schema/json.ts';
import { redactDocument, redactText } from './redact.ts';

/** Put together at run time, so that no scanner takes this file for a leak. */
const letters = (count: number, alphabet = 'aB3dE5fG7hJ9') =>
  Array.from({ length: count }, (_, i) => alphabet[(i * 7 + (i >> 2)) % alphabet.length]).join('');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const SECRET_KEY = ['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYEXAMPLEKEY'].join('/');
const TOKENS: Readonly<Record<string, string>> = {
  'classic GitHub token': `gh${'p'}_${letters(36)}`,
  'GitHub OAuth token': `gh${'o'}_${letters(36)}`,
  'GitHub user token': `gh${'u'}_${letters(36)}`,
  'GitHub refresh token': `gh${'r'}_${letters(76)}`,
  'GitHub installation token': `gh${'s'}_${letters(36)}`,
  'GitHub installation token with a JWT': `gh${'s'}_12345_ey${'J'}${letters(20)}.ey${'J'}${letters(60)}.${letters(43)}`,
  'fine-grained GitHub token': `github_${'pat'}_${letters(82)}`,
  JWT: `ey${'J'}${letters(20)}.ey${'J'}${letters(60)}.${letters(43)}`,
  'JWT without signature': `ey${'J'}${letters(20)}.ey${'J'}${letters(60)}.`,
  'Slack bot token': `xox${'b'}-123456789012-${letters(24)}`,
  'Slack app token': `xap${'p'}-1-A012345-123456-${letters(40)}`,
  'Vault service token': `hv${'s'}.${letters(95)}`,
  'Vault batch token': `hv${'b'}.${letters(140)}`,
  'npm token': `np${'m'}_${letters(36)}`,
  'PyPI token': `py${'pi'}-AgEIcHlwaS5vcmc${letters(80)}`,
  'GitLab token': `gl${'pat'}-${letters(20)}`,
  'GitLab runner token': `gl${'rt'}-${letters(20)}`,
  'Azure client secret': `abc8Q~${letters(34)}`,
  'Terraform token': `${letters(14)}.atlas${'v1'}.${letters(67)}`,
  'CircleCI token': `CCI${'PAT'}_${letters(22)}_${letters(40, '0123456789abcdef')}`,
  'Buildkite token': `bk${'ua'}_${letters(40, '0123456789abcdef')}`,
  'private key': `-----BEGIN RSA PRIVATE ${'KEY'}-----\n${letters(64)}\n${letters(64)}\n-----END RSA PRIVATE ${'KEY'}-----`,
  'private key that was cut off': `-----BEGIN OPENSSH PRIVATE ${'KEY'}-----\n${letters(64)}`,
  'private key inside escaped JSON': `{"private_key":"-----BEGIN PRIVATE ${'KEY'}-----\\n${letters(64)}\\n-----END PRIVATE ${'KEY'}-----\\n"}`,
  'private key in PEM, in base64': base64(
    `-----BEGIN RSA PRIVATE ${'KEY'}-----\n${letters(64)}\n-----END RSA PRIVATE ${'KEY'}-----\n`,
  ),
  'SSH key in base64': base64(`-----BEGIN OPENSSH PRIVATE ${'KEY'}-----\n${letters(64)}\n`),
  'key of age': `AGE-SECRET-${'KEY'}-1${letters(58, 'QPZRY9X8GF2TVDW0S3JN')}`,
  'Google access token': `ya${'29'}.${letters(60)}`,
  'Google client secret': `GOC${'SPX'}-${letters(28)}`,
  'SendGrid key': `S${'G'}.${letters(22)}.${letters(43)}`,
  'key of a model’s API': `s${'k'}-proj-${letters(48)}`,
  'DigitalOcean token': `do${'p'}_v1_${letters(64, '0123456789abcdef')}`,
  'webhook of a chat': `https://discord.com/api/webhooks/123456789012345678/${letters(68)}`,
  'AWS session token': `IQoJb3JpZ2lu${'X2Vj'}${letters(300)}`,
};
/** The distinctive part of a token: nothing of it may be left. */
const core = (token: string) => token.replace(/-----(?:BEGIN|END)[^-]*-----/g, '').slice(-24, -2);

describe('tokens', () => {
  it.each(Object.entries(TOKENS))(
    'replaces a %s wherever it stands, in values and in names',
    (_name, token) => {
      const document = {
        UserName: token,
        PolicyDocument: { Statement: [{ Sid: `a ${token} b`, Resource: [`arn:aws:s3:::x/${token}`] }] },
        Tags: [{ Key: token, Value: `x=${token};` }],
        [token]: { deep: [[{ deeper: token }]] },
      };
      const redacted = redactDocument(document);
      expect(canonicalJson(redacted.value)).not.toContain(core(token));
      expect(redacted.redactions).toBeGreaterThanOrEqual(6);
      expect(redacted.originalSha256).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(redactText(`error near ${token}, sorry`)).not.toContain(core(token));
    },
  );

  it('says of what type a secret was and leaves the text around it', () => {
    expect(redactText(`key ${TOKENS['npm token']} used`)).toBe('key [redacted:npm-token] used');
    expect(redactText('postgres://app:hunter22@db.example.com/x')).toBe(
      'postgres://app:[redacted:url-password]@db.example.com/x',
    );
  });

  it.each([
    ['password=hunter22xyz', 'password=[redacted:labelled-secret]'],
    ['DB_PASSWORD="hunter22xyz" next', 'DB_PASSWORD="[redacted:labelled-secret]" next'],
    ['{"password":"hunter22xyz"}', '{"password":"[redacted:labelled-secret]"}'],
    [String.raw`{\"password\": \"hunter22xyz\"}`, String.raw`{\"password\": \"[redacted:labelled-secret]\"}`],
    ['Password: hunter22xyz', 'Password: [redacted:labelled-secret]'],
    ['client_secret=hunter22xyz&x=1', 'client_secret=[redacted:labelled-secret]&x=1'],
    ['api-key = hunter22xyz', 'api-key = [redacted:labelled-secret]'],
    ['export DB_PASS=hunter22xyz', 'export DB_PASS=[redacted:labelled-secret]'],
    ['SONAR_TOKEN=aB3dE5fG7hJ9aB3dE5', 'SONAR_TOKEN=[redacted:labelled-secret]'],
    ['  token: aB3dE5fG7hJ9aB3dE5', '  token: [redacted:labelled-secret]'],
    ['X-Vault-Token: aB3dE5fG7hJ9aB3dE5', 'X-Vault-Token: [redacted:labelled-secret]'],
    ['ENCRYPTION_KEY="aB3dE5fG7hJ9aB3dE5"', 'ENCRYPTION_KEY="[redacted:labelled-secret]"'],
    ['Authorization: Bearer aB3dE5fG7hJ9', 'Authorization: Bearer [redacted:authorization]'],
    ['Authorization: Basic dXNlcjpodW50ZXIyMg==', 'Authorization: Basic [redacted:authorization]'],
    [
      String.raw`{\"authorization\":\"token aB3dE5fG7\"}`,
      String.raw`{\"authorization\":\"token [redacted:authorization]\"}`,
    ],
    ['sent with Bearer aB3dE5fG7hJ9aB3dE5.', 'sent with Bearer [redacted:authorization]'],
    ['Cookie: session=aB3dE5fG7; theme=dark', 'Cookie: [redacted:cookie]'],
    ['"Set-Cookie": "sid=aB3dE5fG7; HttpOnly"', '"Set-Cookie": "[redacted:cookie]"'],
    [
      '{"auths":{"r.example.com":{"auth":"dTpodW50ZXIyMg=="}}}',
      '{"auths":{"r.example.com":{"auth":"[redacted:registry-auth]"}}}',
    ],
    ['https://aB3dE5fG7hJ9aB3dE5fG7@git.example.com/a', 'https://[redacted:url-token]@git.example.com/a'],
    [
      'https%3A%2F%2Fapp%3Ahunter22%40db.example.com',
      'https%3A%2F%2Fapp%3A[redacted:url-password]%40db.example.com',
    ],
    [
      'AccountName=a;AccountKey=aB3dE5fG7hJ9aB3dE5fG7==;X=y',
      'AccountName=a;AccountKey=[redacted:connection-key];X=y',
    ],
    [
      'https://x.example.com/c?sp=r&sig=aB3dE5fG7hJ9aB3d%3D',
      'https://x.example.com/c?sp=r&sig=[redacted:signed-url]',
    ],
    ['?X-Amz-Signature=0123456789abcdef0123&x=1', '?X-Amz-Signature=[redacted:signed-url]&x=1'],
    ['mysqladmin --password hunter22 ping', 'mysqladmin --password [redacted:argument] ping'],
    [
      'docker login -u ci -p hunter22 r.example.com',
      'docker login -u ci -p [redacted:argument] r.example.com',
    ],
    ['curl -sS -u ci:hunter22 https://x', 'curl -sS -u ci:[redacted:argument] https://x'],
  ])('replaces what a label says is secret: %s', (text, after) => {
    expect(redactText(text)).toBe(after);
  });

  it.each([
    'arn:aws:secretsmanager:eu-central-1:111122223333:secret:prod/db-AbC1d2:password:AWSCURRENT:',
    'arn:aws:iam::111122223333:role/secret-reader',
    'Forgot your password: contact support',
    'iam:UpdateLoginProfile iam:ChangePassword secretsmanager:GetSecretValue',
    'https://example.com/reset-password?user=ana',
    'docker login --password-stdin -u ci r.example.com',
    'docker run -u 1000:1000 x',
    'vault login -method=oidc',
    ['curl -H "Authorization: Bearer $', '{TOKEN}" https://x'].join(''),
    'Bearer authentication and basic authentication are both allowed',
    'id-token: write',
    'tokenReviews are created by system:kube-controller-manager-1',
    'access_key=AKIAIOSFODNN7EXAMPLE',
    'ssh://APKAEIBAERJR2EXAMPLE@git-codecommit.eu-central-1.amazonaws.com/v1/repos/x',
    'https://larkfield-example@dev.azure.com/larkfield-example/x',
    'token.actions.githubusercontent.com:sub = repo:larkfield-example/app:ref:refs/heads/main',
    'encryption_key=arn:aws:kms:eu-central-1:111122223333:key/0e842c15-9479-42bb-8934-c7547c148900',
  ])('leaves what only speaks of secrets: %s', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('replaces the secrets of the session itself', () => {
    const known = ['not-like-any-token-at-all'];
    expect(redactText(`signed with ${known[0]}.`, known)).toBe('signed with [redacted:session-credential].');
    expect(canonicalJson(redactDocument({ a: [known[0] as string] }, known).value)).not.toContain(known[0]);
  });
});

describe('AWS secret access keys', () => {
  it.each([
    ['a description', { Description: `uses ${SECRET_KEY} for now` }],
    ['the value of a tag', { Tags: [{ Key: 'owner', Value: SECRET_KEY }] }],
    ['tags as an object', { Tags: { owner: SECRET_KEY } }],
    ['a KMS tag', { Tags: [{ TagKey: 'owner', TagValue: SECRET_KEY }] }],
    ['a comment', { Comment: SECRET_KEY }],
    ['a Sid', { Statement: [{ Sid: SECRET_KEY }] }],
    ['any text beside the keyword', { Whatever: `aws_secret_access_key = ${SECRET_KEY}\n` }],
    ['any text beside the keyword in JSON', { Whatever: `{"SecretAccessKey":"${SECRET_KEY}"}` }],
    [
      'a member of that name',
      { AccessKey: { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', SecretAccessKey: SECRET_KEY } },
    ],
  ])('are replaced in %s', (_where, document) => {
    const text = canonicalJson(redactDocument(document as Json).value);
    expect(text).not.toContain('K7MDENG');
    expect(text).toContain('[redacted:aws-secret-key]');
  });

  it('are told from most random keys, by chance below one in a hundred', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    let state = 12345;
    const next = () => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      return state >>> 8;
    };
    let missed = 0;
    for (let i = 0; i < 5000; i++) {
      const key = Array.from({ length: 40 }, () => alphabet[next() % 64]).join('');
      if (redactText(`note: ${key}.`).includes(key)) missed++;
    }
    expect(missed).toBeLessThan(50);
  });
});

describe('members that carry secrets', () => {
  it.each([
    [
      'Lambda environment',
      { Environment: { Variables: { DB_PASSWORD: 'pikachu-1', STAGE: 'production' } } },
      ['DB_PASSWORD', 'STAGE'],
    ],
    [
      'container environment',
      { environment: [{ name: 'DB_PASSWORD', value: 'pikachu-1' }] },
      ['DB_PASSWORD'],
    ],
    [
      'build environment',
      {
        environment: {
          type: 'LINUX',
          environmentVariables: [{ name: 'TOKEN', value: 'pikachu-1', type: 'PLAINTEXT' }],
        },
      },
      ['TOKEN', 'LINUX'],
    ],
    [
      'what a function in a container runs',
      {
        ImageConfigResponse: {
          ImageConfig: { EntryPoint: ['/run', '--key=pikachu-1'], WorkingDirectory: '/w' },
        },
      },
      ['EntryPoint', '/w'],
    ],
    [
      'a container',
      {
        containerDefinitions: [
          {
            name: 'web',
            image: 'shop:1',
            command: ['serve', '--db', 'pikachu-1'],
            entryPoint: ['sh', '-c', 'pikachu-1'],
            healthCheck: { command: ['CMD-SHELL', 'curl -u x:pikachu-1 localhost'], interval: 5 },
            dockerLabels: { 'auth.users': 'pikachu-1' },
            logConfiguration: { logDriver: 'splunk', options: { 'splunk-token': 'pikachu-1' } },
            secrets: [{ name: 'DB', valueFrom: 'arn:aws:ssm:eu-central-1:111122223333:parameter/db' }],
          },
        ],
        volumes: [{ dockerVolumeConfiguration: { driverOpts: { o: 'password=pikachu-1' } } }],
      },
      ['web', 'shop:1', 'auth.users', 'splunk-token', 'parameter/db', '"interval":5'],
    ],
    [
      'a build project',
      {
        projects: [
          {
            source: { type: 'GITHUB', buildspec: 'env:\n  variables:\n    A: pikachu-1' },
            secondarySources: [{ buildspec: 'pikachu-1', sourceIdentifier: 'docs' }],
            environment: {
              registryCredential: { credential: 'arn:aws:x', credentialProvider: 'SECRETS_MANAGER' },
            },
            webhook: { url: 'https://example.com/hook', secret: 'pikachu-1' },
          },
        ],
      },
      ['GITHUB', 'docs', 'arn:aws:x', 'https://example.com/hook'],
    ],
    [
      'a stack',
      {
        Stacks: [
          {
            Parameters: [{ ParameterKey: 'Db', ParameterValue: '/db', ResolvedValue: 'pikachu-1' }],
            Outputs: [{ OutputKey: 'Url', OutputValue: 'pikachu-1', ExportName: 'shop-url' }],
          },
        ],
      },
      ['Db', 'Url', 'shop-url'],
    ],
    [
      'a job',
      {
        Jobs: [
          {
            Name: 'load',
            DefaultArguments: { '--password': 'pikachu-1' },
            NonOverridableArguments: { '--x': 'pikachu-1' },
            CodeGenConfigurationNodes: { 'node-1': { JDBCConnectorSource: { Query: 'pikachu-1' } } },
          },
        ],
        DevEndpoints: [{ EndpointName: 'dev', Arguments: { '--y': 'pikachu-1' } }],
      },
      ['load', '--password', '--x', 'dev', '--y'],
    ],
    ['user data', { UserData: 'IyEvYmluL2Jhc2gKZXhwb3J0IHBpa2FjaHUtMQ==' }, ['UserData']],
    ['user data as an attribute', { UserData: { Value: 'pikachu-1' } }, ['UserData']],
    [
      'a secret value',
      { SecretString: 'pikachu-1', SecretBinary: 'pikachu-1', Name: 'db' },
      ['SecretString', 'db'],
    ],
    [
      'a stored parameter',
      { Parameter: { Name: '/app/x', Type: 'String', Value: 'pikachu-1', Version: 3 } },
      ['/app/x'],
    ],
    [
      'a secure parameter',
      { Parameters: [{ Name: '/app/x', Type: 'SecureString', Value: 'pikachu-1' }] },
      ['/app/x'],
    ],
    ['a stack parameter', { Parameters: [{ ParameterKey: 'Db', ParameterValue: 'pikachu-1' }] }, ['Db']],
    [
      'a password',
      { LoginProfile: { UserName: 'ana', Password: 'pikachu-1', PasswordResetRequired: true } },
      ['ana', 'PasswordResetRequired'],
    ],
    [
      'a service password',
      { ServiceSpecificCredential: { ServiceUserName: 'ana-at-1', ServicePassword: 'pikachu-1' } },
      ['ana-at-1'],
    ],
    ['a tag named after a secret', { Tags: [{ Key: 'db-password', Value: 'pikachu-1' }] }, ['db-password']],
    [
      'session credentials',
      { Credentials: { AccessKeyId: 'ASIAIOSFODNN7EXAMPLE', SessionToken: 'pikachu-1' } },
      ['ASIAIOSFODNN7EXAMPLE'],
    ],
  ] as const)('lose the value and keep the name: %s', (_name, document, names) => {
    const text = canonicalJson(redactDocument(document as unknown as Json).value);
    expect(text).not.toContain('pikachu');
    expect(text).not.toContain('IyEvYmlu');
    for (const name of names) expect(text).toContain(name);
  });

  it('leave alone what says that there is nothing, or where a secret is', () => {
    const document = {
      command: [],
      entryPoint: null,
      secret: { secretName: 'db' },
      options: {},
      UserData: '',
    };
    expect(redactDocument(document)).toEqual({ value: document, redactions: 0, originalSha256: null });
  });
});

const upperAndDigits = fc.stringMatching(/^[A-Z2-7]{16}$/);
const account = fc.stringMatching(/^\d{12}$/);
const name = fc.stringMatching(/^[A-Za-z][\w+=,.@-]{0,62}$/);
const identifier = fc.oneof(
  upperAndDigits.map((tail) => `AKIA${tail}`),
  upperAndDigits.map((tail) => `AROA${tail}1`),
  fc.tuple(account, name).map(([id, role]) => `arn:aws:iam::${id}:role/${role}`),
  fc
    .tuple(account, name, name)
    .map(([id, role, session]) => `arn:aws:sts::${id}:assumed-role/${role}/${session}`),
  fc
    .tuple(account, name)
    .map(([id, key]) => `arn:aws:secretsmanager:eu-central-1:${id}:secret:${key}-AbC1d2`),
  fc.stringMatching(/^[0-9a-f]{40}$/),
  fc.stringMatching(/^[0-9a-f]{64}$/),
  fc.uuid(),
  fc.constantFrom(
    'repo:example-org/app:ref:refs/heads/main',
    'sts.amazonaws.com',
    's3:GetObject',
    '*',
    ['$', '{aws:username}'].join(''),
  ),
);

describe('what identifies', () => {
  it('is never touched, in any place of a policy or a listing', () => {
    fc.assert(
      fc.property(identifier, identifier, (a, b) => {
        const document = {
          Arn: a,
          RoleId: b,
          Sid: 'AllowDeployRoleToWriteToArtifactBucket01',
          Marker: a,
          AssumeRolePolicyDocument: {
            Statement: [
              {
                Action: 'sts:AssumeRole',
                Principal: { AWS: [a, b] },
                Condition: { StringEquals: { [a]: b } },
              },
            ],
          },
          Tags: [{ Key: 'owner', Value: a }],
          ServerCertificateId: b,
          ThumbprintList: [a],
        };
        const redacted = redactDocument(document);
        expect(redacted).toEqual({ value: document, redactions: 0, originalSha256: null });
      }),
      { numRuns: 500 },
    );
  });
});

describe('hostile text', () => {
  it.each([
    'a.',
    'a',
    'eyJ-',
    'eyJ',
    '://:',
    'a://',
    ':',
    'password ',
    'password:',
    'secret\\"',
    'ghs_',
    'glpat-',
    '-----BEGIN ',
    'A ',
    'xoxb-',
    '=',
    'secret_access_key',
    'eyJaaaaaaaa.eyJ',
    'hooks.slack.com/services/',
    '@',
    'aB3/',
    'curl ',
    'curl a -u a:',
    'login ',
    'login -p ',
    '--token ',
    'Bearer ',
    'authorization: ',
    'authorization: a',
    'cookie: a=',
    'token=',
    'access-key: ',
    '%3A%2F%2F',
    '?sig=',
    'AccountKey=',
    'PuTTY-User-Key-File-1',
    'LS0tLS1CRUdJTi',
    '://a1',
    'discord.com/api/webhooks/',
    'SG.',
  ])('of %j over and over is looked through in time', (part) => {
    const text = `gh${'p'}_ secret ${part.repeat(500_000 / part.length)}`;
    // Time of the processor: what else the machine is doing does not count.
    const start = process.cpuUsage();
    redactText(text);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1_000).toBeLessThan(4_000);
  });
});

describe('redaction', () => {
  const planted = fc.oneof(
    { weight: 3, arbitrary: fc.string() },
    { weight: 1, arbitrary: fc.constantFrom(...Object.values(TOKENS), SECRET_KEY) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.string(), fc.constantFrom(...Object.values(TOKENS)), fc.string())
        .map((all) => all.join(' ')),
    },
  );
  const key = fc.constantFrom(
    'Description',
    'Password',
    'Environment',
    'Variables',
    'Tags',
    'Key',
    'Value',
    'UserData',
    'Command',
    'Options',
    'OutputValue',
    'secret',
    'Name',
    'x',
    '__proto__',
  );
  const { document } = fc.letrec<{ document: Json }>((tie) => ({
    document: fc.oneof(
      { maxDepth: 4 },
      planted,
      fc.constantFrom<Json>(null, true, 7),
      fc.array(tie('document'), { maxLength: 3 }),
      fc
        .array(fc.tuple(key, tie('document')), { maxLength: 4 })
        .map((pairs) => Object.fromEntries(pairs) as Json),
    ),
  }));

  it('is idempotent, leaves no planted token, and keeps the shape', () => {
    fc.assert(
      fc.property(document, (original) => {
        const before = canonicalJson(original);
        const once = redactDocument(original);
        const twice = redactDocument(once.value);
        expect(twice).toEqual({ value: once.value, redactions: 0, originalSha256: null });
        expect(canonicalJson(original)).toBe(before);
        const after = canonicalJson(once.value);
        for (const token of Object.values(TOKENS)) expect(after).not.toContain(core(token));
        expect(once.originalSha256 === null).toBe(after === before);
      }),
      { numRuns: 400 },
    );
  });
});
