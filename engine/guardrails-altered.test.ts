import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workflowPermissions } from '../analysis/guardrails/templates/workflow-permissions.ts';
import { madeAfter } from '../analysis/guardrails/testing/made-after.ts';
import type { ObservationSource } from '../analysis/observations/observation-source.ts';
import { allow, smallAccount } from '../analysis/rules/testing/small-account.ts';
import { trustsGithub } from '../analysis/rules/testing/small-github.ts';
import { createBaseline } from '../analysis/scenario/again/baseline.ts';
import { whatIf } from '../analysis/scenario/what-if.ts';
import { openSnapshot } from '../schema/snapshot/open.ts';
import type { SnapshotReader } from '../schema/snapshot/types.ts';
import { createEngine } from './engine.ts';

/*
 * Neither the sample estate nor the third-party inputs have what this template is against. So one thing is altered in each:
 * a workflow is given more than it needs.
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
    const { before, guardrails } = madeAfter(
      createBaseline(sample),
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
});

const DATA = (path: string) => fileURLToPath(new URL(`../../shared/data/${path}`, import.meta.url));
const ORGANIZATION = DATA('github/githound-org.opengraph.json');
if (!existsSync(ORGANIZATION)) console.warn(`skipped: the third-party input is not there (${ORGANIZATION})`);

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
      const { before, guardrails } = madeAfter(
        createBaseline(source),
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
