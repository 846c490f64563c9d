import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Recognition } from '../schema/contract.ts';
import { commandLine, shellWord } from './containment/shell.ts';
import { containmentFor } from './containment.ts';
import { recognise } from './credentials/recognise.ts';
import { SAMPLES } from './credentials/testing/samples.ts';

const KEY: Recognition = {
  type: 'aws-access-key',
  label: 'AWS access key',
  identifier: 'AKIA6RVFFB77RE7OLMKI',
  fingerprint: `sha256:${'0'.repeat(64)}`,
  facts: [],
};
const owner = (name: string, kind: 'aws-user' | 'aws-role' = 'aws-user') => ({
  id: `arn:aws:iam::111122223333:${kind.slice(4)}/${name}`,
  kind,
  name,
  attributes: {},
});
const REACHED = [
  'arn:aws:iam::111122223333:role/build',
  'arn:aws:iam::444455556666:role/teams/deploy',
  'arn:aws:secretsmanager:eu-central-1:111122223333:secret:payments/key-Qm4tZa',
  'arn:aws:s3:::exports',
  'arn:aws:iam::111122223333:root',
];
const commandsOf = (recognition: Recognition, of: ReturnType<typeof owner> | null, reached: string[] = []) =>
  containmentFor(recognition, of, { reached }).map((step) => step.command);

/** The words a shell would pass on. */
const words = (command: string) =>
  execFileSync(
    'sh',
    ['-c', `set -f; for w in ${command.replace(/^aws /, '')}; do printf '%s\\0' "$w"; done`],
    { encoding: 'utf8' },
  )
    .split('\0')
    .slice(0, -1);

describe('containing an AWS access key', () => {
  it('stops the key first, then its sessions, then looks back, then clears up', () => {
    const steps = containmentFor(KEY, owner('ci'), { reached: REACHED });
    expect(steps.map((step) => step.order)).toEqual(steps.map((_, index) => index + 1));
    expect(steps[0]?.command).toBe(
      'aws iam update-access-key --user-name ci --access-key-id AKIA6RVFFB77RE7OLMKI --status Inactive',
    );
    const place = (fragment: string) => steps.findIndex((step) => step.command?.includes(fragment));
    const order = [
      'update-access-key',
      'put-user-policy',
      'put-role-policy',
      'lookup-events',
      'list-access-keys',
      'get-role',
      'rotate-secret',
      'delete-access-key',
    ];
    const places = order.map(place);
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(steps.at(-1)?.title).toMatch(/Remove the permissions/);
  });

  it('revokes sessions of reached roles by name, and says which account they are in', () => {
    const steps = containmentFor(KEY, owner('ci'), { reached: REACHED });
    const deploy = steps.find((step) => step.command?.includes('put-role-policy --role-name deploy'));
    expect(deploy?.why).toContain('account 444455556666');
    expect(deploy?.entity).toBe('arn:aws:iam::444455556666:role/teams/deploy');
    const policy = words(deploy?.command ?? '').at(-1) ?? '';
    const statement = JSON.parse(policy).Statement[0];
    expect(statement).toMatchObject({ Effect: 'Deny', Action: '*', Resource: '*' });
    expect(Date.parse(statement.Condition.DateLessThan['aws:TokenIssueTime'])).toBeGreaterThan(
      Date.now() - 60_000,
    );
  });

  it('asks for the owner first where the snapshot does not have it', () => {
    const [first, second] = commandsOf(KEY, null);
    expect(first).toBe('aws iam get-access-key-last-used --access-key-id AKIA6RVFFB77RE7OLMKI');
    expect(second).toContain('--user-name USER');
  });

  it('does not offer to deactivate what cannot be deactivated', () => {
    const temporary = { ...KEY, type: 'aws-session-key', identifier: 'ASIAQNZGKIQY56JQ7WML' };
    const commands = commandsOf(temporary, owner('build', 'aws-role')).join('\n');
    expect(commands).not.toMatch(/update-access-key|delete-access-key/);
    expect(commands).toContain('put-role-policy --role-name build');
    expect(commandsOf(temporary, null).slice(0, 2)).toEqual([
      'aws sts get-access-key-info --access-key-id ASIAQNZGKIQY56JQ7WML',
      'aws cloudtrail lookup-events --region us-east-1 --lookup-attributes AttributeKey=AccessKeyId,AttributeValue=ASIAQNZGKIQY56JQ7WML',
    ]);
  });

  it('stays short however much is reached', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => `arn:aws:iam::111122223333:role/r${i}`);
    expect(containmentFor(KEY, owner('ci'), { reached: many }).length).toBeLessThan(40);
  });
});

describe('containing other credentials', () => {
  it.each(
    SAMPLES.filter((sample) => sample.type !== 'x509-certificate').map(
      (sample) => [sample.name, sample] as const,
    ),
  )('%s: something to do first, and no secret in it', (_, sample) => {
    const [recognition] = recognise(sample.text);
    if (recognition === undefined) throw new Error('not recognised');
    const steps = containmentFor(recognition, null, { reached: [] });
    expect(steps.length).toBeGreaterThan(2);
    for (const secret of sample.secrets) expect(JSON.stringify(steps)).not.toContain(secret);
  });

  it('finds a GitHub token in the audit log by the hash that GitHub writes', () => {
    const token = SAMPLES.find((sample) => sample.name === 'fine-grained');
    const [recognition] = recognise(token?.text ?? '');
    if (recognition === undefined) throw new Error('not recognised');
    // As GitHub documents it: SHA-256 of the token, in base64.
    const hash = createHash('sha256')
      .update(token?.text ?? '')
      .digest('base64');
    expect(commandsOf(recognition, null).join('\n')).toContain(`hashed_token:"${hash}"`);
  });

  it('deletes the pod that a bound token belongs to', () => {
    const [recognition] = recognise(SAMPLES.find((sample) => sample.name === 'service account')?.text ?? '');
    if (recognition === undefined) throw new Error('not recognised');
    expect(commandsOf(recognition, null)[0]).toBe('kubectl delete pod --namespace payments -- api-6d4');
  });

  it('has nothing to stop for a certificate or for an entity of no known provider', () => {
    expect(containmentFor({ ...KEY, type: 'x509-certificate' }, null, { reached: [] })).toEqual([]);
    expect(
      containmentFor(
        { ...KEY, type: 'entity', identifier: 'internet' },
        { ...owner('x'), id: 'internet' },
        { reached: [] },
      ),
    ).toEqual([]);
  });
});

describe('names in commands', () => {
  it('reach the program as they are, whatever they hold', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme-ascii' }), (name) => {
        const [option, value] = words(`x ${commandLine('', [['name', name]]).trim()}`).slice(1);
        expect(value ?? option?.slice('--name='.length)).toBe(name);
      }),
      { numRuns: 40 },
    );
  });

  it('cannot begin a second line or hide what they are', () => {
    expect(shellWord('a\nrm -rf ~')).toBe("'a?rm -rf ~'");
    expect(shellWord('a\u202Eb\u0000c')).toBe("'a?b?c'");
    expect(shellWord("it's; $(id) `id`")).toBe("'it'\\''s; $(id) `id`'");
  });
});
