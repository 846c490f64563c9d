import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CreateClusterCommand, ECSClient, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { CreateRoleCommand, CreateUserCommand, IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AWS_SERVICES } from '../collectors/aws/registry.ts';
import { type DenyingProxy, startDenyingProxy } from '../collectors/aws/testing/denying-proxy.ts';
import { hasMoto, type MotoServer, startMoto } from '../collectors/aws/testing/moto-server.ts';
import type { CoverageReport, Output } from '../schema/contract.ts';
import { createEngine } from './engine.ts';

const REGION = 'eu-central-1';
const MANAGEMENT = '123456789012';
const HERE = hasMoto();

type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
const own: Credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-checked-by-moto' };
const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };

/** Every second operation that is asked for, which the account `data` denies. */
const HALF = new Set(
  AWS_SERVICES.flatMap((service) => service.operations.map((one) => one.operation)).filter(
    (operation, index) => index % 2 === 1 && !operation.startsWith('organizations:'),
  ),
);

describe.skipIf(!HERE)(
  'an organization of accounts, collected from its management account in one run',
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'trustpath-organization-'));
    const engine = createEngine();
    const accounts = { shop: '', data: '', locked: '' };
    let moto: MotoServer;
    let proxy: DenyingProxy;
    let handle = '';
    let gaps = 0;
    let coverage: CoverageReport;

    beforeAll(async () => {
      vi.stubEnv('TRUSTPATH_HOME', path.join(folder, 'home'));
      vi.stubEnv('AWS_ACCESS_KEY_ID', own.accessKeyId);
      vi.stubEnv('AWS_SECRET_ACCESS_KEY', own.secretAccessKey);
      // moto answers some operations with an error page; trying them again changes nothing.
      vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
      moto = await startMoto();
      await buildOrganization(moto.endpoint, accounts);
      proxy = await startDenyingProxy(moto.endpoint);
      proxy.denies = ({ account, operation, parameters }) =>
        (operation === 'sts:AssumeRole' && String(parameters.RoleArn).includes(accounts.locked)) ||
        (account === accounts.data && HALF.has(operation));
      const out = path.join(folder, 'organization.trustpath');
      const input = { out, endpoint: proxy.endpoint, regions: [REGION], orgRole: 'audit' };
      // Cut off in the middle of a member, and taken up again.
      const cut = new AbortController();
      const seen = () => proxy.calls.some(({ account }) => account === accounts.shop);
      const timer = setInterval(() => seen() && cut.abort(), 5);
      await expect(engine.request('collect.aws', input, { signal: cut.signal })).rejects.toMatchObject({
        code: 'cancelled',
      });
      clearInterval(timer);
      gaps = (await engine.request('collect.aws', { ...input, resume: true })).gaps;
      handle = (await engine.request('snapshot.open', { path: out })).handle;
      coverage = await engine.request('snapshot.coverage', { handle });
    }, 120_000);
    afterAll(async () => {
      engine.close();
      await proxy?.close();
      moto?.close();
      rmSync(folder, { recursive: true, force: true });
      vi.unstubAllEnvs();
    });

    const callsOf = (account: string) =>
      coverage.sources.find((source) => source.id === `aws:${account}`)?.calls ?? [];
    const user = (account: string, name: string) => `arn:aws:iam::${account}:user/${name}`;
    const explain = (account: string): Promise<Output<'explain'>> =>
      engine.request('explain', { handle, from: user(account, 'deploy'), to: user(account, 'boss') });

    it('has a source for each account, entered through the role named', async () => {
      const { sources } = await engine.request('snapshot.info', { handle });
      expect(sources.map(({ id, principal }) => [id, principal]).sort()).toEqual(
        [
          [`aws:${MANAGEMENT}`, expect.stringContaining(MANAGEMENT)],
          [`aws:${accounts.shop}`, `arn:aws:sts::${accounts.shop}:assumed-role/audit/trustpath`],
          [`aws:${accounts.data}`, `arn:aws:sts::${accounts.data}:assumed-role/audit/trustpath`],
          [`aws:${accounts.locked}`, null],
        ].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
      );
    });

    it('did not ask again after it was cut off what the management account had answered', () => {
      const asked = proxy.calls.filter(
        ({ account, operation }) => account === null && operation === 'iam:GetAccountAuthorizationDetails',
      );
      expect(asked).toHaveLength(1);
    });

    it('lists each gap of the account that denies half of the calls, with the kinds of relation it hides', () => {
      const denied = callsOf(accounts.data).filter((call) => call.status === 'denied');
      const asked = new Set(
        proxy.calls.filter((call) => call.account === accounts.data).map((call) => call.operation),
      );
      expect(denied.length).toBeGreaterThan(15);
      expect(new Set(denied.map((call) => call.operation))).toEqual(
        new Set([...HALF].filter((operation) => asked.has(operation))),
      );
      const hides = new Map(
        AWS_SERVICES.flatMap(({ operations }) => operations.map((one) => [one.operation, one.hides])),
      );
      for (const call of denied) {
        expect(call.kinds, call.operation).toEqual(hides.get(call.operation));
        expect(call.reason).toContain('not authorized to perform');
      }
      const total = coverage.sources.flatMap((source) => source.calls);
      expect(total.filter((call) => call.status !== 'complete')).toHaveLength(gaps);
    });

    it('misses the account that lets nobody in visibly, and nothing else for it', async () => {
      const calls = callsOf(accounts.locked);
      expect(calls.find((call) => call.operation === 'sts:AssumeRole')).toMatchObject({ status: 'denied' });
      expect(calls.filter((call) => call.status === 'complete')).toEqual([]);
      const { unknowns } = await engine.request('path', {
        handle,
        from: user(MANAGEMENT, 'deploy'),
        to: `arn:aws:iam::${accounts.locked}:root`,
      });
      expect(unknowns.map((gap) => gap.operation)).toContain('sts:AssumeRole');
      const complete = callsOf(accounts.shop).filter((call) => call.status === 'complete');
      expect(complete.length).toBeGreaterThan(40);
    });

    it('blocks in a member by the policy of a unit two levels up what holds in the management account', async () => {
      expect(await explain(MANAGEMENT)).toMatchObject({ related: true, blockedBy: [] });
      const blocked = await explain(accounts.shop);
      expect(blocked.related).toBe(false);
      const reasons = blocked.blockedBy.map((each) => each.says);
      expect(reasons.join('\n')).toMatch(
        /"NoKeys" of service control policy guard denies iam:CreateAccessKey on arn:aws:iam::\d+:user\/boss/,
      );
      const to = `arn:aws:iam::${accounts.shop}:root`;
      const paths = (account: string, target: string) =>
        engine.request('path', { handle, from: user(account, 'deploy'), to: target });
      expect((await paths(accounts.shop, to)).paths).toEqual([]);
      expect((await paths(MANAGEMENT, `arn:aws:iam::${MANAGEMENT}:root`)).paths).not.toEqual([]);
    });

    it('knows the service control policies of every account, so that strictness changes nothing', async () => {
      const from = user(MANAGEMENT, 'deploy');
      const to = `arn:aws:iam::${MANAGEMENT}:root`;
      for (const strictScp of [false, true]) {
        const { paths, unknowns } = await engine.request('path', { handle, from, to, strictScp });
        expect(paths[0]?.verdict).toBe('allow');
        expect(unknowns.filter((gap) => gap.operation.startsWith('organizations:'))).toEqual([]);
      }
    });

    it('lets an organization-wide trust in for members alone', async () => {
      const { paths } = await engine.request('path', {
        handle,
        from: `arn:aws:iam::${accounts.data}:root`,
        to: `arn:aws:iam::${accounts.shop}:role/shared`,
      });
      expect(paths[0]?.hops.map((hop) => hop.verdict)).toEqual(['allow']);
      const stranger = await engine.request('explain', {
        handle,
        from: 'internet',
        to: `arn:aws:iam::${accounts.shop}:role/shared`,
      });
      expect(stranger.related).toBe(false);
    });
  },
);

/** The organization: Workloads over Production over `shop`; `data` under Workloads; `locked` under the root. */
async function buildOrganization(endpoint: string, accounts: Record<'shop' | 'data' | 'locked', string>) {
  const config = (credentials: Credentials) => ({ region: REGION, endpoint, credentials });
  const client = new OrganizationsClient(config(own));
  const { Organization } = await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const { Roots } = await client.send(new ListRootsCommand({}));
  const root = Roots?.[0]?.Id ?? '';
  await client.send(new EnablePolicyTypeCommand({ RootId: root, PolicyType: 'SERVICE_CONTROL_POLICY' }));
  const unit = async (ParentId: string, Name: string) =>
    (await client.send(new CreateOrganizationalUnitCommand({ ParentId, Name }))).OrganizationalUnit?.Id ?? '';
  const workloads = await unit(root, 'Workloads');
  const production = await unit(workloads, 'Production');
  const places = { shop: production, data: workloads, locked: root };
  for (const name of ['shop', 'data', 'locked'] as const) {
    const { CreateAccountStatus: made } = await client.send(
      new CreateAccountCommand({ AccountName: name, Email: `${name}@example.com` }),
    );
    accounts[name] = made?.AccountId ?? '';
    if (places[name] !== root)
      await client.send(
        new MoveAccountCommand({
          AccountId: accounts[name],
          SourceParentId: root,
          DestinationParentId: places[name],
        }),
      );
  }
  const guard = async (Name: string, TargetId: string, ...statements: object[]) => {
    const { Policy } = await client.send(
      new CreatePolicyCommand({
        Name,
        Description: Name,
        Type: 'SERVICE_CONTROL_POLICY',
        Content: policy(...statements),
      }),
    );
    await client.send(new AttachPolicyCommand({ PolicyId: Policy?.PolicySummary?.Id, TargetId }));
  };
  await guard('stay', root, {
    Sid: 'Stay',
    Effect: 'Deny',
    Action: 'organizations:LeaveOrganization',
    Resource: '*',
  });
  await guard('guard', workloads, {
    Sid: 'NoKeys',
    Effect: 'Deny',
    Action: ['iam:CreateAccessKey', 'iam:CreateLoginProfile'],
    Resource: '*',
  });
  await guard('no-databases', accounts.data, {
    Sid: 'NoDatabases',
    Effect: 'Deny',
    Action: 'rds:*',
    Resource: '*',
  });

  await users(new IAMClient(config(own)), MANAGEMENT);
  for (const name of ['shop', 'data'] as const) {
    const { Credentials: found } = await new STSClient(config(own)).send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${accounts[name]}:role/OrganizationAccountAccessRole`,
        RoleSessionName: 'setup',
      }),
    );
    const there = config({
      accessKeyId: found?.AccessKeyId ?? '',
      secretAccessKey: found?.SecretAccessKey ?? '',
      sessionToken: found?.SessionToken ?? '',
    });
    await users(new IAMClient(there), accounts[name]);
    if (name === 'shop') await workloadsOf(there, accounts.shop, Organization?.Id ?? '');
  }
}

/** `deploy` may make an access key for `boss`, who may do everything. */
async function users(iam: IAMClient, account: string): Promise<void> {
  const rights = {
    boss: ALL,
    deploy: {
      Effect: 'Allow',
      Action: 'iam:CreateAccessKey',
      Resource: `arn:aws:iam::${account}:user/boss`,
    },
  };
  for (const [UserName, statement] of Object.entries(rights)) {
    await iam.send(new CreateUserCommand({ UserName }));
    await iam.send(
      new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument: policy(statement) }),
    );
  }
}

/** A function, a task definition, a secret, and a role for the whole organization. */
async function workloadsOf(
  config: { region: string; endpoint: string; credentials: Credentials },
  account: string,
  organization: string,
): Promise<void> {
  const iam = new IAMClient(config);
  const trust = (principal: object | string, condition = {}) =>
    policy({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...condition });
  for (const service of ['lambda', 'ecs-tasks'])
    await iam.send(
      new CreateRoleCommand({
        RoleName: service,
        AssumeRolePolicyDocument: trust({ Service: `${service}.amazonaws.com` }),
      }),
    );
  await iam.send(
    new CreateRoleCommand({
      RoleName: 'shared',
      AssumeRolePolicyDocument: trust('*', {
        Condition: { StringEquals: { 'aws:PrincipalOrgID': organization } },
      }),
    }),
  );
  await new LambdaClient(config).send(
    new CreateFunctionCommand({
      FunctionName: 'resize',
      Role: `arn:aws:iam::${account}:role/lambda`,
      Runtime: 'python3.13',
      Handler: 'index.handler',
      Code: { ZipFile: Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]) },
    }),
  );
  const ecs = new ECSClient(config);
  await ecs.send(new CreateClusterCommand({ clusterName: 'shop' }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'web',
      taskRoleArn: `arn:aws:iam::${account}:role/ecs-tasks`,
      containerDefinitions: [{ name: 'web', image: 'web:1', memory: 128 }],
    }),
  );
  await new SecretsManagerClient(config).send(
    new CreateSecretCommand({ Name: 'db', SecretString: 'planted-value' }),
  );
}
