import { describe, expect, it } from 'vitest';
import type { EntityRecord, Recognition } from '../../schema/contract.ts';
import { type Answer, evidenceQuestion, shownPaths, tabsOf } from './answer.ts';

const entity: EntityRecord = {
  index: 1,
  id: 'arn:aws:iam::111122223333:user/ci',
  kind: 'aws-user',
  name: 'ci',
  source: 'aws:111122223333',
  collected: true,
  tier: null,
  attributes: {},
  evidence: null,
};
const recognition: Recognition = {
  type: 'aws-access-key',
  label: 'AWS access key',
  identifier: 'AKIASAMPLESAMPLESAMP',
  fingerprint: 'sha256:00',
  facts: [],
};
const trace = (part: Partial<Extract<Answer, { kind: 'trace' }>>): Answer => ({
  kind: 'trace',
  to: null,
  recognition,
  owner: entity,
  start: 'AKIASAMPLESAMPLESAMP',
  reach: { total: 0, byKind: [], byTier: [] },
  paths: [],
  activity: null,
  containment: [],
  unknowns: [],
  notes: [],
  ...part,
});

describe('the question behind an answer, for evidence', () => {
  it('names a credential by its public identifier', () => {
    expect(evidenceQuestion(trace({}))).toEqual({ kind: 'trace', text: 'AKIASAMPLESAMPLESAMP' });
  });

  it('names what it starts from, or its owner, where the credential has no public identifier', () => {
    const token = { ...recognition, identifier: null };
    expect(evidenceQuestion(trace({ recognition: token, start: 'token-1' }))).toEqual({
      kind: 'trace',
      text: 'token-1',
    });
    expect(evidenceQuestion(trace({ recognition: token, start: null }))).toEqual({
      kind: 'trace',
      text: entity.id,
    });
    expect(evidenceQuestion(trace({ recognition: token, start: null, owner: null }))).toBeNull();
  });

  it('asks for the paths shown where one target was chosen', () => {
    const question = { kind: 'path', from: 'AKIASAMPLESAMPLESAMP', to: entity.id };
    expect(evidenceQuestion(trace({ to: entity }))).toEqual(question);
  });
});

it('offers only containment for a credential that is nobody’s here', () => {
  expect(tabsOf(trace({ start: null, owner: null }))).toEqual(['containment']);
});

describe('the paths that are listed', () => {
  const hop = (from: string, to: string, kind: 'can-assume' | 'administers-account' | 'controls') => ({
    from,
    to,
    kind,
    rule: 'test',
    verdict: 'allow' as const,
    conditions: [],
    techniques: [],
    proof: [],
  });
  const paths = [
    {
      from: 'a',
      to: 'account',
      verdict: 'allow' as const,
      hops: [hop('a', 'account', 'administers-account')],
    },
    {
      from: 'a',
      to: 'bucket',
      verdict: 'allow' as const,
      hops: [hop('a', 'account', 'administers-account'), hop('account', 'bucket', 'controls')],
    },
  ];

  it('leave out what only goes on from an account that is reached, unless wanted', () => {
    const answer = trace({ paths });
    expect(shownPaths(answer, false).map((path) => path.to)).toEqual(['account']);
    expect(shownPaths(answer, true).map((path) => path.to)).toEqual(['account', 'bucket']);
    expect(shownPaths(answer, false)).toBe(shownPaths(answer, false));
  });

  it('keep the way over the account where nothing else was asked for', () => {
    expect(shownPaths(trace({ paths: paths.slice(1) }), false)).toHaveLength(1);
  });
});
