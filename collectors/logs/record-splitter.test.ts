import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_RECORD_BYTES, recordSplitter, SplitFault } from './record-splitter.ts';

const LISTS = new Set(['Records']);

/** What is emitted of a text that comes in chunks of these sizes, the last of which is repeated. */
function split(text: string, sizes: readonly number[]): { texts: string[]; bytes: number[] } {
  const texts: string[] = [];
  const bytes: number[] = [];
  const splitter = recordSplitter(LISTS, (record, byte) => {
    texts.push(record);
    bytes.push(byte);
  });
  const whole = Buffer.from(text);
  for (let at = 0, n = 0; at < whole.length; n++) {
    const size = sizes[Math.min(n, sizes.length - 1)] ?? 1;
    splitter.push(whole.subarray(at, at + size));
    at += size;
  }
  splitter.end();
  return { texts, bytes };
}

const forms: readonly ((records: readonly unknown[]) => string)[] = [
  (records) => JSON.stringify(records),
  (records) => records.map((each) => JSON.stringify(each)).join('\n'),
  (records) =>
    JSON.stringify({ 'before "it"': 'x\\', deep: { Records: 'no' }, Records: records, after: [1] }),
  (records) => JSON.stringify({ Records: records }, null, 2),
];

it('finds the records wherever the chunks end, each where it begins', () => {
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 3 })), {
        maxLength: 5,
      }),
      fc.constantFrom(...forms),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
      (records, form, sizes) => {
        const text = form(records);
        const { texts, bytes } = split(text, sizes);
        expect(texts.map((each) => JSON.parse(each))).toEqual(JSON.parse(JSON.stringify(records)));
        const whole = Buffer.from(text);
        for (const [n, record] of texts.entries())
          expect(whole.subarray(bytes[n]).toString().startsWith(record)).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

it('refuses a record that does not fit, and one that is cut off, with their place', () => {
  const long = `[{"a":1},{"b":"${'x'.repeat(MAX_RECORD_BYTES)}"}]`;
  expect(() => split(long, [65_536])).toThrow(SplitFault);
  expect(() => split(long, [65_536])).toThrow('longer than 4 MB');
  try {
    split('[{"a":1},{"b":', [3]);
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ byte: 14, record: 2 });
  }
});

it('joins a long record once, not with every chunk of it', () => {
  const record = JSON.stringify({ a: 'x'.repeat(3_900_000) });
  const text = `[${Array.from({ length: 20 }, () => record).join(',')}]`;
  const before = process.cpuUsage();
  expect(split(text, [16_384]).texts).toEqual(Array.from({ length: 20 }, () => record));
  const { user, system } = process.cpuUsage(before);
  // 78 MB. Joined with every chunk they were 9 GB to copy.
  expect((user + system) / 1_000).toBeLessThan(2_000);
});
