import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../engine/engine.ts';
import type { Hop, Output } from '../schema/contract.ts';
import { CHANGES, type Change, type ChangeKind } from '../schema/scenario.ts';
import {
  ACCOUNT,
  API,
  BINDING,
  DENY,
  DEPLOYERS,
  EXPORTS,
  KEY,
  k8s,
  policy,
  role,
  TRIALS,
  user,
} from './testing/change-trials.ts';

/** Of these the sample has nothing to change; the tests beside the changes have. */
const ELSEWHERE: readonly ChangeKind[] = [
  'put-control-policy',
  'attach-control-policy',
  'detach-control-policy',
  'edit-control-policy',
  'guard',
  'remove-at',
  'replace-at',
];

const folder = mkdtempSync(path.join(tmpdir(), 'trustpath-changes-'));
const engine = createEngine();
let handle = '';
beforeAll(async () => {
  process.env.TRUSTPATH_HOME = path.join(folder, 'home');
  const out = path.join(folder, 'sample.trustpath');
  await engine.request('sample.create', { out });
  handle = (await engine.request('snapshot.open', { path: out })).handle;
}, 60_000);
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const ends = (hops: readonly Hop[]) => hops.map(({ from, kind, to }) => `${from} ${kind} ${to}`);
const ask = (...changes: Change[]): Promise<Output<'whatif'>> =>
  engine.request('whatif', { handle, scenario: { changes } });

describe('a change of the sample estate', () => {
  it.each(TRIALS)('$change.change', async ({ change, lost, gained, changed, nothing }) => {
    const { relations } = await ask(change);
    if (lost) expect(ends(relations.lost)).toEqual(expect.arrayContaining([...lost]));
    if (gained) expect(ends(relations.gained)).toEqual(expect.arrayContaining([...gained]));
    if (changed)
      expect(ends(relations.changed.map(({ after }) => after))).toEqual(expect.arrayContaining([...changed]));
    if (nothing) expect(relations).toEqual({ lost: [], gained: [], changed: [] });
  });

  it.each(TRIALS)('$change.change has a step with commands, a test and a way back', async ({ change }) => {
    const { steps } = await engine.request('plan', { handle, changes: [change] });
    expect(steps).toHaveLength(1);
    const [step] = steps;
    expect(step?.title).not.toBe('');
    // Removing an entity is no one command.
    if (change.change === 'remove-entity') return;
    expect(step?.commands).not.toEqual([]);
    expect(step?.test).not.toEqual([]);
    expect(step?.rollback).not.toEqual([]);
  });

  it('is tried here for every kind, or elsewhere', () => {
    const tried = new Set<string>([...TRIALS.map(({ change }) => change.change), ...ELSEWHERE]);
    expect(Object.keys(CHANGES).filter((kind) => !tried.has(kind))).toEqual([]);
  });

  it('is not made where an admission policy before it refuses it, and the answer says by what and why', async () => {
    const only = (resource: string, expression: string): Change => ({
      change: 'admission-policy',
      cluster: 'k8s://larkfield-prod',
      name: `about-${resource}`,
      rules: [{ apiGroups: ['*'], apiVersions: ['v1'], operations: ['*'], resources: [resource] }],
      validations: [{ expression, message: 'Not so.' }],
      exceptNamespaces: ['ci'],
    });
    const api = k8s('serviceaccount/payments/api');
    const create = (namespace: string, owner?: string): Change => ({
      change: 'create-service-account',
      cluster: 'k8s://larkfield-prod',
      namespace,
      name: 'fresh',
      ...(owner === undefined ? {} : { annotations: { owner } }),
    });
    const run = (account: string): Change => ({
      change: 'set-service-account',
      workload: k8s('deployment/payments/api'),
      account,
    });
    const owned = "has(object.metadata.annotations) && 'owner' in object.metadata.annotations";
    const refused = async (...changes: Change[]) => (await ask(...changes)).refused;
    const policy = only('serviceaccounts', owned);
    expect(await refused(policy, create('payments', 'a'), create('ci'))).toEqual([]);
    // Before the policy is there, nobody asks it.
    expect(await refused(create('payments'), policy)).toEqual([]);
    const without = await ask(policy, create('payments'), run('fresh'));
    expect(without.refused).toEqual([
      {
        change: 1,
        by: 'about-serviceaccounts',
        message: 'ServiceAccount payments/fresh: Not so.',
      },
      {
        change: 2,
        by: 'about-serviceaccounts',
        message: 'The service account payments/fresh is refused itself.',
      },
    ]);
    expect(without.relations).toEqual({ lost: [], gained: [], changed: [] });
    const { steps } = await engine.request('plan', {
      handle,
      changes: [policy, create('payments'), create('ci')],
    });
    expect(steps.map(({ note }) => note.includes('refuses it: ServiceAccount payments/fresh'))).toEqual([
      false,
      true,
      false,
    ]);
    expect(without.breaks).toEqual([]);
    // The pod is asked about as it would be.
    const pods = only('pods', "object.spec.serviceAccountName == 'api'");
    expect(await refused(pods, run('api'), run('default'))).toMatchObject([{ change: 2 }]);
    expect(await refused(pods, { change: 'delete-service-account', account: api })).toEqual([]);
    // Everything is asked about that writes: here a binding.
    const bindings = only('rolebindings', 'size(object.subjects) == 0');
    expect(
      await refused(
        bindings,
        { change: 'remove-subject', binding: BINDING, subject: DEPLOYERS },
        { change: 'delete-role', role: k8s('role/payments/credentials-reader') },
        {
          change: 'add-binding',
          role: k8s('clusterrole/view'),
          name: 'views',
          namespace: 'payments',
          subject: api,
        },
      ),
    ).toMatchObject([{ change: 3, message: 'RoleBinding payments/views: Not so.' }]);
  });

  it('that makes pods anew leaves none where they are refused', async () => {
    const workload = k8s('deployment/shop/checkout');
    const { refused, relations, breaks } = await ask(
      {
        change: 'admission-policy',
        cluster: 'k8s://larkfield-prod',
        name: 'no-pods',
        rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
        validations: [{ expression: 'false' }],
      },
      { change: 'restart-workload', workload },
    );
    expect(refused).toEqual([
      { change: 1, by: 'no-pods', message: 'Pod shop/checkout: failed expression: false' },
    ]);
    const container = k8s('container/shop/checkout-3f9b4/checkout');
    expect(ends(relations.lost)).toContain(`${container} runs-as ${k8s('serviceaccount/shop/checkout')}`);
    expect(breaks.map(({ entity }) => entity)).toContain(container);
  });

  it('to an account like another leaves the role behind whose trust policy names the other', async () => {
    const create: Change = {
      change: 'create-service-account',
      cluster: 'k8s://larkfield-prod',
      namespace: 'payments',
      name: 'api-2',
      like: k8s('serviceaccount/payments/api'),
    };
    const run: Change = {
      change: 'set-service-account',
      workload: k8s('deployment/payments/api'),
      account: 'api-2',
    };
    const { breaks } = await ask(create, run);
    const left = breaks.filter(({ says }) => says.includes('is not let in'));
    expect(left.map(({ entity }) => entity)).toEqual([API, k8s('container/payments/api-f978d/api')]);
    expect(left[0]?.says).toContain('has the role payments-api by the service account payments/api');
    await expect(ask({ ...create, name: 'api' })).rejects.toThrow('the snapshot has it');
    await expect(ask(create, create)).rejects.toThrow('the scenario makes it twice');
    await expect(ask({ ...create, namespace: 'shop' })).rejects.toThrow('it is of the namespace payments');
    const odd = {
      change: 'admission-policy',
      cluster: 'k8s://larkfield-prod',
      name: 'odd',
      rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
      validations: [{ expression: 'request.userInfo.username == "a"' }],
    } as const;
    await expect(ask(odd as unknown as Change)).rejects.toThrow('asks what cannot be asked here');
  });

  it('to an account like another takes its association of EKS Pod Identity over', async () => {
    const exporter = k8s('serviceaccount/reports/exporter');
    const created: Change = {
      change: 'create-service-account',
      cluster: 'k8s://larkfield-prod',
      namespace: 'reports',
      name: 'exporter-2',
      like: exporter,
    };
    const { relations } = await ask(created);
    expect(ends(relations.gained)).toContain(
      `${k8s('serviceaccount/reports/exporter-2')} can-assume ${role('reports-exporter')}`,
    );
    const { steps } = await engine.request('plan', { handle, changes: [created] });
    expect(steps[0]?.commands.join('\n')).toContain('aws eks create-pod-identity-association');
  });

  it('that opens a path to a crown jewel shows the path', async () => {
    const { gained } = await ask({ change: 'delete-resource-policy', resource: EXPORTS });
    expect(gained.map(({ from, to }) => `${from} ${to}`)).toContain(`${user('elif.demir')} ${EXPORTS}`);
  });

  it('says in its plan what it severs by itself, what it opens and whom to ask', async () => {
    const { steps } = await engine.request('plan', {
      handle,
      changes: [
        { change: 'delete-resource-policy', resource: EXPORTS },
        { change: 'delete-credential', credential: KEY },
      ],
      effects: true,
    });
    const [policyStep, keyStep] = steps;
    expect(policyStep?.effect?.opens).toContainEqual({ from: user('elif.demir'), to: EXPORTS });
    expect(policyStep?.owner).toMatchObject({ name: 'data' });
    expect(keyStep?.effect).toMatchObject({ relations: 1, opens: [] });
    expect(keyStep?.effect?.paths).toContainEqual({ from: KEY, to: EXPORTS });
    expect(keyStep?.effect?.breaks.map(({ says }) => says).join()).toContain('was last used 2026-11-20');
  });

  it('of an organization whose policies were not collected says what is missing', async () => {
    const put = ask({
      change: 'put-control-policy',
      target: ACCOUNT,
      type: 'service',
      name: 'x',
      document: policy(DENY),
    });
    await expect(put).rejects.toThrow('organizations:ListPoliciesForTarget');
  });
});
