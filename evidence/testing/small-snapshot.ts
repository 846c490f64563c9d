import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { derive } from '../../analysis/derive.ts';
import type { Json } from '../../schema/json.ts';
import type { Relation } from '../../schema/records.ts';
import { createSnapshot } from '../../schema/snapshot/create.ts';
import { openSnapshot } from '../../schema/snapshot/open.ts';
import type { SnapshotReader } from '../../schema/snapshot/types.ts';

const TIME = '2026-03-01T10:00:00.000Z';
const ACCOUNT = '111122223333';
const USER = `arn:aws:iam::${ACCOUNT}:user/build`;
/** Version of the rules that small snapshots say they were derived with. */
export const SMALL_ANALYSIS = 'trustpath 0.0.0';

const policy = (...statements: Json[]): Json => ({ Version: '2012-10-17', Statement: statements });

export interface SmallSnapshot {
  readonly path: string;
  readonly reader: SnapshotReader;
  readonly user: string;
  readonly role: string;
  /** That the user can assume the role. */
  readonly relation: Relation;
}

/**
 * A sealed snapshot of one user that can assume one role, which administers the account and trusts another
 * account besides, derived by the real rules, for tests of what is built from
 * snapshots. `more` are documents of other calls.
 */
export function smallSnapshot(
  options: {
    readonly role?: string;
    readonly path?: string;
    /** False: no policy lets the user assume the role. */
    readonly userMay?: boolean;
    /** Digest of what the snapshot says it is a redacted copy of. */
    readonly redactedFrom?: string;
    readonly more?: readonly { readonly operation: string; readonly document: Json }[];
  } = {},
): SmallSnapshot {
  const { role: name = 'deploy', more = [], userMay = true } = options;
  const role = `arn:aws:iam::${ACCOUNT}:role/${name}`;
  const path = options.path ?? join(mkdtempSync(join(tmpdir(), 'trustpath-evidence-')), 'small.trustpath');
  const writer = createSnapshot(path, {
    createdBy: SMALL_ANALYSIS,
    createdAt: TIME,
    ...(options.redactedFrom && { redaction: { of: options.redactedFrom, policy: '{}' } }),
  });
  writer.openSource({
    id: `aws:${ACCOUNT}`,
    kind: 'aws',
    principal: `arn:aws:iam::${ACCOUNT}:user/auditor`,
    account: ACCOUNT,
    collector: 'test',
    startedAt: TIME,
    clockOffsetMs: 120,
  });
  const documents = [
    { operation: 'iam:GetAccountAuthorizationDetails', document: details(name, role, userMay) },
    ...more,
  ];
  for (const [number, { operation, document }] of documents.entries())
    writer.recordCall(
      {
        source: `aws:${ACCOUNT}`,
        operation,
        region: null,
        endpoint: 'https://iam.example.com',
        parameters: {},
        page: number,
        status: 'ok',
        httpStatus: 200,
        requestId: `request-${number + 1}`,
        startedAt: TIME,
        endedAt: TIME,
        originalSha256: null,
        redactions: 0,
      },
      document,
    );
  writer.recordCoverage({
    source: `aws:${ACCOUNT}`,
    operation: 'iam:ListAccessKeys',
    region: null,
    status: 'denied',
    reason: '=HYPERLINK("https://example.com") is not authorized',
    items: 0,
    calls: 1,
    kinds: ['authenticates-as'],
  });
  writer.closeSource(`aws:${ACCOUNT}`, TIME, 120);
  writer.seal(derive(writer.reader()), {}, { analysis: SMALL_ANALYSIS, sealedAt: TIME });
  writer.close();
  const reader = openSnapshot(path);
  return {
    path,
    reader,
    user: USER,
    role,
    get relation() {
      const relation = [...reader.relations()].find(({ from, to }) => from === USER && to === role);
      if (!relation) throw new Error('The rules derive no relation from the user to the role.');
      return relation;
    },
  };
}

function details(name: string, role: string, userMay: boolean): Json {
  return {
    UserDetailList: [
      {
        UserName: 'build',
        UserId: 'AIDABUILD',
        Arn: USER,
        Path: '/',
        GroupList: [],
        AttachedManagedPolicies: [],
        UserPolicyList: userMay
          ? [
              {
                PolicyName: 'deploy',
                PolicyDocument: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: role }),
              },
            ]
          : [],
      },
    ],
    GroupDetailList: [],
    RoleDetailList: [
      {
        RoleName: name,
        RoleId: 'AROADEPLOY',
        Arn: role,
        Path: '/',
        AssumeRolePolicyDocument: policy(
          { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'sts:AssumeRole' },
          { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: 'sts:AssumeRole' },
        ),
        RolePolicyList: [
          { PolicyName: 'all', PolicyDocument: policy({ Effect: 'Allow', Action: '*', Resource: '*' }) },
        ],
        AttachedManagedPolicies: [],
        InstanceProfileList: [],
      },
    ],
    Policies: [],
  };
}
