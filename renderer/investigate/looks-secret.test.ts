import { describe, expect, it } from 'vitest';
import { looksSecret } from './looks-secret.ts';

describe('text that may hold a credential', () => {
  it.each([
    'AKIAIOSFODNN7EXAMPLE',
    `${'wJalrXUtnFEMI'}/${'K7MDENG'}/bPxRfiCYEXAMPLEKEYabcdef0123456789`,
    'export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE',
    ['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCYEXAMPLEKEY'].join('/'),
    `ghp_${'a'.repeat(36)}`,
    'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.',
    '-----BEGIN OPENSSH PRIVATE KEY-----',
    'glpat-abcdefghij',
    'q7Rk2mZt9Xw4-bN8vLp3sYd6Hj5cF1gA0e',
    '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b',
  ])('is masked: %s', (text) => expect(looksSecret(text)).toBe(true));

  it.each([
    '',
    'ci-deployer',
    'arn:aws:iam::111122223333:role/platform/deployer',
    'privesc-AssumeRole-intermediate-role',
    'privesc4-CreateAccessKey-user-of-2024',
    'AWSReservedSSO_AdministratorAccess_0123456789abcdef',
    'payments-prod-LambdaExecutionRole-1A2B3C4D5E6F7',
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/database',
    '111122223333',
    'a role that reads the payroll bucket',
    '/RoleDetailList/0/AssumeRolePolicyDocument/Statement/0',
  ])('is shown as it is typed: %s', (text) => expect(looksSecret(text)).toBe(false));
});
