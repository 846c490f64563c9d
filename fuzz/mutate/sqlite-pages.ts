import type { Random } from '../random.ts';
import { mutateBytes } from './bytes.ts';

/** Fields of the file header that say how to read the rest (https://www.sqlite.org/fileformat.html#the_database_header). */
const HEADER_FIELDS: readonly {
  readonly at: number;
  readonly width: number;
  readonly values: readonly number[];
}[] = [
  { at: 16, width: 2, values: [0, 1, 512, 1_024, 4_096, 32_768, 511, 65_535] },
  { at: 18, width: 1, values: [0, 1, 2, 3] },
  { at: 19, width: 1, values: [0, 1, 2, 3] },
  { at: 20, width: 1, values: [0, 1, 32, 255] },
  { at: 21, width: 1, values: [0, 63, 64, 65] },
  { at: 24, width: 4, values: [0, 1, 0xffffffff] },
  { at: 28, width: 4, values: [0, 1, 2, 0x7fffffff, 0xffffffff] },
  { at: 32, width: 4, values: [0, 1, 2, 5, 0xffffffff] },
  { at: 36, width: 4, values: [0, 1, 1_000, 0xffffffff] },
  { at: 40, width: 4, values: [0, 1, 0xffffffff] },
  { at: 44, width: 4, values: [0, 1, 4, 5, 255] },
  { at: 48, width: 4, values: [0, 1, 0x7fffffff, 0x80000000] },
  { at: 52, width: 4, values: [0, 1, 2, 3] },
  { at: 56, width: 4, values: [0, 1, 2, 3, 4] },
  { at: 60, width: 4, values: [0, 1, 2, 255, 0xffffffff] },
  { at: 64, width: 4, values: [0, 1] },
  { at: 68, width: 4, values: [0, 0x54725074, 0x54725075, 0x54725076] },
  { at: 92, width: 4, values: [0, 1, 0xffffffff] },
];

/** Alters an SQLite file where its structure is: header fields, b-tree pages, cells, overflow chains, whole pages. */
export function mutatePages(input: Buffer, random: Random, others: readonly Buffer[]): Buffer {
  if (input.length < 1_024 || random.chance(0.15)) return mutateBytes(input, random, others);
  let out: Buffer = Buffer.from(input);
  for (let times = 1 + random.int(4); times > 0; times--) out = mutateOnce(out, random);
  return out;
}

function mutateOnce(out: Buffer, random: Random): Buffer {
  const size = pageSize(out);
  const pages = Math.max(1, Math.floor(out.length / size));
  const page = random.int(pages);
  const start = page * size;
  /** The first page begins with the file header. */
  const header = start + (page === 0 ? 100 : 0);
  if (header + 16 > out.length) return out;
  switch (random.int(9)) {
    case 0: {
      const field = random.pick(HEADER_FIELDS);
      out.writeUIntBE(random.pick(field.values), field.at, field.width);
      return out;
    }
    case 1:
      // What kind of page it is: index or table, interior or leaf, or none of them.
      out[header] = random.pick([2, 5, 10, 13, 0, 1, 255]);
      return out;
    case 2:
      // First freeblock, number of cells, start of the cells, fragmented bytes.
      out.writeUInt16BE(
        random.pick([0, 1, 8, size - 1, 65_535, random.int(size)]),
        header + random.pick([1, 3, 5]),
      );
      return out;
    case 3: {
      // A cell pointer: to another cell, into the header, past the end.
      const cells = out.readUInt16BE(header + 3);
      const at = header + random.pick([8, 12]) + 2 * random.int(Math.min(Math.max(cells, 1), 100));
      if (at + 2 <= out.length)
        out.writeUInt16BE(random.pick([0, 1, 8, size - 1, size - 4, random.int(size)]), at);
      return out;
    }
    case 4: {
      // Inside the cells: lengths, row numbers and types are varints, and overflow pages are numbers.
      const at = start + random.int(size);
      for (let n = 0; n < 1 + random.int(6) && at + n < out.length; n++)
        out[at + n] = random.pick([0, 1, 0x7f, 0x80, 0x81, 0xff, random.int(256)]);
      return out;
    }
    case 5: {
      // One page in the place of another.
      const other = random.int(pages) * size;
      out.copy(out, start, other, Math.min(other + size, out.length));
      return out;
    }
    case 6:
      // The right-most child, or the next page of an overflow chain: a number of a page, its own included.
      out.writeUInt32BE(
        random.pick([0, 1, page + 1, pages, pages + 1, 0xffffffff, random.int(pages) + 1]),
        random.pick([header + 8, start]),
      );
      return out;
    case 7: {
      // As many pages as the header says, the last ones gone or empty.
      const kept = 1 + random.int(pages);
      const cut = random.chance(0.5)
        ? Buffer.from(out.subarray(0, kept * size))
        : Buffer.concat([out, Buffer.alloc(size)]);
      cut.writeUInt32BE(Math.floor(cut.length / size), 28);
      return cut;
    }
    default:
      out.fill(random.pick([0, 0xff]), start, Math.min(start + size, out.length));
      return out;
  }
}

function pageSize(file: Buffer): number {
  const size = file.readUInt16BE(16);
  return size >= 512 && (size & (size - 1)) === 0 ? size : 4_096;
}
