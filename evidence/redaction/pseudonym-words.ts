import type { Alphabet, KeyedLetters } from './keyed-letters.ts';

/** Characters of a word that each have a permutation of their own; those behind share one stream. */
const DEPTH = 16;
const HEX_ID = /^(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])(?:[0-9a-f]{12,}|[0-9A-F]{12,})$/i;

export interface PseudonymWords {
  /** The pseudonym of a word of ASCII letters and digits: as long, with letters, digits and cases where they were. */
  ofWord(word: string): string;
  /** Hexadecimal digits stay hexadecimal: ids of resources, UUIDs, hashes. */
  ofHex(hex: string): string;
  /** A run of other letters, each as six ASCII letters. */
  ofOtherLetters(text: string): string;
}

/** Pseudonyms of single words. They depend on the key and on the word alone, in whatever text it stands. */
export function pseudonymWords(letters: KeyedLetters): PseudonymWords {
  function transform(word: string, alphabetOf: (code: number) => Alphabet | null): string {
    let changed = '';
    const plain = word.toLowerCase();
    let stream: Buffer | null = null;
    for (let index = 0; index < word.length; index++) {
      const code = plain.charCodeAt(index);
      const alphabet = alphabetOf(code);
      if (alphabet === null) {
        changed += word[index];
        continue;
      }
      let symbol = toSymbol(alphabet, code);
      if (index < DEPTH) symbol = letters.permute(alphabet, plain.slice(0, index), symbol);
      else {
        const place = (index - DEPTH) % 32;
        if (place === 0 || stream === null)
          stream = letters.bytes(`tail\0${plain.slice(0, DEPTH)}\0${(index - DEPTH - place) / 32}`);
        const size = alphabet === 'letter' ? 26 : alphabet === 'digit' ? 10 : 16;
        symbol = (symbol + stream[place]!) % size;
      }
      const character = fromSymbol(alphabet, symbol);
      changed += word[index] === plain[index] ? character : character.toUpperCase();
    }
    return changed;
  }

  const ofHex = (hex: string) => {
    const changed = transform(hex, (code) => (isDigit(code) || (code >= 97 && code <= 102) ? 'hex' : null));
    return /[A-F]/.test(hex) ? changed.toUpperCase() : changed;
  };

  return {
    ofHex,
    ofWord: (word) =>
      HEX_ID.test(word)
        ? ofHex(word)
        : transform(word, (code) => (isDigit(code) ? 'digit' : code >= 97 && code <= 122 ? 'letter' : null)),
    ofOtherLetters: (text) =>
      Array.from(text, (character) => {
        const bytes = letters.bytes(`other\0${character}`);
        return String.fromCharCode(...bytes.subarray(0, 6).map((byte) => 97 + (byte % 26)));
      }).join(''),
  };
}

const isDigit = (code: number) => code >= 48 && code <= 57;

function toSymbol(alphabet: Alphabet, code: number): number {
  return isDigit(code) ? code - 48 : alphabet === 'hex' ? code - 87 : code - 97;
}

function fromSymbol(alphabet: Alphabet, symbol: number): string {
  if (alphabet === 'letter') return String.fromCharCode(97 + symbol);
  return symbol < 10 ? String.fromCharCode(48 + symbol) : String.fromCharCode(87 + symbol);
}
