import { TrustpathError } from '../../schema/errors.ts';
import { isJsonObject, type Json } from '../../schema/json.ts';
import type { Edit } from './edit.ts';

/** A document after edits, and where its parts stood before. */
export interface EditedDocument {
  readonly document: Json;
  /** The pointer in the unedited document of what stands at a pointer now; null where it was not there. */
  original(pointer: string): string | null;
  /** The pointer that a place has once the holes are closed. */
  withoutHoles(pointer: string): string;
}

/** How many steps down lists of described things stand at most: `/RoleDetailList/7`, `/items/7`. */
const LISTED = 2;

/** While edits are made, the children of an edited array or object keep the names they had. */
type Draft =
  /** `fresh`: put there by an edit, so that nothing in it stood anywhere before. `hole`: what stood there was removed. */
  | { value: Json; fresh?: true; hole?: true }
  | { array: { was: number | null; draft: Draft }[] }
  | { object: Map<string, { old: boolean; draft: Draft }> };

/**
 * Applies edits in order. Pointers are those of the unedited document, whatever earlier edits removed before them. With
 * `holes`, null stands where something was removed from a list of described things, so that all others keep their
 * places.
 * @throws TrustpathError `input-refused` where an edit names nothing
 */
export function editDocument(document: Json, edits: readonly Edit[], holes = false): EditedDocument {
  let root: Draft = { value: document };
  for (const edit of edits) root = apply(root, tokensOf(edit.pointer), edit, holes);
  return {
    document: finish(root),
    original: (pointer) => place(root, tokensOf(pointer)),
    withoutHoles: (pointer) => closed(root, tokensOf(pointer)),
  };
}

function tokensOf(pointer: string): readonly string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function apply(draft: Draft, tokens: readonly string[], edit: Edit, holes: boolean): Draft {
  const { pointer } = edit;
  const [token, ...rest] = tokens;
  if (token === undefined) return atPlace(draft, edit);
  const open = opened(draft);
  if ('array' in open) {
    const at = open.array.findIndex(({ was }) => String(was) === token);
    const child = open.array[at];
    if (!child) throw nothingAt(pointer);
    const array = [...open.array];
    if ('hole' in child.draft) throw nothingAt(pointer);
    if (rest.length > 0 || edit.op !== 'remove')
      array[at] = { ...child, draft: apply(child.draft, rest, edit, holes) };
    else if (holes && tokensOf(pointer).length === LISTED)
      array[at] = { was: child.was, draft: { value: null, fresh: true, hole: true } };
    else array.splice(at, 1);
    return { array };
  }
  if ('object' in open) {
    const object = new Map(open.object);
    const child = object.get(token);
    if (rest.length === 0 && edit.op === 'remove') {
      if (!object.delete(token)) throw nothingAt(pointer);
    } else if (child) object.set(token, { ...child, draft: apply(child.draft, rest, edit, holes) });
    else if (rest.length === 0) object.set(token, { old: false, draft: added(edit) });
    else throw nothingAt(pointer);
    return { object };
  }
  throw nothingAt(pointer);
}

function atPlace(draft: Draft, edit: Edit): Draft {
  switch (edit.op) {
    case 'remove':
      throw new TrustpathError('input-refused', 'A whole document cannot be removed.');
    case 'replace':
      return fresh(edit.value);
    case 'rewrite':
      return fresh(edit.rewrite(finish(draft)));
    case 'append': {
      const open = opened(draft);
      if (!('array' in open)) throw nothingAt(edit.pointer);
      return { array: [...open.array, { was: null, draft: fresh(edit.value) }] };
    }
  }
}

function added(edit: Edit): Draft {
  if (edit.op === 'append') return { array: [{ was: null, draft: fresh(edit.value) }] };
  if (edit.op === 'replace') return fresh(edit.value);
  throw nothingAt(edit.pointer);
}

function fresh(value: Json): Draft {
  return { value, fresh: true };
}

function opened(draft: Draft): Draft {
  if (!('value' in draft)) return draft;
  const { value } = draft;
  if (Array.isArray(value))
    return { array: value.map((each: Json, was) => ({ was, draft: { value: each } })) };
  if (isJsonObject(value))
    return {
      object: new Map(
        Object.entries(value).flatMap(([name, each]) =>
          each === undefined ? [] : [[name, { old: true, draft: { value: each } }] as const],
        ),
      ),
    };
  return draft;
}

function finish(draft: Draft): Json {
  if ('array' in draft) return draft.array.map((child) => finish(child.draft));
  if ('object' in draft)
    return Object.fromEntries([...draft.object].map(([name, child]) => [name, finish(child.draft)]));
  return draft.value;
}

function place(draft: Draft, tokens: readonly string[]): string | null {
  if ('value' in draft && draft.fresh) return null;
  const [token, ...rest] = tokens;
  if (token === undefined) return '';
  if ('array' in draft) {
    const child = draft.array[Number(token)];
    if (!child || child.was === null) return null;
    const below = place(child.draft, rest);
    return below === null ? null : escaped(child.was) + below;
  }
  if ('object' in draft) {
    const child = draft.object.get(token);
    if (!child?.old) return null;
    const below = place(child.draft, rest);
    return below === null ? null : escaped(token) + below;
  }
  return tokens.map(escaped).join('');
}

function closed(draft: Draft, tokens: readonly string[]): string {
  const [token, ...rest] = tokens;
  if (token === undefined || 'value' in draft) return tokens.map(escaped).join('');
  if ('object' in draft) {
    const child = draft.object.get(token);
    return child ? escaped(token) + closed(child.draft, rest) : tokens.map(escaped).join('');
  }
  const holes = draft.array.slice(0, Number(token)).filter((child) => 'hole' in child.draft).length;
  const child = draft.array[Number(token)];
  return child ? escaped(Number(token) - holes) + closed(child.draft, rest) : tokens.map(escaped).join('');
}

function escaped(name: string | number): string {
  return `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function nothingAt(pointer: string): TrustpathError {
  return new TrustpathError('input-refused', `The change names ${pointer}, and nothing stands there.`);
}
