import { expect, test } from 'vitest';
import { deriveInMemory } from '../analysis/scenario/derivation.ts';
import { generateMixedEstate, SMALL } from './generate-mixed-estate.ts';

test('the mixed estate joins what it is made of, and is the same each time', () => {
  const { entities, relations } = deriveInMemory(generateMixedEstate(SMALL));
  const providers = new Set(entities.map(({ kind }) => kind.split('-')[0]));
  expect([...providers]).toEqual(expect.arrayContaining(['aws', 'k8s', 'github']));
  const fromGithubToAws = relations.filter(
    ({ from, to }) => from.startsWith('github://') && to.startsWith('arn:aws:iam::'),
  );
  expect(fromGithubToAws.length).toBeGreaterThan(0);
  expect(entities.filter(({ kind }) => kind === 'aws-access-key')).toHaveLength(
    entities.filter(({ kind }) => kind === 'aws-user').length,
  );
  expect(deriveInMemory(generateMixedEstate(SMALL)).relations).toEqual(relations);
});
