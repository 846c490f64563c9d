import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { resolvePointer } from '../schema/json-pointer.ts';
import { RELATION_KINDS } from '../schema/kinds/relation-kinds.ts';
import type { Relation, Verdict } from '../schema/records.ts';
import { derive } from './derive.ts';
import { createExplainer } from './explain.ts';
import { memorySource } from './observations/memory-source.ts';

const FILE = fileURLToPath(
  new URL('../../shared/data/aws/iam-vulnerable.authorization-details.json', import.meta.url),
);
const present = existsSync(FILE);
if (!present) console.log(`skipped: ${FILE} is not here`);

const LAB = '200611803367';
const ACCOUNT = `arn:aws:iam::${LAB}:root`;
const user = (name: string) => `arn:aws:iam::${LAB}:user/${name}`;
const role = (name: string) => `arn:aws:iam::${LAB}:role/${name}`;
const SERVICE_ROLE = role('privesc-high-priv-service-role');

describe.skipIf(!present)('the account of the iam-vulnerable lab, from a real dump', () => {
  const document = present ? JSON.parse(readFileSync(FILE, 'utf8')) : {};
  const source = memorySource([{ operation: 'iam:GetAccountAuthorizationDetails', document }]);
  const { entities, relations } = derive(source);
  const explainer = createExplainer(source);
  const from = Map.groupBy(relations, (relation) => relation.from);

  /** The shortest path along traversable relations of the given verdicts. */
  function path(start: string, goal: string, verdicts: readonly Verdict[]): readonly Relation[] | null {
    const came = new Map<string, Relation | null>([[start, null]]);
    const queue = [start];
    for (const at of queue) {
      if (at === goal) {
        const hops: Relation[] = [];
        for (let hop = came.get(at); hop; hop = came.get(hop.from)) hops.unshift(hop);
        return hops;
      }
      for (const relation of from.get(at) ?? []) {
        if (!RELATION_KINDS[relation.kind].traversable || !verdicts.includes(relation.verdict)) continue;
        if (came.has(relation.to)) continue;
        came.set(relation.to, relation);
        queue.push(relation.to);
      }
    }
    return null;
  }
  const surely = (start: string) => path(start, ACCOUNT, ['allow']);
  const atAll = (start: string) => path(start, ACCOUNT, ['allow', 'conditional', 'unknown']);
  const rulesOf = (hops: readonly Relation[] | null) => hops?.map((hop) => hop.rule);

  test('every relation has a proof that points at something in the evidence, and known ends', () => {
    const ids = new Set(entities.map((entity) => entity.id));
    for (const relation of relations) {
      expect(relation.proof.length).toBeGreaterThan(0);
      expect(ids.has(relation.from) && ids.has(relation.to)).toBe(true);
      for (const step of relation.proof) {
        expect(resolvePointer(source.document(step.observation), step.pointer)).toBeDefined();
        expect(step.says).not.toBe('');
      }
    }
  });

  test('entities are unique and in a stable order', () => {
    const keys = entities.map((entity) => `${entity.kind} ${entity.id}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual([...keys].sort((a, b) => (a < b ? -1 : 1)));
    expect(derive(source).relations).toEqual(relations);
  });

  test('the starting role reaches the ending role by the intermediate one, and so the account', () => {
    const hops = path(role('privesc-AssumeRole-starting-role'), ACCOUNT, ['allow']);
    expect(hops?.map((hop) => hop.to)).toEqual([
      role('privesc-AssumeRole-intermediate-role'),
      role('privesc-AssumeRole-ending-role'),
      ACCOUNT,
    ]);
    expect(rulesOf(hops)).toEqual(['sts-001', 'sts-001', 'aws-administrator']);
  });

  test.each([
    ['privesc1-CreateNewPolicyVersion-user', ['iam-001']],
    ['privesc7-AttachUserPolicy-user', ['iam-008']],
    ['privesc8-AttachGroupPolicy-user', ['iam-010']],
    ['privesc10-PutUserPolicy-user', ['iam-007']],
    ['privesc11-PutGroupPolicy-user', ['iam-011']],
    ['privesc13-AddUserToGroup-user', ['iam-013']],
    ['privesc14-UpdatingAssumeRolePolicy-user', ['iam-012', 'aws-administrator']],
  ])('user %s reaches the administrator by the technique of its name', (name, rules) => {
    expect(rulesOf(surely(user(name)))).toEqual(rules);
  });

  test('the proof of an escalation is the statement that grants it', () => {
    const [hop] = surely(user('privesc10-PutUserPolicy-user')) ?? [];
    const [first] = hop?.proof ?? [];
    expect(first && resolvePointer(document, first.pointer)).toEqual({
      Action: 'iam:PutUserPolicy',
      Effect: 'Allow',
      Resource: '*',
    });
  });

  test('privesc2 has no other policy version to bring back, and explain says so', () => {
    const name = user('privesc2-SetExistingDefaultPolicyVersion-user');
    expect(atAll(name)).toBeNull();
    expect(explainer.explain(name, ACCOUNT)).toMatchObject({
      related: false,
      blockedBy: [{ says: expect.stringContaining('another version') }, ...Array(2).fill(expect.anything())],
    });
  });

  test.each([
    ['privesc4-CreateAccessKey-user', 'iam:ListAccessKeys'],
    ['privesc5-CreateLoginProfile-user', 'iam:GetLoginProfile'],
    ['privesc6-UpdateLoginProfile-user', 'iam:GetLoginProfile'],
  ])('%s turns on what a dump does not carry, so it is unknown and names %s', (name, operation) => {
    expect(path(user(name), ACCOUNT, ['allow', 'conditional'])).toBeNull();
    const [first] = atAll(user(name)) ?? [];
    expect(first?.verdict).toBe('unknown');
    expect(first?.conditions.join()).toContain(operation);
  });

  test.each([
    ['privesc9-AttachRolePolicy', 'iam-009'],
    ['privesc12-PutRolePolicy', 'iam-005'],
  ])('the user %s can assume no role and does not reach it, while the role does', (name, rule) => {
    expect(atAll(user(`${name}-user`))).toBeNull();
    expect(rulesOf(surely(role(`${name}-role`)))).toEqual([rule]);
    const { blockedBy } = explainer.explain(user(`${name}-user`), ACCOUNT);
    expect(blockedBy[0]?.says).toMatch(/can assume no role/);
    expect(blockedBy[0]?.pointer).toMatch(/Statement/);
  });

  test('nothing called a false positive reaches it, not even as unknown', () => {
    const suspects = entities.filter(
      (entity) => /^fp[1-5]-/.test(entity.name) && /user|role/.test(entity.kind),
    );
    expect(suspects).toHaveLength(10);
    for (const suspect of suspects) expect([suspect.name, atAll(suspect.id)]).toEqual([suspect.name, null]);
  });

  test('what is called a false negative and needs only IAM reaches it', () => {
    expect(rulesOf(surely(user('fn2-exploitableResourceConstraint-user')))).toEqual(['iam-001']);
    expect(rulesOf(surely(role('fn2-exploitableResourceConstraint-role')))).toEqual(['iam-001']);
    expect(rulesOf(surely(user('fn4-exploitableNotAction-user')))).toEqual(['iam-007']);
    expect(rulesOf(surely(role('fn4-exploitableNotAction-role')))).toEqual(['iam-005']);
  });

  test('fn3: a role always has a token issued after 2020, a user only with temporary credentials', () => {
    expect(rulesOf(surely(role('fn3-exploitableConditionConstraint-role')))).toEqual(['iam-001']);
    const name = user('fn3-exploitableConditionConstraint-user');
    expect(surely(name)).toBeNull();
    const [hop] = path(name, ACCOUNT, ['allow', 'conditional']) ?? [];
    expect(hop?.conditions.join()).toContain('temporary credentials');
  });

  test('fn1: passing the role is in one policy and launching the instance in another', () => {
    const [hop, last] = surely(user('fn1-privesc3-partial-user')) ?? [];
    expect([hop?.rule, hop?.to, last?.rule]).toEqual(['ec2-001', SERVICE_ROLE, 'aws-administrator']);
    const grants = hop?.proof.filter(({ pointer }) => pointer.startsWith('/Policies/')) ?? [];
    expect(new Set(grants.map(({ pointer }) => pointer.split('/')[2])).size).toBe(2);
  });

  test.each([
    ['privesc3-CreateEC2WithExistingInstanceProfile', 'ec2-001'],
    ['privesc15-PassExistingRoleToNewLambdaThenInvoke', 'lambda-001'],
    ['privesc16-PassRoleToNewLambdaThenTriggerWithNewDynamo', 'lambda-002'],
    ['privesc18-PassExistingRoleToNewGlueDevEndpoint', 'glue-001'],
    ['privesc20-PassExistingRoleToCloudFormation', 'cloudformation-001'],
    ['privesc21-PassExistingRoleToNewDataPipeline', 'datapipeline-001'],
    ['privesc-codeBuildCreateProjectPassRole', 'codebuild-001'],
    ['privesc-sageMakerCreateNotebookPassRole', 'sagemaker-001'],
    ['privesc-sageMakerCreateTrainingJobPassRole', 'sagemaker-002'],
    ['privesc-sageMakerCreateProcessingJobPassRole', 'sagemaker-003'],
  ])('%s passes the service role to something new, and so reaches the account', (name, rule) => {
    for (const start of [user(`${name}-user`), role(`${name}-role`)]) {
      const hops = surely(start);
      expect(rulesOf(hops)).toEqual([rule, 'aws-administrator']);
      expect(hops?.[0]).toMatchObject({ kind: 'can-run-as', to: SERVICE_ROLE });
    }
  });

  test.each([
    ['privesc17-EditExistingLambdaFunctionWithRole', 'lambda-003', 'lambda:ListFunctions'],
    ['privesc19-UpdateExistingGlueDevEndpoint', 'glue-002', 'glue:GetDevEndpoints'],
    ['privesc-CloudFormationUpdateStack', 'cloudformation-002', 'cloudformation:DescribeStacks'],
    ['privesc-ssmSendCommand', 'ssm-002', 'ec2:DescribeInstances'],
    ['privesc-ssmStartSession', 'ssm-001', 'ec2:DescribeInstances'],
    ['privesc-ec2InstanceConnect', 'ec2instanceconnect-003', 'ec2:DescribeInstances'],
    ['privesc-sageMakerCreatePresignedNotebookURL', 'sagemaker-004', 'sagemaker:ListNotebookInstances'],
  ])(
    '%s turns on what runs in the account, so it is unknown and names the listing',
    (name, rule, operation) => {
      for (const start of [user(`${name}-user`), role(`${name}-role`)]) {
        expect(path(start, ACCOUNT, ['allow', 'conditional'])).toBeNull();
        const hops = atAll(start);
        expect(rulesOf(hops)).toEqual([rule, 'aws-administrator']);
        expect(hops?.[0]?.verdict).toBe('unknown');
        expect(hops?.[0]?.conditions.join()).toContain(operation);
      }
    },
  );

  test('explain points at the statement that denies, or that falls short', () => {
    const at = (name: string) => {
      const [reason] = explainer.explain(user(name), ACCOUNT).blockedBy;
      return reason && resolvePointer(document, reason.pointer);
    };
    expect(at('fp1-allow-and-deny-user')).toMatchObject({ Effect: 'Deny', Action: 'iam:*' });
    expect(at('fp2-allow-and-deny-multiple-policies-user')).toMatchObject({ Effect: 'Deny', Action: '*' });
    expect(at('fp4-nonExploitableResourceConstraint-user')).toMatchObject({
      Resource: 'arn:aws:iam::aws:policy/fp4-*',
    });
    expect(at('fp5-nonExploitableConditionConstraint-user')).toMatchObject({
      Condition: { DateLessThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:01Z' } },
    });
  });

  test('the trust policy is named where it admits others only', () => {
    const ending = role('privesc-AssumeRole-ending-role');
    const { related, blockedBy } = explainer.explain(user('privesc9-AttachRolePolicy-user'), ending);
    expect(related).toBe(false);
    expect(blockedBy.map(({ says }) => says).join(' ')).toContain(
      role('privesc-AssumeRole-intermediate-role'),
    );
  });

  test('the two accounts of the dump have nothing to do with each other', () => {
    const accountOf = (id: string) => id.split(':')[4];
    for (const { from: a, to: b } of relations) {
      const pair = new Set([accountOf(a), accountOf(b)]);
      expect(pair.has(LAB) && pair.has('012345678901')).toBe(false);
    }
  });

  test('service-linked and reserved roles are nobody’s to take', () => {
    for (const relation of relations) {
      if (!/role\/aws-(service-role|reserved)\//.test(relation.to)) continue;
      expect(['can-assume']).toContain(relation.kind);
    }
  });
});
