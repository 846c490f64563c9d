import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '../schema/json.ts';
import { PUBLIC_KEY_FILE, SIGNATURE_FILE } from './bagit.ts';
import type { Bundle } from './build-bundle.ts';
import { countersign } from './countersign.ts';
import { readBundle } from './read-bundle.ts';
import { newSigningKeyPem, readSigningKey } from './signing-key.ts';
import { dataChanged, payloadOf, signedAgain, textChanged } from './testing/insider.ts';
import { failed, jsonOf, smallBundle, textOf } from './testing/small-bundle.ts';
import { SMALL_ANALYSIS, smallSnapshot } from './testing/small-snapshot.ts';
import { TIME_STAMP_FILE } from './time-stamp.ts';
import { verifyBundle } from './verify/verify.ts';
import { expectedWithPdf } from './verify/written-again.ts';

/** What somebody can make who has a key of their own, and what is then said of it to somebody who does not know them. */
type Files = Bundle['files'];
const bytesOf = (text: string) => new TextEncoder().encode(text);
const said = (files: Files, now?: Date) =>
  verifyBundle(files, { analysis: SMALL_ANALYSIS, ...(now && { now }) });

let files: Files;
beforeAll(async () => {
  ({ files } = await smallBundle());
});

it('a bundle as it is made passes, and is told what that proves', async () => {
  const { ok, proven } = verifyBundle(files, {
    analysis: SMALL_ANALYSIS,
    expected: await expectedWithPdf(files),
  });
  expect(ok).toBe(true);
  expect(proven).toEqual([
    'Every file in data/ is, to the byte, the one that was signed with one key; none is missing and none was added.',
    'Each proof in answer.json points at a place in a document that is in the bundle.',
    'The relations and findings in answer.json, and the names of the entities, follow from these documents by the rules of this version.',
    'The report (HTML and PDF) and the tables say what answer.json says.',
  ]);
});

describe('what people read', () => {
  it.each([
    ['report.html', 'deploy', 'harmless'],
    ['paths.csv', 'sts:AssumeRole', 'sts:GetCallerIdentity'],
    ['identities.csv', 'aws-role', 'aws-user'],
    ['findings.csv', 'deploy', 'harmless'],
    ['findings.sarif', '"level"', '"leve1"'],
    ['findings.ocsf.ndjson', 'deploy', 'harmless'],
    ['coverage.csv', 'status', 'states'],
  ])('%s cannot say other than the data', (name, word, other) => {
    const changed = textChanged(files, name, (text) => text.replace(word, other));
    expect(failed(changed)).toEqual(['Written again']);
  });

  it('the report on paper cannot either', async () => {
    const { files: other } = await smallBundle({ answer: { notes: ['All is well.'] } });
    const changed = signedAgain(payloadOf(files).set('report.pdf', payloadOf(other).get('report.pdf')!));
    const found = verifyBundle(changed, {
      analysis: SMALL_ANALYSIS,
      expected: await expectedWithPdf(changed),
    });
    expect(found.checks.find(({ name }) => name === 'Written again')?.says).toBe(
      'data/report.pdf says something else.',
    );
    // Where paper is not looked at, that is said.
    expect(said(changed).notProven.join('\n')).toContain('That report.pdf says what report.html says');
  });

  it('entities cannot be called otherwise than the documents call them', () => {
    const changed = dataChanged(files, 'entities.json', (entities) => {
      for (const each of Object.values(entities) as unknown as { name: string }[]) each.name = 'harmless';
    });
    expect(failed(changed)).toEqual(['Derived again']);
  });

  it('a path cannot be put together from relations that do not follow one another', () => {
    const changed = dataChanged(files, 'answer.json', (answer) => {
      const [path] = answer.paths as unknown as { from: string; hops: unknown[] }[];
      path!.hops = [...path!.hops, ...path!.hops];
    });
    expect(failed(changed)).toEqual(['Derived again']);
    const from = dataChanged(files, 'answer.json', (answer) => {
      (answer.paths as unknown as { from: string }[])[0]!.from = 'internet';
    });
    expect(failed(from)).toEqual(['Derived again']);
  });

  it('a hop cannot make other techniques possible than its rule, and what logs saw is said not to be derived', () => {
    type Hops = { hops: { techniques: string[]; observed?: object }[] }[];
    const changed = dataChanged(files, 'answer.json', (answer) => {
      (answer.paths as unknown as Hops)[0]!.hops[0]!.techniques = ['T1055'];
    });
    expect(failed(changed)).toEqual(['Derived again']);
    const seen = dataChanged(files, 'answer.json', (answer) => {
      const first = '2026-03-01T00:00:00.000Z';
      (answer.paths as unknown as Hops)[0]!.hops[0]!.observed = { first, last: first, count: 9, from: [] };
    });
    expect(said(seen).notProven.join('\n')).toContain('how often logs saw a hop happen');
  });

  it('custody cannot tell of another question, or of nothing left out', () => {
    for (const [before, after] of [
      ['How build reaches deploy', 'How nobody reaches deploy'],
      ['"inSnapshot": 1', '"inSnapshot": 2'],
    ] as const) {
      const changed = textChanged(files, 'custody.json', (text) => text.replace(before, after));
      expect(failed(changed)).toContain('Written again');
    }
  });
});

describe('what is left out', () => {
  it('cannot be proven not to be: it is said that the answer may lack something', () => {
    const changed = dataChanged(files, 'answer.json', (answer) => {
      answer.paths = [];
      answer.findings = [];
    });
    const { ok, proven, notProven, checks } = said(changed);
    expect(ok).toBe(true);
    expect(checks.find(({ name }) => name === 'Derived again')?.state).toBe('not-checked');
    expect(proven.join('\n')).not.toContain('follow from these documents');
    expect(notProven.join('\n')).toContain('not what may have been left out of it');
  });

  it('what nobody derives again, and files that nobody looks into, are named', () => {
    const changed = dataChanged(files, 'answer.json', (answer) => {
      answer.reached = [];
      answer.unknowns = [
        { source: 'aws:111122223333', operation: 'x', reason: 'none', kinds: [] },
      ] as unknown as Json;
    });
    const more = payloadOf(changed).set('snapshot.trustpath', bytesOf('no snapshot'));
    const { notProven } = said(signedAgain(more));
    expect(notProven).toContain('What answer.json says besides, which was not derived again: the gaps.');
    expect(notProven).toContain(
      'What data/graph.opengraph.json, data/snapshot.trustpath says: no check looked into it.',
    );
  });

  it('a snapshot beside does not end the doubt about documents that are not in the bundle', async () => {
    const snapshot = smallSnapshot({
      more: [{ operation: 'sts:GetCallerIdentity', document: { Arn: 'x' } }],
    });
    const { files: made } = await smallBundle({ snapshot, more: { snapshotBytes: bytesOf('no snapshot') } });
    expect(said(made).notProven.join('\n')).toContain('speaks against the answer');
  });
});

describe('who signed, and when', () => {
  it('two keys are not said to be two people', () => {
    const second = readSigningKey(newSigningKeyPem(), 'second');
    const { ok, proven, notProven } = said(new Map([...files, ...countersign(files, second)]));
    expect(ok).toBe(true);
    expect(proven[0]).toContain('signed with 2 keys');
    expect(notProven).toContain('That the keys are of different people: one person can have several.');
  });

  it('words around a key are refused: they would be taken for words about its holder', () => {
    const named = readSigningKey(newSigningKeyPem(), 'named');
    const key = { ...named, publicPem: `Ada Example, head of audit\n${named.publicPem}` };
    const changed = signedAgain(payloadOf(files), { key });
    expect(textOf(changed.get(PUBLIC_KEY_FILE))).toContain('Ada');
    expect(failed(changed)).toEqual(['Signature']);
  });

  it('words in the place of a time are refused', () => {
    const changed = signedAgain(payloadOf(files), { signedAt: '2026-03-02, as the authority confirmed' });
    expect(failed(changed)).toContain('Signature');
  });

  it('a time to come, or before the snapshot was sealed, is said to be one', () => {
    const when = (signedAt: string) =>
      said(signedAgain(payloadOf(files), { signedAt }), new Date('2026-06-01T00:00:00Z')).notProven.at(-1);
    expect(when('2031-01-01T00:00:00Z')).toContain('later than the clock of this machine');
    expect(when('1999-01-01T00:00:00Z')).toContain('earlier than the snapshot was sealed');
    expect(when('2026-05-01T00:00:00Z')).not.toMatch(/later|earlier/);
  });

  it('a time stamp of any authority does not prove when', () => {
    const { notProven } = said(new Map([...files, [TIME_STAMP_FILE, new Uint8Array([1])]]));
    expect(notProven.at(-1)).toContain('whether the authority of the time stamp gave it was not checked');
  });

  it('a signature over a bundle with another id does not pass', () => {
    const foreign = new Map(files);
    const envelope = jsonOf(files.get(SIGNATURE_FILE)) as { payload: string };
    const statement = JSON.parse(Buffer.from(envelope.payload, 'base64').toString()) as { _type: string };
    envelope.payload = Buffer.from(
      JSON.stringify(statement).replace('"_type"', '"_type":"x","_type"'),
    ).toString('base64');
    foreign.set(SIGNATURE_FILE, bytesOf(`${JSON.stringify(envelope)}\n`));
    expect(failed(foreign)).toContain('Signature');
  });
});

describe('what could be read in two ways', () => {
  it.each([
    ['a name told twice', (text: string) => text.replace('{', '{"findings":[],')],
    [
      'a number that programs keep differently',
      (text: string) => text.replace('{', '{"a":9007199254740993,'),
    ],
    ['a mark before the text', (text: string) => `\ufeff${text}`],
    ['blanks', (text: string) => `${text} `],
  ])('%s is refused in the answer', (_what, change) => {
    expect(failed(textChanged(files, 'answer.json', change))).toContain('Form');
  });

  it('is refused in documents, custody and entities', () => {
    const [name] = [...payloadOf(files).keys()].filter((each) => each.startsWith('observations/'));
    for (const each of [name!, 'custody.json', 'entities.json'])
      expect(
        failed(textChanged(files, each, (text) => text.replace(/[{[]/, (mark) => `${mark} `))),
      ).toContain('Form');
    expect(canonicalJson(jsonOf(payloadOf(files).get(name!)) as Json)).toBe(
      textOf(payloadOf(files).get(name!)),
    );
  });
});

if (process.platform === 'win32') console.warn('skipped: Windows cannot have files of these names');
describe.skipIf(process.platform === 'win32')('names that not every system shows', () => {
  it.each([
    'data\\report.html',
    'data/report.html.',
    'data/report.html ',
    'data/report.html:other',
    'data/.DS_Store',
    'data/re\u0301port.html',
    'data/rep\u200bort.html',
    'data/con.html',
    'data/report\u202elmth.html',
  ])('%j is refused', async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'trustpath-names-'));
    for (const [each, bytes] of new Map([...files, [name, bytesOf('x')]])) {
      mkdirSync(dirname(join(folder, each)), { recursive: true });
      writeFileSync(join(folder, each), bytes);
    }
    await expect(readBundle(folder)).rejects.toMatchObject({ code: 'input-refused' });
  });
});
