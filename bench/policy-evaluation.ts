import { type CompiledPolicy, compilePolicy, evaluate } from '../analysis/aws/evaluate/evaluate.ts';
import {
  type ReferenceCase,
  type ReferencePolicy,
  type ReferenceStatement,
  referenceVerdict,
} from '../analysis/aws/evaluate/testing/reference-evaluator.ts';
import type { AwsRequest, PolicySet } from '../analysis/aws/evaluate/types.ts';
import type { Json } from '../schema/json.ts';
import { type BenchContext, type Benchmark, type BenchResult, median } from './benchmark.ts';

const ACCOUNT = '111122223333';
const PEER = 'slow reference evaluator of the tests';

/** One question asked of both evaluators. */
interface Question {
  readonly name: string;
  readonly size: string;
  readonly cases: readonly ReferenceCase[];
  readonly perSecond: number;
  readonly documented: string;
}

function policy(...statements: readonly ReferenceStatement[]): ReferencePolicy {
  return { Version: '2012-10-17', Statement: statements };
}

/** 64 users who may assume 64 roles that trust their account: no two requests alike in a row. */
function assumeRoleQuestion(): Question {
  const identity = [
    policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: `arn:aws:iam::${ACCOUNT}:role/team-*` }),
  ];
  const resourcePolicy = policy({
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  });
  const cases = Array.from({ length: 64 }, (_, index) => ({
    principal: `arn:aws:iam::${ACCOUNT}:user/user-${index}`,
    action: 'sts:AssumeRole',
    resource: `arn:aws:iam::${ACCOUNT}:role/team-${(index * 7) % 64}`,
    context: {},
    identity,
    resourcePolicy,
  }));
  return {
    name: 'policy-evaluation: AssumeRole with trust',
    size: '1 identity statement, 1 trust statement, 64 requests in turn',
    cases,
    perSecond: 300_000,
    documented: 'iam-simulate 4.7–6.8k/s, a documented figure, not measured here',
  };
}

/** 101 statements of one role, three levels of service control policies, a boundary and a bucket policy. */
function largeQuestion(): Question {
  const services = ['ec2', 'sqs', 'sns', 'kms', 'iam', 'lambda', 'dynamodb', 'logs', 'ssm', 's3'];
  const statements = Array.from({ length: 100 }, (_, index): ReferenceStatement => {
    const service = services[index % services.length]!;
    return {
      Effect: index % 9 === 8 ? 'Deny' : 'Allow',
      Action: [`${service}:Describe*`, `${service}:GetObject`, `${service}:Put*Item${index}`],
      Resource: [
        `arn:aws:${service}:::thing-${index}/*`,
        `arn:aws:${service}:eu-west-1:${ACCOUNT}:thing/${index}*`,
      ],
      Condition: { StringEquals: { 'aws:PrincipalTag/team': `team-${index}` } },
    };
  });
  const last: ReferenceStatement = {
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::data/*',
    Condition: { StringEquals: { 'aws:PrincipalTag/team': 'payments' } },
  };
  const full = policy({ Effect: 'Allow', Action: '*', Resource: '*' });
  const guard = policy({
    Effect: 'Deny',
    NotAction: ['iam:*', 'sts:*', 's3:*'],
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } },
  });
  const cases = Array.from({ length: 64 }, (_, index) => ({
    principal: `arn:aws:iam::${ACCOUNT}:role/app`,
    action: 's3:GetObject',
    resource: `arn:aws:s3:::data/reports/${index}.csv`,
    resourceAccount: ACCOUNT,
    context: { 'aws:PrincipalTag/team': ['payments'], 'aws:RequestedRegion': ['eu-west-1'] },
    identity: [policy(...statements, last)],
    boundary: policy({ Effect: 'Allow', Action: ['s3:*', 'logs:*'], Resource: '*' }),
    scp: [[full], [full, guard], [full, guard]],
    resourcePolicy: policy(
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: ['arn:aws:s3:::data', 'arn:aws:s3:::data/*'],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      {
        Effect: 'Allow',
        Principal: { AWS: '444455556666' },
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::data/public/*',
      },
    ),
  }));
  return {
    name: 'policy-evaluation: large policy set',
    size: '101 identity statements, 3 SCP levels, boundary, bucket policy',
    cases,
    perSecond: 100_000,
    documented: 'iam-simulate 0.3k/s, a documented figure, not measured here',
  };
}

/** Each policy document is compiled once, as in an account where many share it. */
function prepare(
  cases: readonly ReferenceCase[],
): readonly (readonly [AwsRequest, PolicySet<CompiledPolicy>])[] {
  const compiled = new Map<string, CompiledPolicy>();
  const compile = (document: ReferencePolicy): CompiledPolicy => {
    const key = JSON.stringify(document);
    const known =
      compiled.get(key) ??
      compilePolicy({ document: document as unknown as Json, ref: null, name: 'policy' });
    compiled.set(key, known);
    return known;
  };
  return cases.map((one) => {
    const { principal, action, resource, context, resourceAccount } = one;
    const request = { principal, action, resource, context, ...(resourceAccount ? { resourceAccount } : {}) };
    const policies = {
      ...(one.identity ? { identity: one.identity.map(compile) } : {}),
      ...(one.boundary ? { boundary: compile(one.boundary) } : {}),
      ...(one.resourcePolicy ? { resource: compile(one.resourcePolicy) } : {}),
      ...(one.scp ? { scp: one.scp.map((level) => level.map(compile)) } : {}),
    };
    return [request, policies] as const;
  });
}

function rate(decide: (index: number) => string, count: number, rounds: number): number {
  const rates: number[] = [];
  for (let round = 0; round < rounds + 2; round += 1) {
    const start = performance.now();
    for (let index = 0; index < count; index += 1)
      if (decide(index) !== 'allow') throw new Error('the benchmark measures requests that are allowed');
    if (round >= 2) rates.push((count * 1000) / (performance.now() - start));
  }
  return median(rates.sort((left, right) => left - right));
}

function ask(question: Question, { quick }: BenchContext): BenchResult {
  const prepared = prepare(question.cases);
  const mask = question.cases.length - 1;
  const count = quick ? 2_000 : 100_000;
  const ours = rate(
    (index) => {
      const [request, policies] = prepared[index & mask]!;
      return evaluate(request, policies).verdict;
    },
    count,
    7,
  );
  const peer = rate((index) => referenceVerdict(question.cases[index & mask]!), quick ? 20 : 500, 3);
  return {
    name: question.name,
    size: question.size,
    median: Math.round(ours),
    unit: 'decisions/s',
    peer: PEER,
    peerMedian: Math.round(peer),
    ratio: ours / peer,
    goal: `≥ ${question.perSecond.toLocaleString('en')}/s (${question.documented})`,
    met: ours >= question.perSecond,
  };
}

export const benchmarks: readonly Benchmark[] = [
  {
    name: 'policy-evaluation',
    run: async (context) => [ask(assumeRoleQuestion(), context), ask(largeQuestion(), context)],
  },
];
