import { describe, expect, test } from 'vitest';
import type { Json } from '../../../schema/json.ts';
import type { Change } from '../../../schema/scenario.ts';
import {
  ACCOUNT,
  allow,
  deny,
  everything,
  OTHER,
  smallAccount,
  user,
} from '../../rules/testing/small-account.ts';
import { organizationCalls, type SmallGuardrails } from '../../rules/testing/small-organization.ts';
import { createBaseline } from '../again/baseline.ts';
import { whatIf } from '../what-if.ts';

const UNIT = 'ou-ex01-workloads';
const policy = (...statements: Json[]): Json => ({ Version: '2012-10-17', Statement: statements });

/** bob makes a key for alice, who may do everything. Both accounts are in one unit. */
function ask(guardrails: Partial<SmallGuardrails>, ...changes: Change[]) {
  const source = smallAccount({
    users: { alice: { can: everything }, bob: { can: [allow('iam:CreateAccessKey', user('alice'))] } },
    calls: organizationCalls({
      units: ['workloads'],
      accounts: { [ACCOUNT]: 'workloads', [OTHER]: 'workloads' },
      ...guardrails,
    }),
  });
  const { relations } = whatIf(createBaseline(source), { changes });
  const short = (list: typeof relations.lost) =>
    list.map(({ from, to }) => `${from} ${to}`.replaceAll(/arn:aws:iam::\d+:user\//g, ''));
  return { lost: short(relations.lost), gained: short(relations.gained) };
}

const noKeys = deny('iam:CreateAccessKey');
const attached = { [ACCOUNT]: [noKeys] };
const own = `p-scp-${ACCOUNT}`;

describe('a service control policy', () => {
  test.each(['r-ex01', UNIT, ACCOUNT])('that is new ends what it denies, attached at %s', (target) => {
    const { lost, gained } = ask(
      {},
      { change: 'put-control-policy', target, type: 'service', name: 'NoKeys', document: policy(noKeys) },
    );
    expect(lost).toContain('bob alice');
    expect(gained).toEqual([]);
  });

  test('of another account changes nothing here, though what both have attached is told by equal answers', () => {
    const { lost } = ask(
      {},
      {
        change: 'put-control-policy',
        target: OTHER,
        type: 'service',
        name: 'NoKeys',
        document: policy(noKeys),
      },
    );
    expect(lost).toEqual([]);
  });

  test('opens what it denied once it is detached, or edited', () => {
    const { gained } = ask(
      { scp: attached },
      { change: 'detach-control-policy', policy: own, target: ACCOUNT },
    );
    expect(gained).toContain('bob alice');
    const edited = ask(
      { scp: attached },
      { change: 'edit-control-policy', policy: own, document: policy(deny('s3:*')) },
    );
    expect(edited.gained).toContain('bob alice');
  });

  test('of another account is attached to this one', () => {
    const { lost } = ask(
      { scp: { [OTHER]: [noKeys] } },
      { change: 'attach-control-policy', policy: `p-scp-${OTHER}`, target: ACCOUNT },
    );
    expect(lost).toContain('bob alice');
  });

  test('that allows nothing more than a few services takes all else away, once nothing else allows it', () => {
    const { lost } = ask(
      { scp: { [ACCOUNT]: [allow('s3:*')] } },
      { change: 'detach-control-policy', policy: 'p-full-scp', target: ACCOUNT },
    );
    expect(lost).toContain('bob alice');
  });

  test('is refused where nothing is known of it', () => {
    const detach: Change = { change: 'detach-control-policy', policy: 'p-none', target: ACCOUNT };
    expect(() => ask({}, detach)).toThrow('p-none');
    const put: Change = {
      change: 'put-control-policy',
      target: 'ou-none',
      type: 'service',
      name: 'x',
      document: policy(noKeys),
    };
    expect(() => ask({}, put)).toThrow('ListPoliciesForTarget');
    expect(() => ask({ disabled: true }, { ...put, target: ACCOUNT })).toThrow('switched off');
  });
});

test('a resource policy is put on the one key that is meant, though every key begins with the same', () => {
  const key = (id: string) => `arn:aws:kms:eu-central-1:${ACCOUNT}:key/${id}`;
  const keys = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
  const begun = policy({
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    Action: 'kms:*',
    Resource: '*',
  });
  const source = smallAccount({
    users: { ann: { can: [allow('kms:Decrypt')] } },
    calls: [
      {
        operation: 'kms:ListKeys',
        region: 'eu-central-1',
        document: { Keys: keys.map((id) => ({ KeyId: id, KeyArn: key(id) })) },
      },
      ...keys.map((id) => ({
        operation: 'kms:GetKeyPolicy',
        region: 'eu-central-1',
        parameters: { KeyId: id },
        document: { Policy: begun },
      })),
    ],
  });
  const before = createBaseline(source);
  const { relations } = whatIf(before, {
    changes: [{ change: 'put-resource-policy', resource: key(keys[0]!), document: policy() }],
  });
  const decrypts = ({ to, kind }: { to: string; kind: string }) => (kind === 'can-decrypt' ? [to] : []);
  expect(before.relations.flatMap(decrypts).sort()).toEqual(keys.map(key));
  expect(relations.lost.flatMap(decrypts)).toEqual([key(keys[0]!)]);
});
