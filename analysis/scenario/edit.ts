import type { Json } from '../../schema/json.ts';
import type { EvidenceRef } from '../../schema/records.ts';

/**
 * One change of an observed document at a JSON pointer. `replace` puts a value where one is, or adds a member to an
 * object; `append` adds to an array, which is made where there is none; `rewrite` makes another value of the one that is
 * there after the edits before it, for texts that several changes are about.
 */
export type Edit = EvidenceRef & {
  /** Only in answers to calls about these; see `ofCalls`. */
  readonly calls?: AskedAbout;
} & (
    | { readonly op: 'remove' }
    | { readonly op: 'replace'; readonly value: Json }
    | { readonly op: 'append'; readonly value: Json }
    | { readonly op: 'rewrite'; readonly rewrite: (value: Json) => Json }
  );

/** By parameter of a call, the values that it was asked with, in any spelling of case. A call without it is meant as well. */
export type AskedAbout = Readonly<Record<string, readonly string[]>>;

export function remove(at: EvidenceRef): Edit {
  return { observation: at.observation, pointer: at.pointer, op: 'remove' };
}

export function replace(at: EvidenceRef, value: Json): Edit {
  return { observation: at.observation, pointer: at.pointer, op: 'replace', value };
}

export function append(at: EvidenceRef, value: Json): Edit {
  return { observation: at.observation, pointer: at.pointer, op: 'append', value };
}

export function rewrite(at: EvidenceRef, how: (value: Json) => Json): Edit {
  return { observation: at.observation, pointer: at.pointer, op: 'rewrite', rewrite: how };
}

/**
 * The same edit where the answer is about one thing only. Equal answers are stored once: two keys with the policy that
 * every key begins with are told apart by what was asked, and not by the document.
 */
export function ofCalls(edit: Edit, calls: AskedAbout): Edit {
  return { ...edit, calls };
}

/** The place that is so many steps up: of a statement, its policy. */
export function above(at: EvidenceRef, steps = 1): EvidenceRef {
  let { pointer } = at;
  for (let step = 0; step < steps; step++) pointer = pointer.slice(0, pointer.lastIndexOf('/'));
  return { observation: at.observation, pointer };
}

export function below(at: EvidenceRef, ...members: readonly (string | number)[]): EvidenceRef {
  const tokens = members.map((each) => `/${String(each).replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return { observation: at.observation, pointer: at.pointer + tokens.join('') };
}
