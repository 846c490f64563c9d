import type { Json, JsonObject } from '../../schema/json.ts';
import { base64Text } from './base64-text.ts';
import { isDataKey, isIdNumber, isMapOfNames } from './data-keys.ts';
import { type KeyedLetters, keyedLetters } from './keyed-letters.ts';
import type { Learned } from './learn.ts';
import { pseudonymAddresses } from './pseudonym-addresses.ts';
import { pseudonymAwsId } from './pseudonym-aws-ids.ts';
import { pseudonymWords } from './pseudonym-words.ts';
import { mapTokens, type TokenKind } from './tokens.ts';

export interface Redactor {
  /** A text with every word that is not public replaced. The same word has the same pseudonym in every text. */
  text(text: string): string;
  /**
   * A document of the same shape: names of fields stay, keys that are data are replaced as texts are. Values of the fields
   * in `keep` stay.
   */
  document(document: Json, keep?: ReadonlySet<string>): Json;
  /** A JSON pointer into a document, as it points into the document with pseudonyms. */
  pointer(pointer: string): string;
  /** How many different words, addresses and ids were replaced so far. */
  replaced(): number;
  /** Whether a word in lower case is what something was replaced with. */
  isPseudonym(word: string): boolean;
}

/**
 * Where a beginning is fixed, what follows may have nowhere to go (`p1` before which `p*` became `v*`: every digit makes a
 * version). The comparison of the graphs then sees whether it matters.
 */
const MOST_STEPS = 100;

const NOTHING: ReadonlySet<string> = new Set();

/** Replaces what a snapshot names, with pseudonyms made from a key and nothing else. */
export function createRedactor(key: Buffer, learned: Learned): Redactor {
  const pinned = new Set(learned.pinned);
  const beginnings = new Set(learned.beginnings);
  const letters = lettersFor(key, learned, pinned);
  const words = pseudonymWords(letters);
  const addresses = pseudonymAddresses(letters);
  const awsId = pseudonymAwsId(letters, (account) => word(account));
  const known = new Map<string, string>();
  const made = new Set<string>();

  function word(text: string): string {
    if (learned.stays(text.toLowerCase())) return text;
    const plain = text.toLowerCase();
    const places = learned.cuts(plain);
    if (places.length === 0) return piece(text);
    let stays = 0;
    while (stays < plain.length && pinned.has(plain.slice(0, stays + 1))) stays++;
    const starts = [stays, ...places.filter((place) => place > stays)];
    const pieces = starts.map((start, index) => piece(text.slice(start, starts[index + 1])));
    return text.slice(0, stays) + pieces.join('');
  }

  function piece(text: string): string {
    if (learned.stays(text.toLowerCase())) return text;
    const plain = text.toLowerCase();
    let changed = words.ofWord(text);
    if (beginnings.has(plain)) return changed;
    // Words that stay are nobody's pseudonyms: going on from there ends at another word, and at one for each. What stands
    // before a wildcard somewhere goes on to be replaced as it is there.
    let fixed = plain.length - 1;
    while (fixed > 0 && !beginnings.has(plain.slice(0, fixed))) fixed--;
    for (let steps = 0; steps < MOST_STEPS && learned.stays(changed.toLowerCase()); steps++)
      changed =
        changed.slice(0, fixed) + words.ofWord(text.slice(0, fixed) + changed.slice(fixed)).slice(fixed);
    return changed;
  }

  function token(kind: TokenKind, text: string): string {
    switch (kind) {
      case 'kept':
      case 'action':
        return text;
      case 'uuid':
        return dashed(words.ofHex(text.replaceAll('-', '')));
      case 'awsId':
        return learned.replaces('accounts') ? awsId(text) : text;
      case 'address':
        return learned.replaces('ips') ? addresses.ofAddress(text) : text;
      case 'hostAddress':
        return learned.replaces('ips')
          ? `ip-${addresses.ofAddress(text.slice(3).replaceAll('-', '.')).replaceAll('.', '-')}`
          : text;
      case 'word':
        return word(text);
      case 'otherLetters':
        return words.ofOtherLetters(text);
    }
  }

  function remembered(kind: TokenKind, text: string): string {
    const name = `${kind} ${text}`;
    let changed = known.get(name);
    if (changed === undefined) {
      changed = token(kind, text);
      known.set(name, changed);
      if (changed !== text) made.add(changed.toLowerCase());
    }
    return changed;
  }

  const text = (value: string): string => {
    const inner = base64Text(value);
    if (inner !== null) return Buffer.from(text(inner), 'utf8').toString('base64');
    return mapTokens(value, remembered);
  };

  function value(document: Json, field: string, keep: ReadonlySet<string>): Json {
    if (keep.has(field)) return document;
    if (typeof document === 'string') return text(document);
    // Ids are numbers in some documents and digits in others.
    if (typeof document === 'number')
      return isIdNumber(document, field) ? Number(remembered('word', String(document))) : document;
    if (document === null || typeof document !== 'object') return document;
    if (Array.isArray(document)) return document.map((item) => value(item, field, keep));
    return object(document as JsonObject, field, keep);
  }

  function object(document: JsonObject, field: string, keep: ReadonlySet<string>): JsonObject {
    const data = isMapOfNames(field);
    const changed: Record<string, Json> = {};
    for (const [name, item] of Object.entries(document)) {
      changed[data || isDataKey(name) ? text(name) : name] = value(item as Json, name, keep);
    }
    return changed;
  }

  return {
    text,
    document: (document, keep = NOTHING) => value(document, '', keep),
    pointer: (pointer) => {
      let field = '';
      const parts = pointer.split('/').map((part) => {
        const data = !/^\d*$/.test(part) && (isMapOfNames(field) || isDataKey(part));
        if (!/^\d+$/.test(part)) field = part;
        return data ? text(part) : part;
      });
      return parts.join('/');
    },
    replaced: () => made.size,
    isPseudonym: (word) => made.has(word),
  };
}

/** 32 hexadecimal digits as a UUID. */
function dashed(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * Letters under which no beginning before a wildcard becomes the beginning of a word that stays: where the key would have
 * it so, that word's own letters are kept in their place, and `pinned` grows by them.
 */
function lettersFor(key: Buffer, learned: Learned, pinned: Set<string>): KeyedLetters {
  for (;;) {
    const letters = keyedLetters(key, (alphabet, before, symbol) => {
      if (alphabet === 'digit' && before === '' && symbol === 0) return true;
      if (alphabet !== 'letter' && alphabet !== 'digit') return false;
      const character = alphabet === 'letter' ? String.fromCharCode(97 + symbol) : String(symbol);
      return pinned.has(before + character);
    });
    const { ofWord } = pseudonymWords(letters);
    const met = learned.beginnings
      .filter((beginning) => !pinned.has(beginning))
      .map(ofWord)
      .filter((image) => !pinned.has(image) && learned.staying.some((word) => word.startsWith(image)));
    if (met.length === 0) return letters;
    for (const image of met) for (let end = 1; end <= image.length; end++) pinned.add(image.slice(0, end));
  }
}
