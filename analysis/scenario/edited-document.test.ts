import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isJsonObject, type Json } from '../../schema/json.ts';
import { pointer, resolvePointer } from '../../schema/json-pointer.ts';
import { append, remove, replace } from './edit.ts';
import { editDocument } from './edited-document.ts';

const ID = `sha256:${'a'.repeat(64)}` as const;
const at = (path: string) => ({ observation: ID, pointer: path });

function* placesIn(value: Json, path = ''): Generator<string> {
  yield path;
  if (Array.isArray(value))
    for (const [index, each] of value.entries()) yield* placesIn(each, path + pointer(index));
  else if (isJsonObject(value))
    for (const [name, each] of Object.entries(value))
      if (each !== undefined) yield* placesIn(each, path + pointer(name));
}

/** Every leaf with the place it has. */
const leaves = (document: Json) =>
  [...placesIn(document)].filter((path) => typeof resolvePointer(document, path) !== 'object');

test('whatever is removed, the rest keeps its old place', () => {
  const documents = fc
    .jsonValue({ maxDepth: 4 })
    .map((value) => JSON.parse(JSON.stringify({ list: [value, [value, 1, 2], { a: value }] })) as Json);
  fc.assert(
    fc.property(documents, fc.infiniteStream(fc.nat()), fc.nat(4), (document, picks, count) => {
      const places = [...placesIn(document)].filter((path) => path !== '');
      const chosen = new Set<string>();
      for (const pick of picks) {
        if (chosen.size >= Math.min(count, places.length)) break;
        const path = places[pick % places.length]!;
        // An edit of what another has removed names nothing.
        if ([...chosen].some((other) => path.startsWith(`${other}/`) || other.startsWith(`${path}/`))) break;
        chosen.add(path);
      }
      const edited = editDocument(
        document,
        [...chosen].map((path) => remove(at(path))),
      );
      const expected = leaves(document).filter(
        (path) => ![...chosen].some((gone) => path === gone || path.startsWith(`${gone}/`)),
      );
      const found = leaves(edited.document);
      expect(found.map((path) => edited.original(path)).sort()).toEqual(expected.sort());
      for (const path of found)
        expect(resolvePointer(edited.document, path)).toEqual(
          resolvePointer(document, edited.original(path)!),
        );
    }),
    { numRuns: 300 },
  );
});

test('what an edit puts there stood nowhere before', () => {
  const { document, original } = editDocument({ a: [1, { b: 2 }] }, [
    append(at('/a'), { c: 3 }),
    replace(at('/a/1'), { b: 4 }),
    replace(at('/new'), [5]),
    append(at('/list'), 6),
  ]);
  expect(document).toEqual({ a: [1, { b: 4 }, { c: 3 }], new: [5], list: [6] });
  expect(['/a', '/a/0', '/a/1', '/a/1/b', '/a/2', '/new/0', '/list/0'].map(original)).toEqual([
    '/a',
    '/a/0',
    null,
    null,
    null,
    null,
    null,
  ]);
});

test('an edit of nothing is refused with its place', () => {
  for (const edit of [remove(at('/x')), remove(at('/a/7')), replace(at('/a/b/c'), 1), append(at('/n'), 1)])
    expect(() => editDocument({ a: [1], n: 1 }, [edit])).toThrow(edit.pointer);
});
