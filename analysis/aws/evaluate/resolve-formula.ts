import { relateClaims } from './claim.ts';
import { type Atom, assume, atomsOf, type Formula, type Residue, valueUnder } from './formula.ts';
import { conjuncts } from './formula-words.ts';

export type Outcome =
  | { readonly kind: 'constant'; readonly value: boolean }
  /** True in some worlds and false in others. `conditions` must all hold, in words. */
  | { readonly kind: 'open'; readonly conditions: readonly string[] }
  /** A policy that could not be understood decides. */
  | { readonly kind: 'unknown'; readonly problems: readonly string[] };

/** Beyond this many worlds they are not gone through: the answer stays open, which is never wrong. */
const MOST_WORLDS = 4096;

interface World {
  readonly truth: ReadonlySet<string>;
  /** The world's atoms but for problems, as text, so that worlds that differ in problems alone are seen. */
  readonly facts: string;
  readonly value: boolean;
}

/** Outcomes by formula: a guardrail's condition is met by every request of an account. */
const remembered = new Map<string, Outcome>();
const REMEMBERED = 10_000;

/**
 * Goes through the possible worlds of a formula, so that contradictions cancel out ("if MFA" against "unless MFA"), and
 * puts what is left into words.
 */
export function resolveFormula(formula: Formula): Outcome {
  if (typeof formula === 'boolean') return { kind: 'constant', value: formula };
  const atoms = [...atomsOf(formula).values()];
  const problems = atoms.filter((one) => one.problem !== undefined);
  // Reasons are not part of a formula's text, so what depends on them is not remembered.
  if (problems.length > 0) return resolve(formula, atoms, problems);
  const text = textOf(formula);
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const outcome = resolve(formula, atoms, problems);
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(text, outcome);
  return outcome;
}

function textOf(residue: Residue): string {
  if (residue.op === 'atom') return JSON.stringify(residue.atom.id);
  if (residue.op === 'not') return `!${textOf(residue.of)}`;
  return `(${residue.of.map(textOf).join(residue.op === 'and' ? '&' : '|')})`;
}

function resolve(formula: Residue, atoms: readonly Atom[], problems: readonly Atom[]): Outcome {
  const choices = choicesOf(atoms);
  if (choices.reduce((count, choice) => count * choice.length, 1) > MOST_WORLDS)
    return problems.length > 0 ? unknown(problems) : { kind: 'open', conditions: conjuncts(formula) };
  const worlds = possibleWorlds(formula, atoms, choices);
  const first = worlds[0]?.value ?? false;
  if (worlds.every((world) => world.value === first)) return { kind: 'constant', value: first };
  if (problems.length === 0) return { kind: 'open', conditions: wordsOfWorlds(formula, atoms, worlds) };
  return withProblems(formula, problems, worlds);
}

function unknown(problems: readonly Atom[]): Outcome {
  return { kind: 'unknown', problems: [...new Set(problems.map((one) => one.problem!))] };
}

/** The answer stands if, whatever the facts of the request, the statements that were not understood change nothing. */
function withProblems(formula: Residue, problems: readonly Atom[], worlds: readonly World[]): Outcome {
  const answers = new Map<string, boolean>();
  for (const world of worlds) {
    const seen = answers.get(world.facts);
    if (seen !== undefined && seen !== world.value) return unknown(problems);
    answers.set(world.facts, world.value);
  }
  return resolveFormula(assume(formula, new Map(problems.map((one) => [one.id, false]))));
}

/** What can be chosen independently: for each atom whether it is true; for atoms that exclude each other, which one is. */
function choicesOf(atoms: readonly Atom[]): readonly (readonly (Atom | null)[])[] {
  const groups = new Map<string, (Atom | null)[]>();
  for (const one of atoms) {
    const name = one.exclusive ?? `atom|${one.id}`;
    const group = groups.get(name) ?? [null];
    group.push(one);
    groups.set(name, group);
  }
  return [...groups.values()];
}

function possibleWorlds(
  formula: Residue,
  atoms: readonly Atom[],
  choices: readonly (readonly (Atom | null)[])[],
): readonly World[] {
  const ids = new Set(atoms.map((one) => one.id));
  const laws = lawsOf(atoms);
  const worlds: World[] = [];
  const choose = (depth: number, chosen: readonly Atom[]): void => {
    if (depth < choices.length) {
      for (const one of choices[depth]!) choose(depth + 1, one === null ? chosen : [...chosen, one]);
      return;
    }
    const truth = new Set(chosen.map((one) => one.id));
    for (const { implies } of chosen)
      if (implies !== undefined && ids.has(implies) && !truth.has(implies)) return;
    if (laws.some(({ given, settles, value }) => truth.has(given) && truth.has(settles) !== value)) return;
    const facts = chosen.filter((one) => one.problem === undefined).map((one) => one.id);
    worlds.push({ truth, facts: facts.join(' '), value: valueUnder(formula, truth) });
  };
  choose(0, []);
  return worlds;
}

/** An atom that is true settles another. */
interface Law {
  readonly given: string;
  readonly settles: string;
  readonly value: boolean;
}

/** What follows from one value of a key about another: an address inside a range, a text that a pattern takes. */
function lawsOf(atoms: readonly Atom[]): readonly Law[] {
  const laws: Law[] = [];
  const claiming = atoms.filter((one) => one.claim !== undefined);
  for (const [index, one] of claiming.entries()) {
    for (const other of claiming.slice(index + 1)) {
      if (one.exclusive !== undefined && one.exclusive === other.exclusive) continue;
      const { implies, implied, apart } = relateClaims(one.claim!, other.claim!);
      if (implies) laws.push({ given: one.id, settles: other.id, value: true });
      if (implied) laws.push({ given: other.id, settles: one.id, value: true });
      if (apart) laws.push({ given: one.id, settles: other.id, value: false });
    }
  }
  return laws;
}

/** What every world in which the formula holds has in common, one by one; then the rest of the formula. */
function wordsOfWorlds(
  formula: Residue,
  atoms: readonly Atom[],
  worlds: readonly World[],
): readonly string[] {
  const good = worlds.filter((world) => world.value);
  const needed = new Map<string, boolean>();
  for (const one of atoms) {
    const value = good[0]!.truth.has(one.id);
    if (good.every((world) => world.truth.has(one.id) === value)) needed.set(one.id, value);
  }
  const words: string[] = [];
  for (const one of atoms) {
    const value = needed.get(one.id);
    if (value === undefined || followsFrom(one, value, atoms, needed)) continue;
    words.push(value ? one.holds : one.fails);
  }
  const suffices = worlds.every(
    (world) => world.value || [...needed].some(([id, value]) => world.truth.has(id) !== value),
  );
  if (!suffices) words.push(...conjuncts(assume(formula, needed)));
  return [...new Set(words)];
}

/** Presence goes without saying where a value is needed, other values where one value is, a range where one in it is. */
function followsFrom(
  one: Atom,
  value: boolean,
  atoms: readonly Atom[],
  needed: ReadonlyMap<string, boolean>,
): boolean {
  return atoms.some((other) => {
    if (other === one || needed.get(other.id) === undefined) return false;
    if (claimFollows(one, value, other, needed.get(other.id)!, atoms)) return true;
    if (value) return needed.get(other.id) === true && other.implies === one.id;
    if (needed.get(other.id) === true)
      return one.exclusive !== undefined && other.exclusive === one.exclusive;
    return one.implies === other.id;
  });
}

function claimFollows(
  one: Atom,
  value: boolean,
  other: Atom,
  otherValue: boolean,
  atoms: readonly Atom[],
): boolean {
  if (one.claim === undefined || other.claim === undefined) return false;
  const { implies, implied, apart } = relateClaims(one.claim, other.claim);
  // Of two that say the same in other words, the first is said.
  if (implies && implied) return value === otherValue && atoms.indexOf(other) < atoms.indexOf(one);
  if (value) return implied && otherValue;
  return otherValue ? apart : implies;
}
