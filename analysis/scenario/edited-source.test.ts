import { expect, test } from 'vitest';
import { memorySource } from '../observations/memory-source.ts';
import { ofCalls, replace, rewrite } from './edit.ts';
import { editSource } from './edited-source.ts';

const NONE = { Policy: null };
const source = memorySource([
  { operation: 's3:GetBucketPolicy', parameters: { Bucket: 'one' }, document: NONE },
  { operation: 's3:GetBucketPolicy', parameters: { Bucket: 'two' }, document: NONE },
  { operation: 'read dump', document: { text: 'a' } },
]);
const [first] = [...source.calls()];
const observation = first!.observation!;
const place = { observation, pointer: '/Policy' };
const answers = (edited: ReturnType<typeof editSource>) =>
  [...edited.source.calls()].map((call) => edited.source.document(call.observation!));

test('an answer that two calls share is edited for the one that is meant', () => {
  const edited = editSource(source, [ofCalls(replace(place, { Statement: [] }), { Bucket: ['ONE'] })]);
  expect(answers(edited)).toEqual([{ Policy: { Statement: [] } }, NONE, { text: 'a' }]);
  expect([...edited.documents.values()].map(({ was }) => was)).toEqual([observation]);
});

test('each of two calls that share an answer can have its own', () => {
  const of = (bucket: string) => ofCalls(replace(place, bucket), { Bucket: [bucket] });
  expect(answers(editSource(source, [of('one'), of('two')]))).toEqual([
    { Policy: 'one' },
    { Policy: 'two' },
    { text: 'a' },
  ]);
});

test('what no call asked about is refused', () => {
  expect(() => editSource(source, [ofCalls(replace(place, 1), { Bucket: ['three'] })])).toThrow('three');
});

test('texts are rewritten one change after the other', () => {
  const dump = [...source.calls()][2]!.observation!;
  const add = (what: string) =>
    rewrite({ observation: dump, pointer: '/text' }, (text) => `${String(text)}${what}`);
  expect(answers(editSource(source, [add('b'), add('c')]))[2]).toEqual({ text: 'abc' });
});
