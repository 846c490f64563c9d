/** An IPv4 or IPv6 range in CIDR form; an address without a prefix is itself alone. */
export interface IpRange {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
}

/** Reads an address or range, or null for text that is neither. */
export function readIpRange(text: string): IpRange | null {
  const [address, prefixText, ...more] = text.trim().split('/');
  if (address === undefined || more.length > 0) return null;
  const v4 = readV4(address);
  const value = v4 ?? readV6(address);
  if (value === null) return null;
  const bits = v4 === null ? 128 : 32;
  if (prefixText !== undefined && !/^\d{1,3}$/.test(prefixText)) return null;
  const prefix = prefixText === undefined ? bits : Number(prefixText);
  if (prefix > bits) return null;
  const size = 1n << BigInt(bits - prefix);
  const first = value - (value % size);
  return { bits, first, last: first + size - 1n };
}

/** True when the range holds the whole of the other; addresses of different families never do. */
export function rangeHolds(range: IpRange, other: IpRange): boolean {
  return range.bits === other.bits && other.first >= range.first && other.last <= range.last;
}

function readV4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255))
    return null;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function readV6(text: string): bigint | null {
  let groups = text;
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (tail !== null) {
    const v4 = readV4(tail[2]!);
    if (v4 === null) return null;
    groups = `${tail[1]}${(v4 >> 16n).toString(16)}:${(v4 & 0xffffn).toString(16)}`;
  }
  const halves = groups.split('::');
  if (halves.length > 2) return null;
  const [head, rest] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head!.length - (rest?.length ?? 0);
  if (rest === undefined ? missing !== 0 : missing < 1) return null;
  const all = rest === undefined ? head! : [...head!, ...Array<string>(missing).fill('0'), ...rest];
  if (!all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return all.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}
