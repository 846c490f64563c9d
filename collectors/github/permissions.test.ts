import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { GITHUB_OPERATIONS } from './registry.ts';
import { permissionTable } from './testing/permission-table.ts';

const page = readFileSync(new URL('../../docs/collecting-github.md', import.meta.url), 'utf8');

it('the page on collecting lists every operation with the permission it is declared to need', () => {
  for (const row of permissionTable(GITHUB_OPERATIONS).split('\n')) expect(page).toContain(row);
});

it('every operation says what is missing without it', () => {
  for (const { operation, without, permission } of GITHUB_OPERATIONS) {
    expect(without.length, operation).toBeGreaterThan(5);
    expect(permission, operation).toMatch(/^(?:none|(?:Organization|Repository): .+ \((?:read|write)\).*)$/);
  }
});

it('no operation is declared twice', () => {
  const names = GITHUB_OPERATIONS.map(({ operation }) => operation);
  expect(new Set(names).size).toBe(names.length);
});
