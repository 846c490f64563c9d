import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entity, ObservationId, Relation } from '../../schema/records.ts';
import { createSnapshot } from '../../schema/snapshot/create.ts';
import { openSnapshot } from '../../schema/snapshot/open.ts';
import type { SnapshotReader } from '../../schema/snapshot/types.ts';

const TIME = '2026-03-01T10:00:00.000Z';
const USER = 'arn:aws:iam::111122223333:user/build';
const ROLE = 'arn:aws:iam::111122223333:role/deploy';

/** A sealed snapshot of one user that can assume one role, for tests of what is built from snapshots. */
export function smallSnapshot(hostileName = 'deploy'): {
  reader: SnapshotReader;
  user: string;
  role: string;
} {
  const path = join(mkdtempSync(join(tmpdir(), 'trustpath-evidence-')), 'small.trustpath');
  const writer = createSnapshot(path, { createdBy: 'trustpath test', createdAt: TIME });
  writer.openSource({
    id: 'aws:111122223333',
    kind: 'aws',
    principal: 'arn:aws:iam::111122223333:user/auditor',
    account: '111122223333',
    collector: 'test',
    startedAt: TIME,
    clockOffsetMs: 120,
  });
  const call = writer.recordCall(
    {
      source: 'aws:111122223333',
      operation: 'iam:GetAccountAuthorizationDetails',
      region: null,
      endpoint: 'https://iam.example.com',
      parameters: {},
      page: 0,
      status: 'ok',
      httpStatus: 200,
      requestId: 'request-1',
      startedAt: TIME,
      endedAt: TIME,
      originalSha256: null,
      redactions: 0,
    },
    {
      UserDetailList: [
        {
          Arn: USER,
          UserPolicyList: [
            {
              PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: ROLE }] },
            },
          ],
        },
      ],
    },
  );
  writer.recordCoverage({
    source: 'aws:111122223333',
    operation: 'iam:ListAccessKeys',
    region: null,
    status: 'denied',
    reason: '=HYPERLINK("https://example.com") is not authorized',
    items: 0,
    calls: 1,
    kinds: ['authenticates-as'],
  });
  writer.closeSource('aws:111122223333', TIME, 120);
  const observation = call.observation as ObservationId;
  const entity = (id: string, kind: Entity['kind'], name: string, tier: Entity['tier']): Entity => ({
    id,
    kind,
    name,
    source: 'aws:111122223333',
    collected: true,
    tier,
    attributes: {},
    evidence: { observation, pointer: '/UserDetailList/0' },
  });
  const relation: Relation = {
    from: USER,
    to: ROLE,
    kind: 'can-assume',
    rule: 'sts-001',
    verdict: 'allow',
    conditions: [],
    proof: [
      {
        observation,
        pointer: '/UserDetailList/0/UserPolicyList/0/PolicyDocument/Statement/0',
        says: 'A statement allows sts:AssumeRole.',
      },
    ],
  };
  writer.seal(
    {
      entities: [entity(ROLE, 'aws-role', hostileName, 0), entity(USER, 'aws-user', 'build', null)],
      relations: [relation],
    },
    {},
    { analysis: 'trustpath test', sealedAt: TIME },
  );
  writer.close();
  return { reader: openSnapshot(path), user: USER, role: ROLE };
}
