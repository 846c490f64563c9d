import { mapTokens, type TokenKind } from './tokens.ts';

/** A trace of the original in what is handed over. */
export interface Residue {
  /** What was found, as it was named in the original. */
  readonly found: string;
  /** Where: a document, a table, or the bytes of the file. */
  readonly place: string;
  /** `plain`, or the encoding in which it stood. */
  readonly encoding: 'plain' | 'base64';
}

export interface ResidueOptions {
  /** What must not be found, in lower case: words, addresses and ids of the original that were to be replaced. */
  readonly originals: Iterable<string>;
  /** Shortest of them that is looked for. */
  readonly shortest: number;
  /** Whether a run of letters and digits (in lower case) is known to be a pseudonym, or public. */
  readonly explained: (run: string) => boolean;
}

/** Beginnings by which longer originals are found inside other words. */
const WINDOW = 8;
const RUN = /[a-z0-9]+/g;
const BASE64_RUN = /[A-Za-z0-9+/_-]{16,}={0,2}/g;
const PRINTABLE = /[\x20-\x7e]{6,}/g;

export interface ResidueScan {
  /** Looks through a text; what it finds is named once for each place. */
  look(text: string, place: string): void;
  found(): readonly Residue[];
}

/**
 * Looks for what should have been replaced: as whole words, inside other words, inside base64 (at any of its three
 * alignments) and between percent signs, whatever the case. It does not know how the text was made.
 */
export function residueScan({ originals, shortest, explained }: ResidueOptions): ResidueScan {
  const whole = new Set<string>();
  const byBeginning = new Map<string, string[]>();
  for (const original of originals) {
    if (original.length < shortest) continue;
    if (/^[a-z0-9]+$/.test(original)) whole.add(original);
    if (original.length < WINDOW) continue;
    const beginning = original.slice(0, WINDOW);
    const known = byBeginning.get(beginning);
    if (known) known.push(original);
    else byBeginning.set(beginning, [original]);
  }
  const residues = new Map<string, Residue>();
  const report = (found: string, place: string, encoding: Residue['encoding']) =>
    residues.set(`${found}\0${place}`, { found, place, encoding });

  function lookPlain(text: string, place: string, encoding: Residue['encoding']): void {
    const plain = withoutVocabulary(text).toLowerCase();
    for (const [run] of plain.matchAll(RUN)) {
      if (whole.has(run) && !explained(run)) report(run, place, encoding);
    }
    for (let at = 0; at + WINDOW <= plain.length; at++) {
      const candidates = byBeginning.get(plain.slice(at, at + WINDOW));
      if (!candidates) continue;
      for (const original of candidates) {
        if (plain.startsWith(original, at) && !explained(runAround(plain, at, original.length)))
          report(original, place, encoding);
      }
    }
  }

  return {
    look(text, place) {
      lookPlain(text, place, 'plain');
      for (const [run] of text.matchAll(BASE64_RUN)) {
        for (let start = 0; start < 4; start++) {
          const decoded = Buffer.from(run.slice(start), 'base64').toString('latin1');
          for (const [part] of decoded.matchAll(PRINTABLE)) lookPlain(part, place, 'base64');
        }
      }
    },
    found: () => [...residues.values()],
  };
}

/** API actions and policies that AWS manages are everybody's; percent escapes are punctuation. */
function withoutVocabulary(text: string): string {
  const blank: ReadonlySet<TokenKind> = new Set(['kept', 'action']);
  return mapTokens(text, (kind, token) => (blank.has(kind) ? ' '.repeat(token.length) : token));
}

function runAround(text: string, start: number, length: number): string {
  let [from, to] = [start, start + length];
  while (from > 0 && isRun(text.charCodeAt(from - 1))) from--;
  while (to < text.length && isRun(text.charCodeAt(to))) to++;
  return text.slice(from, to);
}

const isRun = (code: number) => (code >= 48 && code <= 57) || (code >= 97 && code <= 122);
