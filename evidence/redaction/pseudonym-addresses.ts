import { isIPv4, isIPv6 } from 'node:net';
import type { KeyedLetters } from './keyed-letters.ts';

/** First octets that say what sort of address it is (private, loopback, link-local, shared, documentation, multicast). */
const TELLING = new Set([0, 10, 100, 127, 169, 172, 192, 198, 203]);
/** Second octets that belong to it. */
const TELLING_SECOND: Readonly<Record<number, (second: number) => boolean>> = {
  100: (second) => second >= 64 && second < 128,
  169: (second) => second === 254,
  172: (second) => second >= 16 && second < 32,
  192: (second) => second === 168 || second === 0,
  198: (second) => second === 18 || second === 19 || second === 51,
  203: (second) => second === 0,
};
/** Everybody's own, or a service of the provider's. */
const WELL_KNOWN = /^(?:127\.|169\.254\.(?:169|170)\.|0\.0\.0\.0$|255\.255\.255\.255$)/;
const WELL_KNOWN_V6 = /^(?:::1?$|fd00:ec2:|fe80::)/i;

export interface PseudonymAddresses {
  /** An IPv4 or IPv6 address, or a block of them (`192.0.2.0/24`). */
  ofAddress(text: string): string;
}

/**
 * Pseudonyms of network addresses. An address is in a block exactly where its pseudonym is in the block's, from the first
 * octet (IPv4) or the first sixteen bits (IPv6) on; private addresses stay private and public ones public.
 */
export function pseudonymAddresses(letters: KeyedLetters): PseudonymAddresses {
  /** Each bit depends on those before it; at most `length` bits are changed, the others stay (a block's are 0). */
  function bits(name: string, before: number, value: number, width: number, length: number): number {
    let [changed, prefix] = [0, `${before.toString(2)}.`];
    for (let bit = 0; bit < width; bit++) {
      const one = (value >>> (width - 1 - bit)) & 1;
      const flip = bit < length ? letters.bytes(`${name}\0${prefix}`)[0]! & 1 : 0;
      changed = (changed << 1) | (one ^ flip);
      prefix += one;
    }
    return changed >>> 0;
  }

  function firstOctet(octet: number): number {
    if (TELLING.has(octet) || octet >= 224) return octet;
    let changed = letters.permute('octet', '', octet);
    while (TELLING.has(changed) || changed >= 224) changed = letters.permute('octet', '', changed);
    return changed;
  }

  function ofV4(address: string, length: number): string {
    if (WELL_KNOWN.test(address)) return address;
    const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
    const first = length < 8 ? a : firstOctet(a);
    const telling = TELLING_SECOND[a]?.(b) ?? false;
    if (telling) {
      const rest = bits('ipv4', (a << 8) | b, (c << 8) | d, 16, length - 16);
      return [a, b, rest >>> 8, rest & 255].join('.');
    }
    // A second octet that would make it one of the telling blocks is changed again.
    let second = bits('ipv4', a, b, 8, length - 8);
    if (length >= 16) while (TELLING_SECOND[first]?.(second)) second = bits('ipv4', a, second, 8, length - 8);
    const rest = bits('ipv4', (a << 8) | b, (c << 8) | d, 16, length - 16);
    return [first, second, rest >>> 8, rest & 255].join('.');
  }

  function ofV6(address: string, length: number): string {
    if (WELL_KNOWN_V6.test(address)) return address;
    const groups = groupsOf(address);
    const changed = groups.map((group, index) =>
      index === 0
        ? group
        : bits(`ipv6 ${groups.slice(0, index).join(':')}`, 0, group, 16, length - 16 * index),
    );
    return shortV6(changed);
  }

  return {
    ofAddress(text) {
      const [address = '', length] = text.split('/');
      const suffix = length === undefined ? '' : `/${length}`;
      if (isIPv4(address)) return ofV4(address, length === undefined ? 32 : Number(length)) + suffix;
      if (isIPv6(address)) return ofV6(address, length === undefined ? 128 : Number(length)) + suffix;
      return text;
    },
  };
}

function groupsOf(address: string): number[] {
  const dotted = /(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const plain = dotted
    ? `${dotted[1]}${((Number(dotted[2]) << 8) | Number(dotted[3])).toString(16)}:${((Number(dotted[4]) << 8) | Number(dotted[5])).toString(16)}`
    : address;
  const [head = '', tail] = plain.split('::');
  const parse = (part: string) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const before = parse(head);
  if (tail === undefined) return before;
  const after = parse(tail);
  return [...before, ...new Array<number>(Math.max(0, 8 - before.length - after.length)).fill(0), ...after];
}

/** With the longest run of zeros left out, as RFC 5952 has it. */
function shortV6(groups: readonly number[]): string {
  const text = groups.map((group) => group.toString(16)).join(':');
  const runs = [...text.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].sort((a, b) => b[0].length - a[0].length);
  const longest = runs[0];
  if (!longest) return text;
  const before = text.slice(0, longest.index);
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, '');
  return `${before}::${after}`;
}
