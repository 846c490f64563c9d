import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Call, Derived, Entity, ObservationId, Relation } from '../../records.ts';
import { createSnapshot } from '../create.ts';
import type { GraphBlobs, SnapshotInfo, SnapshotWriter } from '../types.ts';

/** A small estate of a company that does not exist, for the tests of the file format. */
export const NOW = '2026-11-22T13:08:46.000Z';
export const SOURCE = 'aws:111122223333';
export const CREATED = { createdBy: '0.1.0', createdAt: NOW };
export const SEALED = { analysis: '0.1.0', sealedAt: NOW };

/** A folder of its own for each test, with what to call when it is over. */
export function workFolder(): {
  readonly folder: string;
  file(name: string): string;
  names(): string[];
  remove(): void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'trustpath-test-'));
  return {
    folder,
    file: (name) => join(folder, name),
    names: () => (existsSync(folder) ? readdirSync(folder).sort() : []),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function sampleCall(page = 0): Omit<Call, 'observation'> {
  return {
    source: SOURCE,
    operation: 'iam:GetAccountAuthorizationDetails',
    region: null,
    endpoint: 'https://iam.example.com/',
    parameters: { Filter: ['User', 'Role'] },
    page,
    status: 'ok',
    httpStatus: 200,
    requestId: `request-${page}`,
    startedAt: NOW,
    endedAt: NOW,
    originalSha256: null,
    redactions: 0,
  };
}

export function openSampleSource(writer: SnapshotWriter): void {
  writer.openSource({
    id: SOURCE,
    kind: 'aws',
    principal: 'arn:aws:iam::111122223333:user/auditor',
    account: '111122223333',
    collector: 'aws 0.1.0',
    startedAt: NOW,
    clockOffsetMs: 12,
  });
}

export const DOCUMENT = {
  UserDetailList: [{ UserName: 'ci-deployer', Arn: 'arn:aws:iam::111122223333:user/ci-deployer' }],
  RoleDetailList: [{ RoleName: 'prod-admin', Note: 'the same words again and again '.repeat(40) }],
};

/** Records two calls, a coverage gap and the source's end. Returns the first document's id. */
export function collectSample(writer: SnapshotWriter): ObservationId {
  openSampleSource(writer);
  const call = writer.recordCall(sampleCall(), DOCUMENT);
  writer.recordCall({ ...sampleCall(1), status: 'denied', httpStatus: 403 }, null);
  writer.recordCall({ ...sampleCall(), operation: 'iam:ListAccessKeys', parameters: {} }, { Keys: [] });
  writer.recordCoverage({
    source: SOURCE,
    operation: 'iam:GetAccountAuthorizationDetails',
    region: null,
    status: 'denied',
    reason: 'AccessDenied: "page 1"',
    items: 2,
    calls: 2,
    kinds: ['can-assume'],
  });
  writer.closeSource(SOURCE, NOW, 15.4);
  return call.observation as ObservationId;
}

export function sampleDerived(observation: ObservationId): Derived {
  const user: Entity = {
    id: 'arn:aws:iam::111122223333:user/ci-deployer',
    kind: 'aws-user',
    name: 'ci-deployer',
    source: SOURCE,
    collected: true,
    tier: null,
    attributes: { path: '/', tags: { team: '100% _build\\' } },
    evidence: { observation, pointer: '/UserDetailList/0' },
  };
  const role: Entity = {
    ...user,
    id: 'arn:aws:iam::111122223333:role/prod-admin',
    kind: 'aws-role',
    name: 'Prod-Admin',
    tier: 0,
    evidence: { observation, pointer: '/RoleDetailList/0' },
  };
  const elsewhere: Entity = {
    id: 'arn:aws:iam::444455556666:root',
    kind: 'aws-principal',
    name: 'root',
    source: null,
    collected: false,
    tier: null,
    attributes: {},
    evidence: null,
  };
  const step = {
    observation,
    pointer: '/RoleDetailList/0',
    says: 'The trust policy of prod-admin admits ci-deployer.',
  };
  const relations: Relation[] = [
    {
      from: user.id,
      to: role.id,
      kind: 'can-assume',
      rule: 'aws-assume-role',
      verdict: 'allow',
      conditions: [],
      proof: [step, { ...step, pointer: '/UserDetailList/0', says: 'ci-deployer may call sts:AssumeRole.' }],
    },
    {
      from: elsewhere.id,
      to: role.id,
      kind: 'can-assume',
      rule: 'aws-assume-role',
      verdict: 'conditional',
      conditions: ['aws:SourceIp is in 192.0.2.0/24', 'the external id is known'],
      proof: [step],
    },
  ];
  return { entities: [user, role, elsewhere], relations };
}

export const GRAPH: GraphBlobs = {
  'forward-targets': new Int32Array([1, 1, -7]),
  flags: new Uint8Array([0, 1, 255]),
  empty: new Int32Array(0),
};

/** Writes and seals the sample at `path`. */
export function sealSample(path: string): SnapshotInfo {
  const writer = createSnapshot(path, CREATED);
  const observation = collectSample(writer);
  return writer.seal(sampleDerived(observation), GRAPH, SEALED);
}
