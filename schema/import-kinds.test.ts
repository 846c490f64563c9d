import { expect, test } from 'vitest';
import { CONTRACT } from './contract.ts';
import { CLAIM_IMPORT_NAMES, IMPORT_KINDS } from './import-kinds.ts';

test('every import of the contract is offered, and nothing else', () => {
  const channels = Object.keys(CONTRACT).filter((channel) => channel.startsWith('import.'));
  expect([...new Set(IMPORT_KINDS.map(({ channel }) => channel))].sort()).toEqual(channels.sort());
  const claims = IMPORT_KINDS.filter(({ channel }) => channel === 'import.claims');
  expect(claims.map(({ kind }) => kind)).toEqual(CLAIM_IMPORT_NAMES);
});

test('each says which files it takes and what they tell', () => {
  expect(new Set(IMPORT_KINDS.map(({ kind }) => kind)).size).toBe(IMPORT_KINDS.length);
  for (const { title, files, description, extensions } of IMPORT_KINDS) {
    for (const words of [title, files, description]) expect(words.length).toBeGreaterThan(5);
    expect(extensions.length).toBeGreaterThan(0);
  }
});
