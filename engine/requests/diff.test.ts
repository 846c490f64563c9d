import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import {
  allow,
  ROOT,
  role,
  type SmallAccount,
  type SmallPrincipal,
  smallAccount,
  trusts,
  user,
} from '../../analysis/rules/testing/small-account.ts';
import type { Output } from '../../schema/contract.ts';
import type { Coverage } from '../../schema/records.ts';
import { createSnapshot } from '../../schema/snapshot/create.ts';
import { createEngine } from '../engine.ts';
import { publish } from '../publish.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-diff-'));
const engine = createEngine();
afterAll(() => engine.close());
let files = 0;

/** Seals an account that is written down in a few lines, as its collection would have been. */
async function sealed(account: SmallAccount, coverage: readonly Coverage[] = []): Promise<string> {
  const path = join(folder, `${files++}.trustpath`);
  const source = smallAccount(account);
  const writer = createSnapshot(path, { createdBy: 'test', createdAt: '2026-03-01T10:00:00.000Z' });
  for (const each of source.sources()) writer.openSource(each);
  for (const call of source.calls())
    writer.recordCall(call, call.observation === null ? null : source.document(call.observation));
  for (const record of coverage) writer.recordCoverage(record);
  publish(writer, { signal: new AbortController().signal, onProgress: () => undefined });
  writer.close();
  return path;
}

async function diff(before: string, after: string): Promise<Output<'diff'>> {
  const handles = [];
  for (const path of [before, after]) handles.push((await engine.request('snapshot.open', { path })).handle);
  const answer = await engine.request('diff', { before: handles[0]!, after: handles[1]! });
  for (const handle of handles) await engine.request('snapshot.close', { handle });
  return answer;
}

const ends = (hops: Output<'diff'>['relations']['came']) =>
  hops.map(({ from, to, kind }) => `${from} ${kind} ${to}`).sort();

const admin: SmallPrincipal = { can: [allow('*')], trust: [trusts({ AWS: ROOT })] };

interface SmallKey {
  readonly status: 'Active' | 'Inactive';
  readonly created: string;
  readonly used: string | null;
}
const COLLECTED = '2026-03-01T10:00:00.000Z';
const OLD = '2025-01-01T00:00:00Z';
const YOUNG = '2026-02-20T00:00:00Z';
const keyId = (user: string, number: number) => `AKIA${user.toUpperCase()}${number}`.padEnd(20, '2');

/** Users with keys by number, as they are listed. */
function withKeys(keys: Readonly<Record<string, Readonly<Record<number, SmallKey>>>>): SmallAccount {
  return {
    users: Object.fromEntries(Object.keys(keys).map((name) => [name, {}])),
    startedAt: COLLECTED,
    calls: Object.entries(keys).flatMap(([name, own]) => [
      {
        operation: 'iam:ListAccessKeys',
        parameters: { UserName: name },
        document: {
          AccessKeyMetadata: Object.entries(own).map(([number, { status, created }]) => ({
            UserName: name,
            AccessKeyId: keyId(name, Number(number)),
            Status: status,
            CreateDate: created,
          })),
        },
      },
      ...Object.entries(own).flatMap(([number, { used }]) =>
        used === null
          ? []
          : [
              {
                operation: 'iam:GetAccessKeyLastUsed',
                parameters: { AccessKeyId: keyId(name, Number(number)) },
                document: { UserName: name, AccessKeyLastUsed: { LastUsedDate: used, ServiceName: 's3' } },
              },
            ],
      ),
    ]),
  };
}

describe('credentials of two snapshots', () => {
  const young: SmallKey = { status: 'Active', created: YOUNG, used: null };

  test('that should have ended and work are named, with whether that is new', async () => {
    const old: SmallKey = { status: 'Active', created: OLD, used: '2026-02-27T00:00:00Z' };
    const before = await sealed(withKeys({ ann: { 1: old }, bob: { 1: { ...old, status: 'Inactive' } } }));
    const after = await sealed(withKeys({ ann: { 1: old }, bob: { 1: old } }));
    const { credentials } = await diff(before, after);
    expect(credentials.expired).toMatchObject([
      { id: keyId('ann', 1), since: '2025-04-01T00:00:00.000Z', known: true },
      { id: keyId('bob', 1), since: '2025-04-01T00:00:00.000Z', known: false },
    ]);
    expect(credentials.expired[0]?.says).toContain('last used 2026-02-27T00:00:00.000Z, after that');
    expect(credentials.changes).toMatchObject([{ id: keyId('bob', 1), what: 'activated' }]);
  });

  test('are replaced where one of a user goes and another comes, and not where a gap hides the other', async () => {
    const before = await sealed(withKeys({ ann: { 1: young } }));
    const after = await sealed(withKeys({ ann: { 2: young } }));
    expect((await diff(before, after)).credentials.changes).toMatchObject([
      { id: keyId('ann', 2), what: 'replaced', says: expect.stringContaining(keyId('ann', 1)) },
    ]);
    const blind = await sealed({ users: { ann: {} } }, [
      {
        source: 'aws:test',
        operation: 'iam:ListAccessKeys',
        region: null,
        status: 'denied',
        reason: 'not authorized',
        items: 0,
        calls: 1,
        kinds: ['authenticates-as'],
      },
    ]);
    expect((await diff(before, blind)).credentials.changes).toEqual([]);
    expect((await diff(blind, after)).credentials.changes).toEqual([]);
  });

  test('report every random change of keys, and nothing else', async () => {
    const key = fc.record({
      status: fc.constantFrom('Active' as const, 'Inactive' as const),
      created: fc.constantFrom(OLD, YOUNG),
      used: fc.constantFrom(null, '2026-02-27T00:00:00Z'),
    });
    const keys = fc.record({
      ann: fc.dictionary(fc.constantFrom('1', '2'), key),
      bob: fc.dictionary(fc.constantFrom('1'), key),
    });
    type Keys = Readonly<Record<'ann' | 'bob', Readonly<Record<string, SmallKey>>>>;
    const entries = (all: Keys) =>
      Object.entries(all).flatMap(([name, own]) =>
        Object.entries(own).map(([number, each]) => [keyId(name, Number(number)), name, each] as const),
      );
    await fc.assert(
      fc.asyncProperty(keys, keys, async (had, have) => {
        const { credentials } = await diff(await sealed(withKeys(had)), await sealed(withKeys(have)));
        const [old, now] = [
          new Map(entries(had).map((each) => [each[0], each])),
          new Map(entries(have).map((each) => [each[0], each])),
        ];
        const stale = ({ status, created }: SmallKey) => status === 'Active' && created === OLD;
        expect(credentials.expired.map(({ id, known }) => `${id} ${known}`).sort()).toEqual(
          [...now.values()]
            .filter(([, , each]) => stale(each))
            .map(([id]) => `${id} ${stale(old.get(id)?.[2] ?? { ...young, status: 'Inactive' })}`)
            .sort(),
        );
        const expected = [...now.values()].flatMap(([id, name, each]) => {
          const was = old.get(id)?.[2];
          if (!was) {
            const gone = [...old.values()].some(([other, owner]) => owner === name && !now.has(other));
            return gone ? [`${id} replaced`] : [];
          }
          return [
            ...(was.status === each.status
              ? []
              : [`${id} ${each.status === 'Active' ? 'activated' : 'deactivated'}`]),
            ...(was.used === null && each.used !== null ? [`${id} came-into-use`] : []),
          ];
        });
        expect(credentials.changes.map(({ id, what }) => `${id} ${what}`).sort()).toEqual(expected.sort());
      }),
      { numRuns: 12 },
    );
  });
});

describe('two snapshots', () => {
  test('that are equal differ in nothing', async () => {
    const path = await sealed({ users: { ann: { can: [allow('s3:*')] } }, roles: { admin } });
    expect(await diff(path, path)).toMatchObject({
      entities: { came: [], went: [], changed: [], unsure: [] },
      relations: { came: [], went: [], changed: [], unsure: [] },
      paths: { opened: [] },
    });
  });

  test('name the statement that opened a path to a crown jewel', async () => {
    const before = await sealed({ users: { ann: {} }, roles: { admin } });
    const after = await sealed({
      users: { ann: { can: [allow('sts:AssumeRole', role('admin'))] } },
      roles: { admin },
    });
    const { paths, relations, entities } = await diff(before, after);
    expect(ends(relations.came)).toEqual([`${user('ann')} can-assume ${role('admin')}`]);
    expect(entities.changed.map((each) => each.id)).toEqual([user('ann')]);
    expect(paths.opened.map(({ to }) => to).sort()).toEqual([role('admin'), ROOT].sort());
    const opened = paths.opened.find(({ to }) => to === ROOT);
    expect(opened?.path.hops.map(({ kind }) => kind)).toEqual(['can-assume', 'administers-account']);
    expect(opened?.change.proof.map(({ pointer }) => pointer).join()).toContain('UserPolicyList/0');
    expect(await diff(after, before)).toMatchObject({ paths: { opened: [] } });
  });

  test('do not call a gap a removal, nor the end of a gap an arrival', async () => {
    const key = (name: string) => ({
      operation: 'iam:ListAccessKeys',
      parameters: { UserName: name },
      document: {
        AccessKeyMetadata: [{ UserName: name, AccessKeyId: 'AKIARTX3GSDS3KRTBKSH', Status: 'Active' }],
      },
    });
    const denied: Coverage = {
      source: 'aws:test',
      operation: 'iam:ListAccessKeys',
      region: null,
      status: 'denied',
      reason: 'not authorized',
      items: 0,
      calls: 1,
      kinds: ['authenticates-as'],
    };
    const seen = await sealed({ users: { ann: {} }, calls: [key('ann')] });
    const blind = await sealed({ users: { ann: {} } }, [denied]);
    const lost = await diff(seen, blind);
    expect(lost.entities).toMatchObject({ went: [], came: [] });
    expect(lost.entities.unsure).toEqual([
      {
        id: 'AKIARTX3GSDS3KRTBKSH',
        kind: 'aws-access-key',
        seen: 'before',
        reason: 'iam:ListAccessKeys was denied: not authorized',
      },
    ]);
    expect(lost.relations.went).toEqual([]);
    expect(lost.relations.unsure.map(({ relation }) => relation.kind)).toEqual(['authenticates-as']);
    expect((await diff(blind, seen)).entities).toMatchObject({ came: [], unsure: [{ seen: 'after' }] });
  });

  test('report every random edit, and nothing else', async () => {
    const names = ['ann', 'bob', 'cem'];
    const roles = ['admin', 'plain', 'other'];
    const grants = fc.uniqueArray(fc.constantFrom(...names.flatMap((a) => roles.map((b) => `${a}>${b}`))), {
      maxLength: 6,
    });
    const people = fc.subarray(names);
    const account = (present: readonly string[], granted: readonly string[]): SmallAccount => ({
      users: Object.fromEntries(
        present.map((name) => [
          name,
          {
            can: granted
              .filter((grant) => grant.startsWith(`${name}>`))
              .map((grant) => allow('sts:AssumeRole', role(grant.slice(name.length + 1)))),
          },
        ]),
      ),
      roles: { admin, plain: { trust: [trusts({ AWS: ROOT })] }, other: { trust: [trusts({ AWS: ROOT })] } },
    });
    const edges = (present: readonly string[], granted: readonly string[]) =>
      new Set(
        granted
          .map((grant) => grant.split('>') as [string, string])
          .filter(([name]) => present.includes(name))
          .map(([name, target]) => `${user(name)} can-assume ${role(target)}`),
      );
    await fc.assert(
      fc.asyncProperty(people, grants, people, grants, async (wereThere, had, areThere, have) => {
        const answer = await diff(
          await sealed(account(wereThere, had)),
          await sealed(account(areThere, have)),
        );
        const [old, now] = [edges(wereThere, had), edges(areThere, have)];
        const assumed = (hops: Output<'diff'>['relations']['came']) =>
          ends(hops.filter(({ kind }) => kind === 'can-assume'));
        expect(assumed(answer.relations.came)).toEqual([...now].filter((edge) => !old.has(edge)).sort());
        expect(assumed(answer.relations.went)).toEqual([...old].filter((edge) => !now.has(edge)).sort());
        const users = (list: readonly { id: string; kind: string }[]) =>
          list.flatMap(({ id, kind }) => (kind === 'aws-user' ? [id] : [])).sort();
        const missing = (from: readonly string[], of: readonly string[]) =>
          of
            .filter((name) => !from.includes(name))
            .map(user)
            .sort();
        expect(users(answer.entities.came)).toEqual(missing(wereThere, areThere));
        expect(users(answer.entities.went)).toEqual(missing(areThere, wereThere));
        expect([...answer.entities.unsure, ...answer.relations.unsure]).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
