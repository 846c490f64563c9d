import { describe, expect, test } from 'vitest';
import { resolvePointer } from '../schema/json-pointer.ts';
import { createExplainer } from './explain.ts';
import {
  allow,
  deny,
  keysOf,
  ROOT,
  role,
  smallAccount,
  trusts,
  user,
} from './rules/testing/small-account.ts';

describe('explain', () => {
  test('a relation that holds comes with its proof and no reason against it', () => {
    const source = smallAccount({ users: { alice: { can: [allow('*')] } } });
    const { related, relations, blockedBy } = createExplainer(source).explain(user('alice'), ROOT);
    expect(related).toBe(true);
    expect(blockedBy).toEqual([]);
    expect(relations).toMatchObject([{ rule: 'aws-administrator', verdict: 'allow' }]);
    const [step] = relations[0]?.proof ?? [];
    expect(step && resolvePointer(source.document(step.observation), step.pointer)).toEqual(allow('*'));
  });

  test('why a user is no administrator: nothing of its comes near', () => {
    const source = smallAccount({ users: { alice: { can: [allow('s3:GetObject')] } } });
    const { related, blockedBy } = createExplainer(source).explain(user('alice'), ROOT);
    expect(related).toBe(false);
    expect(blockedBy.length).toBeGreaterThan(0);
  });

  test('a guardrail that denies IAM is what keeps a user from being one', () => {
    const source = smallAccount({ users: { alice: { can: [allow('*'), deny('iam:*')] } } });
    const { blockedBy } = createExplainer(source).explain(user('alice'), ROOT);
    const [reason] = blockedBy;
    const document = reason?.observation && source.document(reason.observation);
    expect(document && resolvePointer(document, reason.pointer)).toMatchObject({ Effect: 'Deny' });
  });

  test('a trust condition that cannot hold is named', () => {
    const condition = { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'payments' } } };
    const source = smallAccount({
      users: { alice: { can: [allow('sts:AssumeRole')], tags: { team: 'web' } } },
      roles: { app: { trust: [trusts({ AWS: ROOT }, condition)] } },
    });
    const { blockedBy } = createExplainer(source).explain(user('alice'), role('app'));
    expect(blockedBy[0]).toMatchObject({
      pointer: '/RoleDetailList/0/AssumeRolePolicyDocument',
      says: expect.stringContaining('condition'),
    });
  });

  test('an inactive key authenticates nobody', () => {
    const active = keysOf('alice', 'AKIA222222222EXAMPL2');
    const document = JSON.parse(JSON.stringify(active.document).replace('Active', 'Inactive'));
    const source = smallAccount({ users: { alice: {} }, calls: [{ ...active, document }] });
    const { related, blockedBy } = createExplainer(source).explain('AKIA222222222EXAMPL2', user('alice'));
    expect(related).toBe(false);
    expect(blockedBy[0]?.says).toContain('inactive');
  });

  test('every reason points at something in the evidence', () => {
    const source = smallAccount({
      users: {
        alice: { can: [allow(['iam:PassRole', 'iam:CreateAccessKey', 'iam:PutRolePolicy'])], groups: [] },
        bob: {},
      },
      roles: { app: { trust: [trusts({ Service: 'ec2.amazonaws.com' })] } },
    });
    const explainer = createExplainer(source);
    for (const to of [ROOT, role('app')]) {
      const { blockedBy } = explainer.explain(user('alice'), to);
      expect(blockedBy.length).toBeGreaterThan(0);
      for (const { observation, pointer, says } of blockedBy) {
        expect(says).not.toBe('');
        if (observation) expect(resolvePointer(source.document(observation), pointer)).toBeDefined();
      }
    }
  });
});
