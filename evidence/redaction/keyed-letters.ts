import { createHmac, createSecretKey } from 'node:crypto';

/**
 * Keyed permutations of letters and digits, one for each beginning of a word: the pseudonym of a character depends on
 * the key and on every character before it. So words with a common beginning have pseudonyms with a common beginning
 * of the same length, and no other words do (the scheme of Xu, Fan, Ammar and Moon for addresses, "Prefix-preserving
 * IP address anonymization", 2002, with letters in place of bits).
 */
export type Alphabet = 'letter' | 'digit' | 'hex' | 'base32' | 'octet';

const SIZES: Record<Alphabet, number> = { letter: 26, digit: 10, hex: 16, base32: 32, octet: 256 };
/** Permutations kept; beyond it the oldest half is made again when asked for. */
const MOST_KEPT = 400_000;

export interface KeyedLetters {
  /** What the symbol (0 to size-1) becomes after `before`. Symbols that are pinned there stay what they are. */
  permute(alphabet: Alphabet, before: string, symbol: number): number;
  /** 32 bytes that depend on the key and on what they are for. */
  bytes(purpose: string): Buffer;
}

/**
 * @param pinned says whether a symbol must stay as it is after a beginning; asked once for each symbol of a permutation
 */
export function keyedLetters(
  key: Buffer,
  pinned: (alphabet: Alphabet, before: string, symbol: number) => boolean = () => false,
): KeyedLetters {
  const kept = new Map<string, Uint8Array>();
  // As an object: bytes are made into one at every call, which takes four times as long as the rest.
  const secret = createSecretKey(key);
  const bytes = (purpose: string) => createHmac('sha256', secret).update(purpose).digest();

  function permutation(alphabet: Alphabet, before: string): Uint8Array {
    const name = `${alphabet}\0${before}`;
    const known = kept.get(name);
    if (known) return known;
    const made = shuffled(SIZES[alphabet], (block) => bytes(`${name}\0${block}`));
    for (let symbol = 0; symbol < made.length; symbol++) {
      if (pinned(alphabet, before, symbol)) pin(made, symbol);
    }
    if (kept.size >= MOST_KEPT) forgetHalf(kept);
    kept.set(name, made);
    return made;
  }

  return { permute: (alphabet, before, symbol) => permutation(alphabet, before)[symbol] ?? symbol, bytes };
}

/** Fisher and Yates, with bytes that are refused where they would favour a position. */
function shuffled(size: number, block: (number: number) => Buffer): Uint8Array {
  const order = Uint8Array.from({ length: size }, (_, index) => index);
  let bytes = block(0);
  let [number, at] = [0, 0];
  const next = () => {
    if (at === bytes.length) [bytes, at] = [block(++number), 0];
    return bytes[at++]!;
  };
  for (let last = size - 1; last > 0; last--) {
    const fair = 256 - (256 % (last + 1));
    let byte = next();
    while (byte >= fair) byte = next();
    const other = byte % (last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

/** Makes a symbol stay, and gives the symbol that had its place what it would have become. */
function pin(order: Uint8Array, symbol: number): void {
  const other = order.indexOf(symbol);
  order[other] = order[symbol]!;
  order[symbol] = symbol;
}

function forgetHalf(kept: Map<string, Uint8Array>): void {
  let left = kept.size / 2;
  for (const name of kept.keys()) {
    if (left-- <= 0) return;
    kept.delete(name);
  }
}
