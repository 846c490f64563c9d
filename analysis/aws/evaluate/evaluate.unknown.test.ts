import { describe, expect, it } from 'vitest';
import type { Json } from '../../../schema/json.ts';
import { compilePolicy, compilePolicyLenient, evaluate } from './evaluate.ts';
import { ANA, APP, FULL, grant, HERE, OBJECT, policy, RUN, say } from './testing/cases-by-page.ts';
import type { AwsRequest, Decision } from './types.ts';

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.parse('2024-06-01T00:00:00Z');

function compiled(document: object, name = 'policy') {
  return compilePolicy({ document: document as Json, ref: null, name });
}

/** A decision on s3:GetObject in an unknown context, by identity policies. */
function decide(statements: readonly object[], more: Partial<AwsRequest> = {}): Decision {
  const request = {
    principal: ANA,
    action: 's3:GetObject',
    resource: OBJECT,
    resourceAccount: HERE,
    unknownContext: true,
  };
  return evaluate({ ...request, ...more }, { identity: [compiled(policy(...statements))] });
}

const allowIf = (condition: object) => say('+', '*', '*', { Condition: condition });
const denyIf = (condition: object) => say('-', '*', '*', { Condition: condition });
const ALLOW = say('+', '*', '*');

describe('a context that is not known', () => {
  it('names so many statements as somebody reads, and how many more there are', () => {
    const unreadable = Array.from({ length: 200 }, (_, n) =>
      say('+', `s3:Get*`, '*', { Condition: { Odd: n } }),
    );
    const { verdict, statements, because } = evaluate(
      {
        principal: ANA,
        action: 's3:GetObject',
        resource: OBJECT,
        resourceAccount: HERE,
        unknownContext: true,
      },
      {
        identity: [
          compilePolicyLenient({ document: policy(...unreadable) as Json, ref: null, name: 'policy' }).policy,
        ],
      },
    );
    expect(verdict).toBe('unknown');
    expect(statements).toHaveLength(64);
    expect(because.at(-1)).toBe('136 more that may decide this are not named one by one.');
    expect(because.length).toBeLessThan(200);
  });

  it('leaves the condition of an Allow in words', () => {
    const decision = decide([allowIf({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })]);
    expect(decision.verdict).toBe('conditional');
    expect(decision.conditions).toEqual(['request comes from 203.0.113.0/24 (aws:SourceIp)']);
    expect(decision.statements).toHaveLength(1);
  });

  it('turns the condition of a Deny around', () => {
    const decision = decide([ALLOW, denyIf({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })]);
    expect(decision.verdict).toBe('conditional');
    expect(decision.conditions).toEqual(['request comes from 203.0.113.0/24 (aws:SourceIp)']);
  });

  it('says one text for each thing that must hold', () => {
    const decision = decide([
      allowIf({
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        StringEquals: { 'aws:RequestTag/team': ['red', 'blue'] },
      }),
    ]);
    expect(decision.conditions).toEqual([
      'MFA is present (aws:MultiFactorAuthPresent is true)',
      'aws:RequestTag/team is "red" or "blue"',
    ]);
  });

  it('reads the usual "deny unless MFA"', () => {
    const decision = decide([ALLOW, denyIf({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } })]);
    expect(decision.conditions).toEqual(['MFA is present (aws:MultiFactorAuthPresent is true)']);
  });

  it('says why a Deny might apply, without saying the same twice', () => {
    const decision = decide([
      ALLOW,
      denyIf({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }),
      denyIf({ StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } }),
    ]);
    expect(decision.because.slice(1)).toEqual([
      `Statement 2 of policy denies s3:GetObject on ${OBJECT} if request does not carry aws:MultiFactorAuthPresent or MFA is not present (aws:MultiFactorAuthPresent is not true).`,
      `Statement 3 of policy denies s3:GetObject on ${OBJECT} if aws:RequestedRegion is not "eu-west-1" or "eu-central-1".`,
    ]);
    expect(decision.conditions).toEqual([
      'MFA is present (aws:MultiFactorAuthPresent is true)',
      'aws:RequestedRegion is "eu-west-1" or "eu-central-1"',
    ]);
  });

  it('does not need what another statement gives without condition', () => {
    expect(decide([allowIf({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }), ALLOW]).verdict).toBe(
      'allow',
    );
    expect(
      decide([ALLOW, denyIf({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }), say('-', 's3:*', '*')])
        .verdict,
    ).toBe('deny');
  });

  it('does not make an allow of what nothing allows', () => {
    const decision = decide([denyIf({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })]);
    expect(decision).toMatchObject({ verdict: 'deny', kind: 'implicit' });
  });

  it('sees that an Allow and a Deny on the same condition cancel out', () => {
    const condition = { StringEquals: { 'aws:SourceVpce': 'vpce-1' } };
    expect(decide([allowIf(condition), denyIf(condition)]).verdict).toBe('deny');
  });

  it('sees that a key has one value', () => {
    const decision = decide([
      allowIf({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } }),
      denyIf({ StringNotEquals: { 'aws:SourceVpce': 'vpce-2' } }),
    ]);
    expect(decision.verdict).toBe('deny');
  });

  it('sees that two halves make a whole', () => {
    expect(
      decide([
        allowIf({ Null: { 'aws:SourceVpce': 'true' } }),
        allowIf({ Null: { 'aws:SourceVpce': 'false' } }),
      ]).verdict,
    ).toBe('allow');
  });

  it('resolves keys that are known: tags, the account, the principal', () => {
    const condition = {
      StringEquals: { 'aws:PrincipalTag/team': 'red', 'aws:PrincipalAccount': HERE, 'aws:username': 'ana' },
    };
    expect(decide([allowIf(condition)], { context: { 'aws:PrincipalTag/team': 'red' } }).verdict).toBe(
      'allow',
    );
    expect(decide([allowIf(condition)], { context: { 'aws:PrincipalTag/team': 'blue' } }).verdict).toBe(
      'deny',
    );
    expect(decide([allowIf(condition)]).conditions).toEqual(['aws:PrincipalTag/team is "red"']);
  });

  it('knows that keys of calls by services are not in a user’s request', () => {
    expect(decide([ALLOW, denyIf({ StringEquals: { 'aws:SourceAccount': HERE } })]).verdict).toBe('allow');
  });

  it('takes requests that are yet to be made to be made over TLS, and knows nothing of others', () => {
    const statements = [ALLOW, denyIf({ Bool: { 'aws:SecureTransport': 'false' } })];
    expect(decide(statements, { notBefore: Date.parse('2026-01-31T00:00:00Z') }).verdict).toBe('allow');
    expect(decide(statements)).toMatchObject({
      verdict: 'conditional',
      conditions: ['request does not carry aws:SecureTransport or aws:SecureTransport is true'],
    });
  });

  it('marks one key as unknown when its value is null', () => {
    const decision = decide([allowIf({ StringEquals: { 'aws:SourceVpc': 'vpc-1', 'aws:UserAgent': 'x' } })], {
      unknownContext: false,
      context: { 'aws:SourceVpc': null, 'aws:UserAgent': 'x' },
    });
    expect(decision.conditions).toEqual(['aws:SourceVpc is "vpc-1"']);
  });

  it('asks for the session’s name where the resource names one', () => {
    const decision = evaluate(
      {
        principal: APP,
        action: 's3:GetObject',
        resource: OBJECT,
        resourceAccount: HERE,
        unknownContext: true,
      },
      { resource: compiled(grant({ AWS: RUN })) },
    );
    expect(decision.conditions).toEqual(['the role session is called "run"']);
  });

  it('reads a long list of values of one key', () => {
    const regions = Array.from({ length: 30 }, (_, index) => `eu-test-${index}`);
    const outside = denyIf({ StringNotEquals: { 'aws:RequestedRegion': regions } });
    expect(decide([ALLOW, outside]).verdict).toBe('conditional');
    const inside = denyIf({ StringEquals: { 'aws:RequestedRegion': regions } });
    expect(decide([ALLOW, outside, inside]).verdict).toBe('deny');
  });

  it('stays conditional beyond the worlds it goes through', () => {
    const tags = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`aws:RequestTag/${index}`, 'x']),
    );
    const decision = decide([allowIf({ StringEquals: tags })]);
    expect(decision.verdict).toBe('conditional');
    expect(decision.conditions).toHaveLength(20);
  });

  it('answers for a condition with very many values', () => {
    const values = Array.from({ length: 50_000 }, (_, index) => `vpce-${index}`);
    expect(decide([allowIf({ StringLike: { 'ec2:Vpc': values.map((value) => `${value}*`) } })]).verdict).toBe(
      'conditional',
    );
  });
});

describe('what a decision says', () => {
  it('has one sentence for each statement, in the same order, before anything else', () => {
    const odd = compilePolicyLenient({ document: 'odd', ref: null, name: 'odd' }).policy;
    const full = compiled(FULL, 'full');
    const scp = [[full], [compiled(policy(allowIf({ Bool: { 'aws:ViaAWSService': 'false' } })), 'guard')]];
    for (const principal of [ANA, RUN, `arn:aws:iam::${HERE}:root`, 'anonymous'])
      for (const identity of [[], [odd], [full], [full, odd]]) {
        const request = {
          principal,
          action: 's3:GetObject',
          resource: 'arn:aws:s3:::data/x',
          unknownContext: true,
        };
        const { statements, because } = evaluate(request, { identity, scp, resource: compiled(grant('*')) });
        for (const [index, { policyName }] of statements.entries())
          expect(because[index]).toContain(` of ${policyName} `);
      }
  });
});

describe('time only moves forward', () => {
  const at = (principal: string): Partial<AwsRequest> => ({ principal, notBefore: NOW });
  const text = (time: number) => new Date(time).toISOString();
  const time = (key: string, operator: string, when: number) => ({ [operator]: { [key]: text(when) } });

  it.each([
    ['after a time that has passed', time('aws:CurrentTime', 'DateGreaterThan', NOW - DAY), 'allow', []],
    ['before a time that has passed', time('aws:CurrentTime', 'DateLessThan', NOW - DAY), 'deny', []],
    [
      'before a time to come',
      time('aws:CurrentTime', 'DateLessThan', NOW + DAY),
      'conditional',
      ['until 2024-06-02T00:00:00.000Z (aws:CurrentTime)'],
    ],
    [
      'after a time to come',
      time('aws:CurrentTime', 'DateGreaterThan', NOW + DAY),
      'conditional',
      ['after 2024-06-02T00:00:00.000Z (aws:CurrentTime)'],
    ],
    [
      'epoch seconds compared as numbers',
      { NumericGreaterThan: { 'aws:EpochTime': String((NOW - DAY) / 1000) } },
      'allow',
      [],
    ],
  ] as const)('aws:CurrentTime %s', (_, condition, verdict, conditions) => {
    const decision = decide([allowIf(condition)], at(ANA));
    expect(decision.verdict).toBe(verdict);
    expect(decision.conditions).toEqual(conditions);
  });

  it('denies for ever after a time that has passed', () => {
    expect(
      decide([ALLOW, denyIf(time('aws:CurrentTime', 'DateGreaterThan', NOW - DAY))], at(ANA)).verdict,
    ).toBe('deny');
  });

  it('lets a role take fresh credentials', () => {
    expect(decide([allowIf(time('aws:TokenIssueTime', 'DateGreaterThan', NOW - DAY))], at(APP)).verdict).toBe(
      'allow',
    );
    expect(
      decide([allowIf(time('aws:TokenIssueTime', 'DateGreaterThan', NOW - 90 * DAY))], at(APP)).verdict,
    ).toBe('allow');
  });

  it('knows that no credentials are older than 36 hours', () => {
    const old = allowIf(time('aws:TokenIssueTime', 'DateLessThan', NOW - 2 * DAY));
    expect(decide([old], at(APP)).verdict).toBe('deny');
    expect(decide([old], at(ANA)).verdict).toBe('deny');
    expect(decide([allowIf(time('aws:TokenIssueTime', 'DateLessThan', NOW - DAY))], at(APP)).verdict).toBe(
      'conditional',
    );
  });

  it('asks a user for temporary credentials', () => {
    const decision = decide(
      [allowIf(time('aws:TokenIssueTime', 'DateGreaterThan', NOW - 90 * DAY))],
      at(ANA),
    );
    expect(decision.verdict).toBe('conditional');
    expect(decision.conditions).toEqual([
      'request is made with temporary credentials (aws:TokenIssueTime is present)',
    ]);
  });

  it('reads revoked sessions: a denial of older tokens leaves the newer ones', () => {
    const revoke = denyIf(time('aws:TokenIssueTime', 'DateLessThan', NOW - DAY));
    const decision = decide([ALLOW, revoke], at(APP));
    expect(decision.conditions).toEqual([
      'credentials were issued after 2024-05-31T00:00:00.000Z (aws:TokenIssueTime)',
    ]);
    expect(
      decide([ALLOW, denyIf(time('aws:TokenIssueTime', 'DateLessThan', NOW - 90 * DAY))], at(APP)).verdict,
    ).toBe('allow');
  });
});

describe('a collected policy that cannot be understood', () => {
  const lenient = (document: unknown) =>
    compilePolicyLenient({ document: document as Json, ref: null, name: 'managed policy odd' });
  const ask = (document: unknown, others: readonly object[] = []) =>
    evaluate(
      { principal: ANA, action: 's3:GetObject', resource: OBJECT, resourceAccount: HERE },
      { identity: [lenient(document).policy, ...others.map((other) => compiled(other))] },
    );

  it('makes what it could touch unknown, with the reason', () => {
    const decision = ask(
      policy(say('+', 's3:*', '*', { Condition: { StringResembles: { 'aws:UserAgent': 'x' } } })),
    );
    expect(decision.verdict).toBe('unknown');
    expect(decision.because.at(-1)).toBe(
      'Statement 1 of managed policy odd could not be understood (there is no condition operator "StringResembles").',
    );
  });

  it('leaves alone what it could not touch', () => {
    expect(ask(policy(say('+', 'ec2:*', '*', { Condition: { StringResembles: { a: 'x' } } }))).verdict).toBe(
      'deny',
    );
  });

  it('does not matter where something else allows anyway', () => {
    expect(
      ask(policy(say('+', 's3:*', '*', { Condition: { StringResembles: { a: 'x' } } })), [FULL]).verdict,
    ).toBe('allow');
  });

  it('matters where it might deny', () => {
    expect(
      ask(policy(say('-', 's3:*', '*', { Condition: { StringResembles: { a: 'x' } } })), [FULL]).verdict,
    ).toBe('unknown');
    expect(ask(policy({ Effect: 'Maybe', Action: 's3:*', Resource: '*' }), [FULL]).verdict).toBe('unknown');
    expect(ask('not a policy', [FULL]).verdict).toBe('unknown');
    expect(ask({ Version: '2012-10-17', Statements: [] }, [FULL]).verdict).toBe('unknown');
  });

  it('matters where a resource policy might allow', () => {
    const request = { principal: ANA, action: 's3:GetObject', resource: OBJECT, resourceAccount: HERE };
    expect(evaluate(request, { resource: lenient('not a policy').policy }).verdict).toBe('unknown');
    const odd = policy(say('+', 's3:*', '*', { Principal: { Person: 'ana' } }));
    expect(evaluate(request, { resource: lenient(odd).policy }).verdict).toBe('unknown');
  });

  it('does not matter where something else denies', () => {
    expect(ask('not a policy', [policy(say('-', '*', '*'))])).toMatchObject({
      verdict: 'deny',
      kind: 'explicit',
    });
  });

  it('reports every problem with its place', () => {
    expect(
      lenient(policy(say('+', 's3:*', '*', { Condition: { Odd: {} } }), { Effect: 'Deny' })).problems,
    ).toEqual([
      { pointer: '/Statement/0/Condition/Odd', reason: 'there is no condition operator "Odd"' },
      { pointer: '/Statement/1', reason: 'the statement has neither Action nor NotAction' },
    ]);
  });
});
