import { expect, test } from 'vitest';
import { buildEstates, readFacts } from '../estates.ts';
import { createScene } from '../rules/scene.ts';
import { allow, role, smallAccount, trusts } from '../rules/testing/small-account.ts';
import { findingsOf } from './findings-of.ts';

const found = (account: Parameters<typeof smallAccount>[0]) =>
  findingsOf(createScene(buildEstates(readFacts(smallAccount(account)))));

test('a role that trusts everyone is a critical finding, with the statement that does it', () => {
  const [finding, ...others] = found({
    roles: {
      open: { can: [allow('s3:GetObject')], trust: [trusts('*')] },
      closed: { can: [allow('s3:GetObject')], trust: [trusts({ AWS: role('open') })] },
    },
  });
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    id: `aws-role-trusts-anyone:${role('open')}`,
    rule: 'aws-role-trusts-anyone',
    severity: 'critical',
    confidence: 'high',
    entity: role('open'),
    conditions: [],
  });
  expect(finding?.proof.map((step) => step.pointer)).toContain(
    '/RoleDetailList/0/AssumeRolePolicyDocument/Statement/0',
  );
});

test('a condition that limits who may come lowers the severity and stays in words', () => {
  const [finding] = found({
    roles: {
      half: {
        trust: [trusts('*', { Condition: { StringEquals: { 'sts:ExternalId': 'example' } } })],
      },
    },
  });
  expect(finding).toMatchObject({ severity: 'high', entity: role('half') });
  expect(finding?.conditions.join()).toContain('sts:ExternalId');
});
