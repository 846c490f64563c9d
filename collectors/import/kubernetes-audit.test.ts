import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import { createSnapshot } from '../../schema/snapshot/create.ts';
import { importKubernetesAudit } from './kubernetes-audit.ts';

const WEB = 'system:serviceaccount:shop:web';
const CANARY = 'canary-hunter2-value';

let number = 0;
function event(more: JsonObject): JsonObject {
  number++;
  return {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'RequestResponse',
    auditID: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    stage: 'ResponseComplete',
    requestURI: `/api/v1/namespaces/shop/configmaps?token=${CANARY}`,
    verb: 'get',
    user: {
      username: WEB,
      groups: ['system:serviceaccounts'],
      extra: {
        'authentication.kubernetes.io/credential-id': [`JTI=${CANARY}`],
        'authentication.kubernetes.io/pod-name': [`${CANARY}-pod`],
        'vendor.example.com/session-token': [CANARY],
      },
    },
    sourceIPs: ['192.0.2.99', '10.1.2.3'],
    userAgent: 'web/v1.2.0 (linux/amd64)',
    objectRef: { resource: 'configmaps', namespace: 'shop', name: 'settings', apiVersion: 'v1' },
    responseStatus: { metadata: {}, code: 200 },
    requestReceivedTimestamp: `2026-11-20T10:00:${String(number % 60).padStart(2, '0')}.123456Z`,
    stageTimestamp: '2026-11-20T10:01:00.000000Z',
    annotations: { 'authorization.k8s.io/decision': 'allow', 'example.com/note': CANARY },
    ...more,
  };
}
const secret = { resource: 'secrets', namespace: 'shop', name: 'database', apiVersion: 'v1' };
const readsSecret = event({
  objectRef: secret,
  responseObject: { kind: 'Secret', data: { password: CANARY } },
});
const makesSecret = event({
  verb: 'create',
  objectRef: { resource: 'secrets', namespace: 'shop', apiVersion: 'v1' },
  requestObject: { kind: 'Secret', stringData: { password: CANARY }, spec: { audiences: [CANARY] } },
  responseStatus: { code: 403, message: CANARY },
  annotations: { 'authorization.k8s.io/decision': 'forbid' },
});
const asksForToken = event({
  verb: 'create',
  user: { username: 'system:node:node-1' },
  userAgent: 'kubelet/v1.33.1 (linux/amd64) kubernetes/abc',
  objectRef: { resource: 'serviceaccounts', subresource: 'token', namespace: 'shop', name: 'web' },
  requestObject: { spec: { audiences: ['sts.amazonaws.com'] } },
  responseObject: { status: { token: CANARY } },
});
const impersonates = event({
  verb: 'list',
  user: { username: 'oncall@example.com' },
  impersonatedUser: { username: WEB, extra: { reason: [CANARY] } },
  objectRef: { resource: 'deployments', apiGroup: 'apps', namespace: 'shop' },
});
const story = [event({}), readsSecret, makesSecret, asksForToken, impersonates];

const folder = mkdtempSync(join(tmpdir(), 'trustpath-audit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
function place(content: string | Buffer, name = `audit-${files++}.log`): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function imported(paths: readonly string[], cluster = 'prod') {
  const path = join(folder, `snapshot-${files++}.trustpath`);
  const writer = createSnapshot(path, { createdBy: 'trustpath test', createdAt: '2026-11-22T12:00:00.000Z' });
  try {
    const result = await importKubernetesAudit(writer, paths, { cluster });
    const reader = writer.reader();
    const calls = [...reader.calls()];
    const documents = calls.map((call) => reader.document(call.observation as `sha256:${string}`));
    const text = JSON.stringify([calls, documents, reader.sources(), reader.coverage()]);
    return { result, documents, coverage: reader.coverage(), sources: reader.sources(), text };
  } finally {
    writer.discard();
  }
}

function entries(documents: readonly Json[], member: string): readonly JsonObject[] {
  return documents.flatMap((document) => {
    const list = isJsonObject(document) ? document[member] : undefined;
    return Array.isArray(list) ? list.filter(isJsonObject) : [];
  });
}
const entryOf = (documents: readonly Json[], principal: string) =>
  entries(documents, 'Activity').find((entry) => entry.Principal === principal);
const lines = (events: readonly JsonObject[]) => `${events.map((each) => JSON.stringify(each)).join('\n')}\n`;
const quoted = (events: readonly JsonObject[]) =>
  events.map((each, index) => ({ timestamp: index, ingestionTime: index, message: JSON.stringify(each) }));
const list = { kind: 'EventList', apiVersion: 'audit.k8s.io/v1', metadata: {} };

/** The same events in every form that they come in. */
const FORMS: Readonly<Record<string, () => string>> = {
  'an event a line': () => place(lines(story)),
  'an event a line, with gzip': () => place(gzipSync(lines(story)), 'rotated.log.gz'),
  'an event a line, with carriage returns and a mark': () =>
    place(`\uFEFF${lines(story).replaceAll('\n', '\r\n')}`),
  'an EventList': () => place(JSON.stringify({ ...list, items: story })),
  'an EventList whose items do not say what they are': () =>
    place(
      JSON.stringify({ ...list, items: story.map(({ kind: _, apiVersion: __, ...rest }) => rest) }, null, 2),
    ),
  'an EventList a line, as for a webhook': () =>
    place(
      lines([
        { ...list, items: story.slice(0, 2) },
        { ...list, items: story.slice(2) },
      ]),
    ),
  'a list of events': () => place(JSON.stringify(story, null, 2)),
  'what CloudWatch Logs exports to S3': () =>
    place(gzipSync(lines(story).replaceAll(/^(?=\{)/gm, '2026-11-20T10:00:00.000Z ')), '000000.gz'),
  'an answer of CloudWatch Logs': () =>
    place(JSON.stringify({ events: quoted(story), searchedLogStreams: [] }, null, 2)),
  'what CloudWatch Logs hands to a subscriber': () =>
    place(
      JSON.stringify({
        messageType: 'DATA_MESSAGE',
        logGroup: '/aws/eks/prod/cluster',
        logEvents: quoted(story),
      }),
    ),
};

describe('Kubernetes audit logs', () => {
  it.each(Object.keys(FORMS))('are read the same from %s', async (form) => {
    const { result, documents, coverage } = await imported([FORMS[form]?.() ?? '']);
    expect(result).toMatchObject({ events: story.length, gaps: 0 });
    expect(entries(documents, 'Activity').map((entry) => [entry.Principal, entry.Count])).toEqual([
      [WEB, 4],
      ['oncall@example.com', 1],
      ['system:node:node-1', 1],
    ]);
    expect(coverage).toEqual([
      expect.objectContaining({ operation: 'audit:Reduced', status: 'complete', items: story.length }),
    ]);
  });

  it('say who did what, from where, with which program, and in vain or not', async () => {
    const { documents, sources } = await imported([place(lines(story))]);
    expect(sources).toEqual([expect.objectContaining({ kind: 'kubernetes-audit-files', account: 'prod' })]);
    const web = entryOf(documents, WEB);
    expect(web).toMatchObject({
      Errors: 1,
      Networks: [{ Network: '10.1.2.0/24', Count: 4 }],
      Addresses: [{ Address: '10.1.2.3', Count: 4 }],
      Namespaces: [{ Namespace: 'shop', Count: 4 }],
      Programs: [{ Program: 'web', Count: 4 }],
      Days: [{ Day: '2026-11-20', Count: 4 }],
      Decisions: [
        { Decision: 'allow', Count: 3 },
        { Decision: 'forbid', Count: 1 },
      ],
      Authentications: [{ Authentication: 'service account token', Count: 3 }],
      Resources: [
        { Resource: 'create secrets shop/*', Count: 1, Errors: 1 },
        { Resource: 'get secrets shop/database', Count: 1 },
      ],
    });
    const actions = web?.Actions as readonly JsonObject[] | undefined;
    expect(actions?.map(({ Action, Count }) => [Action, Count]).sort()).toEqual([
      ['create secrets', 1],
      ['get configmaps', 1],
      ['get secrets', 1],
      ['list deployments.apps', 1],
    ]);
  });

  it('say who asked for tokens of an account and for whom, and who acted as another', async () => {
    const untold = event({
      verb: 'create',
      level: 'Metadata',
      user: { username: 'system:node:node-1' },
      objectRef: { resource: 'serviceaccounts', subresource: 'token', namespace: 'shop', name: 'web' },
    });
    const own = { ...untold, auditID: 'own', requestObject: { spec: { audiences: null } } };
    const { documents } = await imported([place(lines([...story, untold, own]))]);
    expect(entries(documents, 'Assumptions')).toEqual([
      expect.objectContaining({
        Principal: 'system:node:node-1',
        Role: WEB,
        Action: 'TokenRequest',
        Count: 3,
        Audiences: [
          expect.objectContaining({ Audience: '(API server)', Count: 1 }),
          expect.objectContaining({ Audience: 'sts.amazonaws.com', Count: 1 }),
          { Audience: null, Count: 1 },
        ],
      }),
      expect.objectContaining({
        Principal: 'oncall@example.com',
        Role: WEB,
        Action: 'Impersonate',
        Count: 1,
      }),
    ]);
    const oncall = entryOf(documents, 'oncall@example.com');
    expect(oncall?.Actions).toEqual([
      expect.objectContaining({ Action: 'impersonate serviceaccounts', Count: 1 }),
    ]);
  });

  it('keep nothing of what requests, answers, tokens and annotations carry', async () => {
    for (const form of Object.values(FORMS)) {
      const { text } = await imported([form()]);
      expect(text).toContain(WEB);
      expect(text).not.toContain(CANARY);
    }
    const token = 'ghp_16C7e42F292c6912E7710c838347Ae178B4a';
    const { text } = await imported([place(lines([event({ userAgent: `curl/8 ${token}` })]))]);
    expect(text).toContain('curl');
    expect(text).not.toContain(token);
  });

  it('count a request once, whatever its stages, and one that was not seen to end as well', async () => {
    const watch = event({ verb: 'watch', stage: 'ResponseStarted' });
    const shell = event({
      verb: 'create',
      stage: 'ResponseStarted',
      objectRef: { resource: 'pods', subresource: 'exec', namespace: 'shop', name: 'web-1' },
    });
    const { result, documents } = await imported([
      place(
        lines([
          { ...watch, stage: 'RequestReceived' },
          watch,
          { ...watch, stage: 'ResponseComplete' },
          shell,
        ]),
      ),
    ]);
    expect(entryOf(documents, WEB)).toMatchObject({ Count: 2 });
    expect(result.events).toBe(2);
    expect(JSON.stringify(documents)).toContain('pods/exec shop/web-1');
  });

  it('tell in the coverage what was left aside: a line that breaks off, one too long, text of another log', async () => {
    const long = event({ responseObject: { items: 'x'.repeat(5 * 1024 * 1024) } });
    const text = `${lines([event({}), long])}I1120 10:00:00 some other log\n{"log":"other"}\n${JSON.stringify(event({})).slice(0, 90)}`;
    const { result, coverage } = await imported([place(text)]);
    expect(result).toMatchObject({ events: 1, gaps: 2 });
    expect(coverage).toEqual([
      expect.objectContaining({
        operation: 'audit:Reduced',
        status: 'skipped',
        reason: 'only counted: 2 lines that break off or are longer than is read',
        kinds: ['was-seen-assuming', 'was-seen-using'],
      }),
      expect.objectContaining({
        status: 'unsupported',
        reason: '2 lines of something else among audit events',
      }),
    ]);
  });

  it('of a folder are one log, and files of something else are told', async () => {
    place(lines(story), 'tree/2026/a.log');
    place(lines([event({})]), 'tree/2026/b.log');
    place('hello\n', 'tree/readme.txt');
    const { result, coverage } = await imported([join(folder, 'tree')]);
    expect(result).toMatchObject({ sources: ['kubernetes-audit:tree'], events: 6 });
    expect(coverage[1]?.reason).toMatch(/readme\.txt: no audit events$/);
  });

  it.each([
    ['', 'the file is empty'],
    ['hello\n', 'is no audit log (audit.k8s.io/v1)'],
    ['{"kind":"Event","apiVersion":"v1","message":"Pulled image"}\n', 'is no audit log (audit.k8s.io/v1)'],
    [`${JSON.stringify(event({}))}\n{"auditID":"1",]\n{}\n`, 'line 2: not JSON: '],
    [`{"kind":"EventList","items":[{"auditID":"1","stage":`, 'record 1, at byte '],
    [gzipSync(lines([event({})])).subarray(0, 100), 'the gzip data is damaged or cut off'],
    [`{"auditID":"1","a":${'['.repeat(70_000)}\n{}\n`, 'line 1: nested more than 100 deep'],
  ])('that are none or damaged are refused with the place: %#', async (content, reason) => {
    await expect(imported([place(content)])).rejects.toThrow(reason);
  });

  it('that are not there, or of a cluster without a name, are refused', async () => {
    await expect(imported([join(folder, 'nowhere.log')])).rejects.toThrow('no such file or folder');
    await expect(imported([place(lines(story))], 'a/b')).rejects.toThrow('cannot be the name of a cluster');
  });
});
