import type { Claim } from './claim.ts';
import type { Family } from './condition-operator.ts';

/**
 * Three-valued truth with its residue: a value is true, false, or a formula over what cannot be known from a snapshot.
 * Constants are folded while building, so that a decision that needs nothing unknown stays a plain boolean.
 */
export interface Atom {
  /** Equal ids are the same unknown, so that "x" and "not x" in two statements are seen to contradict. */
  readonly id: string;
  /** What is the case when the atom is true, and when it is false, in words. */
  readonly holds: string;
  readonly fails: string;
  /** Set where the unknown is a policy that could not be understood, not a fact of the request: its reason. */
  readonly problem?: string;
  /** Atoms in the same group cannot be true together: two different values of one single-valued key. */
  readonly exclusive?: string;
  /** For texts like `aws:RequestedRegion is "eu-west-1"`: what comes before the value, so that several values share it. */
  readonly lead?: { readonly holds: string; readonly fails: string; readonly value: string };
  /** Id of an atom that is true whenever this one is: a key with a value is present. */
  readonly implies?: string;
  /** What it says of a key's value, for what follows from one value about another. */
  readonly claim?: Claim;
  /** Set where it says instead that some value of the key fits none of the texts. */
  readonly others?: { readonly key: string; readonly family: Family; readonly texts: readonly string[] };
}

export type Residue =
  | { readonly op: 'atom'; readonly atom: Atom }
  | { readonly op: 'not'; readonly of: Residue }
  | { readonly op: 'and' | 'or'; readonly of: readonly Residue[] };

export type Formula = boolean | Residue;

export function atom(value: Atom): Residue {
  return { op: 'atom', atom: value };
}

export function not(formula: Formula): Formula {
  if (typeof formula === 'boolean') return !formula;
  return formula.op === 'not' ? formula.of : { op: 'not', of: formula };
}

export function and(left: Formula, right: Formula): Formula {
  if (left === false || right === false) return false;
  if (left === true) return right;
  if (right === true) return left;
  return { op: 'and', of: [...members(left, 'and'), ...members(right, 'and')] };
}

export function or(left: Formula, right: Formula): Formula {
  if (left === true || right === true) return true;
  if (left === false) return right;
  if (right === false) return left;
  return { op: 'or', of: [...members(left, 'or'), ...members(right, 'or')] };
}

/** Alternatives in one go, in time linear in their number. */
export function anyOf(formulas: readonly Formula[]): Formula {
  if (formulas.includes(true)) return true;
  const open = formulas
    .filter((formula) => typeof formula !== 'boolean')
    .flatMap((one) => members(one, 'or'));
  return open.length < 2 ? (open[0] ?? false) : { op: 'or', of: open };
}

/** What must all hold, in one go, in time linear in their number. */
export function allOf(formulas: readonly Formula[]): Formula {
  if (formulas.includes(false)) return false;
  const open = formulas
    .filter((formula) => typeof formula !== 'boolean')
    .flatMap((one) => members(one, 'and'));
  return open.length < 2 ? (open[0] ?? true) : { op: 'and', of: open };
}

function members(residue: Residue, op: 'and' | 'or'): readonly Residue[] {
  return residue.op === op ? residue.of : [residue];
}

/** The distinct atoms of a formula, in order of appearance. */
export function atomsOf(formula: Formula, into: Map<string, Atom> = new Map()): Map<string, Atom> {
  if (typeof formula === 'boolean') return into;
  if (formula.op === 'atom') into.set(formula.atom.id, formula.atom);
  else if (formula.op === 'not') atomsOf(formula.of, into);
  else for (const member of formula.of) atomsOf(member, into);
  return into;
}

/** The formula's value once every atom has one; `truth` holds the ids of the atoms that are true. */
export function valueUnder(formula: Formula, truth: ReadonlySet<string>): boolean {
  if (typeof formula === 'boolean') return formula;
  if (formula.op === 'atom') return truth.has(formula.atom.id);
  if (formula.op === 'not') return !valueUnder(formula.of, truth);
  if (formula.op === 'and') return formula.of.every((member) => valueUnder(member, truth));
  return formula.of.some((member) => valueUnder(member, truth));
}

/** The formula once the given atoms have the given values. */
export function assume(formula: Formula, values: ReadonlyMap<string, boolean>): Formula {
  if (typeof formula === 'boolean') return formula;
  if (formula.op === 'atom') return values.get(formula.atom.id) ?? formula;
  if (formula.op === 'not') return not(assume(formula.of, values));
  const join = formula.op === 'and' ? allOf : anyOf;
  return join(formula.of.map((member) => assume(member, values)));
}
