import type { Demand } from '../language/find-text.ts';
import type { Sequence } from '../language/sequence.ts';

/** A part of a claim that whoever makes the job run can choose, within a language. */
export interface Free {
  /** Equal names are the same choice, wherever they stand. */
  readonly name: string;
  /** How people read it: `<branch>`. */
  readonly words: string;
  /** Each must be fitted by one of its alternatives. */
  readonly within: readonly (readonly Sequence[])[];
  /** None of these may be fitted. */
  readonly without: readonly Sequence[];
}

/** A claim's text: literal parts and free ones. */
export type Template = readonly (string | Free)[];

/** The tokens that one kind of run of a job can obtain. */
export interface TokenShape {
  /** By name, in small letters; a claim that is not here is not in the token, unless it is among `open`. */
  readonly claims: ReadonlyMap<string, Template>;
  /** Claims of which nothing is known: who runs it, what plan the owner has. True where they are surely in the token. */
  readonly open: ReadonlyMap<string, boolean>;
}

export function literalOf(template: Template): string | null {
  return template.every((part) => typeof part === 'string') ? template.join('') : null;
}

export function freeParts(template: Template): readonly Free[] {
  return template.filter((part) => typeof part !== 'string');
}

/** What stands before the first free part. */
export function literalLead(template: Template): string {
  const free = template.findIndex((part) => typeof part !== 'string');
  return (free < 0 ? template : template.slice(0, free)).join('');
}

export function templateWords(template: Template): string {
  return template.map((part) => (typeof part === 'string' ? part : part.words)).join('');
}

/** The text with each free part replaced by the one chosen. */
export function fill(template: Template, chosen: ReadonlyMap<string, string>): string {
  return template
    .map((part) => (typeof part === 'string' ? part : (chosen.get(part.name) ?? part.words)))
    .join('');
}

/** The demands of a free part's own language. */
export function ownDemands({ within, without }: Free): readonly Demand[] {
  const around = { before: '', after: '' };
  return [
    ...within.map((languages) => ({ languages, wanted: true, ...around })),
    ...(without.length > 0 ? [{ languages: without, wanted: false, ...around }] : []),
  ];
}
