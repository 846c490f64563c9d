import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createEngine } from '../engine/engine.ts';
import { createCase } from '../schema/case/case-file.ts';
import type { DrillProposals, Tabletop } from '../schema/drills.ts';
import { runCli } from './testing/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-drill-cli-'));
const snapshot = join(folder, 'sample.trustpath');
let keyId: string;
beforeAll(async () => {
  vi.stubEnv('TRUSTPATH_HOME', join(folder, 'home'));
  const engine = createEngine();
  ({ leakedKeyId: keyId } = await engine.request('sample.create', { out: snapshot }));
  engine.close();
  vi.unstubAllEnvs();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('prints the script of the worst drill: what is told when, why it is so, the plan and the gaps', async () => {
  const run = await runCli(['drill', snapshot]);
  expect(run.status, run.stderr).toBe(0);
  expect(run.stdout).toMatch(new RegExp(`^Token theft, from ${keyId} to larkfield-customer-exports`));
  expect(run.stdout).toContain('minute 15  Onwards: platform-deploy');
  expect(run.stdout).toContain('Because: Statement "RotateReleaseTrust"');
  expect(run.stdout).toContain('1. * Deactivate the key');
  expect(run.stdout).toMatch(/Not collected[\s\S]*kms:ListGrants/);
});

it('takes a kind, a foothold and a format', async () => {
  const [json, markdown] = await Promise.all([
    runCli(['drill', snapshot, '--kind', 'ci-compromise', '--format', 'json']),
    runCli(['drill', snapshot, '--from', 'buildbox', '--format', 'markdown']),
  ]);
  const { drill } = json.json<{ drill: Tabletop }>();
  expect(drill).toMatchObject({ kind: 'ci-compromise', foothold: { kind: 'github-workflow' } });
  expect(markdown.stdout).toContain('# Token theft: a drill that begins at buildbox');
  expect(markdown.stdout).toContain('## The plan, hidden until it is asked for');
});

it('says what drill the case has under way, and leaves the case as it is', async () => {
  const file = join(folder, 'under-way.trustcase');
  const at = '2026-03-04T09:00:00.000Z';
  const opened = createCase(file, { title: 'Under way', at, by: 'test' });
  const run = {
    kind: 'token-theft' as const,
    snapshot: `sha256:${'a'.repeat(64)}`,
    foothold: keyId,
    scenario: '',
    injects: ['Alert', 'Onwards'].map((title) => ({ title, due: 0, says: '', question: '', proof: [] })),
    plan: [{ title: 'Deactivate the key', due: 0, why: '', command: null, revokes: true }],
    startedAt: at,
    endedAt: null,
    told: [0, null],
    done: [null],
    noted: [],
    planAsked: null,
    notes: '',
  };
  opened.apply({ do: 'run-drill', id: 'd', run }, at);
  const before = readFileSync(file, 'utf8');
  const [text, json] = await Promise.all([
    runCli(['drill', snapshot, '--case', file]),
    runCli(['drill', snapshot, '--case', file, '--format', 'json']),
  ]);
  expect(text.stdout).toMatch(
    new RegExp(
      `^Under way in the case: Token theft, from ${keyId}, begun ${at}, not ended; told 1 of 2, done 0 of 1 that end something held`,
    ),
  );
  expect(text.stdout).toContain('To read out at the beginning');
  expect(json.json<{ underWay: unknown }>().underWay).toEqual([{ id: 'd', run }]);
  expect(readFileSync(file, 'utf8')).toBe(before);
});

it('says why there is nothing to drill, and what could hide it', async () => {
  const dump = join(folder, 'details.json');
  writeFileSync(
    dump,
    JSON.stringify({ UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [] }),
  );
  const empty = join(folder, 'empty.trustpath');
  await runCli(['import', 'aws', dump, '--out', empty, '--quiet']);
  const [text, json] = await Promise.all([
    runCli(['drill', empty]),
    runCli(['drill', empty, '--format', 'json']),
  ]);
  expect(text.status, text.stderr).toBe(0);
  expect(text.stdout).toMatch(/no crown jewel|nothing that a drill/);
  const answer = json.json<{ drill: null; kinds: DrillProposals[] }>();
  expect(answer.drill).toBeNull();
  expect(answer.kinds.map(({ none }) => typeof none)).toEqual(['string', 'string']);
});

it('refuses a kind that does not exist, and a foothold that reaches nothing', async () => {
  const [kind, foothold] = await Promise.all([
    runCli(['drill', snapshot, '--kind', 'phishing']),
    runCli(['drill', snapshot, '--from', 'github://larkfield-example/order-service/workflow/tests']),
  ]);
  expect(kind.status).toBe(2);
  expect(kind.stderr).toContain('--kind takes token-theft, ci-compromise');
  expect(foothold.status).toBe(3);
  expect(foothold.stderr).toContain('no crown jewel is reached');
});
