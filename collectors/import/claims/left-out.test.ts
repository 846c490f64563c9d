import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClaimImport } from '../../../schema/import-kinds.ts';
import { CLAIM_READERS } from './registry.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-left-out-'));

/** All that would be recorded of a file, as text. */
async function recorded(kind: ClaimImport, content: object): Promise<string> {
  const path = join(folder, `${kind}.json`);
  writeFileSync(path, JSON.stringify(content));
  const file = { path, name: 'x.json', signal: undefined, cluster: 'prod', repository: undefined };
  const read = await CLAIM_READERS[kind]({ ...file, recognise: () => null } as never);
  const pages: unknown[] = [];
  for await (const page of read.pages) pages.push(page);
  return JSON.stringify(pages);
}

describe('what is no name, place or mark is not recorded', () => {
  it('of the answers of BloodHound', async () => {
    const node = {
      label: 'A',
      kind: 'User',
      objectId: 'S-1',
      note: 'canary',
      properties: { pwd: 'canary', nested: { a: 'canary' }, sessionCookie: 'canary', ttl: 3600 },
    };
    const text = await recorded('bloodhound', {
      data: {
        nodes: { 1: node, 2: { label: 'B', kind: 'User', objectId: 'S-2' } },
        edges: [{ source: '1', target: '2', label: 'X', kind: 'X', comment: 'canary' }],
      },
    });
    expect(text).not.toContain('canary');
    for (const kept of ['"S-1"', '"S-2"', '3600', '"kind":"X"']) expect(text).toContain(kept);
  });

  it('of OpenGraph', async () => {
    const node = (id: string) => ({
      id,
      kinds: ['User'],
      raw: 'canary',
      properties: { authorization: 'canary', list: [{ a: 'canary' }], groups: ['g1'] },
    });
    const text = await recorded('opengraph', {
      metadata: { source_kind: 'Vault', how: 'canary' },
      graph: {
        nodes: [node('a'), node('b')],
        edges: [
          {
            kind: 'X',
            start: { value: 'a', match_by: 'id', with: 'canary' },
            end: { value: 'b' },
            how: 'canary',
          },
        ],
      },
    });
    expect(text).not.toContain('canary');
    for (const kept of ['"Vault"', '"g1"', '"match_by":"id"', '"id":"b"']) expect(text).toContain(kept);
  });

  it('of rbac-police', async () => {
    const evaluation = await recorded('rbac-police', {
      policyResults: [
        {
          policy: 'p',
          severity: 'High',
          raw: 'canary',
          violations: {
            serviceAccounts: [{ name: 'sa', namespace: 'shop', how: 'canary' }, 'shop:idle'],
            nodes: ['n1'],
            combined: [{ node: 'n1', serviceAccounts: ['shop:web'], how: 'canary' }],
          },
        },
      ],
    });
    expect(evaluation).not.toContain('canary');
    for (const kept of ['"sa"', 'shop:idle', 'shop:web', 'n1', 'High']) expect(evaluation).toContain(kept);
    const collection = await recorded('rbac-police', {
      metadata: { cluster: 'c', how: 'canary' },
      serviceAccounts: [
        { name: 'sa', namespace: 'shop', token: 'canary', roles: [{ name: 'r', how: 'canary' }] },
      ],
      roles: [{ name: 'r', rules: [{ verbs: ['get'], resources: ['pods'] }], how: 'canary' }],
    });
    expect(collection).not.toContain('canary');
    expect(collection).toContain('"verbs":["get"]');
  });
});
