import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../cli/testing/run-cli.ts';
import { createEngine } from '../engine/engine.ts';
import type { Output } from '../schema/contract.ts';
import { startSampleCluster } from './kubernetes/server.ts';

/** From a pod to the cloud and back: the part of docs/sample-estate.md about the cluster, through the command line. */
const CLUSTER = 'k8s://larkfield-prod';
const EXPORTS = 'arn:aws:s3:::larkfield-customer-exports';
const SECRET = `${CLUSTER}/secret/payments/provider-credentials`;
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const user = (name: string) => `arn:aws:iam::111122223333:user/${name}`;
const ISSUER = 'https://oidc.eks.eu-central-1.amazonaws.com/id/1A2B3C4D5E6F708192A3B4C5D6E7F809';

const folder = mkdtempSync(path.join(tmpdir(), 'trustpath-cluster-story-'));
const snapshot = path.join(folder, 'sample.trustpath');

const engine = createEngine();
let handle = '';

beforeAll(async () => {
  process.env.TRUSTPATH_HOME = path.join(folder, 'home');
  await engine.request('sample.create', { out: snapshot });
  handle = (await engine.request('snapshot.open', { path: snapshot })).handle;
}, 60_000);
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A token as the API server projects it into a pod, signed by nobody. */
function podToken(namespace: string, account: string, issuer = ISSUER): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    aud: ['https://kubernetes.default.svc'],
    exp: 1_790_000_000,
    iat: 1_780_000_000,
    iss: issuer,
    'kubernetes.io': {
      namespace,
      pod: { name: 'api-76fce', uid: '5a1d' },
      serviceaccount: { name: account, uid: '0c2b' },
    },
    sub: `system:serviceaccount:${namespace}:${account}`,
  };
  return [part({ alg: 'RS256', kid: 'sample' }), part(claims), 'c2lnbmF0dXJlLW9mLW5vYm9keQ'].join('.');
}

const told = ([found]: Output<'path'>['paths']) =>
  found?.hops.map(({ kind, to, verdict, rule }) => [kind, to, verdict, rule]) ?? [];
const hops = async (from: string, to: string) =>
  told((await engine.request('path', { handle, from, to })).paths);

describe('a leaked token of a pod', () => {
  it('is traced to its service account, whose role reads the customer exports', async () => {
    const run = await runCli(['trace', snapshot, '-', '--json'], podToken('payments', 'api'));
    const trace = run.json<Output<'trace'>>();
    expect(trace.owner?.id).toBe(`${CLUSTER}/serviceaccount/payments/api`);
    const found = trace.paths.find(({ to }) => to === EXPORTS);
    expect(found?.verdict).toBe('allow');
    expect(found?.hops.map((hop) => [hop.kind, hop.to])).toEqual([
      ['can-assume', role('payments-api')],
      ['can-read', EXPORTS],
    ]);
    // The trust policy, the annotation, and whose issuer it is: each from where it was observed.
    expect(new Set(found?.hops[0]?.proof.map(({ observation }) => observation)).size).toBe(3);
    expect(trace.containment[0]?.command).toBe('kubectl delete pod --namespace payments -- api-76fce');
    const titles = trace.containment.map(({ title }) => title).join('\n');
    expect(titles).toMatch(/sessions of payments-api/);
    expect(titles).toMatch(/larkfield-customer-exports/);
    expect(run.stdout).not.toContain('c2lnbmF0dXJlLW9mLW5vYm9keQ');
  });

  it('of another cluster is nobody’s here', async () => {
    const token = podToken('payments', 'api', ISSUER.replace('1A2B', '9F9F'));
    const trace = await engine.request('trace', { handle, text: token });
    expect(trace.owner).toBeNull();
    expect(trace.notes.join()).toContain('that of no cluster in this snapshot');
  });

  it('gets a role by EKS Pod Identity where an association says so, and none by an annotation alone', async () => {
    expect(await hops(`${CLUSTER}/serviceaccount/reports/exporter`, role('reports-exporter'))).toEqual([
      ['can-assume', role('reports-exporter'), 'allow', 'eks-pod-identity'],
    ]);
    const from = `${CLUSTER}/serviceaccount/shop/checkout`;
    const answer = await engine.request('explain', { handle, from, to: role('payments-api') });
    expect(answer.related).toBe(false);
    expect(answer.blockedBy.map(({ says }) => says).join()).toContain('system:serviceaccount:shop:checkout');
  });
});

it('a pasted kubeconfig is of the user whose certificate it holds', async () => {
  const cluster = await startSampleCluster();
  await cluster.close();
  const trace = await engine.request('trace', { handle, text: cluster.kubeconfigByCertificate });
  expect(trace.owner?.id).toBe(`${CLUSTER}/user/auditor@example.com`);
  expect(trace.containment[0]?.title).toBe('Take away what its user may do');
});

describe('the way back, from AWS into the cluster', () => {
  it('leads from the release role by its access entry and its group to the payment provider’s credentials', async () => {
    const run = await runCli(['path', snapshot, '--from', role('github-release'), '--to', SECRET, '--json']);
    expect(told(run.json<Output<'path'>>().paths)).toEqual([
      ['acts-as', `${CLUSTER}/group/larkfield:deployers`, 'allow', 'eks-access-entry'],
      ['can-read', SECRET, 'allow', 'k8s-secrets-read'],
    ]);
  });

  it('leads from a user who may make access entries to the whole cluster, and so to the secret', async () => {
    expect(await hops(user('amara.okafor'), CLUSTER)).toEqual([
      ['can-escalate-to', CLUSTER, 'allow', 'eks-grant-access'],
    ]);
    expect((await hops(user('amara.okafor'), SECRET)).length).toBeGreaterThan(1);
  });

  it('takes the access policy of an administrator for what it gives in RBAC', async () => {
    const administrator = `${CLUSTER}/user/arn:aws:sts::111122223333:assumed-role/sso-administrator/{{SessionName}}`;
    expect(await hops(role('sso-administrator'), administrator)).toEqual([
      ['acts-as', administrator, 'allow', 'eks-access-entry'],
    ]);
    const [power] = await hops(administrator, CLUSTER);
    expect(power?.slice(0, 3)).toEqual(['administers-cluster', CLUSTER, 'allow']);
  });

  it('does not lead through aws-auth, which counts for nothing in a cluster of access entries', async () => {
    expect(await hops(role('app-developer'), CLUSTER)).toEqual([]);
  });
});

it('the page tells of it', () => {
  const page = readFileSync(new URL('../docs/sample-estate.md', import.meta.url), 'utf8');
  for (const words of [
    'provider-credentials',
    'credentials-reader',
    'aws-auth',
    'GrantClusterAccess',
    'ci/runner',
  ])
    expect(page).toContain(words);
});
