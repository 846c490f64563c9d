import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { createCase } from '../schema/case/case-file.ts';
import { recogniseFile } from './recognise-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-recognise-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, content: string | Buffer): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

const event = JSON.stringify({
  Records: Array.from({ length: 400 }, (_, index) => ({
    eventVersion: '1.08',
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    requestID: `${index * 7919}`.repeat(30),
  })),
});
const pod = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: api\n';

test.each([
  ['snapshot', 'any-name.bin', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(200)])],
  ['cloudtrail', 'log.json', event],
  ['cloudtrail', 'log.json.gz', gzipSync(event)],
  ['cloudtrail', 'athena.csv', 'eventtime,eventsource,eventname\n'],
  ['kubernetes-audit', 'audit.log', '{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"1"}\n'],
  ['kubernetes-audit', '000000.gz', gzipSync('2026-11-20T10:00:00.000Z {"kind":"Event","auditID":"1"}\n')],
  ['kubernetes', 'audit-policy.yaml', 'apiVersion: audit.k8s.io/v1\nkind: Policy\n'],
  ['kubernetes', 'deploy.yaml', pod],
  ['kubernetes', 'list.json', '{"apiVersion":"v1","kind":"List","items":[]}'],
  ['aws', 'details.json', '{"UserDetailList":[]}'],
  ['aws', 'report.csv', 'user,arn,user_creation_time\n'],
  ['github', 'repo.json', '{"id":1,"node_id":"R_1","full_name":"example/web"}'],
  ['github', 'checkout.zip', Buffer.from('PK\u0003\u0004 web/.github/workflows/ci.yml')],
  ['bundle', 'bundle.zip', Buffer.from('PK\u0003\u0004 evidence/bagit.txt')],
  ['opengraph', 'graph.json', '{"graph": {"nodes": []}}'],
  ['secrets', 'leaks.json', '[{"RuleID":"aws-access-token"}]'],
  ['scenario', 'cut.json', '{"changes":[{"change":"delete-credential","credential":"x"}]}'],
  ['unknown', 'notes.txt', 'nothing of the kind'],
  ['unknown', 'broken.gz', Buffer.from([0x1f, 0x8b, 0, 1, 2])],
  ['unknown', 'empty', ''],
] as const)('%s: %s', (kind, name, content) => {
  const path = written(join('files', name), content);
  expect(recogniseFile(path)).toEqual({ path, kind });
});

test('a case is told by its first line, a folder by what is in it', () => {
  const file = join(folder, 'renamed.txt');
  createCase(file, { title: 'A', at: '2026-03-01T10:00:00.000Z', by: 'test' });
  expect(recogniseFile(file).kind).toBe('case');
  written('bag/bagit.txt', 'BagIt-Version: 1.0\n');
  written('manifests/prod/api/deploy.yml', pod);
  written('checkout/.github/workflows/ci.yml', 'on: push\n');
  written('empty-folder/.keep', '');
  const kinds = ['bag', 'manifests', 'checkout', 'empty-folder', 'not-there'];
  expect(kinds.map((name) => recogniseFile(join(folder, name)).kind)).toEqual([
    'bundle',
    'kubernetes',
    'github',
    'unknown',
    'unknown',
  ]);
});
