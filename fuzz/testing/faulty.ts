import { appendFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import net from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { TrustpathError } from '../../schema/errors.ts';
import type { Target } from '../target.ts';

/** A reader with every fault that the harness is to notice: the input names which. */
export const faulty: Target = {
  name: 'faulty',
  title: 'A reader that does what none may',
  file: 'wish.txt',
  seeds: async () => WISHES.map((wish) => Buffer.from(wish)),
  mutate: (input) => input,
  run: async (path, { out }) => DEEDS[(await readFile(path, 'utf8')) as Wish](path, out),
};

const DEEDS = {
  read: () => undefined,
  refuse(path) {
    throw new TrustpathError('input-refused', `${path}: is refused.`);
  },
  throw() {
    throw new TypeError('cannot read properties of undefined');
  },
  'throw-internal'() {
    throw new TrustpathError('internal', 'The engine failed.');
  },
  'name-nothing'() {
    throw new TrustpathError('input-refused', 'is refused.');
  },
  'write-beside': (path) => writeFileSync(`${path}-journal`, 'x'),
  'write-to-it': (path) => appendFileSync(path, 'x'),
  'write-home': () => writeFileSync(join(homedir(), 'x'), 'x'),
  'write-temporary': () => writeFileSync(join(tmpdir(), 'x'), 'x'),
  'write-here': () => writeFileSync('x', 'x'),
  'leave-half'(path, out) {
    writeFileSync(out, 'half');
    throw new TrustpathError('input-refused', `${path}: is refused.`);
  },
  connect() {
    try {
      net.connect(9, '192.0.2.1');
    } catch {
      // The attempt is what counts.
    }
  },
  spin() {
    for (;;) {}
  },
  burn() {
    // Processor time: a busy machine may give hardly any for seconds.
    const before = process.cpuUsage().user;
    while (process.cpuUsage().user - before < 300_000) {}
  },
  exit: () => process.exit(3),
  hoard() {
    const hoard: unknown[] = [];
    for (;;) hoard.push(new Array(1_000_000).fill(hoard.length));
  },
} satisfies Record<string, (path: string, out: string) => void>;
type Wish = keyof typeof DEEDS;
export const WISHES = Object.keys(DEEDS) as Wish[];
