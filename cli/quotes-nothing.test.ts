import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInventory } from '../evidence/inventory/read-inventory.ts';
import { readPolicy } from '../evidence/redaction/read-policy.ts';
import { readCases } from './read-cases.ts';
import { readScenario } from './read-scenario.ts';

/** What is wrong with a file is told by its place: the parser's own words would quote what may be a secret. */
describe('a file that cannot be parsed', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'trustpath-quotes-')), 'x.json');

  it('is told without a word of it: a scenario', async () => {
    writeFileSync(file, '{"changes": canary');
    await expect(readScenario(file)).rejects.toMatchObject({
      code: 'input-refused',
      message: `${file}: is not JSON: line 1, column 13: a value was expected.`,
    });
  });

  it('is told without a word of it: cases', async () => {
    await expect(readCases({ readStdin: () => Promise.resolve('{"a":\n canary') })).rejects.toMatchObject({
      message: 'standard input is not JSON: line 2, column 2: a value was expected.',
    });
  });

  it('is told without a word of it: a policy of redaction, and an inventory', () => {
    expect(() => readPolicy('hide:\ncanary: [', 'p.yaml')).toThrow(
      /^p\.yaml: line 2, column \d+: not YAML \([a-z ]+\)\.$/,
    );
    expect(() => readInventory('- id: "canary\n  owner: x', 'i.yaml')).toThrow(
      /^i\.yaml: line \d+, column \d+: not YAML \([a-z ]+\)\.$/,
    );
  });
});
