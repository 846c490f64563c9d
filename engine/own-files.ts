import { readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readHeader } from '../schema/snapshot/header.ts';
import { dataFolder } from './data-folder.ts';

const MOST_REMEMBERED = 500;
const register = z.array(
  z.object({
    path: z.string(),
    inode: z.number(),
    /** Null while a collection writes the file: only place and inode stay the same. */
    sealed: z.object({ size: z.number(), modified: z.number(), changed: z.number() }).nullable(),
  }),
);
type Register = z.output<typeof register>;

function registerPath(): string {
  return join(dataFolder(), 'sealed-here.json');
}

function readRegister(): Register {
  try {
    const parsed = register.safeParse(JSON.parse(readFileSync(registerPath(), 'utf8')));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

function identityOf(path: string): {
  path: string;
  inode: number;
  sealed: NonNullable<Register[number]['sealed']>;
} {
  const real = realpathSync(path);
  const stat = statSync(real);
  return {
    path: real,
    inode: stat.ino,
    sealed: { size: stat.size, modified: stat.mtimeMs, changed: stat.ctimeMs },
  };
}

/**
 * Notes that this machine is writing the file, or just sealed it, so that opening it again may trust what is in it.
 * Anything that touches a sealed file afterwards (its change time moves) makes it a stranger's. A folder that cannot
 * be written is no failure: the file is then checked like any other.
 */
export function rememberOwn(path: string, state: 'unfinished' | 'sealed'): void {
  try {
    const identity = identityOf(path);
    const entry = state === 'sealed' ? identity : { ...identity, sealed: null };
    const others = readRegister().filter((known) => known.path !== entry.path);
    const target = registerPath();
    const unfinished = `${target}.${process.pid}`;
    writeFileSync(unfinished, JSON.stringify([entry, ...others].slice(0, MOST_REMEMBERED)), { mode: 0o600 });
    renameSync(unfinished, target);
  } catch {
    // Only speed is lost.
  }
}

export function isOwn(path: string): boolean {
  try {
    const { sealed, ...place } = identityOf(path);
    const known = readRegister().find((entry) => entry.path === place.path && entry.inode === place.inode);
    if (!known) return false;
    if (known.sealed === null) return readHeader(path).state === 'unfinished';
    return (
      known.sealed.size === sealed.size &&
      known.sealed.modified === sealed.modified &&
      known.sealed.changed === sealed.changed
    );
  } catch {
    return false;
  }
}
