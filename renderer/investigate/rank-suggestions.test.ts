import { expect, it } from 'vitest';
import type { EntityRecord } from '../../schema/contract.ts';
import { rankSuggestions } from './rank-suggestions.ts';

const entity = (index: number, kind: EntityRecord['kind'], name: string): EntityRecord => ({
  index,
  id: `${kind} ${name}`,
  kind,
  name,
  source: 'aws:111122223333',
  collected: true,
  tier: null,
  attributes: {},
  evidence: null,
});

it('puts principals before the policies of the same name', () => {
  const found = [
    entity(0, 'aws-policy', 'deploy'),
    entity(1, 'aws-s3-bucket', 'deploy'),
    entity(2, 'aws-role', 'deploy'),
  ];
  expect(rankSuggestions(found, 'deploy').map((each) => each.kind)).toEqual([
    'aws-role',
    'aws-s3-bucket',
    'aws-policy',
  ]);
});

it('puts names that begin with the text before names that hold it', () => {
  const found = [
    entity(0, 'aws-user', 'ci-deploy'),
    entity(1, 'aws-user', 'deploy-prod'),
    entity(2, 'aws-user', 'Deploy'),
  ];
  expect(rankSuggestions(found, ' deploy').map((each) => each.name)).toEqual([
    'Deploy',
    'deploy-prod',
    'ci-deploy',
  ]);
});
