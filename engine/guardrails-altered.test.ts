import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GuardrailTemplate } from '../analysis/guardrails/guardrail.ts';
import { makeGuardrails } from '../analysis/guardrails/make-guardrails.ts';
import { noSharedAccounts } from '../analysis/guardrails/templates/no-shared-accounts.ts';
import { workflowPermissions } from '../analysis/guardrails/templates/workflow-permissions.ts';
import type { ObservationSource } from '../analysis/observations/observation-source.ts';
import { allow, smallAccount } from '../analysis/rules/testing/small-account.ts';
import { trustsGithub } from '../analysis/rules/testing/small-github.ts';
import { admittedEdits } from '../analysis/scenario/admission/admitted-edits.ts';
import { createBaseline } from '../analysis/scenario/again/baseline.ts';
import { editSource } from '../analysis/scenario/edited-source.ts';
import { whatIf } from '../analysis/scenario/what-if.ts';
import type { Change } from '../schema/scenario.ts';
import { openSnapshot } from '../schema/snapshot/open.ts';
import type { SnapshotReader } from '../schema/snapshot/types.ts';
import { createEngine } from './engine.ts';

/*
 * Neither the sample estate nor the third-party inputs have what these two templates are against. So one thing is altered in
 * each: two workloads are given one account, a workflow is given more than it needs.
 */
const folder = mkdtempSync(join(tmpdir(), 'trustpath-guardrails-altered-'));
const engine = createEngine();
const open: SnapshotReader[] = [];
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

/** What the template makes of a source after changes of its configuration, and the baseline it was tried against. */
function made(
  source: ObservationSource,
  changes: readonly Change[],
  template: GuardrailTemplate,
  concerns: (id: string) => boolean = () => true,
) {
  const plain = createBaseline(source);
  const { edits } = admittedEdits(changes, {
    estates: plain.estates,
    document: plain.calls.document,
    entity: (id) => plain.entities[plain.numbers.get(id) ?? -1] ?? null,
  });
  const before = createBaseline(editSource(source, edits).source);
  const context = { before, scene: before.scene, findings: [], concerns, tierOf: () => null };
  return { before, ...makeGuardrails(context, { templates: [template] }) };
}

const CONTENTS_AND_TOKENS = { contents: 'write', 'id-token': 'write' } as const;

describe('the sample estate', () => {
  let sample: SnapshotReader;
  beforeAll(async () => {
    const path = join(folder, 'sample.trustpath');
    await engine.request('sample.create', { out: path });
    sample = reading(path);
  }, 60_000);

  it('loses the way to a role of a workflow that was given tokens it does not need, and nothing else', () => {
    const workflow = 'github://larkfield-example/handbook/workflow/preview';
    const { before, guardrails } = made(
      sample,
      [{ change: 'set-workflow-permissions', workflow, permissions: CONTENTS_AND_TOKENS }],
      workflowPermissions,
    );
    const guardrail = guardrails.find(({ about }) => about.includes(workflow));
    expect(guardrail?.check).toMatchObject({ verdict: 'holds', notBroken: [], notKept: [], usesLost: [] });
    expect(guardrail?.check.broken.map(({ kind, to }) => [kind, to])).toEqual([
      ['can-assume', 'arn:aws:iam::111122223333:role/github-release'],
    ]);
    expect(guardrail?.check.kept.map(({ to }) => to)).toContain(
      'github://larkfield-example/handbook/secret/PREVIEW_TOKEN',
    );
    const { relations } = whatIf(before, { changes: [...(guardrail?.changes ?? [])] });
    expect(relations.lost.filter(({ from }) => from === workflow)).toEqual(guardrail?.check.broken);
    // A workflow that asks for a role by an action keeps its tokens.
    expect(guardrails.some(({ about }) => about[0]?.endsWith('/order-service/workflow/release'))).toBe(false);
  });

  it('names workloads that share an account, and refuses their pods by the interpreter', () => {
    const [frontend, checkout] = ['frontend', 'checkout'].map(
      (name) => `k8s://larkfield-prod/deployment/shop/${name}`,
    ) as [string, string];
    expect(made(sample, [], noSharedAccounts).guardrails).toEqual([]);
    const { guardrails } = made(
      sample,
      [{ change: 'set-service-account', workload: frontend, account: 'checkout' }],
      noSharedAccounts,
    );
    expect(guardrails.map(({ check }) => check.verdict)).toEqual(['holds']);
    expect(guardrails[0]?.files[1]?.text).toBe(`shop/checkout: ${checkout} ${frontend}\n`);
    expect(guardrails[0]?.check.cases.map(({ wanted, got }) => [wanted, got])).toContainEqual([
      'refused but for one at most',
      'refused but for one at most',
    ]);
  });
});

const DATA = (path: string) => fileURLToPath(new URL(`../../shared/data/${path}`, import.meta.url));
const ORGANIZATION = DATA('github/githound-org.opengraph.json');
const ARGO = DATA('kubernetes/argo-cd-install.yaml');
for (const file of [ORGANIZATION, ARGO])
  if (!existsSync(file)) console.warn(`skipped: the third-party input is not there (${file})`);

describe.skipIf(!existsSync(ORGANIZATION))(
  'a third-party organization with a role that trusts all of it',
  () => {
    it('loses the ways to the role of the workflow that was given tokens, and of no other', async () => {
      const path = join(folder, 'organization.trustpath');
      await engine.request('import.github', { paths: [ORGANIZATION], out: path });
      const trust = [trustsGithub({ StringLike: { sub: 'repo:SpecterTst/*' } })];
      const account = smallAccount({ roles: { loose: { can: [allow('s3:*')], trust } } });
      const workflow = 'github://SpecterTst/githound-workflow-test/workflow/Test 1 - Repo Secret Access';
      const source = together(reading(path), account);
      const { before, guardrails } = made(
        source,
        [{ change: 'set-workflow-permissions', workflow, permissions: CONTENTS_AND_TOKENS }],
        workflowPermissions,
      );
      expect(guardrails.filter(({ check }) => check.verdict === 'fails')).toEqual([]);
      const breaking = guardrails.filter(({ check }) => check.broken.length > 0);
      expect(breaking.map(({ about }) => about[0])).toEqual([workflow]);
      expect(breaking[0]?.check.broken.map(({ kind, to }) => [kind, to.split('/').at(-1)])).toEqual([
        ['can-assume', 'loose'],
      ]);
      expect(breaking[0]?.check.kept.map(({ kind }) => kind)).toContain('uses-secret');
      for (const { changes, check } of breaking) {
        const lost = whatIf(before, { changes: [...changes] }).relations.lost.filter(({ from }) =>
          from.includes('/workflow/'),
        );
        expect(lost).toEqual(check.broken);
      }
    }, 60_000);
  },
);

describe.skipIf(!existsSync(ARGO))('a third-party installation', () => {
  it('has the two workloads named that were given one account', async () => {
    const path = join(folder, 'argo.trustpath');
    await engine.request('import.kubernetes', { paths: [ARGO], cluster: 'prod', out: path });
    const source = reading(path);
    expect(made(source, [], noSharedAccounts).guardrails).toEqual([]);
    const workload = (name: string) => `k8s://prod/deployment/default/argocd-${name}`;
    const { guardrails } = made(
      source,
      [{ change: 'set-service-account', workload: workload('redis'), account: 'argocd-dex-server' }],
      noSharedAccounts,
    );
    expect(guardrails.map(({ check }) => check.verdict)).toEqual(['holds']);
    expect(guardrails[0]?.files[1]?.text).toBe(
      `default/argocd-dex-server: ${workload('dex-server')} ${workload('redis')}\n`,
    );
  });
});

/** Two sources side by side, as one snapshot holds them. */
function together(one: ObservationSource, other: ObservationSource): ObservationSource {
  const mine = new Set([...one.calls()].map(({ observation }) => observation));
  return {
    sources: () => [...one.sources(), ...other.sources()],
    coverage: () => [...one.coverage(), ...other.coverage()],
    calls: (filter) => [...one.calls(filter), ...other.calls(filter)],
    document: (id) => (mine.has(id) ? one : other).document(id),
  };
}
