import { readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dataFolder } from './data-folder.ts';

const MOST_REMEMBERED = 500;
const register = z.array(
  z.object({
    path: z.string(),
    size: z.number(),
    modified: z.number(),
    inode: z.number(),
    changed: z.number(),
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

function identityOf(path: string): Register[number] {
  const real = realpathSync(path);
  const stat = statSync(real);
  return { path: real, size: stat.size, modified: stat.mtimeMs, inode: stat.ino, changed: stat.ctimeMs };
}

/**
 * Notes that this machine just sealed the file, so that opening it again may trust the arrays stored in it. Anything
 * that touches the file afterwards (its change time moves) makes it a stranger's. A folder that cannot be written is
 * no failure: the file is then checked like any other.
 */
export function rememberOwn(path: string): void {
  try {
    const entry = identityOf(path);
    const others = readRegister().filter((known) => known.path !== entry.path);
    const target = registerPath();
    writeFileSync(`${target}.new`, JSON.stringify([entry, ...others].slice(0, MOST_REMEMBERED)), {
      mode: 0o600,
    });
    renameSync(`${target}.new`, target);
  } catch {
    // Only speed is lost.
  }
}

export function isOwn(path: string): boolean {
  try {
    const entry = identityOf(path);
    return readRegister().some(
      (known) =>
        known.path === entry.path &&
        known.size === entry.size &&
        known.modified === entry.modified &&
        known.inode === entry.inode &&
        known.changed === entry.changed,
    );
  } catch {
    return false;
  }
}
