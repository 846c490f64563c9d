import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Output } from '../../schema/contract.ts';
import { createEngine, type Engine } from '../engine.ts';

type Row = Output<'inventory'>['rows'][number];

const folder = mkdtempSync(join(tmpdir(), 'trustpath-inventory-'));
const ACCOUNT = '111122223333';
const arn = (rest: string) => `arn:aws:iam::${ACCOUNT}:${rest}`;
const allow = (Action: string, Resource: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});
const trust = (principal: object) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
});
const tags = (all: Record<string, string>) => Object.entries(all).map(([Key, Value]) => ({ Key, Value }));
const role = (RoleName: string, own: Record<string, string>, rest: object = {}) => ({
  RoleName,
  RoleId: `AROA${RoleName.toUpperCase().replaceAll('-', '')}`,
  Arn: arn(`role/${RoleName}`),
  Path: '/',
  CreateDate: '2026-01-01T00:00:00.000Z',
  AssumeRolePolicyDocument: trust({ Service: 'lambda.amazonaws.com' }),
  Tags: tags(own),
  ...rest,
});

const DETAILS = {
  UserDetailList: [
    {
      UserName: 'ci',
      UserId: 'AIDACI',
      Arn: arn('user/ci'),
      Path: '/',
      CreateDate: '2026-01-01T00:00:00.000Z',
      Tags: tags({ owner: 'tbd', Team: 'release' }),
      UserPolicyList: [{ PolicyName: 'all', PolicyDocument: allow('s3:*', '*') }],
    },
  ],
  RoleDetailList: [
    role('both', { Owner: 'Amara', team: 'platform' }),
    role('from-code', { git_org: 'harbour', git_repo: 'infra', git_last_modified_by: 'ben@example.com' }),
    role('nobody', { 'cost-center': '4711' }, { RoleLastUsed: {} }),
    role(
      'federated',
      {},
      {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Federated: arn('oidc-provider/token.actions.githubusercontent.com') },
              Action: 'sts:AssumeRoleWithWebIdentity',
            },
          ],
        },
        RolePolicyList: [{ PolicyName: 'admin', PolicyDocument: allow('*', '*') }],
      },
    ),
  ],
  GroupDetailList: [],
  Policies: [],
};

const MANIFESTS = `
apiVersion: v1
kind: Namespace
metadata: {name: pay, annotations: {example.com/owner: payments}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: api, namespace: pay}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: batch, namespace: pay, labels: {team: batch}}
---
apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata: {name: old-token, namespace: pay, annotations: {kubernetes.io/service-account.name: batch}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: one, namespace: pay}
spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {serviceAccountName: api, containers: [{name: c, image: i}]}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: two, namespace: pay}
spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {serviceAccountName: api, containers: [{name: c, image: i}]}}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: b}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects: [{kind: ServiceAccount, name: batch, namespace: pay}]
`;

let engine: Engine;
let handle: string;
let rows: ReadonlyMap<string, Row>;
const row = (id: string) => rows.get(id) as Row;

async function inventory(): Promise<ReadonlyMap<string, Row>> {
  const answer = await engine.request('inventory', { handle });
  return new Map(answer.rows.map((each) => [each.id, each]));
}

beforeAll(async () => {
  vi.stubEnv('TRUSTPATH_HOME', join(folder, 'home'));
  engine = createEngine();
  writeFileSync(join(folder, 'details.json'), JSON.stringify(DETAILS));
  writeFileSync(join(folder, 'objects.yaml'), MANIFESTS);
  const out = join(folder, 'estate.trustpath');
  await engine.request('import.aws', { out, paths: [join(folder, 'details.json')] });
  await engine.request('import.kubernetes', {
    out,
    paths: [join(folder, 'objects.yaml')],
    cluster: 'harbour',
    add: true,
  });
  ({ handle } = await engine.request('snapshot.open', { path: out }));
  rows = await inventory();
}, 30_000);
afterAll(() => {
  engine.close();
  vi.unstubAllEnvs();
});

describe('the inventory of machine identities', () => {
  it('lists identities and no policies, namespaces or people’s data', () => {
    expect([...rows.values()].map(({ kind }) => kind).sort()).toEqual([
      ...new Array(4).fill('aws-role'),
      'aws-user',
      'k8s-controller',
      'k8s-controller',
      'k8s-secret',
      'k8s-service-account',
      'k8s-service-account',
    ]);
  });

  it('names the owner that tags give, with where it stands, and says where claims differ', () => {
    expect(row(arn('role/both')).owner).toEqual({ name: 'Amara', assigned: false, disputed: true });
    const [first, second] = row(arn('role/both')).claims;
    expect([first?.says, second?.owner]).toEqual(['Its tag Owner is Amara.', 'platform']);
    expect(first?.observation).toMatch(/^sha256:/);
    // A tag that is filled in with no name is none.
    expect(row(arn('user/ci')).owner).toEqual({ name: 'release', assigned: false, disputed: false });
  });

  it('knows what tools that write Terraform note, namespaces, and whose a token is', () => {
    expect(row(arn('role/from-code')).claims.map(({ source, owner }) => [source, owner])).toEqual([
      ['terraform', 'ben@example.com'],
      ['terraform', 'harbour/infra'],
    ]);
    expect(row('k8s://harbour/serviceaccount/pay/api').claims[0]).toMatchObject({
      source: 'namespace',
      owner: 'payments',
    });
    expect(row('k8s://harbour/serviceaccount/pay/batch').owner?.name).toBe('batch');
    expect(row('k8s://harbour/secret/pay/old-token').claims[0]).toMatchObject({
      source: 'holder',
      owner: 'batch',
    });
  });

  it('says unknown where nothing tells, and never "nobody" or "never"', () => {
    const nobody = row(arn('role/nobody'));
    expect(nobody.owner).toBeNull();
    expect(nobody.unknown.map(({ field }) => field)).toContain('owner');
    expect(nobody.lastUsed).toBe('never');
    expect(row(arn('role/both')).lastUsed).toBeNull();
    expect(row(arn('role/both')).unknown).toContainEqual({
      field: 'lastUse',
      reason: expect.stringContaining('GetAccountAuthorizationDetails'),
    });
    expect(row(arn('user/ci')).lastUsed).toBeNull();
  });

  it('tells credentials, expiry, sharing and wildcards', () => {
    expect(row(arn('role/federated')).credential).toBe('federated');
    expect(row(arn('role/both')).credential).toBe('short-lived');
    expect(row(arn('user/ci')).credential).toBeNull();
    expect(row('k8s://harbour/serviceaccount/pay/batch').credential).toBe('static');
    expect(row('k8s://harbour/secret/pay/old-token').expires).toBe('never');
    expect(row('k8s://harbour/serviceaccount/pay/api').workloads).toBe(2);
    expect(row('k8s://harbour/serviceaccount/pay/batch').privileges.wildcard).toBe(true);
    expect(row(arn('user/ci')).privileges.wildcard).toBe(true);
    expect(row(arn('role/nobody')).privileges.wildcard).toBe(false);
  });

  it('proposes a tier by what is surely reached, and says why', () => {
    expect(row(arn('role/federated')).tier).toMatchObject({ value: 0, confirmed: false });
    expect(row(arn('role/nobody')).tier).toEqual({
      value: 2,
      confirmed: false,
      reasons: ['It surely reaches neither a crown jewel nor data or keys.'],
    });
  });
});

describe('a list of machine identities', () => {
  const list = (asked: object) =>
    engine.request('inventory.list', { handle, offset: 0, limit: 1_000, ...asked });

  it('gives pages of what fits in the order asked for, and counts what is not known apart', async () => {
    const all = await list({});
    expect([all.total, all.unsure]).toEqual([rows.size, 0]);
    expect(all.rows.map(({ name }) => name)).toEqual(
      [...rows.values()].map(({ name }) => name).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
    );
    expect((await list({ offset: 2, limit: 3 })).rows).toEqual(all.rows.slice(2, 5));
    expect(all.kinds).toContainEqual({ kind: 'aws-role', count: 4 });
    const roles = await list({ kind: 'aws-role', only: ['no-owner'] });
    expect(roles.rows.map(({ id }) => id)).toEqual([arn('role/federated'), arn('role/nobody')]);
    expect((await list({ match: 'AMARA' })).rows.map(({ id }) => id)).toEqual([arn('role/both')]);
    // The credential of a user whose keys were not collected may be a static one.
    const fixed = await list({ only: ['static'] });
    expect(fixed.rows.map(({ id }) => id)).not.toContain(arn('user/ci'));
    expect(fixed.unsure).toBeGreaterThan(0);
  });

  it('follows the case', async () => {
    const { case: mine } = await engine.request('case.create', {
      path: join(folder, 'list.trustcase'),
      title: 'List',
    });
    await engine.request('case.bind', { case: mine, handle });
    const action = { do: 'mark', entity: arn('role/nobody'), mark: 'owner', value: 'Aaron' } as const;
    const before = await list({ only: ['no-owner'] });
    await engine.request('case.apply', { case: mine, action });
    expect((await list({ only: ['no-owner'] })).total).toBe(before.total - 1);
    const sort = { by: 'owner', descending: false };
    expect((await list({ sort })).rows[0]?.id).toBe(arn('role/nobody'));
    await engine.request('case.close', { case: mine });
    expect((await list({ only: ['no-owner'] })).total).toBe(before.total);
  });
});

describe('a proposal that was declined', () => {
  it('is not made again, and what is then not known is said to be that', async () => {
    const entity = 'k8s://harbour/serviceaccount/pay/api';
    const { case: mine } = await engine.request('case.create', {
      path: join(folder, 'declined.trustcase'),
      title: 'Declined',
    });
    await engine.request('case.bind', { case: mine, handle });
    const before = row(arn('role/federated')).tier;
    expect(before).toMatchObject({ value: 0, confirmed: false });
    const proposals = [
      { entity: arn('role/federated'), mark: 'tier', value: 0 },
      { entity, mark: 'tier', value: 1 },
    ] as const;
    await engine.request('case.apply', {
      case: mine,
      action: { do: 'decline', proposals: [...proposals], declined: true },
    });
    const after = await inventory();
    expect(after.get(arn('role/federated'))).toMatchObject({ tier: null });
    expect(after.get(arn('role/federated'))?.unknown).toContainEqual({
      field: 'tier',
      reason: 'What was proposed was declined in the case.',
    });
    // Another value than the one proposed was declined.
    expect(after.get(entity)?.tier).toEqual(row(entity).tier);
    await engine.request('case.undo', { case: mine });
    expect((await inventory()).get(arn('role/federated'))?.tier).toEqual(before);
    await engine.request('case.close', { case: mine });
  });
});

describe('an inventory that was edited', () => {
  it('goes into the case as one action, counts, and is taken back by one undoing', async () => {
    const path = join(folder, 'programme.trustcase');
    const { case: mine } = await engine.request('case.create', { path, title: 'Programme' });
    await engine.request('case.bind', { case: mine, handle });
    for (const format of ['csv', 'yaml'] as const) {
      const exported = await engine.request('inventory.export', { handle, format });
      expect(exported.rows).toBe(rows.size);
      const file = join(folder, `inventory.${format}`);
      writeFileSync(file, exported.text);
      // As it was written, it says nothing new.
      expect(await engine.request('inventory.apply', { handle, case: mine, path: file })).toEqual({
        marks: 0,
        entities: 0,
      });
    }
    const edited = join(folder, 'edited.csv');
    writeFileSync(
      edited,
      `id,owner,environment,tier\r\n${arn('role/nobody')},Chiara,production,1\r\n${arn('role/both')},,,2\r\n`,
    );
    expect(await engine.request('inventory.apply', { handle, case: mine, path: edited })).toEqual({
      marks: 4,
      entities: 2,
    });
    expect(readFileSync(path, 'utf8').match(/"mark-all"/g)).toHaveLength(1);
    const after = await inventory();
    expect(after.get(arn('role/nobody'))).toMatchObject({
      owner: { name: 'Chiara', assigned: true },
      environment: { name: 'production', confirmed: true },
      tier: { value: 1, confirmed: true },
    });
    expect(after.get(arn('role/both'))).toMatchObject({
      owner: { name: 'Amara', assigned: false },
      tier: { value: 2, confirmed: true },
    });
    const again = await engine.request('inventory.export', { handle, format: 'csv' });
    expect(again.text).toMatch(/role\/nobody,aws-role,nobody,Chiara,production,1,/);

    writeFileSync(edited, `id,owner\r\n${arn('role/nobody')},-\r\n`);
    expect((await engine.request('inventory.apply', { handle, case: mine, path: edited })).marks).toBe(1);
    expect((await inventory()).get(arn('role/nobody'))?.owner).toBeNull();
    await engine.request('case.undo', { case: mine });
    await engine.request('case.undo', { case: mine });
    expect(await inventory()).toEqual(rows);
  });

  it('is shown before it is taken: what would change, from what to what', async () => {
    const file = join(folder, 'preview.yaml');
    writeFileSync(file, `- id: ${arn('role/both')}\n  owner: Ben\n  tier: 1\n- id: ${arn('role/nobody')}\n`);
    const { case: mine } = await engine.request('case.create', {
      path: join(folder, 'preview.trustcase'),
      title: 'Preview',
    });
    await engine.request('case.bind', { case: mine, handle });
    const before = await engine.request('inventory.preview', { handle, path: file });
    const [entity, kind, name] = [arn('role/both'), 'aws-role', 'both'];
    expect(before).toEqual({
      rows: 2,
      changes: [
        { entity, kind, name, mark: 'owner', before: null, after: 'Ben' },
        { entity, kind, name, mark: 'tier', before: null, after: 1 },
      ],
    });
    await engine.request('inventory.apply', { handle, case: mine, path: file });
    expect((await engine.request('inventory.preview', { handle, path: file })).changes).toEqual([]);
    writeFileSync(file, `- id: ${arn('role/both')}\n  owner: "-"\n`);
    expect((await engine.request('inventory.preview', { handle, path: file })).changes).toEqual([
      { entity, kind, name, mark: 'owner', before: 'Ben', after: null },
    ]);
    writeFileSync(file, `- id: ${arn('role/gone')}\n  owner: Ben\n`);
    await expect(engine.request('inventory.preview', { handle, path: file })).rejects.toThrow(
      /preview\.yaml, line 1: there is no entity/,
    );
    await engine.request('case.close', { case: mine });
  });

  it('is refused whole where it names what is not there', async () => {
    const path = join(folder, 'other.trustcase');
    const { case: mine } = await engine.request('case.create', { path, title: 'Other' });
    const file = join(folder, 'unknown.csv');
    writeFileSync(file, `id,owner\r\n${arn('role/both')},Ben\r\n${arn('role/gone')},Ben\r\n`);
    await expect(engine.request('inventory.apply', { handle, case: mine, path: file })).rejects.toMatchObject(
      {
        code: 'input-refused',
        message: expect.stringMatching(/unknown\.csv, line 3: there is no entity/),
      },
    );
    expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(1);
  });
});
