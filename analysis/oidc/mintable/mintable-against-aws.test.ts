import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../schema/json.ts';
import { compilePolicy, evaluate } from '../../aws/evaluate/evaluate.ts';
import { ANY_CHAR, type Sequence } from '../language/sequence.ts';
import { acceptance, refusals, type WebTrust } from './mintable-against-aws.ts';
import { type Free, fill, type Template, type TokenShape } from './template.ts';

const HOST = 'token.actions.githubusercontent.com';
const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${HOST}`;
const ROLE = 'arn:aws:iam::111122223333:role/deploy';

const statement = (effect: string, condition: JsonObject): JsonObject => ({
  Effect: effect,
  Principal: effect === 'Allow' ? { Federated: PROVIDER } : '*',
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys as JsonObject).map(([claim, value]) => [`${HOST}:${claim}`, value]),
      ),
    ]),
  ),
});

function trust(...statements: readonly JsonObject[]): WebTrust {
  const document: Json = { Version: '2012-10-17', Statement: statements };
  return {
    provider: PROVIDER,
    host: HOST,
    role: ROLE,
    policies: { resource: compilePolicy({ document, ref: null, name: 'trust policy' }) },
    notBefore: Date.parse('2026-11-22T12:00:00Z'),
  };
}

const letters: Sequence = [
  { of: { chars: ':', negated: true }, times: 'one' },
  { of: { chars: ':', negated: true }, times: 'any' },
];
const branch: Free = { name: 'ref', words: '<branch>', within: [[letters]], without: [] };
const shape = (claims: Readonly<Record<string, Template>>): TokenShape => ({
  claims: new Map(Object.entries(claims)),
  open: new Map([['actor', true]]),
});
const onBranch = shape({
  sub: ['repo:o/r:ref:refs/heads/', branch],
  ref: ['refs/heads/', branch],
  aud: ['sts.amazonaws.com'],
});

describe('the tokens that a run can obtain, against a trust', () => {
  it('meet wildcards on both sides, and the text that does is named', () => {
    const like = trust(statement('Allow', { StringLike: { sub: 'repo:o/*:ref:refs/heads/rel-*' } }));
    const found = acceptance(like, onBranch);
    expect(found).toMatchObject({ kind: 'accepted', conditions: [] });
    expect(found.kind === 'accepted' && found.chosen.get('ref')).toBe('rel-');
  });

  it('keep claims of one run together: what two of them ask of the branch must fit one branch', () => {
    const apart = trust(
      statement('Allow', {
        StringLike: { sub: '*:ref:refs/heads/main*' },
        StringEquals: { ref: 'refs/heads/dev' },
      }),
    );
    expect(acceptance(apart, onBranch)).toEqual({ kind: 'refused' });
    const same = trust(
      statement('Allow', {
        StringLike: { sub: '*:ref:refs/heads/main*' },
        StringEquals: { ref: 'refs/heads/main2' },
      }),
    );
    expect(acceptance(same, onBranch)).toMatchObject({ kind: 'accepted' });
  });

  it('are held against denials, and against claims that they lack', () => {
    const allowed = statement('Allow', { StringLike: { sub: 'repo:o/r:*' } });
    const denied = statement('Deny', { StringNotLike: { sub: 'repo:o/r:environment:*' } });
    expect(acceptance(trust(allowed, denied), onBranch)).toEqual({ kind: 'refused' });
    const environment = trust(statement('Allow', { StringEquals: { environment: 'prod' } }));
    expect(acceptance(environment, onBranch)).toEqual({ kind: 'refused' });
    expect(refusals(environment, onBranch)).toMatchObject([{ key: `${HOST}:environment`, given: null }]);
  });

  it('leave what is not known of the run as a condition', () => {
    const actor = trust(statement('Allow', { StringEquals: { actor: 'alice' } }));
    expect(acceptance(actor, onBranch)).toMatchObject({
      kind: 'accepted',
      conditions: [`${HOST}:actor is "alice"`],
    });
    const address = trust({
      ...statement('Allow', { StringLike: { sub: '*' } }),
      Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
    });
    expect(acceptance(address, onBranch)).toMatchObject({
      kind: 'accepted',
      conditions: [expect.stringContaining('192.0.2.0/24')],
    });
  });

  it('say which condition refuses them', () => {
    const other = trust(
      statement('Allow', { StringEquals: { sub: 'repo:o/r:environment:prod', aud: 'sts.amazonaws.com' } }),
    );
    expect(refusals(other, onBranch)).toMatchObject([
      {
        key: `${HOST}:sub`,
        wanted: ['repo:o/r:environment:prod'],
        given: ['repo:o/r:ref:refs/heads/<branch>'],
      },
    ]);
  });

  it('are accepted exactly when one of them is, gone through one by one', () => {
    const operator = fc.constantFrom(
      'StringLike',
      'StringEquals',
      'StringNotLike',
      'StringNotEquals',
      'StringEqualsIgnoreCase',
      'StringLikeIfExists',
      'ForAllValues:StringLike',
    );
    const value = fc.stringMatching(/^[ab:*?]{0,4}$/);
    const test = fc.tuple(
      operator,
      fc.constantFrom('sub', 'ref', 'environment'),
      fc.array(value, { minLength: 1, maxLength: 2 }),
    );
    const one = fc.tuple(
      fc.constantFrom('Allow', 'Allow', 'Deny'),
      fc.array(test, { minLength: 1, maxLength: 2 }),
    );
    const free: Free = {
      name: 'x',
      words: '<x>',
      within: [[[{ of: { chars: 'ab', negated: false }, times: 'any' }]]],
      without: [
        [
          { of: { chars: 'b', negated: false }, times: 'one' },
          { of: ANY_CHAR, times: 'any' },
        ],
      ],
    };
    const tokens = shape({ sub: ['a:', free], ref: [free, 'b'] });
    const candidates = ['', ...texts('ab', 5)].filter((text) => !text.startsWith('b'));
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 3 }), (statements) => {
        const made = statements.map(([effect, tests]) => {
          const condition: Record<string, Record<string, Json>> = {};
          for (const [name, claim, values] of tests)
            condition[name] = { ...condition[name], [claim]: values };
          return statement(effect, condition);
        });
        const against = trust(...made);
        const accepted = candidates.some((text) => {
          const chosen = new Map([['x', text]]);
          const context = Object.fromEntries(
            [...tokens.claims].map(([claim, template]) => [`${HOST}:${claim}`, fill(template, chosen)]),
          );
          const request = {
            principal: PROVIDER,
            action: 'sts:AssumeRoleWithWebIdentity',
            resource: ROLE,
            context,
          };
          return evaluate(request, against.policies).verdict === 'allow';
        });
        expect(acceptance(against, tokens).kind).toBe(accepted ? 'accepted' : 'refused');
      }),
      { numRuns: 1500 },
    );
  });
});

function texts(alphabet: string, longest: number): readonly string[] {
  const found: string[] = [];
  let layer = [''];
  for (let length = 1; length <= longest; length += 1) {
    layer = layer.flatMap((text) => [...alphabet].map((unit) => text + unit));
    found.push(...layer);
  }
  return found;
}
