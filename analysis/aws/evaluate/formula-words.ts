import type { Formula, Residue } from './formula.ts';

/** A formula in words: one text for each thing that must hold. */
export function conjuncts(formula: Formula): readonly string[] {
  if (typeof formula === 'boolean') return [];
  const plain = shorten(pushNegation(formula, false));
  return plain.op === 'and' ? memberTexts(plain.of, 'and', false) : [words(plain)];
}

/** A whole formula as one part of a sentence. */
export function inWords(residue: Residue): string {
  return words(shorten(pushNegation(residue, false)));
}

/** Negation is moved down to the atoms, which have words for it. */
function pushNegation(residue: Residue, negate: boolean): Residue {
  if (residue.op === 'atom') return negate ? { op: 'not', of: residue } : residue;
  if (residue.op === 'not') return pushNegation(residue.of, !negate);
  const op = negate ? opposite(residue.op) : residue.op;
  return flat(
    op,
    residue.of.map((member) => pushNegation(member, negate)),
  );
}

function opposite(op: 'and' | 'or'): 'and' | 'or' {
  return op === 'and' ? 'or' : 'and';
}

function flat(op: 'and' | 'or', of: readonly Residue[]): Residue {
  const members = of.flatMap((member) => (member.op === op ? member.of : [member]));
  return members.length === 1 ? members[0]! : { op, of: members };
}

/** "No key, or a key and something" says no more than "no key, or something"; and the same with "and". */
function shorten(residue: Residue): Residue {
  if (residue.op !== 'and' && residue.op !== 'or') return residue;
  const opposites = new Set(
    residue.of.map((member) => literal(member, true)).filter((text) => text !== null),
  );
  const shortened = residue.of.map((member) => {
    if (member.op !== opposite(residue.op)) return member;
    const kept = member.of.filter((inner) => !opposites.has(literal(inner, false) ?? ''));
    return shorten(kept.length === 0 ? member : flat(member.op, kept));
  });
  return flat(residue.op, shortened);
}

/** An atom or its negation as text, or the text of its opposite. */
function literal(residue: Residue, turned: boolean): string | null {
  if (residue.op === 'atom') return `${turned ? '-' : '+'}${residue.atom.id}`;
  if (residue.op === 'not' && residue.of.op === 'atom') return `${turned ? '+' : '-'}${residue.of.atom.id}`;
  return null;
}

function words(residue: Residue): string {
  if (residue.op === 'atom') return residue.atom.holds;
  if (residue.op === 'not')
    return residue.of.op === 'atom' ? residue.of.atom.fails : `not (${words(residue.of)})`;
  return memberTexts(residue.of, residue.op, true).join(residue.op === 'and' ? ' and ' : ' or ');
}

function memberTexts(members: readonly Residue[], op: 'and' | 'or', brackets: boolean): readonly string[] {
  const texts = new Set<string>();
  const values = new Map<string, Set<string>>();
  for (const member of members) {
    const lead = sharedLead(member, op);
    if (lead === null) {
      const compound = brackets && (op === 'and' ? member.op === 'or' : member.op === 'and');
      texts.add(compound ? `(${words(member)})` : words(member));
      continue;
    }
    const listed = values.get(lead.text) ?? new Set();
    values.set(lead.text, listed.add(lead.value));
  }
  return [...texts, ...[...values].map(([text, listed]) => `${text} ${[...listed].join(' or ')}`)];
}

/** Several values of one key are said together: "is a or b", "is not a or b". */
function sharedLead(member: Residue, op: 'and' | 'or'): { text: string; value: string } | null {
  if (op === 'or' && member.op === 'atom' && member.atom.lead !== undefined)
    return { text: member.atom.lead.holds, value: member.atom.lead.value };
  if (op === 'and' && member.op === 'not' && member.of.op === 'atom' && member.of.atom.lead !== undefined)
    return { text: member.of.atom.lead.fails, value: member.of.atom.lead.value };
  return null;
}
