import type { Random } from '../random.ts';

/** Bounds at which sizes and counts go wrong. */
const BOUNDS = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

type Mutation = (input: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

const MUTATIONS: readonly Mutation[] = [
  function flipBit(input, random) {
    const out = Buffer.from(input);
    const at = random.int(out.length);
    out[at] = out[at]! ^ (1 << random.int(8));
    return out;
  },
  function setBound(input, random) {
    const out = Buffer.from(input);
    const width = random.pick([1, 2, 4].filter((bytes) => bytes <= out.length));
    const at = random.int(out.length - width + 1);
    const value = random.pick(BOUNDS) % 2 ** (8 * width);
    if (random.chance(0.5)) out.writeUIntBE(value, at, width);
    else out.writeUIntLE(value, at, width);
    return out;
  },
  function cutOff(input, random) {
    return Buffer.from(input.subarray(0, random.int(input.length)));
  },
  function remove(input, random) {
    const at = random.int(input.length);
    const length = 1 + random.int(random.pick([1, 8, 64, 4_096]));
    return Buffer.concat([input.subarray(0, at), input.subarray(at + length)]);
  },
  function repeat(input, random) {
    const at = random.int(input.length);
    const part = input.subarray(at, at + 1 + random.int(256));
    const times = random.pick([1, 2, 16, 200]);
    return Buffer.concat([input.subarray(0, at), ...Array(times).fill(part), input.subarray(at)]);
  },
  function insertNoise(input, random) {
    const at = random.int(input.length + 1);
    const noise = Buffer.from(Array.from({ length: 1 + random.int(32) }, () => random.int(256)));
    return Buffer.concat([input.subarray(0, at), noise, input.subarray(at)]);
  },
  function splice(input, random, others) {
    const other = random.pick(others);
    const from = random.int(other.length + 1);
    const part = other.subarray(from, from + random.int(4_096));
    const at = random.int(input.length + 1);
    return Buffer.concat([input.subarray(0, at), part, input.subarray(at + random.int(part.length + 1))]);
  },
];

/** One to four blind changes to an input of any kind. */
export function mutateBytes(input: Buffer, random: Random, others: readonly Buffer[]): Buffer {
  let out = input;
  for (let times = 1 + random.int(4); times > 0; times--) {
    if (out.length === 0) return out;
    out = random.pick(MUTATIONS)(out, random, others);
  }
  return out;
}
