import { crc32, deflateRawSync } from 'node:zlib';
import type { Random } from '../random.ts';
import { mutateBytes } from './bytes.ts';

export interface ZipEntry {
  readonly name: string;
  readonly data: Buffer;
}

const NAMES: readonly string[] = [
  '../outside.json',
  '/absolute.json',
  'C:\\windows.json',
  'a\\..\\..\\b.json',
  'data/REPORT.HTML',
  'con',
  `${'a/'.repeat(200)}b.json`,
  'x'.repeat(60_000),
  '.github/workflows/\u202Egepj.yml',
  '.git/config',
  '\0.json',
  'a//b.json',
  './a.json',
  '',
];

interface Record {
  name: string;
  readonly data: Buffer;
  /** What the archive says, which need not be so. */
  method: number;
  flags: number;
  crc: number;
  compressed: number;
  size: number;
  attributes: number;
  payload: Buffer;
}

/**
 * A zip of the entries, written by hand (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT) so that it can say
 * what no zip library would: wrong sizes, names that lead outside, links, entries twice or over each other.
 */
export function writeStrangeZip(entries: readonly ZipEntry[], random: Random | null): Buffer {
  const records = entries.map(toRecord);
  if (random !== null) for (let times = random.int(4); times > 0; times--) alter(records, random);
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const record of records) {
    const name = Buffer.from(record.name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    writeShared(local, 4, record);
    local.writeUInt16LE(name.length & 0xffff, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(0x031e, 4);
    writeShared(central, 6, record);
    central.writeUInt16LE(name.length & 0xffff, 28);
    central.writeUInt32LE(record.attributes >>> 0, 38);
    central.writeUInt32LE(random?.chance(0.01) ? 0 : offset, 42);
    directory.push(central, name);
    parts.push(local, name, record.payload);
    offset += 30 + name.length + record.payload.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(records.length & 0xffff, 8);
  end.writeUInt16LE(records.length & 0xffff, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  const whole = Buffer.concat([...parts, index, end]);
  return random?.chance(0.15) ? mutateBytes(whole, random, [whole]) : whole;
}

function toRecord({ name, data }: ZipEntry): Record {
  const payload = deflateRawSync(data);
  return {
    name,
    data,
    method: 8,
    flags: 0x800,
    crc: crc32(data),
    compressed: payload.length,
    size: data.length,
    attributes: 0o100644 << 16,
    payload,
  };
}

function writeShared(buffer: Buffer, at: number, record: Record): void {
  buffer.writeUInt16LE(20, at);
  buffer.writeUInt16LE(record.flags, at + 2);
  buffer.writeUInt16LE(record.method, at + 4);
  buffer.writeUInt32LE(0x00210000, at + 6);
  buffer.writeUInt32LE(record.crc >>> 0, at + 10);
  buffer.writeUInt32LE(record.compressed >>> 0, at + 14);
  buffer.writeUInt32LE(record.size >>> 0, at + 18);
}

function alter(records: Record[], random: Random): void {
  if (records.length === 0) return;
  const at = random.int(records.length);
  const record = records[at]!;
  switch (random.int(9)) {
    case 0:
      record.name = random.pick(NAMES);
      return;
    case 1:
      records.push({ ...record, name: random.chance(0.5) ? record.name : record.name.toUpperCase() });
      return;
    case 2:
      // A link, a device, a pipe, a folder.
      record.attributes = random.pick([0o120777, 0o020666, 0o010666, 0o040755]) << 16;
      return;
    case 3:
      record.size = random.pick([0, 1, record.size + 1, 0x7fffffff, 0xffffffff]);
      return;
    case 4:
      record.compressed = random.pick([0, 1, record.compressed + 40, 0x7fffffff, 0xffffffff]);
      return;
    case 5:
      record.method = random.pick([0, 1, 9, 12, 14, 99]);
      return;
    case 6:
      record.flags = random.pick([0, 1, 8, 0x800, 0xffff]);
      return;
    case 7: {
      // Zeros pack to a thousandth of themselves.
      const data = Buffer.alloc(random.pick([100_000, 2_000_000]));
      records[at] = { ...toRecord({ name: record.name, data }), size: random.chance(0.5) ? data.length : 10 };
      return;
    }
    default:
      records.splice(at, 1);
  }
}
