import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Json, JsonObject } from '../schema/json.ts';
import { createSnapshot } from '../schema/snapshot/create.ts';
import { openSnapshot } from '../schema/snapshot/open.ts';
import { createEngine } from './engine.ts';
import { publish } from './publish.ts';
import { contentsOf } from './testing/contents-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-redact-canaries-'));
const DOCUMENTS = 240;
const TIME = '2026-11-20T10:00:00.000Z';
/** One for each place; nothing else in a snapshot is like it. */
const CANARY = /zq(?:[0-9]{1,6}|[a-z]{1,5})kanarie/gi;

/** Every way in which a name stands in documents, each with canaries of its own. */
function documentOf(next: () => string): JsonObject {
  const text = next;
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: text(),
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::111122223333:role/${text()}`, Service: `${text()}.amazonaws.com` },
        Action: ['s3:GetObject', text(), `${text()}:${text()}`],
        Resource: [
          `arn:aws:s3:::${text()}`,
          `arn:aws:s3:::${text()}-*/${text()}*`,
          `arn:aws:s3:::*${text()}*`,
        ],
        Condition: {
          StringLike: { [`aws:RequestTag/${text()}`]: `${text()}-?` },
          [text()]: { [text()]: text() },
        },
      },
    ],
  };
  return {
    RoleName: text(),
    Arn: `arn:aws:iam::111122223333:role/${text()}/${text()}`,
    Description: `Runs the ${text()} of ${text()}, "${text()}".`,
    email: `${text()}.${text()}@${text()}.example.com`,
    url: `https://${text()}.example.com:8443/${text()}?${text()}=${text()}#${text()}`,
    image: `${text()}.example.com/${text()}/${text()}:${text()}@sha256:${'ab12'.repeat(16)}`,
    subject: `repo:${text()}/${text()}:ref:refs/heads/${text()}`,
    policyText: JSON.stringify(policy),
    policyEncoded: encodeURIComponent(JSON.stringify(policy)),
    policyTwice: JSON.stringify({ inner: JSON.stringify({ [text()]: `\n${text()}\t${text()}` }) }),
    base64: Buffer.from(`first line ${text()}\nsecond ${text()}`).toString('base64'),
    workflow: `name: ${text()}\non:\n  push:\n    branches: ["${text()}/**"]\njobs:\n  ${text()}:\n    runs-on: [self-hosted, ${text()}]\n    steps:\n      - run: |\n          ./${text()}.sh --to=${text()} # ${text()}\n        env:\n          ${text()}: \${{ secrets.${text()} }}\n`,
    policy: policy as unknown as Json,
    metadata: {
      name: text(),
      namespace: text(),
      labels: { [text()]: text(), [`${text()}.example.com/${text()}`]: text() },
      annotations: { [text()]: text() },
    },
    [text()]: { [text()]: [text(), { [text()]: text() }] },
    camel: `My${text()}Role_${text()}`,
    capitals: text().toUpperCase(),
    between: `ж${text()}é${text()}漢`,
    path: `C:\\Users\\${text()}\\${text()}.json`,
    list: [text(), [text()], { data: { [text()]: text() } }],
  };
}

const out = join(folder, 'planted.trustpath');
const redacted = join(folder, 'redacted.trustpath');
let planted = 0;

beforeAll(() => {
  vi.stubEnv('TRUSTPATH_HOME', join(folder, 'home'));
  const next = () => `zq${planted++}kanarie`;
  const writer = createSnapshot(out, { createdBy: 'test', createdAt: TIME });
  const source = `aws:${next()}`;
  writer.openSource({
    id: source,
    kind: 'aws',
    principal: `arn:aws:iam::111122223333:user/${next()}`,
    account: next(),
    collector: 'test',
    startedAt: TIME,
    clockOffsetMs: 0,
  });
  writer.batch(() => {
    for (let number = 0; number < DOCUMENTS; number++) {
      writer.recordCall(
        {
          source,
          operation: `list ${next()}.example.com/v1/${next()}`,
          region: next(),
          endpoint: `https://${next()}.example.com/${next()}`,
          parameters: { [next()]: next(), Name: next() },
          page: 0,
          status: 'ok',
          httpStatus: 200,
          requestId: next(),
          startedAt: TIME,
          endedAt: TIME,
          originalSha256: 'c'.repeat(64),
          redactions: 0,
        },
        documentOf(next),
      );
      writer.recordCoverage({
        source,
        operation: `list ${next()}`,
        region: next(),
        status: 'denied',
        items: 0,
        calls: 1,
        reason: `User ${next()} is not authorized to read ${next()}`,
        kinds: [],
      });
    }
  });
  publish(writer, { signal: new AbortController().signal, onProgress: () => undefined });
  writer.close();
}, 60_000);
afterAll(() => vi.unstubAllEnvs());

describe('canaries in every field of a snapshot', () => {
  it('are all gone after redaction, from the bytes of the file and from its documents, in any encoding', async () => {
    const engine = createEngine();
    const { handle } = await engine.request('snapshot.open', { path: out });
    const written = await engine.request('redact.write', { handle, out: redacted });
    engine.close();
    expect(planted).toBeGreaterThan(20_000);
    expect(canariesIn(contentsOf(out)).size).toBeGreaterThan(planted * 0.95);
    expect([...canariesIn(contentsOf(redacted))].slice(0, 5)).toEqual([]);
    expect(written.residue).toEqual([]);
    const reader = openSnapshot(redacted);
    expect(reader.info().counts.calls).toBe(DOCUMENTS);
    reader.close();
  }, 60_000);
});

/** Those in the text itself and in whatever of it is base64. */
function canariesIn(contents: string): ReadonlySet<string> {
  const found = new Set([...contents.matchAll(CANARY)].map(([canary]) => canary.toLowerCase()));
  for (const [run] of contents.matchAll(/[A-Za-z0-9+/]{24,}={0,2}/g)) {
    for (const [canary] of Buffer.from(run, 'base64').toString('latin1').matchAll(CANARY))
      found.add(canary.toLowerCase());
  }
  return found;
}
