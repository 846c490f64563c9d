import { expect, test } from 'vitest';
import { RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import { RULES, ruleById } from './registry.ts';

test('rules have ids of their own, by which they are found', () => {
  expect(new Set(RULES.map((rule) => rule.id)).size).toBe(RULES.length);
  for (const rule of RULES) expect(ruleById(rule.id)).toBe(rule);
  expect(ruleById('no-such-rule')).toBeNull();
});

/** How many techniques of each service are taken from the public catalogue (pathfinding.cloud), which numbers them. */
const CATALOGUE: Readonly<Record<string, number>> = {
  apprunner: 2,
  batch: 3,
  bedrock: 2,
  braket: 1,
  cloudformation: 5,
  codebuild: 4,
  codedeploy: 1,
  cognitoidentity: 1,
  datapipeline: 1,
  ec2: 4,
  ecs: 9,
  emr: 1,
  emrserverless: 1,
  gamelift: 1,
  glue: 7,
  iam: 26,
  imagebuilder: 1,
  kinesisanalytics: 1,
  lambda: 6,
  omics: 1,
  sagemaker: 5,
  ssm: 3,
  sso: 3,
};

test('the techniques of the public catalogue have a rule each, by its own numbers', () => {
  const ids = Object.entries(CATALOGUE).flatMap(([service, count]) =>
    Array.from({ length: count }, (_, index) => `${service}-${String(index + 1).padStart(3, '0')}`),
  );
  expect(ids.filter((id) => ruleById(id) === null)).toEqual([]);
  // Trust of an outside account or of everyone is told by the rule of the role that trusts.
  expect(ruleById('sts-001')).not.toBeNull();
  expect(ruleById('ec2instanceconnect-003')).not.toBeNull();
});

test.each(RULES.map((rule) => [rule.id, rule] as const))(
  '%s says what it enables, how to end it and where to read more',
  (_, rule) => {
    for (const words of [rule.title, rule.enables, rule.fix]) expect(words.length).toBeGreaterThan(10);
    expect(rule.references.length).toBeGreaterThan(0);
    for (const reference of rule.references) expect(new URL(reference).protocol).toBe('https:');
    for (const technique of rule.techniques) expect(technique).toMatch(/^T\d{4}(\.\d{3})?$/);
    if (RELATION_KINDS[rule.kind].traversable) expect(rule.techniques).not.toEqual([]);
  },
);
