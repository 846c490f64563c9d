import { expect, test } from 'vitest';
import { decodePolicies } from './policy-text.ts';

const policy = (values: number) => `{"Statement":[${'0,'.repeat(values)}0]}`;

test('policies that are text become values, until all of a document together hold too many', () => {
  const decoded = decodePolicies([
    { Policy: policy(1_200_000) },
    { Policy: policy(900_000) },
    { Policy: encodeURIComponent(policy(10)) },
    { Policy: `{"a":${'['.repeat(101)}${']'.repeat(101)}}` },
  ]) as { Policy: unknown }[];
  expect(decoded.map(({ Policy }) => typeof Policy)).toEqual(['object', 'string', 'object', 'string']);
});
