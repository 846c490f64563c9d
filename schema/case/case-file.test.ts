import { spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseAction } from './action.ts';
import { type Case, createCase, openCase } from './case-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'trustpath-case-'));
const AT = '2026-03-01T10:00:00.000Z';
const DIGEST = `sha256:${'a'.repeat(64)}`;
let cases = 0;
const fresh = (): Case =>
  createCase(join(folder, `${cases++}.trustcase`), { title: 'Larkfield', at: AT, by: 'trustpath test' });
const note = (entity: string, value: string | null): CaseAction => ({
  do: 'mark',
  entity,
  mark: 'note',
  value,
});

const entity = fc.constantFrom('a', 'b', '__proto__', 'c');
const actions: fc.Arbitrary<CaseAction> = fc.oneof(
  fc.record({
    do: fc.constant('mark' as const),
    entity,
    mark: fc.constant('crown-jewel' as const),
    value: fc.option(fc.boolean()),
  }),
  fc.record({
    do: fc.constant('mark' as const),
    entity,
    mark: fc.constant('owner' as const),
    value: fc.option(fc.string({ minLength: 1 })),
  }),
  fc.record({ do: fc.constant('write-note' as const), text: fc.string({ unit: 'grapheme' }) }),
  fc.record({
    do: fc.constant('keep-question' as const),
    id: entity,
    title: fc.string(),
    question: fc.option(fc.record({ from: fc.option(entity), to: fc.option(entity) })),
  }),
);

test('what was done is there when the case is opened again', () => {
  fc.assert(
    fc.property(fc.array(actions, { maxLength: 12 }), (done) => {
      const opened = fresh();
      // The obvious way: a list of what stands at the end.
      const marks = new Map<string, unknown>();
      const questions = new Map<string, unknown>();
      for (const action of done) {
        opened.apply(action, AT);
        if (action.do === 'mark') marks.set(`${action.entity} ${action.mark}`, action.value);
        if (action.do === 'keep-question') questions.set(action.id, action.question);
      }
      const { state, head } = openCase(opened.path);
      expect(state).toEqual(opened.state);
      expect(head).toEqual(opened.head);
      expect(head.number).toBe(done.length);
      const flat = [...state.marks].flatMap(([id, all]) =>
        Object.entries(all).map(([name, value]) => [`${id} ${name}`, value]),
      );
      expect(new Map(flat as [string, unknown][])).toEqual(
        new Map([...marks].filter(([, value]) => value !== null)),
      );
      expect([...state.questions.keys()].sort()).toEqual(
        [...questions].flatMap(([id, value]) => (value ? [id] : [])).sort(),
      );
      expect(state.notes.map(({ text }) => text)).toEqual(
        done.flatMap((each) => (each.do === 'write-note' ? [each.text] : [])),
      );
    }),
    { numRuns: 30 },
  );
});

describe('a case that somebody else touched', () => {
  test('is refused at the line, whichever byte of it was altered', () => {
    const opened = fresh();
    opened.apply({ do: 'attach-snapshot', digest: DIGEST, path: '/tmp/a.trustpath', title: 'March' }, AT);
    opened.apply(note('a', 'first'), AT);
    opened.apply(note('a', null), AT);
    const whole = readFileSync(opened.path);
    const altered = join(folder, 'altered.trustcase');
    let refused = 0;
    // All but the last line break, without which the last action counts as never finished.
    for (let at = 0; at < whole.length - 1; at++) {
      const bytes = Buffer.from(whole);
      bytes[at] = bytes[at]! ^ 1;
      writeFileSync(altered, bytes);
      expect(() => openCase(altered), `byte ${at}`).toThrow(/altered\.trustcase/);
      refused++;
    }
    expect(refused).toBe(whole.length - 1);
  });

  test('is refused where a line is missing, doubled or moved', () => {
    const opened = fresh();
    for (const text of ['one', 'two', 'three']) opened.apply({ do: 'write-note', text }, AT);
    const [first = '', ...lines] = readFileSync(opened.path, 'utf8').trimEnd().split('\n');
    const altered = join(folder, 'lines.trustcase');
    for (const order of [
      [1, 2],
      [0, 2],
      [0, 0, 1, 2],
      [1, 0, 2],
    ]) {
      writeFileSync(altered, `${[first, ...order.map((at) => lines[at])].join('\n')}\n`);
      expect(() => openCase(altered), order.join()).toThrow(/line \d+: does not follow/);
    }
  });

  test('is refused in one line of bounded length, whatever a name in it holds', () => {
    const file = join(folder, 'names.trustcase');
    const opened = fresh();
    const [first = ''] = readFileSync(opened.path, 'utf8').split('\n');
    for (const name of ['a\n\nforged: line', 'a'.repeat(300_000)]) {
      writeFileSync(file, `${first}\n{${JSON.stringify(name)}:1}\n`);
      let message = '';
      try {
        openCase(file);
      } catch (error) {
        message = (error as Error).message;
      }
      expect(message).toMatch(/^\S+names\.trustcase, line 2: /);
      expect(message.split('\n')).toHaveLength(1);
      expect(message.length).toBeLessThan(2_000);
    }
  });

  test('is refused where it is nested deeper than anything reads', () => {
    const file = join(folder, 'deep.trustcase');
    const opened = fresh();
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    writeFileSync(file, `${readFileSync(opened.path, 'utf8')}{"action":${deep}}\n`);
    expect(() => openCase(file)).toThrow(/line 2: is nested more than 128 deep/);
  });

  test('of another format, of none, or empty is refused with the reason', () => {
    const file = join(folder, 'other.trustcase');
    for (const [text, reason] of [
      ['', /no first line/],
      ['{}\n', /line 1/],
      ['SQLite format 3\0\n', /not JSON/],
      ['{"format":"trustpath-case/9"}\n', /format/],
    ] as const) {
      writeFileSync(file, text);
      expect(() => openCase(file)).toThrow(reason);
    }
    expect(() => openCase(folder)).toThrow(/folder/);
    expect(() => openCase(join(folder, 'none'))).toThrow(/no such file/);
  });
});

test('an action that was cut off was never done, and the next one takes its place', () => {
  const opened = fresh();
  opened.apply(note('a', 'kept'), AT);
  const whole = readFileSync(opened.path);
  opened.apply(note('b', 'cut off'), AT);
  for (const left of [1, 40, readFileSync(opened.path).length - whole.length - 1]) {
    truncateSync(opened.path, whole.length);
    appendFileSync(opened.path, '{"action":{"do":"mark","entity":"b"'.padEnd(left, ' ').slice(0, left));
    const again = openCase(opened.path);
    expect(again.head.number).toBe(1);
    again.apply(note('c', 'next'), AT);
    expect([...openCase(opened.path).state.marks.keys()]).toEqual(['a', 'c']);
    truncateSync(opened.path, whole.length);
  }
});

test('two windows on one case lose nothing of each other', () => {
  const one = fresh();
  const two = openCase(one.path);
  one.apply(note('a', 'one'), AT);
  two.apply(note('b', 'two'), AT);
  one.apply(note('c', 'one again'), AT);
  two.refresh();
  expect([...two.state.marks.keys()]).toEqual(['a', 'b', 'c']);
  expect(one.head).toEqual(two.head);
});

test('a kill at any moment loses no action that was acknowledged', async () => {
  const opened = fresh();
  let acknowledged = 0;
  for (let round = 0; round < 12; round++) {
    const name = `round${round}`;
    const child = spawn(process.execPath, [
      resolve(import.meta.dirname, 'testing/keep-marking.ts'),
      opened.path,
      name,
    ]);
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += String(chunk);
    });
    const ended = new Promise((done) => child.on('close', done));
    await new Promise((done) => child.stdout.once('data', done));
    await new Promise((done) => setTimeout(done, (round * 7) % 40));
    child.kill('SIGKILL');
    await ended;
    const { state } = openCase(opened.path);
    const last = text.lastIndexOf('\n');
    const said = text.slice(0, last).split('\n').map(Number);
    for (const number of said)
      expect(state.marks.has(`${name}-${number}`), `${name}-${number}`).toBe(number >= 0);
    acknowledged += said.length;
  }
  expect(acknowledged).toBeGreaterThan(12);
  // The lock of the last one that was killed is no obstacle.
  openCase(opened.path).apply(note('after', 'all'), AT);
  expect(existsSync(`${opened.path}.lock`)).toBe(false);
}, 60_000);

test('what could not be read again is not written', () => {
  const opened = fresh();
  let document: unknown = 1;
  for (let depth = 0; depth < 200; depth++) document = [document];
  const scenario = { changes: [{ change: 'set-trust', role: 'a', document }] };
  const action = { do: 'keep-scenario', id: 's', title: 'deep', scenario } as CaseAction;
  expect(() => opened.apply(action, AT)).toThrow(/nested more than 128 deep/);
  expect(openCase(opened.path).head.number).toBe(0);
  opened.apply(note('a', 'next'), AT);
  expect(openCase(opened.path).head.number).toBe(1);
});

test('a folder that may not be written, and a case already there, are said so', () => {
  const opened = fresh();
  expect(() => createCase(opened.path, { title: '', at: AT, by: 'test' })).toThrow(/exists already/);
  expect(() => createCase(join(folder, 'no', 'case'), { title: '', at: AT, by: 'test' })).toThrow(
    /not there/,
  );
  chmodSync(opened.path, 0o600);
  expect(() => opened.apply({ do: 'write-note', text: 1 } as never, AT)).toThrow(/No case takes this action/);
});
