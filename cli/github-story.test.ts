import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createEngine } from '../engine/engine.ts';
import { LEAKED_DEPLOY_KEY, LEAKED_DEPLOY_KEY_ID } from '../sample/github/larkfield.ts';
import type { TrustPath } from '../schema/contract.ts';
import { runCli } from './testing/run-cli.ts';

/** The story of docs/sample-estate.md that begins on GitHub, told by the command line. */
const ORDER = 'github://larkfield-example/order-service';
const RELEASE = `${ORDER}/workflow/release`;
const ROLE = 'arn:aws:iam::111122223333:role/github-release';
const TIGHT = 'arn:aws:iam::111122223333:role/github-web-deploy';
const SECRET = 'k8s://larkfield-prod/secret/payments/provider-credentials';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-github-story-'));
const snapshot = join(folder, 'sample.trustpath');

beforeAll(async () => {
  vi.stubEnv('TRUSTPATH_HOME', join(folder, 'home'));
  const engine = createEngine();
  await engine.request('sample.create', { out: snapshot });
  engine.close();
  vi.unstubAllEnvs();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a leaked deploy key', () => {
  it('is told by its private half, and reaches a secret of the cluster in five hops, each with a proof', async () => {
    const run = await runCli(['trace', snapshot, '-', '--json'], LEAKED_DEPLOY_KEY.privateKey);
    expect(run.status, run.stderr).toBe(0);
    const { start, paths, containment } = run.json<{
      start: string;
      paths: TrustPath[];
      containment: { title: string; command: string | null }[];
    }>();
    expect(start).toBe(LEAKED_DEPLOY_KEY_ID);
    const path = paths.find(({ to }) => to === SECRET);
    expect(path?.verdict).toBe('allow');
    expect(path?.hops.map(({ kind }) => kind)).toEqual([
      'can-push',
      'can-trigger',
      'can-assume',
      'acts-as',
      'can-read',
    ]);
    expect(path?.hops.map(({ to }) => to).slice(1)).toEqual([
      RELEASE,
      ROLE,
      'k8s://larkfield-prod/group/larkfield:deployers',
      SECRET,
    ]);
    for (const { proof } of path?.hops ?? []) expect(proof.length).toBeGreaterThan(0);
    expect(run.stdout).not.toContain(LEAKED_DEPLOY_KEY.privateKey.split('\n')[1]);
    expect(containment[0]).toMatchObject({
      title: 'Delete the deploy key buildbox of larkfield-example/order-service',
      command: expect.stringContaining('gh repo deploy-key delete ID --repo larkfield-example/order-service'),
    });
    expect(containment.map(({ command }) => command).join('\n')).toContain('--role-name github-release');
  });

  it('makes a workflow become the role, as the line of the workflow and the statement of the trust prove', async () => {
    const run = await runCli(['explain', snapshot, '--from', RELEASE, '--to', ROLE, '--json']);
    const { related, relations } = run.json<{ related: boolean; relations: TrustPath['hops'] }>();
    expect(related).toBe(true);
    const says = relations.flatMap(({ proof }) => proof.map((step) => step.says)).join('\n');
    expect(says).toContain('Job "release" of .github/workflows/release.yml may ask for tokens (line 7)');
    expect(says).toContain('accepts the subject "repo:larkfield-example/order-service:environment:release"');
  });
});

describe('where the trust is tight', () => {
  it('the condition that blocks is named, with what the token has instead', async () => {
    const run = await runCli(['explain', snapshot, '--from', RELEASE, '--to', TIGHT, '--json']);
    const { related, blockedBy } = run.json<{ related: boolean; blockedBy: { says: string }[] }>();
    expect(related).toBe(false);
    expect(blockedBy[0]?.says).toContain('repo:larkfield-example/web-shop:environment:production');
    expect(blockedBy[0]?.says).toContain('repo:larkfield-example/order-service:environment:release');
  });

  it('the workflow it is meant for gets through once a reviewer approves', async () => {
    const run = await runCli([
      'explain',
      snapshot,
      '--from',
      'github://larkfield-example/web-shop/workflow/deploy',
      '--to',
      TIGHT,
      '--json',
    ]);
    const { relations } = run.json<{ relations: TrustPath['hops'] }>();
    expect(relations).toMatchObject([{ kind: 'can-assume', verdict: 'conditional' }]);
    expect(relations[0]?.conditions.join()).toMatch(/noor-haddad or jonas-weber.*approves/);
  });
});

describe('a key that only reads', () => {
  it('pushes nothing', async () => {
    const run = await runCli([
      'path',
      snapshot,
      '--from',
      'github://larkfield-example/handbook/deploy-key/mirror',
      '--json',
    ]);
    expect(run.json<{ paths: unknown[] }>().paths).toEqual([]);
  });
});
