import type { Atom, Formula } from '../../aws/evaluate/formula.ts';

/** An unknown that must be true, or false. */
export interface Literal {
  readonly atom: Atom;
  readonly wanted: boolean;
}

/** Beyond this many, the rest is left out, and `complete` says so. */
const MOST = 20_000;

export interface Conjunctions {
  readonly list: readonly (readonly Literal[])[];
  readonly complete: boolean;
}

/** A formula as alternatives of unknowns that must all be as wanted. `true` is one alternative without any. */
export function conjunctionsOf(formula: Formula): Conjunctions {
  let complete = true;
  const list = of(formula, true);
  return { list, complete };

  function of(part: Formula, wanted: boolean): readonly (readonly Literal[])[] {
    if (typeof part === 'boolean') return part === wanted ? [[]] : [];
    if (part.op === 'atom') return [[{ atom: part.atom, wanted }]];
    if (part.op === 'not') return of(part.of, !wanted);
    const parts = part.of.map((each) => of(each, wanted));
    if ((part.op === 'or') === wanted) return parts.flat();
    let found: readonly (readonly Literal[])[] = [[]];
    for (const alternatives of parts) {
      found = found.flatMap((left) => alternatives.map((right) => [...left, ...right]));
      if (found.length > MOST) {
        complete = false;
        found = found.slice(0, MOST);
      }
    }
    return found;
  }
}
