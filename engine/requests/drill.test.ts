import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Drill } from '../../schema/case/drill.ts';
import { revocationSeconds } from '../../schema/case/drill-kinds.ts';
import type { Input, Output } from '../../schema/contract.ts';
import { resolvePointer } from '../../schema/json-pointer.ts';
import { openSnapshot } from '../../schema/snapshot/open.ts';
import { createEngine, type Engine } from '../engine.ts';
import { jewelsWithin } from '../testing/slow-reach.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-drill-'));
const file = join(folder, 'sample.trustpath');
let engine: Engine;
let handle: string;
let keyId: string;
beforeAll(async () => {
  engine = createEngine();
  ({ leakedKeyId: keyId } = await engine.request('sample.create', { out: file }));
  ({ handle } = await engine.request('snapshot.open', { path: file }));
}, 60_000);
afterAll(() => engine.close());

const propose = async () => (await engine.request('drill.propose', { handle, limit: 100 })).kinds;
const make = (input: Omit<Input<'drill.make'>, 'handle'> = {}) =>
  engine.request('drill.make', { handle, ...input });

describe('drills proposed from the sample', () => {
  it('are the footholds that reach crown jewels, with as many as a walk over the table finds', async () => {
    const reader = openSnapshot(file);
    try {
      const [tokens, integration] = await propose();
      expect([tokens?.kind, integration?.kind]).toEqual(['token-theft', 'ci-compromise']);
      for (const { proposals, reaching, none } of [tokens!, integration!]) {
        expect(none).toBeNull();
        expect(proposals).toHaveLength(reaching);
        for (const { foothold, jewels } of proposals) {
          const upTo = (...verdicts: string[]) => jewelsWithin(reader, foothold.id, verdicts).others;
          const [surely, conditional, all] = [
            upTo('allow'),
            upTo('allow', 'conditional'),
            upTo('allow', 'conditional', 'unknown'),
          ];
          expect({ id: foothold.id, ...jewels }).toEqual({
            id: foothold.id,
            surely,
            conditional: conditional - surely,
            unknown: all - conditional,
          });
        }
      }
    } finally {
      reader.close();
    }
  });

  it('begin with the leaked key of the story, and with a workflow rather than with what decides it', async () => {
    const [tokens, integration] = await propose();
    expect(tokens?.proposals[0]?.foothold.id).toBe(keyId);
    expect(tokens?.proposals[0]?.why).toContain('Reaches 2 of 8 crown jewels surely');
    expect(integration?.proposals[0]?.foothold.kind).toBe('github-workflow');
    expect(integration?.proposals.map(({ foothold }) => foothold.kind)).toContain('github-repository');
  });

  it('count what the case marks, and say what was not collected', async () => {
    const made = await engine.request('case.create', { path: join(folder, 'marks.trustcase'), title: 'm' });
    await engine.request('case.bind', { case: made.case, handle });
    const marks = (await propose())[0]!.proposals;
    const unmark = async (entity: string) =>
      engine.request('case.apply', {
        case: made.case,
        action: { do: 'mark', entity, mark: 'crown-jewel', value: false },
      });
    for (const { id } of [...(await jewels())]) await unmark(id);
    const [tokens, integration] = await propose();
    expect(marks.length).toBeGreaterThan(0);
    for (const each of [tokens!, integration!]) {
      expect(each.proposals).toEqual([]);
      expect(each.none).toContain('no crown jewel');
      expect(each.unknowns.map(({ operation }) => operation)).toContain('kms:ListGrants');
    }
    await expect(make()).rejects.toMatchObject({ code: 'input-refused' });
    await engine.request('case.close', { case: made.case });
  });
});

async function jewels() {
  const { entities } = await engine.request('entities.list', { handle, limit: 1_000 });
  return entities.filter(({ tier }) => tier === 0);
}

describe('a drill', () => {
  it('tells the path of the worst foothold hop by hop, each with a proof that is there', async () => {
    const { drill } = await make();
    const { paths } = await engine.request('path', { handle, from: keyId, to: drill.jewel.id, k: 1 });
    expect(drill.injects.flatMap(({ hop }) => (hop ? [`${hop.from} ${hop.kind} ${hop.to}`] : []))).toEqual(
      paths[0]?.hops.map((hop) => `${hop.from} ${hop.kind} ${hop.to}`),
    );
    expect(drill.injects.map(({ stage }) => stage)).toEqual([
      'alert',
      'first-hop',
      'lateral',
      'lateral',
      'jewel',
      'spread',
    ]);
    expect(drill.injects.map(({ minute }) => minute)).toEqual([0, 5, 10, 15, 20, 25]);
    for (const { hop, question } of drill.injects) {
      expect(question).not.toBe('');
      for (const { observation, pointer } of hop?.proof ?? []) {
        const { document } = await engine.request('observation.get', { handle, observation });
        expect(resolvePointer(document, pointer)).toBeDefined();
      }
    }
    // The beginning gives the way away to nobody.
    expect(drill.scenario).toContain(keyId);
    for (const name of ['ci-deployer', 'build-artifacts', 'platform-deploy', 'larkfield'])
      expect(drill.scenario).not.toContain(name);
  });

  it('expects what a trace of the same credential says to contain, and says which steps revoke and when', async () => {
    const { drill } = await make({ kind: 'token-theft' });
    const { containment } = await engine.request('trace', { handle, text: keyId });
    expect(drill.plan.map(({ title }) => title)).toEqual(containment.map(({ title }) => title));
    const minutes = new Map(drill.plan.map(({ title, minute }) => [title, minute]));
    expect(drill.plan.flatMap(({ title, revokes }) => (revokes ? [title] : []))).toEqual([
      'Deactivate the key',
      'Revoke the sessions of ci-deployer',
      'Revoke the sessions of build-artifacts',
      'Revoke the sessions of platform-deploy',
      'Revoke the sessions of infra-bootstrap',
      'Change what provider-api-key-Qm4tZa opens, and the secret with it',
    ]);
    expect(minutes.get('Deactivate the key')).toBe(0);
    expect(minutes.get('Revoke the sessions of build-artifacts')).toBe(10);
    expect(minutes.get('Revoke the sessions of platform-deploy')).toBe(15);
  });

  it('of a CI compromise begins at a workflow and reaches the cluster', async () => {
    const { drill } = await make({ kind: 'ci-compromise' });
    expect(drill.foothold.id).toBe('github://larkfield-example/order-service/workflow/release');
    expect(drill.jewel.id).toBe('k8s://larkfield-prod/secret/payments/provider-credentials');
    expect(drill.plan[0]).toMatchObject({ revokes: true, command: expect.stringContaining('release.yml') });
  });

  it('can begin at every foothold that is proposed, always with something to revoke', async () => {
    for (const { kind, proposals } of await propose())
      for (const { foothold, verdict, hops } of proposals) {
        const { drill } = await make({ kind, from: foothold.id });
        expect(drill.foothold.id).toBe(foothold.id);
        expect(drill.verdict).toBe(verdict);
        expect(drill.injects.filter(({ hop }) => hop).length).toBeGreaterThanOrEqual(hops);
        expect(drill.plan.some(({ revokes }) => revokes)).toBe(true);
        if (verdict !== 'allow')
          expect(drill.injects.map(({ says }) => says).join(' ')).toMatch(/It needs that|does not tell/);
      }
  }, 60_000);

  it('begins nowhere else: at what reaches nothing, or at what builds nothing where CI was asked for', async () => {
    await expect(
      make({ from: 'github://larkfield-example/order-service/workflow/tests' }),
    ).rejects.toMatchObject({
      code: 'input-refused',
      message: expect.stringContaining('no crown jewel is reached'),
    });
    await expect(make({ from: 'k8s://larkfield-prod' })).rejects.toMatchObject({
      message: expect.stringContaining('is a crown jewel itself'),
    });
    await expect(make({ kind: 'ci-compromise', from: keyId })).rejects.toMatchObject({ code: 'usage' });
    await expect(make({ from: 'nobody-of-that-name' })).rejects.toMatchObject({ code: 'entity-not-found' });
  });
});

describe('after a drill', () => {
  const recorded = (drill: Output<'drill.make'>['drill']): Drill => ({
    kind: drill.kind,
    snapshot: drill.snapshot,
    foothold: drill.foothold.id,
    startedAt: '2026-03-04T09:00:00.000Z',
    endedAt: '2026-03-04T09:40:00.000Z',
    steps: drill.plan.map(({ title, revokes, minute }, at) => ({
      title,
      revokes,
      due: 60 * minute,
      seconds: revokes ? 100 * (at + 1) : null,
    })),
    injects: drill.injects.map(({ title, minute }, at) => ({
      title,
      due: 60 * minute,
      seconds: at < 5 ? 60 * minute + 7 : null,
    })),
    planAsked: 605,
    notes: 'The bridge had | no number.\n<script>alert(1)</script>',
  });

  it('the report tells planned against done, the time to revoke, what was left, the plan and the notes', async () => {
    const { drill } = await make();
    const done = recorded(drill);
    const made = await engine.request('case.create', {
      path: join(folder, 'done.trustcase'),
      title: 'Spring',
    });
    const id = 'd1';
    await engine.request('case.apply', { case: made.case, action: { do: 'drill', id, drill: done } });
    const report = async (format: 'html' | 'markdown', snapshot?: string) =>
      (
        await engine.request('drill.report', {
          case: made.case,
          id,
          format,
          ...(snapshot && { handle: snapshot }),
        })
      ).text;

    const text = await report('markdown', handle);
    const seconds = revocationSeconds(done);
    expect(seconds).toBe(1200);
    expect(text).toContain('**Time to revoke**: **20 min**');
    expect(text).toContain('was asked for after 10 min 5 s');
    expect(text).toContain('| 15 min | 6 min 40 s |');
    const parts = (title: string) =>
      new RegExp(`## ${title}\n\n([\\s\\S]*?)(?=\n## |$)`).exec(text)?.[1] ?? '';
    for (const { title, seconds: at } of done.steps)
      expect(parts('What was not done').includes(title), title).toBe(at === null);
    expect(parts('What was not done')).toContain('What else is within reach');
    expect(parts('What was drilled')).toContain('platform-deploy');
    expect(parts('The plan')).toContain('aws iam update-access-key');
    expect(parts('Notes')).toContain('The bridge had');

    const page = await report('html', handle);
    expect(page).toContain('&lt;script&gt;');
    expect(page).not.toContain('<script>');
    const alone = await report('markdown');
    expect(alone).toContain('The snapshot of the drill was not open');
    expect(alone).toContain('**Time to revoke**: **20 min**');
    expect(alone).not.toContain('aws iam');

    const { columns } = await engine.request('measures', { snapshots: [{ handle }], case: made.case });
    const measures = columns[0]?.measures ?? [];
    expect(measures.find((each) => each.id === 'revocation-time')?.value).toBe(1200);
    await expect(
      engine.request('drill.report', { case: made.case, id: 'none', format: 'html' }),
    ).rejects.toMatchObject({ code: 'usage' });
    await engine.request('case.close', { case: made.case });
  });

  it('where something was not revoked, there is no time, and the report says how much was left', async () => {
    const { drill } = await make();
    const whole = recorded(drill);
    const done = {
      ...whole,
      steps: whole.steps.map((step, at) => (at === 0 ? { ...step, seconds: null } : step)),
    };
    const made = await engine.request('case.create', { path: join(folder, 'left.trustcase'), title: 'Left' });
    await engine.request('case.apply', { case: made.case, action: { do: 'drill', id: 'd', drill: done } });
    const { text } = await engine.request('drill.report', {
      case: made.case,
      id: 'd',
      handle,
      format: 'markdown',
    });
    expect(text).toContain('**none**: 1 of 6 steps that end something were not done');
    await engine.request('case.close', { case: made.case });
  });
});

it('a snapshot without keys proposes its users, and says that a key is taken for granted', async () => {
  const dump = join(folder, 'details.json');
  const role = (can: object) => ({
    PolicyName: 'p',
    PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Resource: '*', ...can }] },
  });
  writeFileSync(
    dump,
    JSON.stringify({
      UserDetailList: [
        {
          Path: '/',
          UserName: 'builder',
          UserId: 'AIDARTX3GSDSEXAMPLE01',
          Arn: 'arn:aws:iam::111122223333:user/builder',
          CreateDate: '2025-01-01T00:00:00+00:00',
          UserPolicyList: [role({ Action: 'iam:*' })],
          GroupList: [],
          AttachedManagedPolicies: [],
          Tags: [],
        },
      ],
      GroupDetailList: [],
      RoleDetailList: [],
      Policies: [],
    }),
  );
  const out = join(folder, 'dump.trustpath');
  await engine.request('import.aws', { paths: [dump], out });
  const opened = await engine.request('snapshot.open', { path: out });
  const { kinds } = await engine.request('drill.propose', { handle: opened.handle });
  expect(kinds[0]?.proposals.map(({ foothold }) => foothold.name)).toEqual(['builder']);
  expect(kinds[1]?.none).toContain('nothing that a drill of CI compromise could begin at');
  const { drill } = await engine.request('drill.make', { handle: opened.handle });
  expect(drill.scenario).toContain('taken for granted');
});
