import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ClaimImport } from '../schema/import-kinds.ts';
import { createEngine, type Engine } from './engine.ts';
import { contentsOf } from './testing/contents-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-redact-claims-'));
let engine: Engine;
beforeAll(() => {
  vi.stubEnv('TRUSTPATH_HOME', join(folder, 'home'));
  engine = createEngine();
});
afterAll(() => {
  engine.close();
  vi.unstubAllEnvs();
});

const node = (id: string, kind: string, name: string, more = {}) => ({
  type: 'node',
  id,
  labels: [kind],
  properties: { name, namespace: 'orchardia', kind, ...more },
});

/** What other programs wrote about the same fictional cluster and company. */
const FILES: Readonly<Partial<Record<ClaimImport, unknown>>> = {
  opengraph: {
    metadata: { source_kind: 'Orchardia' },
    graph: {
      nodes: [
        { id: 'OR-1', kinds: ['OrchardiaRole'], properties: { name: 'orchardia-one', istierzero: true } },
        { id: 'OR-2', kinds: ['OrchardiaRole'], properties: { name: 'orchardia-two' } },
      ],
      edges: [
        { kind: 'Has', start: { value: 'OR-2' }, end: { value: 'OR-1' }, properties: { traversable: true } },
      ],
    },
  },
  bloodhound: {
    data: {
      nodes: {
        1: { label: 'orchardia-a', kind: 'User', objectId: 'S-1-5-21', isTierZero: true },
        2: { label: 'orchardia-b', kind: 'User', objectId: 'S-1-5-22' },
      },
      edges: [{ source: '2', target: '1', label: 'Owns', kind: 'Owns' }],
    },
  },
  icekube: [
    node('0', 'Secret', 'orchardia-secret'),
    node('1', 'Pod', 'orchardia-pod'),
    {
      type: 'relationship',
      id: '9',
      label: 'GET',
      properties: { attack_path: 1 },
      start: { id: '1' },
      end: { id: '0' },
    },
  ],
  'rbac-police': {
    policyResults: [
      {
        policy: 'lib/list_secrets.rego',
        severity: 'Critical',
        violations: { serviceAccounts: [{ name: 'orchardia-web', namespace: 'orchardia' }] },
      },
    ],
  },
  secrets: [
    {
      RuleID: 'generic-api-key',
      Secret: 'x',
      Match: 'x',
      File: 'orchardia/app.env',
      StartLine: 3,
      Commit: 'abcdef0',
      Fingerprint: 'abcdef0:orchardia/app.env:generic-api-key:3',
    },
  ],
};

describe('what other programs found, with pseudonyms', () => {
  it.each(Object.keys(FILES) as ClaimImport[])('%s keeps its graph and loses its names', async (kind) => {
    const file = join(folder, `${kind}.json`);
    const [original, redacted] = ['', '-redacted'].map((end) => join(folder, `${kind}${end}.trustpath`));
    writeFileSync(file, JSON.stringify(FILES[kind]));
    const cluster = kind === 'icekube' || kind === 'rbac-police' ? { cluster: 'orchardia-prod' } : {};
    await engine.request('import.claims', { kind, paths: [file], out: original!, ...cluster });
    const { handle, info } = await engine.request('snapshot.open', { path: original! });
    expect(info.counts.entities).toBeGreaterThan(0);
    const { compared, residue } = await engine.request('redact.write', { handle, out: redacted! });
    expect(compared).toEqual({ entities: info.counts.entities, relations: info.counts.relations });
    expect(residue).toEqual([]);
    expect(contentsOf(original!)).toMatch(/orchardia/i);
    expect(contentsOf(redacted!)).not.toMatch(/orchardia/i);
  });
});
