import { describe, expect, test } from 'vitest';
import type { Change } from '../../schema/scenario.ts';
import { memorySource } from '../observations/memory-source.ts';
import {
  allow,
  deny,
  managed,
  ROOT,
  role,
  smallAccount,
  trusts,
  user,
} from '../rules/testing/small-account.ts';
import { createBaseline } from '../scenario/again/baseline.ts';
import { planOf } from './plan-of.ts';

const KEY = 'AKIARTX3GSDS3KRTBKSH';
const source = smallAccount({
  users: {
    ann: { can: [deny('s3:*'), allow('sts:AssumeRole', role('admin'))] },
    "o'hara; rm -rf ~": { can: [allow('s3:*')], has: ['operators'] },
  },
  roles: { admin: { can: [allow('*')], trust: [trusts({ AWS: ROOT })] } },
  policies: { operators: [[allow('s3:*'), allow('ec2:*')]] },
  calls: [
    {
      operation: 'iam:ListAccessKeys',
      parameters: { UserName: 'ann' },
      document: { AccessKeyMetadata: [{ UserName: 'ann', AccessKeyId: KEY, Status: 'Active' }] },
    },
  ],
});
const base = createBaseline(source);
const observation = [...source.calls()].find((call) => call.operation.endsWith('AuthorizationDetails'))!
  .observation!;
const plan = (...changes: Change[]) =>
  planOf(source, changes, (id) => base.entities[base.numbers.get(id) ?? -1] ?? null);
const at = (pointer: string): Change => ({ change: 'remove-at', at: { observation, pointer } });

describe('a plan', () => {
  test('begins with what stops the harm and ends with what cannot be undone', () => {
    const steps = plan(
      { change: 'delete-credential', credential: KEY },
      at('/UserDetailList/0/UserPolicyList/0/PolicyDocument/Statement/1'),
      { change: 'revoke-sessions', role: role('admin'), before: '2026-11-22T12:00:00Z' },
      { change: 'quarantine', principal: user('ann') },
    );
    expect(steps.map(({ stage }) => stage)).toEqual(['stop', 'end', 'repair', 'remove']);
    expect(steps[3]?.commands).toEqual([
      `aws iam update-access-key --user-name ann --access-key-id ${KEY} --status Inactive`,
      `aws iam delete-access-key --user-name ann --access-key-id ${KEY}`,
    ]);
  });

  test('puts a policy without the statement, and the one before back', () => {
    const [step] = plan(at('/UserDetailList/0/UserPolicyList/0/PolicyDocument/Statement/1'));
    expect(step?.document).toMatchObject({
      before: { Statement: [{ Effect: 'Deny' }, { Effect: 'Allow' }] },
      after: { Statement: [{ Effect: 'Deny' }] },
    });
    expect(step?.commands).toEqual([
      'aws iam put-user-policy --user-name ann --policy-name own --policy-document file://own.json',
    ]);
    expect(step?.rollback).toEqual([
      'aws iam put-user-policy --user-name ann --policy-name own --policy-document file://before-own.json',
    ]);
    expect(step?.test.join()).toContain(user('ann'));
  });

  test('leaves no policy without a statement, which IAM refuses', () => {
    const [inline, trust] = plan(
      at('/RoleDetailList/0/RolePolicyList/0/PolicyDocument/Statement/0'),
      at('/RoleDetailList/0/AssumeRolePolicyDocument/Statement/0'),
    );
    expect(inline?.commands).toEqual(['aws iam delete-role-policy --role-name admin --policy-name own']);
    expect(trust?.document?.after).toMatchObject({ Statement: [{ Effect: 'Deny', Principal: '*' }] });
  });

  test('makes another version of a managed policy, and names the one to go back to', () => {
    const [step] = plan(at('/Policies/0/PolicyVersionList/0/Document/Statement/0'));
    expect(step?.commands.join()).toContain(`create-policy-version --policy-arn ${managed('operators')}`);
    expect(step?.rollback.join()).toContain('--version-id v1');
  });

  test('quotes names from the snapshot, so that none of them is a command', () => {
    const hostile = user("o'hara; rm -rf ~");
    const steps = plan(
      { change: 'detach-policy', principal: hostile, policy: managed('operators') },
      { change: 'delete-inline-policy', principal: hostile, name: 'own' },
    );
    for (const { commands } of steps)
      for (const command of commands) expect(command).toContain(`--user-name 'o'\\''hara; rm -rf ~'`);
  });
});

const PODS = { apiGroups: [''], resources: ['pods'], verbs: ['list'] };
const SECRETS = { apiGroups: [''], resources: ['secrets'], verbs: ['get'] };

test('bindings and rules of a cluster are deleted and patched by name, with the same put back', () => {
  const manifests = memorySource([
    {
      source: 'kubernetes:prod',
      operation: 'list rbac.authorization.k8s.io/v1/rolebindings',
      document: {
        kind: 'RoleBindingList',
        items: [
          {
            kind: 'RoleBinding',
            metadata: { name: 'deployers', namespace: 'payments' },
            roleRef: { kind: 'Role', name: 'reader' },
          },
          {
            kind: 'Role',
            metadata: { name: 'reader', namespace: 'payments' },
            rules: [PODS, SECRETS],
          },
        ],
      },
    },
  ]);
  const [call] = [...manifests.calls()];
  const place = (pointer: string): Change => ({
    change: 'remove-at',
    at: { observation: call!.observation!, pointer },
  });
  const [binding, rule] = planOf(manifests, [place('/items/0'), place('/items/1/rules/1')], () => null);
  expect(binding).toMatchObject({
    commands: ['kubectl delete rolebinding deployers --namespace payments'],
    document: { before: { kind: 'RoleBinding', metadata: { name: 'deployers' } }, after: null },
    rollback: ['kubectl apply --filename before-rolebinding-payments-deployers.json'],
  });
  const value = JSON.stringify(SECRETS);
  const patch = `kubectl patch role reader --namespace payments --type json --patch '[{"op":"test","path":"/rules/1","value":${value}},{"op":"remove","path":"/rules/1"}]'`;
  expect(rule).toMatchObject({
    commands: [patch],
    test: [`${patch} --dry-run=server`],
    document: { before: { rules: [PODS, SECRETS] }, after: { rules: [PODS] } },
    rollback: ['kubectl replace --filename before-role-payments-reader.json'],
  });
});
