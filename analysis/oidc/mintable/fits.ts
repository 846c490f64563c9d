import { type Atom, and, atom, type Formula, not } from '../../aws/evaluate/formula.ts';
import { resolveFormula } from '../../aws/evaluate/resolve-formula.ts';
import { type Demand, findText } from '../language/find-text.ts';
import { ANYTHING, glob, literal, literalIgnoringCase, type Sequence } from '../language/sequence.ts';
import { conjunctionsOf, type Literal } from './conjunctions.ts';
import { type Free, freeParts, ownDemands, type Template, type TokenShape } from './template.ts';

/** How tokens of a shape meet a formula over their claims. */
export type Fit =
  /** A token with these choices is accepted, if `conditions` hold. */
  | {
      readonly kind: 'fits';
      readonly chosen: ReadonlyMap<string, string>;
      readonly conditions: readonly string[];
    }
  | { readonly kind: 'never' }
  /** What decides was not understood. */
  | { readonly kind: 'unknown'; readonly reasons: readonly string[] };

/**
 * Whether a token of the shape can meet the formula: each alternative of it is a set of demands on the free parts of
 * claims, solved exactly; what it asks of anything else stays a condition. `prefix` is what condition keys of the issuer
 * begin with, in small letters. The alternative with the fewest conditions is the answer.
 */
export function fits(formula: Formula, shape: TokenShape, prefix: string): Fit {
  const { list, complete } = conjunctionsOf(formula);
  let best: Fit = { kind: 'never' };
  for (const literals of list) {
    const fit = fitAll(literals, shape, prefix);
    if (fit.kind === 'fits' && fit.conditions.length === 0) return fit;
    if (better(fit, best)) best = fit;
  }
  if (best.kind === 'never' && !complete)
    return { kind: 'unknown', reasons: ['the trust has too many alternatives to go through'] };
  return best;
}

function better(fit: Fit, than: Fit): boolean {
  const rank = { fits: 0, unknown: 1, never: 2 };
  if (rank[fit.kind] !== rank[than.kind]) return rank[fit.kind] < rank[than.kind];
  return fit.kind === 'fits' && than.kind === 'fits' && fit.conditions.length < than.conditions.length;
}

function fitAll(literals: readonly Literal[], shape: TokenShape, prefix: string): Fit {
  let rest: Formula = true;
  const demands = new Map<string, Demand[]>();
  const frees = new Map<string, Free>();
  const conditions: string[] = [];
  for (const { atom: one, wanted } of literals) {
    const placed = place(one, wanted, shape, prefix);
    if (placed === 'never') return { kind: 'never' };
    if (placed === 'holds') continue;
    if (placed === 'elsewhere') {
      rest = and(rest, wanted ? atom(one) : not(atom(one)));
      continue;
    }
    if ('free' in placed) {
      const { free, demand } = placed;
      frees.set(free.name, free);
      demands.set(free.name, [...(demands.get(free.name) ?? []), demand]);
    } else conditions.push(placed.condition);
  }
  const chosen = new Map<string, string>();
  for (const [name, free] of frees) {
    const found = findText([...ownDemands(free), ...(demands.get(name) ?? [])]);
    if (found.kind === 'none') return { kind: 'never' };
    if (found.kind === 'unsettled') conditions.push(`a ${free.words} exists that fits`);
    else chosen.set(name, found.text);
  }
  const outcome = resolveFormula(rest);
  if (outcome.kind === 'unknown') return { kind: 'unknown', reasons: outcome.problems };
  if (outcome.kind === 'constant')
    return outcome.value ? { kind: 'fits', chosen, conditions } : { kind: 'never' };
  return { kind: 'fits', chosen, conditions: [...conditions, ...outcome.conditions] };
}

type Placed =
  | 'holds'
  | 'never'
  | 'elsewhere'
  | { readonly free: Free; readonly demand: Demand }
  | { readonly condition: string };

/** Where an unknown stands in the shape. */
function place(one: Atom, wanted: boolean, shape: TokenShape, prefix: string): Placed {
  const presence = `present|${prefix}`;
  if (one.id.startsWith(presence)) {
    const claim = one.id.slice(presence.length);
    const present = shape.claims.has(claim) || shape.open.get(claim) === true;
    if (present) return wanted ? 'holds' : 'never';
    return shape.open.has(claim) ? 'elsewhere' : wanted ? 'never' : 'holds';
  }
  const asked = askedBy(one);
  if (asked === null || !asked.key.startsWith(prefix)) return 'elsewhere';
  const template = shape.claims.get(asked.key.slice(prefix.length));
  if (template === undefined) return 'elsewhere';
  return demandOn(template, asked.languages, wanted === asked.fits, one);
}

interface Asked {
  readonly key: string;
  readonly languages: readonly Sequence[];
  /** Whether the unknown is true where the claim is of one of the languages. */
  readonly fits: boolean;
}

/** What an unknown asks of one claim; a token has one value of each. */
function askedBy({ claim, others }: Atom): Asked | null {
  if (claim !== undefined) {
    const language = languageOf(claim.kind, claim.text);
    return language === null ? null : { key: claim.key, languages: [language], fits: true };
  }
  if (others === undefined) return null;
  const languages = others.texts
    .map((text) => languageOf(others.family, text))
    .filter((each) => each !== null);
  return languages.length < others.texts.length ? null : { key: others.key, languages, fits: false };
}

function languageOf(kind: string, text: string): Sequence | null {
  if (kind === 'string') return literal(text);
  if (kind === 'string-ignore-case') return literalIgnoringCase(text);
  return kind === 'string-like' ? glob(text) : null;
}

/** With one free part the demand is on that part alone; several are looked at together, and their agreement is left open. */
function demandOn(template: Template, languages: readonly Sequence[], wanted: boolean, one: Atom): Placed {
  const frees = freeParts(template);
  const [free] = frees;
  if (frees.length === 1 && free !== undefined) {
    const at = template.indexOf(free);
    const before = template.slice(0, at).join('');
    const after = template.slice(at + 1).join('');
    return { free, demand: { languages, wanted, before, after } };
  }
  const whole = wholeOf(template);
  const found = findText([
    { languages: [whole], wanted: true, before: '', after: '' },
    { languages, wanted, before: '', after: '' },
  ]);
  if (found.kind === 'none') return 'never';
  return { condition: wanted ? one.holds : one.fails };
}

function wholeOf(template: Template): Sequence {
  return template.flatMap((part) => {
    if (typeof part === 'string') return [...literal(part)];
    const [first, ...others] = part.within.find((alternatives) => alternatives.length === 1) ?? [];
    return first === undefined || others.length > 0 ? [...ANYTHING] : [...first];
  });
}
