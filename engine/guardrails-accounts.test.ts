import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Guardrail, GuardrailTemplate } from '../analysis/guardrails/guardrail.ts';
import {
  noSharedAccounts,
  noSharedAccountsBy,
  POLICY as SHARED_POLICY,
} from '../analysis/guardrails/templates/no-shared-accounts.ts';
import {
  POLICY as OWNER_POLICY,
  ownerAndExpiry,
  ownerAndExpiryBy,
} from '../analysis/guardrails/templates/owner-and-expiry.ts';
import { baselineAfter, edited, madeAfter, madeOf } from '../analysis/guardrails/testing/made-after.ts';
import { type Baseline, createBaseline } from '../analysis/scenario/again/baseline.ts';
import { above, append } from '../analysis/scenario/edit.ts';
import { whatIf } from '../analysis/scenario/what-if.ts';
import { isJsonObject, type Json } from '../schema/json.ts';
import { resolvePointer } from '../schema/json-pointer.ts';
import type { Relation } from '../schema/records.ts';
import type { Change } from '../schema/scenario.ts';
import { openSnapshot } from '../schema/snapshot/open.ts';
import type { SnapshotReader } from '../schema/snapshot/types.ts';
import { createEngine } from './engine.ts';

/*
 * Neither the sample estate nor the third-party input has workloads that share an account. So one thing is altered in each:
 * two workloads are given one account.
 */
const folder = mkdtempSync(join(tmpdir(), 'trustpath-guardrails-accounts-'));
const engine = createEngine();
const open: SnapshotReader[] = [];
let sample: Baseline;
beforeAll(async () => {
  const path = join(folder, 'sample.trustpath');
  await engine.request('sample.create', { out: path });
  sample = createBaseline(reading(path));
}, 60_000);
afterAll(() => {
  for (const reader of open) reader.close();
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

function reading(path: string): SnapshotReader {
  const reader = openSnapshot(path);
  open.push(reader);
  return reader;
}

const ends = (relations: readonly Pick<Relation, 'from' | 'kind' | 'to'>[]) =>
  relations.map(({ from, kind, to }) => `${from} ${kind} ${to}`);
const file = (guardrail: Guardrail | undefined, name: string) =>
  guardrail?.files.find((each) => each.name === name)?.text ?? '';
const trial = (guardrail: Guardrail | undefined) =>
  guardrail?.check.cases.find(({ says }) => says.includes('made anew as they are'));

/** What the guardrail says of itself, by the what-if that anybody can ask. */
function triedAgain(before: Baseline, guardrail: Guardrail | undefined): void {
  const { changes = [], check } = guardrail ?? {};
  const outcome = whatIf(before, { changes: [...changes] });
  expect(outcome.refused).toEqual(check?.refused);
  expect(check?.broken.length).toBeGreaterThan(0);
  for (const relation of check?.broken ?? [])
    expect(ends(outcome.relations.lost)).toContain(ends([relation])[0]);
  for (const relation of check?.kept ?? [])
    expect(ends(outcome.relations.lost)).not.toContain(ends([relation])[0]);
  // As they are, the pods are refused: only of the one that the account is called after are any left.
  const [policy] = changes;
  const workloads = changes.flatMap((each) => (each.change === 'set-service-account' ? [each.workload] : []));
  const restarts = workloads.map((workload) => ({ change: 'restart-workload', workload }) as const);
  const again = whatIf(before, { changes: [policy!, ...restarts] });
  expect(again.refused.map(({ change }) => change)).toEqual(restarts.map((_, index) => index + 1));
  for (const relation of check?.broken ?? [])
    expect(ends(again.relations.lost)).toContain(ends([relation])[0]);
}

describe('the sample estate, in which two workloads share an account', () => {
  const shop = (rest: string) => `k8s://larkfield-prod/${rest}`;
  const [frontend, checkout] = ['frontend', 'checkout'].map((name) => shop(`deployment/shop/${name}`)) as [
    string,
    string,
  ];
  const SHARED: readonly Change[] = [
    { change: 'set-service-account', workload: frontend, account: 'checkout' },
    { change: 'set-automount', of: frontend, automount: true },
    { change: 'delete-service-account', account: shop('serviceaccount/shop/frontend') },
  ];

  let before: Baseline;
  let withTwo: Baseline;
  beforeAll(() => {
    before = baselineAfter(sample, SHARED);
    withTwo = withWorker(sample);
  });

  it('has none without being altered', () => {
    expect(madeOf(sample, noSharedAccounts).guardrails).toEqual([]);
  });

  it('has each given an account with what the shared one has, and refuses their pods as they are', () => {
    const [guardrail] = madeOf(before, noSharedAccounts).guardrails;
    expect(guardrail?.check).toMatchObject({
      verdict: 'holds',
      notBroken: [],
      notKept: [],
      usesLost: [],
      opened: [],
      refused: [],
    });
    expect(file(guardrail, 'to-separate.txt')).toBe(`shop/checkout: ${checkout} ${frontend}\n`);
    expect(file(guardrail, 'accounts.yaml')).toContain('name: frontend\n  namespace: shop');
    expect(guardrail?.check.broken.map(({ from, to }) => [from.split('/').at(-1), to])).toEqual([
      ['frontend', shop('serviceaccount/shop/checkout')],
      ['frontend', shop('serviceaccount/shop/checkout')],
    ]);
    expect(trial(guardrail)?.got).toContain('3 of 3 relations of what is refused end');
    triedAgain(before, guardrail);
  });

  it('can then have one ended, and the other keeps its ways', () => {
    const [guardrail] = madeOf(withTwo, noSharedAccounts).guardrails;
    const separated = baselineAfter(withTwo, guardrail?.changes ?? []);
    const role = 'arn:aws:iam::111122223333:role/payments-api';
    const end = (base: Baseline, name: string) => {
      const id = shop(`serviceaccount/payments/${name}`);
      const { lost } = whatIf(base, {
        changes: [{ change: 'quarantine-service-account', account: id }],
      }).relations;
      return new Set(lost.filter(({ kind }) => kind === 'runs-as').map(({ from }) => from.split('/').at(-1)));
    };
    // While it is shared, ending it ends both.
    expect(end(withTwo, 'api')).toEqual(new Set(['api', 'worker']));
    expect(end(separated, 'worker')).toEqual(new Set(['worker']));
    expect(end(separated, 'api')).toEqual(new Set(['api']));
    const { after } = whatIf(separated, {
      changes: [{ change: 'quarantine-service-account', account: shop('serviceaccount/payments/worker') }],
    });
    expect(ends(after.relations)).toContain(`${shop('serviceaccount/payments/api')} can-assume ${role}`);
  });

  it('has the trust of a cloud role name the new account beside the other, or fails', () => {
    const [guardrail] = madeOf(withTwo, noSharedAccounts).guardrails;
    const role = 'arn:aws:iam::111122223333:role/payments-api';
    const subject = (name: string) => `system:serviceaccount:payments:${name}`;
    expect(guardrail?.check).toMatchObject({ verdict: 'holds', notKept: [], usesLost: [], opened: [] });
    expect(file(guardrail, 'trust-payments-api.json')).toContain(subject('worker'));
    expect(file(guardrail, 'trust-payments-api.json')).toContain(subject('api'));
    triedAgain(withTwo, guardrail);
    const { after } = whatIf(withTwo, { changes: [...(guardrail?.changes ?? [])] });
    for (const name of ['api', 'worker'])
      expect(ends(after.relations)).toContain(
        `${shop(`serviceaccount/payments/${name}`)} can-assume ${role}`,
      );
    const withoutTrust: GuardrailTemplate = {
      ...noSharedAccounts,
      *make(context) {
        for (const draft of noSharedAccounts.make(context))
          yield { ...draft, changes: draft.changes.filter(({ change }) => change !== 'set-trust') };
      },
    };
    const [alone] = madeOf(withTwo, withoutTrust).guardrails;
    expect(alone?.check.verdict).toBe('fails');
    expect(ends(alone?.check.notKept ?? [])).toContain(
      `${shop('serviceaccount/payments/api')} can-assume ${role}`,
    );
    expect(alone?.check.usesLost[0]?.says).toContain('payments/worker is not let in');
  });

  it.each([
    ['nothing', []],
    ['the label alone', SHARED_POLICY.validations.slice(1)],
    ['the default account alone', SHARED_POLICY.validations.slice(0, 1)],
  ])('is not given a policy that asks for %s', (_, validations) => {
    const template = noSharedAccountsBy({ ...SHARED_POLICY, validations });
    const { guardrails } = madeOf(before, template);
    expect(guardrails.map(({ check }) => check.verdict)).toEqual(['fails']);
  });

  it.each([
    ['nothing', []],
    ['an expiry alone', OWNER_POLICY.validations.slice(1)],
    ['an owner alone', OWNER_POLICY.validations.slice(0, 1)],
  ])('is not given a policy that asks new identities for %s', (_, validations) => {
    const { guardrails } = madeOf(sample, ownerAndExpiryBy({ ...OWNER_POLICY, validations }));
    for (const { check } of guardrails) expect(check.verdict).toBe('fails');
    // Nothing of the snapshot is refused where nothing is asked: then there is none to give.
    expect(guardrails).toHaveLength(validations.length);
  });

  it('is not given a policy of the right words that is asked about something else', () => {
    const rules = SHARED_POLICY.rules.map((rule) => ({ ...rule, resources: ['podtemplates'] }));
    const { guardrails } = madeOf(before, noSharedAccountsBy({ ...SHARED_POLICY, rules }));
    expect(guardrails.map(({ check }) => check.verdict)).toEqual(['fails']);
    expect(trial(guardrails[0])?.got).toBe('nothing is refused; 0 of 3 relations of what is refused end');
  });
});

/** A second workload that runs as the account of the first, which has a cloud role. */
function withWorker(plain: Baseline): Baseline {
  const [cluster] = plain.estates.kubernetes.facts.clusters;
  const theirs = [...(cluster?.controllers ?? []), ...(cluster?.pods ?? [])].filter(
    ({ namespace, name }) => namespace === 'payments' && name.startsWith('api'),
  );
  return edited(
    plain.source,
    theirs.map(({ ref }) =>
      append(
        above(ref),
        renamed(resolvePointer(plain.calls.document(ref.observation), ref.pointer) as Json, null),
      ),
    ),
  );
}

/** A copy under another name, of the same account. */
function renamed(value: Json, member: string | null): Json {
  if (typeof value === 'string')
    return member === 'name' || member === 'app' ? value.replace(/^api(?=$|-[0-9a-f])/, 'worker') : value;
  if (Array.isArray(value)) return value.map((each: Json) => renamed(each, member));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => (each === undefined ? [] : [[key, renamed(each, key)]])),
  );
}

const ARGO = fileURLToPath(new URL('../../shared/data/kubernetes/argo-cd-install.yaml', import.meta.url));
if (!existsSync(ARGO)) console.warn(`skipped: the third-party input is not there (${ARGO})`);

describe.skipIf(!existsSync(ARGO))(
  'a third-party installation, in which two workloads share an account',
  () => {
    const id = (rest: string) => `k8s://prod/${rest}`;
    const workload = (name: string) => id(`deployment/default/argocd-${name}`);
    const account = (name: string) => id(`serviceaccount/default/argocd-${name}`);
    const share = (name: string): Change => ({
      change: 'set-service-account',
      workload: workload(name),
      account: 'argocd-dex-server',
    });
    let source: Baseline;
    beforeAll(async () => {
      const path = join(folder, 'argo.trustpath');
      await engine.request('import.kubernetes', { paths: [ARGO], cluster: 'prod', out: path });
      source = createBaseline(reading(path));
    }, 60_000);

    it('has none without being altered', () => {
      expect(madeOf(source, noSharedAccounts).guardrails).toEqual([]);
    });

    it('has a new account made like the shared one', () => {
      const { before, guardrails } = madeAfter(
        source,
        [
          share('redis'),
          { change: 'delete-service-account', account: account('redis') },
          { change: 'delete-binding', binding: id('rolebinding/default/argocd-redis') },
        ],
        noSharedAccounts,
      );
      const [guardrail] = guardrails;
      expect(guardrail?.check).toMatchObject({
        verdict: 'holds',
        notBroken: [],
        notKept: [],
        usesLost: [],
        opened: [],
      });
      expect(file(guardrail, 'to-separate.txt')).toBe(
        `default/argocd-dex-server: ${workload('dex-server')} ${workload('redis')}\n`,
      );
      expect(file(guardrail, 'accounts.yaml')).toContain(
        'kind: RoleBinding\nmetadata:\n  name: argocd-dex-server-argocd-redis',
      );
      triedAgain(before, guardrail);
      const { after } = whatIf(before, { changes: [...(guardrail?.changes ?? [])] });
      expect(ends(after.relations)).toContain(`${account('redis')} can-read ${id('scope/default/secrets')}`);
      const separated = baselineAfter(before, guardrail?.changes ?? []);
      const ended = whatIf(separated, {
        changes: [{ change: 'quarantine-service-account', account: account('redis') }],
      }).relations.lost.filter(({ kind }) => kind === 'runs-as');
      expect(ended.length).toBeGreaterThan(0);
      for (const { from } of ended) expect(from).toContain('/argocd-redis/');
    });

    it('has one of the name given what the shared one has, where that is no more than it had', () => {
      const { before, guardrails } = madeAfter(source, [share('notifications-controller')], noSharedAccounts);
      const [guardrail] = guardrails;
      expect(guardrail?.check).toMatchObject({ verdict: 'holds', notKept: [], opened: [] });
      expect(guardrail?.changes.map(({ change }) => change)).toEqual([
        'admission-policy',
        'add-binding',
        'set-service-account',
      ]);
      triedAgain(before, guardrail);
    });

    it('leaves a workload whose own account may do more, and says so', () => {
      const { guardrails } = madeAfter(source, [share('redis')], noSharedAccounts);
      expect(guardrails[0]?.check).toMatchObject({ verdict: 'holds', broken: [] });
      expect(guardrails[0]?.changes).toHaveLength(1);
      expect(guardrails[0]?.limits.join('\n')).toContain(
        'the account default/argocd-redis may already do what default/argocd-dex-server may not',
      );
      expect(trial(guardrails[0])?.got).toContain('2 of 2 relations of what is refused end');
    });

    it('refuses new identities without an owner and an end, and loses nothing', () => {
      const { guardrails } = madeOf(source, ownerAndExpiry);
      expect(guardrails.map(({ check }) => check.verdict)).toEqual(['holds']);
      const { refused, relations } = whatIf(source, { changes: [...(guardrails[0]?.changes ?? [])] });
      expect(refused.map(({ change }) => change)).toEqual([1, 2]);
      expect(relations.lost).toEqual([]);
      expect(relations.gained.length).toBeGreaterThan(0);
      // Of the account that every namespace has no file tells the annotations.
      const listed = guardrails[0]?.files.find(({ name }) => name === 'to-annotate.txt')?.text;
      expect(listed).toContain(account('server'));
      expect(listed).not.toContain(id('serviceaccount/default/default'));
      expect(guardrails[0]?.limits.join()).toContain('and not what they carry: they were not collected');
      const owner = ownerAndExpiryBy({ ...OWNER_POLICY, validations: OWNER_POLICY.validations.slice(1) });
      expect(madeOf(source, owner).guardrails.map(({ check }) => check.verdict)).toEqual(['fails']);
    });
  },
);
