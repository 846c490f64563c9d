import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TrustpathError } from '../../schema/errors.ts';
import { accountIdFromAwsId, accountOfAwsId } from './aws-account-id.ts';
import { tailChecks } from './base62-checksum.ts';
import { LONGEST_TEXT, recognise } from './recognise.ts';
import {
  GCP_KEY,
  jwt,
  KUBECONFIG,
  KUBERNETES_CLAIMS,
  readSample,
  SAMPLES,
  type Sample,
} from './testing/samples.ts';

const typesOf = (text: string) => recognise(text).map((one) => one.type);
const only = (text: string) => {
  const [first, ...more] = recognise(text);
  expect(more).toEqual([]);
  return first;
};
const factsOf = (text: string, position = 0) =>
  Object.fromEntries((recognise(text)[position]?.facts ?? []).map(({ label, value }) => [label, value]));
const named = (name: string): Sample => {
  const found = SAMPLES.find((sample) => sample.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};

describe('the account inside an AWS id', () => {
  it.each([
    ['ASIAY34FZKBOKMUTVV7A', '609629065308'],
    ['ASIAQNZGKIQY56JQ7WML', '029608264753'],
    ['AKIA6RVFFB77RE7OLMKI', '999999999999'],
    ['AKIAIOSFODNN7EXAMPLE', null],
  ])('of %s is %s', (id, account) => {
    expect(accountIdFromAwsId(id)).toBe(account);
  });

  it('is read from ids of principals too, which are longer', () => {
    expect(accountIdFromAwsId('AROAQNZGKIQY56JQ7WMLX')).toBe('029608264753');
    for (const prefix of ['AIDA', 'AGPA', 'ANPA']) {
      expect(accountIdFromAwsId(`${prefix}QNZGKIQY56JQ7WMLX`)).toBe('029608264753');
    }
  });

  it('of an id of the old format is unknown, and of one that is no id does not exist', () => {
    expect(accountOfAwsId('AKIAIOSFODNN7EXAMPLE').kind).toBe('old-format');
    expect(accountOfAwsId('AKIA777777777OLMKIAA').kind).toBe('invalid');
    expect(accountOfAwsId('AKIA1111111111111111').kind).toBe('invalid');
    expect(accountOfAwsId('AKIA').kind).toBe('invalid');
  });

  it('is what was put in, for every account and the least and greatest of what surrounds it', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const mint = (account: number, low: number) => {
      let n = 2n ** 44n + BigInt(account) * 16n + BigInt(low);
      let digits = '';
      for (let i = 0; i < 9; i++, n /= 32n) digits = alphabet[Number(n % 32n)] + digits;
      return `AKIA${digits}AAAAAAA`;
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 40 - 1 }),
        fc.integer({ min: 0, max: 15 }),
        (account, low) => {
          const expected = account > 999_999_999_999 ? null : String(account).padStart(12, '0');
          expect(accountIdFromAwsId(mint(account, low))).toBe(expected);
        },
      ),
    );
  });
});

describe('each kind of credential', () => {
  it.each(SAMPLES.map((sample) => [sample.name, sample] as const))('%s is recognised', (_, sample) => {
    const [first] = recognise(sample.text);
    expect(first?.type).toBe(sample.type);
    expect(first?.fingerprint).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it.each(
    SAMPLES.filter((sample) => /^[\w.~-]+$/.test(sample.text)).map(
      (sample) => [sample.name, sample] as const,
    ),
  )('%s is not recognised as the end of a longer word', (_, { text, type }) => {
    expect(typesOf(`Q${text}`)).not.toContain(type);
  });

  it.each([
    ['a key id one character short', 'AKIA6RVFFB77RE7OLMK'],
    ['a key id one character long', 'AKIA6RVFFB77RE7OLMKIA'],
    ['a key id with digits that base32 has not', 'AKIA6RVFFB01RE7OLMKI'],
    ['a key id of an account that cannot exist', 'AKIA777777777OLMKIAA'],
    ['a GitHub token one character short', `ghp_${'a'.repeat(35)}`],
    ['a fine-grained token one character short', `github_pat_${'a'.repeat(81)}`],
    ['two parts of a JWT', jwt({ sub: 'x' }).split('.').slice(0, 2).join('.')],
    [
      'a JWT whose payload is no object',
      `${jwt({ sub: 'x' }).split('.')[0]}.${Buffer.from('"e"').toString('base64url')}.x`,
    ],
    ['YAML of another kind', 'apiVersion: v1\nkind: ConfigMap\ndata: {}\n'],
    ['a Google credential of another kind', '{"type": "authorized_user", "client_id": "1"}'],
    ['a cut-off service account key', GCP_KEY.slice(0, 250)],
    ['an Azure-like text without its mark', `aB~8X~${'a'.repeat(34)}`],
    ['Slack’s documentation', 'xoxb-your-t'],
    ['an npm token one character short', `npm_${'a'.repeat(35)}`],
    ['a PyPI token of another site', `pypi-AgEXcHlwaS5vcmc${'a'.repeat(80)}`],
    ['a Vault token that is too short', `hvs.${'a'.repeat(60)}`],
    ['a GitLab token that is too short', 'glpat-abc'],
    ['a Terraform mark alone', '.atlasv1.'],
    ['a CircleCI prefix alone', 'CCIPAT_abc'],
    ['a Buildkite token in capitals', `bkua_${'A'.repeat(40)}`],
    ['a PEM block without an end', '-----BEGIN PRIVATE KEY-----\nMIIE\n'],
    ['a PEM block that is no key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'],
    ['a public key', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'],
    ['nothing', ''],
  ])('%s is none', (_, text) => {
    expect(recognise(text)).toEqual([]);
  });
});

describe('what is told', () => {
  it('of an AWS key: its lifetime, its account, what stands beside it', () => {
    expect(factsOf(named('credentials file').text)).toEqual({
      lifetime: 'long-lived, until it is deactivated',
      account: '999999999999',
      'secret access key': 'present in the text; not kept',
      profile: 'prod',
    });
    expect(factsOf(named('environment, secret first').text)['secret access key']).toBeDefined();
    expect(factsOf(named('create-access-key').text)['user name']).toBe('bob');
    expect(factsOf(named('console CSV').text)['user name']).toBe('bob');
    expect(factsOf(named('assume-role').text)).toMatchObject({
      account: '029608264753',
      session: 'arn:aws:sts::111122223333:assumed-role/build/s',
      'session token': 'present in the text; not kept',
      expires: '2026-11-22T15:00:00+00:00',
    });
    expect(factsOf('AKIAIOSFODNN7EXAMPLE').account).toMatch(/^unknown/);
  });

  it('of an AWS key in a log: no secret where there is only a commit hash', () => {
    const log =
      'commit 0123456789abcdef0123456789abcdef01234567 by AKIA6RVFFB77RE7OLMKI at 0123456789abcdef0123456789abcdef01234567';
    expect(factsOf(log)['secret access key']).toBeUndefined();
  });

  it('of two AWS keys: the user of each', () => {
    const list = JSON.stringify([
      { AccessKeyId: 'AKIA6RVFFB77RE7OLMKI', UserName: 'one' },
      { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', UserName: 'two' },
    ]);
    expect([factsOf(list, 0)['user name'], factsOf(list, 1)['user name']]).toEqual(['one', 'two']);
  });

  it('of a deleted principal in a trust policy: its account', () => {
    expect(only('"Principal": {"AWS": "AROAQNZGKIQY56JQ7WMLX"}')).toMatchObject({
      type: 'aws-principal-id',
      facts: [{ label: 'account', value: '029608264753' }],
    });
  });

  it('of a GitHub token: whether its checksum holds', () => {
    expect(tailChecks('zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17')).toBe(true);
    expect(factsOf('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').checksum).toBe('matches');
    expect(factsOf('ghp_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq18').checksum).toMatch(/^does not match/);
    expect(factsOf(named('installation with its app').text)).toMatchObject({
      'GitHub App id': '123456',
      issuer: '123456',
    });
  });

  it('of a JWT: the public claims and no others', () => {
    expect(factsOf(jwt({ ...KUBERNETES_CLAIMS, jti: 'private', nonce: 'private' }))).toEqual({
      issuer: 'https://kubernetes.default.svc.cluster.local',
      subject: 'system:serviceaccount:payments:api',
      audience: 'https://kubernetes.default.svc.cluster.local',
      namespace: 'payments',
      'service account': 'api',
      pod: 'api-6d4',
      issued: '2027-01-15T08:00:00.000Z',
      expires: '2030-03-17T17:46:40.000Z',
    });
    expect(factsOf(named('workflow').text)).toMatchObject({
      repository: 'example/shop',
      ref: 'refs/heads/main',
      environment: 'production',
      expires: 'never, by its own word',
    });
  });

  it('of a JWT with absurd times or claims: nothing of those', () => {
    expect(factsOf(jwt({ sub: { a: 1 }, exp: 1e300, iat: 'now', iss: 'x'.repeat(600) }))).toEqual({
      issuer: `${'x'.repeat(512)}… (cut)`,
    });
  });

  it('of a JWT whose claims hold line ends: one line each, and no identifier made of them', () => {
    const text = jwt({ sub: 'a\naccount: 111122223333', iss: 'x\r\ny' });
    expect(only(text)?.identifier).toBeNull();
    expect(factsOf(text)).toMatchObject({ subject: 'a account: 111122223333', issuer: 'x y' });
  });

  it('of a kubeconfig: clusters, users and how each signs in, with the token on its own after it', () => {
    expect(typesOf(KUBECONFIG)).toEqual(['kubeconfig', 'kubernetes-service-account-token']);
    expect(recognise(KUBECONFIG)[0]?.identifier).toBe('prod-alice');
    expect(recognise(KUBECONFIG)[0]?.facts).toEqual(
      expect.arrayContaining([
        { label: 'cluster', value: 'prod (https://10.0.0.1:6443)' },
        { label: 'user', value: 'alice: client certificate and key' },
        { label: 'client certificate user', value: 'alice' },
        { label: 'client certificate groups', value: 'O=dev, O=oncall'.replaceAll('O=', '') },
        { label: 'client certificate expires', value: '2036-11-19T13:59:34.000Z' },
        { label: 'user', value: 'robot: token' },
        { label: 'token subject', value: 'system:serviceaccount:payments:api' },
        { label: 'user', value: 'old: user name and password' },
        { label: 'user', value: 'cloud: command (aws)' },
      ]),
    );
  });

  it('of a kubeconfig in a log, or as JSON: the same', () => {
    const log = `+ cat ~/.kube/config\n${KUBECONFIG}+ kubectl get pods (as alice)\nNo resources found.\n`;
    expect(recognise(log)[0]?.facts).toEqual(recognise(KUBECONFIG)[0]?.facts);
    const json = JSON.stringify({
      kind: 'Config',
      'current-context': 'a',
      clusters: [],
      users: [{ name: 'u', user: { token: 't' } }],
    });
    expect(recognise(json)[0]).toMatchObject({ type: 'kubeconfig', identifier: 'a' });
  });

  it('of a Google key: project, account and key, and nothing that is in the wrong place', () => {
    expect(only(GCP_KEY)).toMatchObject({ identifier: 'robot@example-project.iam.gserviceaccount.com' });
    expect(factsOf(GCP_KEY)).toMatchObject({
      project: 'example-project',
      'key id': '0123456789abcdef0123456789abcdef01234567',
    });
    const swapped = GCP_KEY.replace('0123456789abcdef0123456789abcdef01234567', 'My Secret!');
    expect(JSON.stringify(recognise(swapped))).not.toContain('My Secret!');
  });

  it('of an SSH key: the fingerprint that ssh-keygen prints', () => {
    expect(only(readSample('openssh-key.txt'))).toMatchObject({
      identifier: 'SHA256:7uodE3/6j00XBSk+iEQHQ6xWpIQUtmKx+JddBjYleLo',
      facts: expect.arrayContaining([{ label: 'passphrase', value: 'none' }]),
    });
  });

  it('of one private key in different files: the same fingerprint of the public key', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const forms = (['pkcs1', 'pkcs8'] as const).map((type) =>
      String(privateKey.export({ type, format: 'pem' })),
    );
    const [first, second] = forms.map((form) => only(form));
    expect(first).toMatchObject({ type: 'ssh-private-key', identifier: expect.stringMatching(/^SHA256:/) });
    expect(second).toMatchObject({ type: 'private-key', identifier: first?.identifier });
    const escaped = JSON.stringify({ key: forms[0] });
    expect(only(escaped)?.fingerprint).toBe(first?.fingerprint);
  });

  it('of a private key with a passphrase: that one is needed', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = String(
      privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'p' }),
    );
    expect(factsOf(pem)).toEqual({ passphrase: 'needed' });
  });

  it('of Slack tokens: the numbers before the secret', () => {
    expect(factsOf(named('Slack user').text)).toEqual({
      'numeric ids': '111111111111, 222222222222, 333333333333',
    });
    expect(factsOf(named('Slack app').text)).toMatchObject({ 'app id': 'A0123456789' });
  });
});

describe('a text with several', () => {
  it('is told in the order of the text, what opens something first, each once', () => {
    const text = [
      'subject AROAQNZGKIQY56JQ7WMLX',
      named('npm').text,
      named('environment').text,
      named('npm').text,
      `again ${named('key id').text}`,
    ].join('\n');
    expect(typesOf(text)).toEqual(['npm-token', 'aws-access-key', 'aws-principal-id']);
  });

  it('is told alike however often it is asked', () => {
    const text = SAMPLES.map((sample) => sample.text).join('\n');
    expect(recognise(text)).toEqual(recognise(text));
  });

  it('over a mebibyte is refused, not cut', () => {
    expect(() => recognise('x'.repeat(LONGEST_TEXT + 1))).toThrow(TrustpathError);
    expect(recognise(`${'x'.repeat(LONGEST_TEXT - 30)} AKIA6RVFFB77RE7OLMKI`)).toHaveLength(1);
  });
});

describe('no answer holds a secret part', () => {
  it('of any sample, in whatever company', () => {
    const noise = fc.string({ maxLength: 40, unit: fc.constantFrom(...'abcXYZ019 \n"\'={}[],:;-./_~') });
    fc.assert(
      fc.property(
        fc.subarray([...SAMPLES], { minLength: 1 }),
        fc.array(noise, { minLength: 60, maxLength: 60 }),
        (samples, glue) => {
          const text = samples.map((sample, index) => `${glue[index] ?? ''}${sample.text}`).join('\n');
          const answer = JSON.stringify(recognise(text));
          for (const { secrets } of samples)
            for (const secret of secrets) expect(answer).not.toContain(secret);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('of AWS secrets beside a key id, whatever the secret and the label', () => {
    const secret = fc.string({
      minLength: 40,
      maxLength: 40,
      unit: fc.constantFrom(...'abcdefXYZ0123456789+/'),
    });
    const label = fc.constantFrom(
      'aws_secret_access_key = ',
      '"SecretAccessKey": "',
      ',',
      ' ',
      '\n',
      'password: ',
      '[profile ',
    );
    fc.assert(
      fc.property(secret, label, fc.boolean(), (value, before, first) => {
        const id = 'AKIA6RVFFB77RE7OLMKI';
        const text = first ? `${before}${value}\n${id}` : `${id}\n${before}${value}`;
        expect(JSON.stringify(recognise(text))).not.toContain(value);
      }),
    );
  });
});

describe('hostile text', () => {
  const fill = (unit: string) => unit.repeat(Math.floor(LONGEST_TEXT / unit.length));
  it.each(
    [
      '[',
      'AKIA',
      'AKIA6RVFFB77RE7OLMKI ',
      'AKIA6RVFFB77RE7OLMKI secret_access_key',
      '[profile ',
      'eyJ',
      'eyJaaaaaaaa.',
      `${jwt({ sub: 'x' })} `,
      'ghs_',
      'xoxb-1-',
      'hvs.',
      'glpat-',
      '"type": "service_account"',
      '{"type": "service_account",',
      '-----BEGIN PRIVATE KEY-----',
      '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n',
      'kind: Config\n',
      'kind: Config\nusers: [',
      'kind: Config\nusers: - &a *a ',
      'apiVersion: v1\nkind: Config\nclusters:\n - {a: &a 1, b: *a}\n',
      ' ',
      'A',
    ].map((unit) => [unit] as const),
  )('of %j is answered in time that grows with its length only', (unit) => {
    const text = fill(unit);
    const started = performance.now();
    recognise(text);
    // A mebibyte takes well under a second here; what grows with the square takes minutes.
    expect(performance.now() - started).toBeLessThan(8_000);
  });
});
