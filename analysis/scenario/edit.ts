import type { Json } from '../../schema/json.ts';
import type { EvidenceRef } from '../../schema/records.ts';

/**
 * One change of an observed document at a JSON pointer. `replace` puts a value where one is, or adds a member to an
 * object; `append` adds to an array, which is made where there is none.
 */
export type Edit = EvidenceRef &
  (
    | { readonly op: 'remove' }
    | { readonly op: 'replace'; readonly value: Json }
    | { readonly op: 'append'; readonly value: Json }
  );

export function remove(at: EvidenceRef): Edit {
  return { observation: at.observation, pointer: at.pointer, op: 'remove' };
}

export function replace(at: EvidenceRef, value: Json): Edit {
  return { observation: at.observation, pointer: at.pointer, op: 'replace', value };
}

export function append(at: EvidenceRef, value: Json): Edit {
  return { observation: at.observation, pointer: at.pointer, op: 'append', value };
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
